"""What LibreOffice leaves out when it saves a workbook, put back: the style of our tables, the formula of new rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.builder.usd_column import FORMULA, USD_COLUMN
from tdag_xl.domain.columns import CONTRIBUTIONS, SPECS
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.graft import OWNED_PREFIX
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.part_names import ROOT
from tdag_xl.ooxml.workbook import TableInfo, Workbook

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package

_PROPERTIES = f"{ns.OFFICE}/extended-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_STYLE = {
    "name": "TableStyleLight1",
    "showFirstColumn": "0",
    "showLastColumn": "0",
    "showRowStripes": "1",
    "showColumnStripes": "0",
}


def saved_by_libreoffice(package: Package) -> bool:
    """Whether the workbook says that LibreOffice wrote it last (ECMA-376 Part 1 §22.2.2.1)."""
    parts = [part for part in package.related(ROOT, _PROPERTIES) if package.has(part)]
    program = package.tree(parts[0]).findtext(q("Application", _EXTENDED)) if parts else None
    return (program or "").startswith("LibreOffice")


def mend_tables(package: Package) -> tuple[str, ...]:
    """Mend the register's and the generated tables of a workbook that LibreOffice saved; the names of those mended."""
    if not saved_by_libreoffice(package):
        return ()
    return tuple(table.name for table in Workbook(package).tables if _is_ours(table) and _mended(package, table))


def _is_ours(table: TableInfo) -> bool:
    return table.name in {spec.name for spec in SPECS} or table.name.startswith(OWNED_PREFIX)


def _mended(package: Package, table: TableInfo) -> bool:
    root = package.tree(table.part)
    mended = _with_style(root)
    if table.name == CONTRIBUTIONS.name:
        mended = _with_formula(root) or mended
    if mended:
        package.write_tree(table.part, root)
    return mended


def _with_style(root: Element) -> bool:
    if root.find(q("tableStyleInfo")) is not None:
        return False
    style = etree.Element(q("tableStyleInfo"))
    for name, value in _STYLE.items():
        style.set(name, value)
    columns = root.find(q("tableColumns"))
    if columns is not None:
        columns.addnext(style)
    return columns is not None


def _with_formula(root: Element) -> bool:
    for column in root.iter(q("tableColumn")):
        if column.get("name") == USD_COLUMN and column.find(q("calculatedColumnFormula")) is None:
            formula = etree.Element(q("calculatedColumnFormula"))
            formula.text = FORMULA.removeprefix("=")
            column.insert(0, formula)
            return True
    return False
