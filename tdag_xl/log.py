"""The log of what the buttons did, in the user's own folder: the place to look when a message names it."""

from __future__ import annotations

import errno
import logging
import os
import stat
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from tdag_xl.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

NAME = "tdag_xl"
_LARGEST, _OLDER = 1_000_000, 3
"""Bytes of a log file, and how many full ones are kept beside it."""


def log_file() -> Path:
    """Where the log is, on Windows in %LOCALAPPDATA%."""
    return platformdirs.user_log_path(NAME, appauthor=False) / "tdag_xl.log"


@dataclass
class Log:
    """The open log; `file` is None where none could be opened, `why_not` then says why."""

    file: Path | None
    why_not: str | None
    logger: logging.Logger
    _handler: logging.Handler

    @classmethod
    def open(cls) -> Log:
        """The log in its usual folder, else in the folder for temporary files; never raises."""
        logger, reasons = logging.getLogger(NAME), []
        logger.setLevel(logging.INFO)
        logger.propagate = False
        for file in _places():
            try:
                handler = _handler(file)
            except OSError as error:
                reasons.append(f"{file}: {error.strerror or error}")
            else:
                logger.addHandler(handler)
                log = cls(file, None, logger, handler)
                for reason in reasons:
                    logger.warning("The log cannot be written at %s", reason)
                return log
        nowhere = logging.NullHandler()
        logger.addHandler(nowhere)
        return cls(None, "; ".join(reasons), logger, nowhere)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.logger.removeHandler(self._handler)
        with suppress(OSError):  # a full disk: what was to be told is told already
            self._handler.close()

    @property
    def sentence(self) -> str:
        """Where the details are, for the end of a message."""
        if self.file is None:
            return f"The details could not be written to a log ({self.why_not})."
        return f"The details are in {self.file}."


def _places() -> Iterator[Path]:
    yield log_file()
    yield Path(tempfile.gettempdir()) / f"{NAME}-{_user()}" / "tdag_xl.log"


def _user() -> str:
    return str(os.getuid()) if sys.platform != "win32" else "log"  # on Windows the folder is the user's already


def _handler(file: Path) -> logging.Handler:
    """A handler whose file is open, so that a folder that cannot be written is known now. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_others(file.parent)
    handler = RotatingFileHandler(
        file, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", errors="backslashreplace"
    )
    handler.setFormatter(_Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    return handler


def _refuse_others(folder: Path) -> None:
    """Raise OSError for a folder where another user may put a link under the name of the log."""
    seen = folder.lstat()
    is_ours = sys.platform == "win32" or (seen.st_uid == os.getuid() and not seen.st_mode & 0o022)
    if not (is_ours and stat.S_ISDIR(seen.st_mode)):
        raise PermissionError(errno.EACCES, "another user may write in this folder")


class _Formatter(logging.Formatter):
    """Indents every line of an entry but the first, so that no text can pass for another entry."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n    ".join(map(one_line, super().format(record).split("\n")))
