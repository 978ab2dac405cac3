"""Cells inserted, deleted and cleared through tables in LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from libreoffice.small_table import ROWS, computed, sheet_of

from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw


@pytest.mark.parametrize(
    ("address", "shift", "expected"),
    [
        ("3:3", "up", "$B$2:$D$4"), ("1:1", "up", "$B$1:$D$4"), ("B3:D4", "up", "$B$2:$D$3"),
        ("3:5", "up", "$B$2:$D$3"), ("B3:D9", "up", "$B$2:$D$3"), ("C:C", "left", "$B$2:$C$5"),
        ("A1:A9", "left", "$A$2:$C$5"),
    ],
)  # fmt: skip
def test_a_table_follows_cells_that_are_deleted(table, address, shift, expected):
    sheet_of(table)[address].delete(shift)
    assert table.range.address == expected
    assert computed(table, "=ROWS(tbl)") == table.range.rows.count - 1
    assert computed(table, "=tbl[[#Headers],[a]]") == "a"


@pytest.mark.parametrize(
    ("address", "shift", "expected"),
    [("3:3", "down", "$B$2:$D$6"), ("A1:E1", "down", "$B$3:$D$6"), ("C1:C9", "right", "$B$2:$E$5"),
     ("B2:D2", "down", "$B$3:$D$6"), ("B2:B5", "right", "$C$2:$E$5"), ("B6:D6", "down", "$B$2:$D$5")],
)  # fmt: skip
def test_a_table_follows_cells_that_are_inserted(table, address, shift, expected):
    sheet_of(table)[address].insert(shift)
    assert table.range.address == expected
    assert computed(table, "=SUM(tbl[b])") == 12.0


@pytest.mark.parametrize(
    ("address", "shift", "deleted"),
    [("B3:C3", "down", False), ("A1", "right", False), ("A3:A4", "left", True), ("C1", "up", True), ("2:2", "up", True),
     ("B3:B4", "up", True)],
)  # fmt: skip
def test_a_table_is_not_torn(table, address, shift, deleted):
    cells = sheet_of(table)["A3" if address == "A1" else address]
    with pytest.raises(RefusedError, match="tbl"):
        (cells.delete if deleted else cells.insert)(shift)
    assert table.range.value == ROWS


@pytest.mark.parametrize("rows", ["6:6", "5:7"])
def test_a_total_row_that_is_deleted_is_none_any_more(table, rows):
    table.show_totals = True
    sheet_of(table)[rows].delete("up")
    assert (table.show_totals, table.totals_row_range) == (False, None)
    assert computed(table, "=SUM(tbl[a])") == sum(table.columns["a"].data_body_range.value)


def gone_by_rows(sheet: xw.Sheet) -> None:
    sheet["1:9"].delete("up")


def gone_by_cells(sheet: xw.Sheet) -> None:
    sheet["B2:D5"].delete("left")


def gone_by_clearing(sheet: xw.Sheet) -> None:
    sheet["A1:D5"].clear()


def gone_with_its_sheet(sheet: xw.Sheet) -> None:
    sheet.delete()


@pytest.mark.parametrize("gone", [gone_by_rows, gone_by_cells, gone_by_clearing, gone_with_its_sheet])
def test_formulas_show_that_a_table_is_gone(table, gone: Callable[[xw.Sheet], None]):
    book = sheet_of(table).book
    assert computed(table, "=SUM(tbl[a])+ROWS(tbl)+ROWS(tbl[#All])") == 16.0
    gone(sheet_of(table))
    cell = book.sheets[-1]["Z1"]
    assert cell.formula == "=SUM(#REF!)+ROWS(#REF!)+ROWS(#REF!)"
    assert cell.options(err_to_str=True).value == "#REF!"
    again = book.sheets[-1]
    assert again.tables.add(again["A1:B2"], name="tbl").name == "tbl"
    assert cell.formula == "=SUM(#REF!)+ROWS(#REF!)+ROWS(#REF!)"
