"""The TOML text of a mapping, and where in it something stands."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tdag_xl.errors import MappingError
from tdag_xl.plain_files import content

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LARGEST = 1 << 20
"""Bytes of a mapping; a long list of codes has some thousand lines."""

_TRIED = 50


@dataclass(frozen=True)
class MappingFile:
    """The file `path`, its text, and what the text says."""

    path: Path
    text: str
    data: dict[str, Any]

    def error(self, keys: Sequence[str], sentence: str) -> MappingError:
        """That something is wrong with the value at `keys`, as `sentence` says."""
        line = self._line(keys)
        place = f"{self.path}, line {line}" if line else str(self.path)
        return MappingError(f"{place}: {sentence} Nothing was changed.")

    def _line(self, keys: Sequence[str]) -> int | None:
        """The line on which the value at `keys` begins, where the text before it is whole by itself.

        It is the last line that names the key and before which the value is not there yet.
        """
        lines = self.text.split("\n")
        naming = [number for number, line in enumerate(lines) if keys and keys[-1] in line]
        for number in reversed(naming[-_TRIED:]):
            try:
                before = tomllib.loads("\n".join([*lines[:number], ""]))
            except ValueError:
                continue  # the line is in the middle of a text or a list
            if not _has(before, keys):
                return number + 1
        return None


def read_mapping_file(path: Path) -> MappingFile:
    """The TOML file `path`. Raises MappingError for one that cannot be read."""
    try:
        text = content(path, LARGEST).decode("utf-8-sig")
    except OSError as failed:
        raise MappingError(
            f"{path}: the mapping cannot be read ({failed.strerror or failed}). Check it and try again. "
            "Nothing was changed."
        ) from failed
    except UnicodeDecodeError as broken:
        line = broken.object.count(b"\n", 0, broken.start) + 1
        raise MappingError(f"{path}, line {line}: the text is not UTF-8. Save it as UTF-8. Nothing was changed.") from (
            broken
        )
    try:
        return MappingFile(path, text, tomllib.loads(text.replace("\r\n", "\n")))
    except RecursionError as deep:
        raise MappingError(f"{path}: its lists stand too deep in one another. Nothing was changed.") from deep
    except ValueError as broken:
        raise MappingError(f"{path}: this is no readable TOML: {broken}. Nothing was changed.") from broken


def _has(data: Any, keys: Sequence[str]) -> bool:
    for key in keys:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return True
