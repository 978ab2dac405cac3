"""Sizes, and cells put elsewhere, in LibreOffice, through xlwings' public API: what Excel would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw


def as_excel_rounds(width: float) -> float:
    """The width in characters that Excel makes of one that is asked for: whole pixels, of seven to the character."""
    pixels = int(width * 12 + 0.5) if width < 1 else int(width * 7 + 0.5) + 5
    return round(pixels / 12, 2) if pixels <= 12 else round((pixels - 5) / 7, 2)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.floats(0.1, 255))
def test_a_column_width_reads_as_excel_rounds_it(calc_book: xw.Book, width: float) -> None:
    columns = calc_book.sheets[0]["A:B"]
    columns.column_width = width
    assert columns.column_width == as_excel_rounds(width)


def test_widths_of_a_file_are_those_of_excel(calc: xw.App, tmp_path: Path) -> None:
    widths = [1, 5, 8.43, 10, 12.14, 20.71, 33, 60.5, 120]
    path = tmp_path / "widths.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
    book = calc.books.open(path)
    try:
        found = [book.sheets[0][0, column].column_width for column in range(len(widths))]
    finally:
        book.close()
    assert found == [as_excel_rounds(width) for width in widths]


@pytest.mark.parametrize("height", [0, 12.75, 15, 30, 409.5])
def test_a_row_height_reads_as_it_was_set(calc_book: xw.Book, height: float) -> None:
    rows = calc_book.sheets[0]["1:3"]
    rows.row_height = height
    assert rows.row_height == height


@pytest.mark.parametrize(("member", "value"), [("column_width", 256), ("column_width", -1), ("row_height", 410)])
def test_a_size_beyond_excels_limits_is_refused(calc_book: xw.Book, member: str, value: float) -> None:
    with pytest.raises(RefusedError, match=str(value)):
        setattr(calc_book.sheets[0]["A1"], member, value)


def test_mixed_sizes_are_none(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].column_width = 30
    sheet["A1"].row_height = 40
    assert (sheet["A1:B1"].column_width, sheet["A1:A2"].row_height) == (None, None)


def test_places_are_in_points(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["1:2"].row_height = 30
    sheet["A:B"].column_width = 10
    cell = sheet["C3"]
    assert (sheet["A1"].left, sheet["A1"].top) == (0.0, 0.0)
    assert (cell.left, cell.top) == pytest.approx((sheet["A1:B2"].width, 60), abs=0.1)
    assert sheet["A1:B2"].height == pytest.approx(60, abs=0.1)


def test_fitting_makes_room(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].value = "a text that is much longer than a column is wide"
    sheet["A1"].columns.autofit()
    assert sheet["A1"].column_width > 30


def test_merged_cells_keep_the_first_value(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet["A1:B2"].merge()
    assert (sheet["A1:B2"].merge_cells, sheet["B2"].merge_area.address) == (True, "$A$1:$B$2")
    sheet["A1:B2"].unmerge()
    assert sheet["A1:B2"].value == [[1.0, None], [None, None]]
    assert sheet["A1:B2"].merge_cells is False


def test_rows_are_merged_one_by_one(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1:B2"].merge(across=True)
    assert [sheet[row, 0].merge_area.address for row in (0, 1)] == ["$A$1:$B$1", "$A$2:$B$2"]


@pytest.mark.parametrize(
    ("where", "shift", "expected"),
    [("A1", "down", [[None, 2], [1, 4], [3, None]]), ("A1:A2", "right", [[None, 1], [None, 3], [None, None]])],
)
def test_cells_are_inserted(calc_book: xw.Book, where: str, shift: str, expected: list) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet[where].insert(shift)
    assert sheet["A1:B3"].value == expected


def test_references_follow_inserted_and_deleted_rows(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A5"].formula = "=A2"
    sheet["1:1"].insert("down")
    assert sheet["A6"].formula == "=A3"
    sheet["1:2"].delete()
    assert sheet["A4"].formula == "=A1"


def test_cells_are_copied_with_their_looks(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].value = 5
    sheet["B1"].formula = "=A1"
    sheet["B1"].font.bold = True
    sheet["A1:B1"].copy(sheet["A3"])
    assert (sheet["B3"].formula, sheet["B3"].font.bold, sheet["A3"].value) == ("=A3", True, 5.0)


def test_a_selection_is_on_the_sheet_in_front(calc_book: xw.Book) -> None:
    first = calc_book.sheets[0]
    calc_book.sheets.add("Data")
    with pytest.raises(RefusedError, match="another sheet is active"):
        first["B2"].select()
    first.activate()
    first["B2"].select()
    assert calc_book.app.selection.address == "$B$2"


def test_a_link(calc_book: xw.Book) -> None:
    cell = calc_book.sheets[0]["A1"]
    cell.add_hyperlink("https://www.example.org/", "Example")
    assert (cell.value, cell.hyperlink) == ("Example", "https://www.example.org/")


def test_notes(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    assert sheet["B2"].note is None
    sheet["B2"].add_note("first")
    sheet["B2"].note.text = "second"
    assert (sheet["B2"].note.text, sheet["B2"].note.location.address, len(sheet.notes)) == ("second", "$B$2", 1)
    sheet["B2"].note.delete()
    assert (sheet["B2"].note, len(sheet.notes)) == (None, 0)
