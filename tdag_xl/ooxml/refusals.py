"""Packages that a refresh would damage, or that are no workbook: each refused by a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_names import CONTENT_TYPES, PartName

if TYPE_CHECKING:
    from pathlib import Path

    from tdag_xl.ooxml.package import Package

_SHEET = f"{ns.CONTENT}spreadsheetml.sheet.main+xml"
_MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_EXTENSIONS = {_SHEET.lower(): "xlsx", _MACRO_SHEET.lower(): "xlsm"}

_CHOOSE = "Choose an Excel workbook (.xlsx or .xlsm)."
_SAVE_AS = "Open it in Excel, save it as an Excel Workbook (.xlsx or .xlsm), and use that file."
_OTHER_TYPES = (
    ("ms-excel.sheet.binary", f"this is a binary workbook (.xlsb), which is not read. {_SAVE_AS}"),
    ("ms-excel.addin", f"this is an Excel add-in (.xlam), not a workbook. {_CHOOSE}"),
    ("template", f"this is a template, not a workbook. Make a workbook from it: {_SAVE_AS}"),
    ("wordprocessingml", f"this is a Word document, not a workbook. {_CHOOSE}"),
    ("ms-word", f"this is a Word document, not a workbook. {_CHOOSE}"),
    ("presentationml", f"this is a PowerPoint presentation, not a workbook. {_CHOOSE}"),
    ("ms-powerpoint", f"this is a PowerPoint presentation, not a workbook. {_CHOOSE}"),
)
_SIGNATURE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
_REVISIONS = f"{ns.OFFICE}/revisionHeaders"


def refuse_unsupported(package: Package) -> None:
    """Raise unless the package is a workbook that can be refreshed without damage; run before anything is changed.

    Raises NotAWorkbookError for other formats and for a name that does not fit the content; UnsupportedWorkbookError
    for a signature, a shared workbook, no worksheet, or foreign names.
    """
    _refuse_other_packages(package)
    _refuse_foreign_names(package)
    _refuse_signature(package)
    _refuse_other_content(package)
    refuse_wrong_extension(package, package.path)
    _refuse_shared(package)
    _refuse_no_worksheet(package)


def _refuse_other_packages(package: Package) -> None:
    mimetype = PartName("/mimetype")
    if package.has(mimetype) and b"opendocument" in (kind := package.read_part(mimetype)):
        what = "spreadsheet (.ods)" if b"spreadsheet" in kind else "file, not a workbook"
        raise NotAWorkbookError(package.path, f"this is an OpenDocument {what}. {_SAVE_AS}")
    if not package.has(CONTENT_TYPES):
        raise NotAWorkbookError(package.path, f"this is a zip file that holds no Excel workbook. {_CHOOSE}")


def _refuse_foreign_names(package: Package) -> None:
    for name in package.archive.names:
        steps = name.replace("\\", "/").split("/")
        if ".." in steps or ":" in steps[0]:
            raise UnsupportedWorkbookError(
                package.path,
                f"the file holds a member named {name!r}, which leads out of it; no spreadsheet program writes that. "
                "Do not use the file unless you know where it comes from; saved again by Excel it loses the member.",
            )


def _refuse_signature(package: Package) -> None:
    if any(edge.type == _SIGNATURE for edge in package.relationships()):
        raise UnsupportedWorkbookError(
            package.path,
            "the workbook carries a digital signature, which any change makes invalid. Remove it (File › Info › View "
            "Signatures), try again, and sign.",
        )


def _main_type(package: Package) -> str:
    return (package.content_type(package.workbook_part) or "").strip().lower()


def _refuse_other_content(package: Package) -> None:
    kind = _main_type(package)
    if kind in _EXTENSIONS:
        return
    for word, sentence in _OTHER_TYPES:
        if word in kind:
            raise NotAWorkbookError(package.path, sentence)
    raise NotAWorkbookError(package.path, f"this is no Excel workbook (it says it is {kind or 'nothing'!r}). {_CHOOSE}")


def refuse_strict_macros(package: Package) -> None:
    """Raise UnsupportedWorkbookError for a Strict workbook, which is to hold macros: Excel knows no such file."""
    if package.is_strict:
        raise UnsupportedWorkbookError(
            package.path,
            "the workbook is saved as Strict Open XML, which has no form with macros. Open it in Excel, save it as an "
            "Excel Macro-Enabled Workbook (.xlsm), and use that file.",
        )


def refuse_wrong_extension(package: Package, path: Path) -> None:
    """Raise NotAWorkbookError where the name of `path`, where the package is or will be, does not fit the content."""
    right = _EXTENSIONS[_main_type(package)]
    if path.suffix.lower() != f".{right}":
        content = "a workbook with macros" if right == "xlsm" else "a workbook without macros"
        raise NotAWorkbookError(
            path,
            f"this is {content}, and under a name that does not end in .{right} Excel refuses to open it or opens it "
            f"as something else. Rename it to {path.with_suffix(f'.{right}').name!r}.",
        )


def _refuse_shared(package: Package) -> None:
    if any(edge.type == _REVISIONS for edge in package.relationships(package.workbook_part)):
        raise UnsupportedWorkbookError(
            package.path,
            "this is a shared workbook of the old kind, which keeps a log of every change and may hold no new tables. "
            "Stop sharing it (Review › Unshare Workbook; Excel shows the button under File › Options › Customize "
            "Ribbon), then try again. Sharing through OneDrive or SharePoint needs no such log.",
        )


def _refuse_no_worksheet(package: Package) -> None:
    if not any(package.has(part) for part in package.related(package.workbook_part, ns.WORKSHEET)):
        raise UnsupportedWorkbookError(
            package.path, "the workbook has no worksheet, only charts or macros. Insert a worksheet and save it."
        )
