"""Cells that are cut and pasted in LibreOffice: what points at them follows, and what Excel refuses is refused."""

from __future__ import annotations

import pytest
import xlwings as xw  # noqa: TC002 - pytest reads the fixtures' types

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import RefusedError

ROWS = [["a", "b"], [1, 2], [3, 4], [5, 6]]


@pytest.fixture
def sheet(calc_book: xw.Book) -> xw.Sheet:
    """A sheet with the table `tbl` at A1:B4, and another sheet with formulas that point there."""
    first = calc_book.sheets[0]
    first["A1"].value = ROWS
    first.tables.add(first["A1:B4"], name="tbl")
    other = calc_book.sheets.add(after=first)
    other["A1:A4"].formula = [["=SUM(tbl[b])"], ["=Sheet1!B2"], ["=SUM(Sheet1!A2:A4)"], ["=ROWS(tbl[#All])"]]
    calc_book.names.add("cell", "=Sheet1!$B$3")
    return first


def pointed(sheet: xw.Sheet) -> list[str]:
    return [text for (text,) in sheet.book.sheets["Sheet2"]["A1:A4"].formula]


PLACES = {"apart": ("Sheet1", "E10"), "overlapping": ("Sheet1", "A2"), "other sheet": ("Sheet2", "D1")}


@pytest.mark.parametrize("where", PLACES)
def test_what_points_at_cells_follows_them(sheet, where):
    tab, corner = PLACES[where]
    target = sheet.book.sheets[tab][corner]
    sheet["A2:B2"].color = (1, 2, 3)
    sheet["B3"].number_format = "0.00"
    sheet["A2"].add_note("mine")
    sheet["A1:B4"].move(target)
    moved = target.resize(4, 2)
    assert moved.value == ROWS
    cell = target.offset(1, 1).get_address(False, False)
    column_of_a = target.offset(1, 0).resize(3, 1).get_address(False, False)
    assert pointed(sheet) == ["=SUM(tbl[b])", f"={tab}!{cell}",
                              f"=SUM({tab}!{column_of_a})", "=ROWS(tbl[#All])"]  # fmt: skip
    assert sheet.book.sheets["Sheet2"]["A1:A4"].value == [12.0, 2.0, 9.0, 4.0]
    assert sheet.book.names["cell"].refers_to == f"={tab}!{target.offset(2, 1).address}"
    assert [(one.name, one.range.address) for one in target.sheet.tables] == [("tbl", moved.address)]
    assert target.offset(1, 0).note.text == "mine"
    assert (target.offset(1, 1).color, target.offset(2, 1).number_format) == ((1, 2, 3), "0.00")
    assert (sheet["A1"].value, sheet["A2"].color, sheet["A2"].note) == (None, None, None)


@pytest.mark.parametrize("where", PLACES)
def test_conditional_formats_and_validation_go_along(sheet, where):
    tab, corner = PLACES[where]
    target = sheet.book.sheets[tab][corner]
    cells = sheet["A2:A3"].api
    rule = cells.ConditionalFormat
    rule.addNew(
        bridge.properties(Operator=bridge.enum("sheet.ConditionOperator", "GREATER"), Formula1="0", StyleName="Good")
    )
    cells.ConditionalFormat = rule
    check = cells.Validation
    check.Type = bridge.enum("sheet.ValidationType", "WHOLE")
    cells.Validation = check
    sheet["A1:B4"].move(target)
    (found,) = target.sheet.api.ConditionalFormats.getConditionalFormats()
    moved = target.offset(1, 0).resize(2, 1)
    assert found.Range.RangeAddressesAsString == f"{tab}.{moved.get_address(False, False)}"
    assert moved.api.Validation.Type.value == "WHOLE"
    assert target.api.Validation.Type.value == "ANY"


def test_charts_follow(sheet):
    chart = sheet.charts.add(300, 10)
    chart.set_source_data(sheet["A1:B4"])
    sheet["A1:B4"].move(sheet.book.sheets["Sheet2"]["D1"])
    sheet.book.sheets["Sheet2"]["E1"].value = "renamed"
    assert "renamed" in [series.name for series in chart.series]


def test_what_was_there_is_pasted_over(sheet):
    other = sheet.book.sheets["Sheet2"]
    other["D2"].value = "old"
    sheet["A1:B4"].move(other["D1"])
    assert other["D2"].value == 1.0
    assert other["D1:E4"].value == ROWS


REFUSED = {
    "a part of a table": ("A2:B4", "E10"), "its headings alone": ("A1:B1", "E10"), "onto a table": ("H1:I2", "B4"),
    "onto a part of one": ("H1:H2", "A3"), "off the sheet": ("A1:B4", "XFD1"),
    "a part of merged cells": ("M1:N1", "E10"), "onto a part of merged cells": ("H1:I1", "M2"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_excel_refuses_to_move(sheet, what):
    source, corner = REFUSED[what]
    sheet["H1"].value = [[1, 2], [3, 4]]
    sheet["N1:O2"].merge()
    before = [sheet["A1:O12"].formula, pointed(sheet)]
    with pytest.raises(RefusedError):
        sheet[source].move(sheet[corner])
    assert [sheet["A1:O12"].formula, pointed(sheet)] == before
    assert sheet.tables["tbl"].range.address == "$A$1:$B$4"


def test_a_table_with_its_surroundings_moves(sheet):
    sheet["D1"].formula = "=A2"
    sheet["A1:D4"].move(sheet["B3"])
    assert sheet.tables["tbl"].range.address == "$B$3:$C$6"
    assert sheet["E3"].formula == "=B4"


def test_a_table_that_goes_with_a_scrap_sheet_leaves_nothing(sheet):
    book = sheet.book
    scrap = book.sheets.add(after=book.sheets[-1])
    table = sheet.tables["tbl"]
    table.resize(sheet["A1:B2"])
    table.range.move(scrap["A1"])
    scrap.delete()
    assert [len(one.tables) for one in book.sheets] == [0, 0]
    assert book.api.DatabaseRanges.ElementNames == ()
    assert pointed(sheet)[:2] == ["=SUM(#REF!)", "#REF!"]
    assert pointed(sheet)[3] == "=ROWS(#REF!)"
    assert sheet["A3:B4"].value == ROWS[2:]
    sheet["A1"].value = [[7, 7], [8, 9]]
    assert sheet["A1:B2"].value == [[7.0, 7.0], [8.0, 9.0]]
    assert sheet.tables.add(sheet["A1:B2"], name="tbl").header_row_range.value == ["7", "72"]


def test_a_part_of_a_column_moves_and_ranges_around_it_stay(sheet):
    sheet["D1"].value = [[1], [2], [3]]
    sheet["E1"].formula = "=SUM(D1:D3)"
    sheet["D2"].move(sheet["D9"])
    assert (sheet["E1"].formula, sheet["E1"].value, sheet["D9"].value) == ("=SUM(D1:D3)", 4.0, 2.0)
