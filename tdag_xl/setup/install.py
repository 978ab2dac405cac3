"""The user's settings of xlwings made to name this Python, and put back as they were.

A note beside the settings file remembers what stood there. It is written first, so that an installation that is
killed can be done again, and taken back.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import SetupError
from tdag_xl.ooxml.durable_files import keep_attributes, move_over, sync_folder
from tdag_xl.setup.conf_file import setting, with_line_back, with_value
from tdag_xl.setup.interpreter import as_bytes, excels_interpreter, from_bytes, in_code_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.setup.machine import Machine

NOTE = "tdag-xl-install.json"


@dataclass(frozen=True)
class Installed:
    """The settings file, the Python it names, the one it named before (None: none), and whether that took a write."""

    file: Path
    interpreter: str
    before: str | None
    wrote: bool


@dataclass(frozen=True)
class Undone:
    """The settings file (`removed`: there was none before), and the Python it names now (None: none)."""

    file: Path
    removed: bool
    interpreter: str | None


@dataclass(frozen=True)
class _Before:
    """What stood there: our `value` took the place of the line `text`; both are bytes, spelled in Latin-1."""

    value: str
    text: str | None
    file_existed: bool
    folder_existed: bool

    @classmethod
    def from_json(cls, noted: object) -> _Before:
        """What a note says. Raises ValueError for anything that `install` does not write."""
        match noted:
            case {
                "value": str(value),
                "text": str() | None as text,
                "file_existed": bool(file_existed),
                "folder_existed": bool(folder_existed),
            }:
                if max(value + (text or ""), default="") > "\xff":
                    raise ValueError("it holds letters that stand for no byte")
                return cls(value, text, file_existed, folder_existed)
        raise ValueError("it does not say what stood there before")


def settings_file(machine: Machine) -> Path:
    """The user's settings file, where xlwings' VBA looks for it (`GetConfigFilePath` in xlwings.bas)."""
    return machine.home / ".xlwings" / "xlwings.conf"


def install(machine: Machine, *, dry_run: bool = False) -> Installed:
    """Let the user's settings of xlwings name this Python; no other line changes. Raises SetupError."""
    file = settings_file(machine)
    with _failures_told(file):
        interpreter = str(excels_interpreter(machine))
        in_code_page(str(file), machine)
        value = as_bytes(interpreter, machine)
        data = _content(file)
        there = setting(data or b"")
        wrote = there is None or there.value != value
        if wrote and not dry_run:
            _write(file, with_value(data or b"", value), _before(file, data, value))
    return Installed(file, interpreter, None if there is None else from_bytes(there.value, machine), wrote)


def undo(machine: Machine, *, dry_run: bool = False) -> Undone:
    """Put back what stood in the user's settings before `install`. Raises SetupError where it wrote nothing there."""
    file = settings_file(machine)
    with _failures_told(file):
        before, data = _remembered(file), _content(file)
        there = setting(data or b"")
        if before is None:
            raise SetupError(f"{file}: tdag-xl install has written nothing there, so there is nothing to take back.")
        if data is None or there is None or there.value != before.value.encode("latin-1"):
            raise SetupError(
                f"{file}: the Python that tdag-xl install wrote there was changed or taken out since. It is left as "
                "it is now."
            )
        text = None if before.text is None else before.text.encode("latin-1")
        restored = with_line_back(data, there.line, text)
        removed = not restored and not before.file_existed
        if not dry_run:
            _put_back(file, None if removed else restored, before)
    back = setting(restored)
    return Undone(file, removed, None if back is None else from_bytes(back.value, machine))


def _before(file: Path, data: bytes | None, value: bytes) -> _Before:
    """What to remember; where an earlier installation is written over, what it remembered."""
    noted, there, spelled = _remembered(file), setting(data or b""), value.decode("latin-1")
    if noted is not None and there is not None and there.value == noted.value.encode("latin-1"):
        return replace(noted, value=spelled)
    text = None if there is None else there.text.decode("latin-1")
    folder_existed = file.parent.exists() if noted is None else noted.folder_existed
    return _Before(spelled, text, data is not None, folder_existed)


def _content(file: Path) -> bytes | None:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    if b"\0" in data:
        raise SetupError(
            f"{file} is not in the form in which Excel's macros read it (is it saved as Unicode?). Open it in Notepad "
            "and save it with the encoding ANSI, or rename it. Nothing was changed."
        )
    return data


def _remembered(file: Path) -> _Before | None:
    note = file.with_name(NOTE)
    try:
        return _Before.from_json(json.loads(note.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except ValueError as damaged:
        raise SetupError(
            f"{note} is damaged ({damaged}). Delete it: then tdag-xl install works again, and --undo takes back what "
            "stands in the settings file from then on."
        ) from damaged


def _write(file: Path, data: bytes, before: _Before) -> None:
    note = file.with_name(NOTE)
    old_note = note.read_bytes() if note.exists() else None
    file.parent.mkdir(exist_ok=True)
    try:
        _replace(note, json.dumps(asdict(before), indent=2).encode())
        _replace(file, data)
    except OSError:
        with suppress(OSError):  # the first failure is the one to tell
            if old_note is None:
                _remove(note, folder=not before.folder_existed)
            else:
                _replace(note, old_note)
        raise


def _put_back(file: Path, data: bytes | None, before: _Before) -> None:
    if data is None:
        file.unlink()
    else:
        _replace(file, data)
    with suppress(OSError):  # a note that stays does no harm: it is not believed where the settings are others
        _remove(file.with_name(NOTE), folder=not before.folder_existed)


def _remove(note: Path, *, folder: bool) -> None:
    note.unlink(missing_ok=True)
    if folder and not any(note.parent.iterdir()):
        note.parent.rmdir()


def _replace(file: Path, data: bytes) -> None:
    """Write the file, or what a symbolic link there leads to, in one step."""
    target = Path(os.path.realpath(file))
    new = target.with_name(f".{target.name}.new")
    try:
        with new.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            keep_attributes(target, new)
        move_over(new, target)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


@contextmanager
def _failures_told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SetupError(
            f"{error.filename or file} could not be read or written ({error.strerror}). Nothing was changed: the "
            "settings are as they were."
        ) from error
