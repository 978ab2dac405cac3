"""The master workbook, built from a register."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from tdag_xl.builder import choices
from tdag_xl.builder.addin import WORKBOOK_MODULE
from tdag_xl.builder.cell_styles import Formats
from tdag_xl.builder.formulas_sheet import SHEET as FORMULAS
from tdag_xl.builder.formulas_sheet import write_formulas
from tdag_xl.builder.input_columns import CODE_LISTS
from tdag_xl.builder.input_sheets import sheet_name, write_input_sheet
from tdag_xl.builder.package_finish import finished
from tdag_xl.builder.readme_sheet import SHEET as README
from tdag_xl.builder.readme_sheet import write_readme
from tdag_xl.domain.columns import LISTS, SPECS

if TYPE_CHECKING:
    from tdag_xl.builder.register import Register

BUILT = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the same in every build, so that a build can be compared byte for byte
OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def master_workbook(register: Register) -> bytes:
    """A macro-enabled workbook (.xlsm) with the register's tables on their sheets, without generated sheets.

    Opens on Read me. The same register gives the same bytes.
    """
    stream = io.BytesIO()
    workbook = Workbook(stream, OPTIONS)
    workbook.set_properties(
        {
            "title": "Partnerships and resource mobilization",
            "subject": "Register of agreements, partners, contributions and exchange rates",
            "created": BUILT,
        }
    )
    formats = Formats(workbook)
    _write_sheets(workbook, formats, register)
    _give_code_names(workbook)
    workbook.close()
    return finished(stream.getvalue(), formats.styles_by_index())


def _write_sheets(workbook: Workbook, formats: Formats, register: Register) -> None:
    readme = workbook.add_worksheet(README)
    write_readme(readme, formats, register)
    for spec in SPECS:
        table = register.tables[spec.name]
        write_input_sheet(workbook.add_worksheet(sheet_name(spec.name)), formats, register, table)
    write_formulas(workbook.add_worksheet(FORMULAS), formats, register)
    lists = register.tables[LISTS.name]
    choices.write_choices(workbook.add_worksheet(choices.SHEET), formats, CODE_LISTS, lists)
    for name, reference in choices.choice_names(CODE_LISTS, choices.capacity(lists)).items():
        workbook.define_name(name, reference)
    readme.activate()


def _give_code_names(workbook: Workbook) -> None:
    """Bind workbook and sheets to document modules of the VBA project, under the names that Excel gives."""
    workbook.set_vba_name(WORKBOOK_MODULE)
    for number, sheet in enumerate(workbook.worksheets(), 1):
        sheet.set_vba_name(f"Sheet{number}")
