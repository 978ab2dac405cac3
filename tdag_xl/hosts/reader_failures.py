"""What the readers of worksheets, which are written in Rust, make of a damaged one, as a sentence for staff."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import fastexcel
from python_calamine import CalamineError

from tdag_xl.errors import NotAWorkbookError
from tdag_xl.ooxml.xml_part import DamagedPartError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def reader_failures_told(path: Path, sheet: str) -> Iterator[None]:
    """Turn what fails while `sheet` of the workbook at `path` is read into NotAWorkbookError."""
    try:
        yield
    except (fastexcel.FastExcelError, CalamineError, DamagedPartError) as error:
        raise _unreadable(path, sheet, str(error).partition("\n")[0]) from error
    except BaseException as error:
        # Rust gives up with an error of its own, which is no Exception and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(path, sheet, "the reader gave up") from error


def _unreadable(path: Path, sheet: str, reason: str) -> NotAWorkbookError:
    return NotAWorkbookError(
        path, f"the sheet {sheet!r} cannot be read ({reason}). Open the workbook in Excel, save it, and try again."
    )
