"""What the generated sheets showed before the last live refresh, kept in the user's own folder.

One JSON file for each workbook. It is written in full before the refresh writes, under a name that ends in `.coming`;
once the refresh has written, it replaces the one of the refresh before. So a refresh that is killed can be taken back
too, and one that failed leaves the older state as it was.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tdag_xl.commands.user_folder import file_stem, folder_for
from tdag_xl.errors import NothingToUndoError, UserFolderError
from tdag_xl.ooxml.durable_files import move_over

LARGEST = 100_000_000
"""Bytes of a state that is kept; a larger one would make every refresh slow."""

_WORKBOOKS = 20
"""States of so many workbooks are kept; the oldest go."""


class StateTooLargeError(Exception):
    """The sheets show too much to keep their state."""


@dataclass(frozen=True)
class Kept:
    """The state before a refresh, as JSON.

    `moment` is the refresh's (ISO 8601, UTC). `before` and `after` are the fingerprints of the generated sheets around
    it; `after` is None where the refresh was cut short.
    """

    workbook: str
    moment: str
    state: str
    before: str
    after: str | None = None

    @property
    def moment_in_words(self) -> str:
        """The refresh's moment as the sheets say it."""
        return f"{datetime.fromisoformat(self.moment).astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    @property
    def path(self) -> Path:
        """The workbook's name, as errors say it."""
        return Path(Path(self.workbook).name)


class KeptState:
    """The state before the last refresh of the workbook of that full name (its name where it was never saved)."""

    def __init__(self, workbook: str) -> None:
        self._workbook = workbook

    def prepare(self, moment: str, state: str, before: str) -> Pending:
        """Keep the state for a refresh that is about to write.

        Raises StateTooLargeError, UserFolderError; the older state is kept then.
        """
        coming = Kept(self._workbook, moment, state, before)
        _write(self._file(".coming"), coming)
        return Pending(self, coming)

    def read(self, now: str) -> Kept:
        """The state to restore, for sheets whose fingerprint is `now`: that of a refresh cut short goes first.

        Raises NothingToUndoError, UserFolderError.
        """
        coming = self._read(".coming")
        if coming is not None and coming.before != now:
            return coming
        kept = self._read(".json")
        if kept is None:
            raise self._nothing("no refresh of this workbook can be taken back.")
        return kept

    def forget(self) -> None:
        """Keep nothing any more. Raises UserFolderError."""
        for suffix in (".coming", ".json"):
            self.drop(suffix)

    def adopt(self, kept: Kept) -> None:
        """Let the state of a refresh that has written be the one that is kept. Raises UserFolderError."""
        coming, file = self._file(".coming"), self._file(".json")
        _write(coming, kept)
        try:
            move_over(coming, file)
            _prune(file.parent)
        except OSError as error:
            raise UserFolderError(file, error) from error

    def drop(self, suffix: str = ".coming") -> None:
        """Forget one of the two states. Raises UserFolderError."""
        file = self._file(suffix)
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise UserFolderError(file, error) from error

    def _file(self, suffix: str) -> Path:
        return folder_for("undo") / (file_stem(self._workbook) + suffix)

    def _read(self, suffix: str) -> Kept | None:
        file = self._file(suffix)
        try:
            return Kept(**json.loads(file.read_bytes()))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UserFolderError(file, error) from error
        except (ValueError, TypeError) as error:  # cut short by a kill, or of another version
            if suffix == ".coming":
                return None
            sentence = f"what its sheets showed before the last refresh cannot be read from {file}."
            raise self._nothing(sentence) from error

    def _nothing(self, sentence: str) -> NothingToUndoError:
        return NothingToUndoError(Path(Path(self._workbook).name), sentence)


@dataclass(frozen=True)
class Pending:
    """The state before a refresh that is under way."""

    store: KeptState
    coming: Kept

    def done(self, after: str) -> None:
        """The refresh has written, and the sheets' fingerprint is `after`. Raises UserFolderError."""
        self.store.adopt(replace(self.coming, after=after))

    def failed(self) -> None:
        """The refresh has left the sheets as they were. Raises UserFolderError."""
        self.store.drop()


def _write(file: Path, kept: Kept) -> None:
    """Write the file anew, for its owner's eyes."""
    data = json.dumps(asdict(kept), ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        raise StateTooLargeError
    try:
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise UserFolderError(file, error) from error


def _prune(folder: Path) -> None:
    by_age = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in by_age[_WORKBOOKS:]:
        file.unlink(missing_ok=True)
