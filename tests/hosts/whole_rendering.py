"""The workbook of a rendering with the rows of its lists put in, as a graft puts them into a master."""

import io

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.content import Packed
from tdag_xl.ooxml.row_text import write_sheet
from tdag_xl.ooxml.scratch import scratch_package, scratch_sheets
from tdag_xl.ooxml.styles import StyleMaps
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.worksheet import joined, set_dimension

SAME = StyleMaps(tuple(range(200)), tuple(range(200)))


def whole_workbook(rendering):
    """The bytes of the workbook."""
    package = scratch_package(rendering.workbook)
    made = scratch_sheets(package, SAME, rendering.bodies)
    for sheet in Workbook(package).sheets:
        if sheet.name in rendering.bodies:
            _put(package, sheet.part, made[sheet.name])
    stream = io.BytesIO()
    package.archive.write(stream, package.changes)
    return stream.getvalue()


def _put(package, part, sheet):
    set_dimension(sheet.root, joined(sheet.cells.areas))
    head = package.head(part, 200)
    write_sheet(package, part, sheet.root, Packed(text.encode() for _, text in sheet.rows), head)
    for table, element in zip(package.related(part, ns.TABLE), sheet.tables, strict=True):
        package.write_tree(table, element)
