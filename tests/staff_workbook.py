"""A workbook as staff keep it, full of what a program may lose: the register's tables, and all that hangs around them.

Made by XlsxWriter and, where that cannot, by hand; the same arguments give the same bytes. Nothing in it was saved by
Excel: the parts follow the published formats ([MS-XLSX], ECMA-376) and the Open XML SDK finds no error in them.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import xlsxwriter
from staff import comments, controls, package_parts, pivot, slicers, styles, workbook_part
from staff.input_sheets import add_input_sheets
from staff.names import define_names
from staff.own_sheets import add_own_sheets
from staff.parts import Parts
from staff.references import with_references_to_generated
from staff.register import agreements_and_contributions, table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["build", "with_references_to_generated"]


def build(path: Path, *, rows: int = 300) -> Path:
    """Writes the workbook (.xlsm) with `rows` agreements to `path`; returns `path`."""
    parts = Parts(_written(rows))
    headings, agreements = table("agreements")[0], agreements_and_contributions(rows)[0]
    allowed = len(table("lists")[1]) + 3
    comments.add_threaded_comment(parts, "Agreements")
    package_parts.add_validation_from_another_sheet(
        parts, "Agreements", cells=f"G5:G{rows + 4}", source=f"Lists!$O$4:$O${allowed}"
    )
    package_parts.add_printer_settings(parts, "Agreements")
    controls.add_controls(parts, "Dashboard")
    package_parts.add_chart_styles(parts)
    package_parts.add_phonetic_text(parts, "東京", "トウキョウ")
    workbook_part.mark_as_saved_by_excel(parts)
    workbook_part.add_external_link(parts)
    styles.add_own_styles(parts)
    pivot.add_pivot(parts, "Pivot", headings, agreements)
    slicers.add_slicers(parts, pivot.regions(agreements))
    package_parts.add_ribbon(parts)
    package_parts.add_custom_xml(parts)
    workbook_part.add_calculation_chain(parts)
    return parts.saved(path)


def _written(rows: int) -> io.BytesIO:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "Partnerships", "author": "Priya", "created": dt.datetime(2023, 4, 28, 9)})
        book.set_custom_property("ContentTypeId", "0x010100AA112233")
        book.set_custom_property("Reviewed", True)
        add_input_sheets(book, rows)
        add_own_sheets(book, agreements_and_contributions(rows)[0])
        define_names(book)
        project, signature = (package_parts.opaque_compound_file(n) for n in ("project", "signature"))
        book.add_signed_vba_project(project, signature, True, True)
    return stream
