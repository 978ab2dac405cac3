"""The master workbook in Calc with the extension: its formulas run there, although its macros hold the same names."""

from __future__ import annotations

import importlib.resources
import re
import zipfile
from pathlib import Path

import pytest

MASTER = Path(str(importlib.resources.files("tdag_workbook"))) / "TDAG_Partnerships.xlsm"
NEVER_RUN, ALWAYS_RUN = 0, 4
"""Of com.sun.star.document.MacroExecMode."""


@pytest.fixture(params=[NEVER_RUN, ALWAYS_RUN], ids=["macros off", "macros on"])
def master(request, office_with_formulas):
    document = office_with_formulas.opened(MASTER, request.param)
    yield document
    document.close(True)


def custom_cells(document):
    """What the cells of the sheet Formulas with a custom formula show, by their address."""
    sheet = document.Sheets.getByName("Formulas")
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    found = {}
    for row in range(cursor.RangeAddress.EndRow + 1):
        for column in range(cursor.RangeAddress.EndColumn + 1):
            cell = sheet.getCellByPosition(column, row)
            if "TDAG_" in cell.FormulaLocal and cell.FormulaLocal[0] in "={":
                found[cell.AbsoluteName] = cell.String
    return found


def test_calc_computes_what_the_workbook_was_built_with(master):
    stored = custom_cells_of_file()
    master.calculateAll()
    shown = custom_cells(master)
    assert len(shown) > 40
    assert not [text for text in shown.values() if text.startswith(("#", "Err:"))]
    assert shown["$Formulas.$B$25"] == stored["B25"]


def custom_cells_of_file():
    """The amount that the file holds for the reconciliation, as Calc shows it."""
    with zipfile.ZipFile(MASTER) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    (value,) = (
        found
        for text in sheets
        for found in re.findall(r'<c r="B25"[^>]*><f t="array"[^>]*>SUM\(TDAG_USD.*?</f><v>([\d.]+)</v>', text)
    )
    return {"B25": f"{float(value):,.2f}"}


def test_what_spills_in_excel_fills_the_area_that_the_file_has_for_it(master):
    master.calculateAll()
    sheet = master.Sheets.getByName("Formulas")
    labels = [row[0] for row in sheet.getCellRangeByName("B39:B46").getDataArray()]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_a_formula_follows_a_rate_of_the_register_right_after_loading(master):
    rates = master.DatabaseRanges.getByName("tblRates").DataArea
    sheet = master.Sheets.getByIndex(rates.Sheet)
    cell = master.Sheets.getByName("Formulas").getCellRangeByName("D11")
    assert "TDAG_RATE(" in cell.FormulaLocal
    before = cell.Value
    units = sheet.getCellRangeByPosition(rates.StartColumn, rates.StartRow, rates.EndColumn, rates.EndRow)
    headings, *rows = units.getDataArray()
    column = headings.index("Units per USD")
    for row, line in enumerate(rows, 1):
        if line[column] == before:
            units.getCellByPosition(column, row).Value = before * 2
    assert cell.Value == before * 2


def test_the_file_keeps_the_formulas_names(master, office_with_formulas):
    saved = office_with_formulas.saved(master, "master-saved.xlsm")
    with zipfile.ZipFile(saved) as archive:
        text = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")
        )
    formulas = re.findall(r"<f[^>]*>([^<]*TDAG[^<]*)</f>", text)
    assert len(formulas) == len(set(formulas)) == len(formulas_of_file())
    assert not [one for one in formulas if "tdagxl" in one.lower()]


def formulas_of_file():
    with zipfile.ZipFile(MASTER) as archive:
        text = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")
        )
    return re.findall(r"<f[^>]*>([^<]*TDAG_[^<]*)</f>", text)
