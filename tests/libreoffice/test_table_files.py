"""Tables that go with their sheets, and into and out of files, in LibreOffice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import openpyxl
from libreoffice.small_table import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

MASTER = "workbook/TDAG_Partnerships.xlsm"


def test_a_copied_sheet_has_its_own_tables(table):
    sheet = sheet_of(table)
    sheet["F1"].formula = "=SUM(tbl[b])"
    sheet["G1:G3"].formula_array = "=tbl[a]*2"
    table.show_totals = True
    copy = sheet.copy(after=sheet)
    copy["C3"].value = 100
    (made,) = copy.tables
    assert (made.range.address, made.show_totals, made.name != "tbl") == ("$B$2:$D$6", True, True)
    assert copy["F1"].formula == f"=SUM({made.name}[b])"
    assert copy["G1:G3"].formula_array == f"={made.name}[a]*2"
    assert (sheet["F1"].value, copy["F1"].value) == (12.0, 110.0)


def test_tables_go_along_into_another_workbook(table):
    sheet = sheet_of(table)
    sheet["F1"].formula = "=SUM(tbl[b])"
    other = sheet.book.app.books.add()
    try:
        copy = sheet.copy(after=other.sheets[0])
        copy["C3"].value = 100
        assert [(one.name, one.range.address, one.show_autofilter) for one in copy.tables] == [
            ("tbl", "$B$2:$D$5", True)
        ]
        assert (copy["F1"].formula, copy["F1"].value) == ("=SUM(tbl[b])", 110.0)
        assert len(other.sheets[0].tables) == 0
        again = sheet.copy(after=copy)
        assert [one.name for one in again.tables] == ["tbl_2"]
        assert (again["F1"].formula, again["F1"].value) == ("=SUM(tbl_2[b])", 12.0)
    finally:
        other.close()


def test_the_tables_of_the_master_workbook(calc: xw.App, tmp_path: Path):
    shutil.copy(MASTER, tmp_path / "copy.xlsm")
    book = calc.books.open(tmp_path / "copy.xlsm")
    found = {
        table.name: (sheet.name, table.range.get_address(False, False), table.show_totals, table.header_row_range.value)
        for sheet in book.sheets
        for table in sheet.tables
    }
    book.close()
    expected = {
        table.displayName: (sheet.title, table.ref, bool(table.totalsRowCount), [c.name for c in table.tableColumns])
        for sheet in openpyxl.load_workbook(MASTER).worksheets
        for table in sheet.tables.values()
    }
    assert {name: (*facts[:3], list(facts[3])) for name, facts in found.items()} == expected


def test_tables_are_in_the_file_that_is_saved(table, tmp_path: Path):
    sheet = sheet_of(table)
    sheet["C2"].value = "renamed"
    table.name = "saved"
    table.show_totals = True
    table.autofilter.apply_comparison(1, "between", 2, 4)
    other = sheet.tables.add(sheet["G1:G3"], name="plain")
    other.show_autofilter = False
    sheet.book.save(tmp_path / "saved.xlsx")
    tables = openpyxl.load_workbook(tmp_path / "saved.xlsx").worksheets[0].tables
    facts = {
        one.displayName: (
            one.ref,
            [column.name for column in one.tableColumns],
            one.totalsRowCount,
            bool(one.autoFilter),
        )
        for one in tables.values()
    }
    assert facts == {
        "saved": ("B2:D6", ["a", "renamed", "c"], 1, True),
        "plain": ("G1:G3", ["Column1"], 0, False),
    }
