"""Every error the product raises on purpose; each message is a sentence a member of staff can act on.

TdagError
├── RegisterError               the register cannot be read at all
│   ├── MissingTableError       a table is not in the workbook
│   ├── MissingColumnError      a table lacks a column that an entry needs
│   ├── RegisterFileError       a file of a register folder is missing or unreadable
│   ├── MappingError            a mapping cannot be read, or does not fit the files it is about
│   └── PeriodError             a period to report is not in the register, or has no summary
├── WorkbookError               a workbook is refused; it stays as it was
│   ├── NotAWorkbookError       not there, truncated, encrypted, or of another format
│   ├── UnsupportedWorkbookError  a workbook that a refresh would damage (signed, Strict, protected structure …)
│   ├── WorkbookInUseError      open in Excel or LibreOffice, or being refreshed by another process
│   ├── WorkbookChangedError    changed by somebody else between reading and writing, or since a refresh
│   ├── RoomTakenError          staff entries stand where a generated table needs room
│   ├── WriteFailedError        the disk is full, the folder read-only, the share gone
│   ├── ApplicationRefusedError the application in which the workbook is open refused a step; all is put back
│   ├── ApplicationGoneError    the application ended, or the workbook was closed, in the middle of a step
│   └── NotPutBackError         it refused to put back, too: the one error after which the workbook has changed
├── EngineError                 what holds the tables of a register in files is not installed, or gave up
├── RateFileError               a file of exchange rates cannot be read at all
├── VbaProjectError             a VBA project cannot be read, or not be built from its modules
├── SetupError                  this PC cannot be set up as asked; its settings stay as they were
├── BuildError                  the sources of the workbook would make one that does not work
├── NothingBehindError          the selected cell is no figure that rows of the register make
├── ButtonBusyError             a button was clicked while another one is still at work
├── DocumentError               a document is not written; the file that stood under its name stays
│   ├── TemplateError           a file cannot be the template of a Word document
│   └── PrintingError           LibreOffice is not there, or did not print a document as PDF
├── UserFolderError             the user's own folder for locks and kept states cannot be used
└── NothingToUndoError          no refresh to take back
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class TdagError(Exception):
    """An error whose message is written for the person at the workbook."""


class RegisterError(TdagError):
    """The register cannot be read at all."""


class MissingTableError(RegisterError):
    """A required table is not in the workbook."""

    def __init__(
        self, table: str, nearest: str | None = None, workbook: Path | None = None, *, sheet: str | None = None
    ) -> None:
        self.table, self.nearest, self.workbook = table, nearest, workbook
        where = "The workbook" if workbook is None else f"{workbook}: the workbook"
        stands = f" on sheet {sheet!r}" if sheet else ""
        hint = (
            f"The table {nearest!r}{stands} has the nearest name: rename it (Table Design, in LibreOffice Data › "
            "Define Range)."
            if nearest
            else "If it was deleted or renamed, bring it back from an earlier copy of the workbook."
        )
        super().__init__(f"{where} has no table named {table!r}. {hint} Nothing was changed.")


class RegisterFileError(RegisterError):
    """A file of a register folder is missing or cannot be read."""


class MappingError(RegisterError):
    """A mapping cannot be read, or does not fit the files it is about."""


class MissingColumnError(RegisterError):
    """A table of the workbook lacks a column that an entry needs."""

    def __init__(self, table: str, sheet: str, column: str) -> None:
        self.table, self.sheet, self.column = table, sheet, column
        super().__init__(
            f"The table {table!r} on sheet {sheet!r} has no column {column!r}. Add it, or give the column that holds "
            "it this heading. Nothing was changed."
        )


class PeriodError(RegisterError):
    """A period to report is not in the register, or has no summary."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Nothing can be reported: {reason}")


class EngineError(TdagError):
    """What holds the tables of a register in files is not installed, or gave up."""


class RateFileError(TdagError):
    """A file of exchange rates cannot be read at all."""


class WorkbookError(TdagError):
    """A workbook is refused; it stays as it was."""

    def __init__(self, path: Path, sentence: str) -> None:
        self.path = path
        super().__init__(f"{path}: {sentence}")


class NotAWorkbookError(WorkbookError):
    """The file is not there, truncated, encrypted, or of another format."""


class UnsupportedWorkbookError(WorkbookError):
    """A refresh would damage this workbook."""


class WorkbookInUseError(WorkbookError):
    """The workbook is open in Excel or LibreOffice, or being refreshed by another process."""


class WorkbookChangedError(WorkbookError):
    """Somebody else changed the file between reading and writing, or since the refresh to undo."""


class RoomTakenError(WorkbookError):
    """Staff entries stand where a generated table needs room."""


class WriteFailedError(WorkbookError):
    """The new file could not be written; the old one stands."""


class ApplicationRefusedError(WorkbookError):
    """The application in which the workbook is open refused a step; what was written so far is taken back."""


class ApplicationGoneError(WorkbookError):
    """The application ended, or the workbook in it was closed, while it was read or written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "the workbook cannot be reached any more: the application ended, or the workbook was closed. Its file is "
            "as it was last saved. If the workbook is still open, close it without saving; open it, and try again.",
        )


class NotPutBackError(WorkbookError):
    """A step was refused, and so was taking back what was written before it."""


class NothingToUndoError(WorkbookError):
    """There is no refresh to take back."""


class VbaProjectError(TdagError):
    """A VBA project cannot be read, or not be built from its modules."""

    def __init__(self, sentence: str, workbook: Path | None = None) -> None:
        self.sentence = sentence
        super().__init__(sentence if workbook is None else f"{workbook}: {sentence[0].lower()}{sentence[1:]}")


class BuildError(TdagError):
    """The text sources of the workbook contradict each other, or Excel would not take them."""


class SetupError(TdagError):
    """A PC that cannot be set up as asked; its settings are as they were."""


class NothingBehindError(TdagError):
    """The selected cell is no figure of a generated table."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No agreements can be shown: {reason}")


class ButtonBusyError(TdagError):
    """Another click is still at work in this workbook."""


class DocumentError(TdagError):
    """A document is not written; what stood under its name stays."""

    def __init__(self, path: Path, sentence: str) -> None:
        self.path, self.sentence = path, sentence
        super().__init__(f"{path}: {sentence}")


class TemplateError(DocumentError):
    """A file cannot be the template of a Word document."""


class PrintingError(DocumentError):
    """LibreOffice is not there, or did not print a document as PDF."""


class UserFolderError(TdagError):
    """The user's own folder, where locks and the state before a refresh are kept, cannot be used."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        super().__init__(
            f"{path} cannot be used ({error.strerror or error}). It is your own folder for what the buttons remember: "
            "make it writable, or free some space. Nothing was changed."
        )
