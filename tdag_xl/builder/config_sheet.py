"""The hidden sheet `xlwings.conf`, from which xlwings' VBA module takes its settings before it looks anywhere else.

The module asks this sheet, then a file `xlwings.conf` beside the workbook, then the user's own. A key that stands here,
even blank, therefore shields from a file that somebody put beside the workbook: what is read from it would go into a
command line. The interpreter alone is left to the user's own file, which `tdag-xl install` writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_edit import add_xml_part, free_part
from tdag_xl.ooxml.shared_strings import joined_text, shared_strings
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.workbook_edit import add_sheet

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.workbook import SheetInfo

SHEET = "xlwings.conf"

SETTINGS = {
    "UDF MODULES": "tdag_udfs.excel",
    "USE UDF SERVER": "False",
    "SHOW CONSOLE": "False",
    "DEBUG UDFS": "False",
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    "SHOW_ERROR_POPUPS": "True",
    "TEMP DIR": "%TEMP%",
    "PYTHONPATH": "",
    "INTERPRETER": "",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "LICENSE_KEY": "",
    "ONEDRIVE_CONSUMER_WIN": "",
    "ONEDRIVE_COMMERCIAL_WIN": "",
    "SHAREPOINT_WIN": "",
}
"""The settings by their keys as xlwings' VBA module spells them. Text throughout: a truth value would be translated."""

_CONTENT = f"{ns.CONTENT}spreadsheetml.worksheet+xml"


def put_config_sheet(package: Package) -> None:
    """Put the sheet, hidden and last, or over the one that is there.

    Raises UnsupportedWorkbookError where a sheet of that name holds other settings than ours.
    """
    sheet = _config_sheet(package)
    if sheet is None:
        part = free_part(package, f"{package.workbook_part.folder}worksheets/", "sheet")
        add_xml_part(package, part, _sheet_part(), _CONTENT)
        _hide(package, add_sheet(package, SHEET, part))
    elif (settings := _settings(package, sheet)) != SETTINGS:
        _refuse_other_keys(package, settings)
        package.write_xml(_part(package, sheet), _sheet_part())


def _hide(package: Package, book: Workbook) -> None:
    book.root.findall(f"{q('sheets')}/{q('sheet')}")[-1].set("state", "hidden")
    package.write_tree(book.part, book.root)


def _sheet_part() -> bytes:
    rows = "".join(
        f'<row r="{row}">{_cell("A", row, key)}{_cell("B", row, text)}</row>'
        for row, (key, text) in enumerate(SETTINGS.items(), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{ns.MAIN}"><dimension ref="A1:B{len(SETTINGS)}"/>'
        '<cols><col min="1" max="2" width="34" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


def _cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else ""


def config_settings(package: Package) -> dict[str, str] | None:
    """The settings on the workbook's sheet `xlwings.conf`, as texts by upper-case key; None without such a sheet."""
    sheet = _config_sheet(package)
    return None if sheet is None else _settings(package, sheet)


def _config_sheet(package: Package) -> SheetInfo | None:
    return next((sheet for sheet in Workbook(package).sheets if sheet.name.casefold() == SHEET), None)


def _settings(package: Package, sheet: SheetInfo) -> dict[str, str]:
    found = list(package.tree(_part(package, sheet)).iter(q("c")))
    shared = any(cell.get("t") == "s" for cell in found)  # as after a save by Excel; there may be a million
    strings = list(shared_strings(package)) if shared else []
    cells = {cell.get("r", ""): _text(cell.get("t", "n"), cell, strings) for cell in found}
    row, settings = 1, dict[str, str]()
    while key := cells.get(f"A{row}", ""):
        settings[key.upper()] = cells.get(f"B{row}", "")
        row += 1
    return settings


def _text(kind: str, cell: Element, strings: list[str]) -> str:
    if kind == "inlineStr":
        return joined_text(cell)
    value = cell.findtext(q("v")) or ""
    return strings[int(value)] if kind == "s" and value.isdigit() and int(value) < len(strings) else value


def _part(package: Package, sheet: SheetInfo) -> PartName:
    if sheet.part is None or not sheet.is_worksheet:
        raise UnsupportedWorkbookError(package.path, f"the sheet {SHEET!r} is no worksheet. Rename it.")
    return sheet.part


def _refuse_other_keys(package: Package, settings: dict[str, str]) -> None:
    foreign = sorted(settings.keys() - SETTINGS.keys())
    if foreign:
        raise UnsupportedWorkbookError(
            package.path,
            f"the sheet {SHEET!r} holds settings of something else ({', '.join(foreign)}), which would be lost. Rename "
            "the sheet, or delete it, and try again. Nothing was changed.",
        )
