"""Sheets in LibreOffice, through xlwings' public API: what Excel would do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tdag_xl.libreoffice.errors import GoneError, NotSupportedError, RefusedError

if TYPE_CHECKING:
    import xlwings as xw


def test_a_new_sheet_goes_before_the_active_one_and_becomes_active(calc_book: xw.Book) -> None:
    calc_book.sheets.add("Data")
    assert [sheet.name for sheet in calc_book.sheets] == ["Data", "Sheet1"]
    assert calc_book.sheets.active.name == "Data"


def test_a_new_sheet_goes_where_it_is_told(calc_book: xw.Book) -> None:
    calc_book.sheets.add("Last", after="Sheet1")
    calc_book.sheets.add("Middle", before="Last")
    assert [sheet.name for sheet in calc_book.sheets] == ["Sheet1", "Middle", "Last"]
    assert [sheet.index for sheet in calc_book.sheets] == [1, 2, 3]


def test_a_sheet_without_a_name_gets_the_next_free_one(calc_book: xw.Book) -> None:
    assert calc_book.sheets.add().name == "Sheet2"


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "a\\b", "a?b", "a*b", "[a]", "a:b", "'a", "a'", "History"])
def test_what_excel_takes_as_no_name_is_refused(calc_book: xw.Book, name: str) -> None:
    with pytest.raises(RefusedError, match="cannot be the name of a sheet"):
        calc_book.sheets[0].impl.name = name  # xlwings itself refuses most of them before an engine is asked
    assert calc_book.sheets[0].name == "Sheet1"


def test_a_name_that_is_taken_is_refused_in_any_case(calc_book: xw.Book) -> None:
    other = calc_book.sheets.add("Data")
    with pytest.raises(RefusedError, match="already"):
        other.name = "SHEET1"
    other.name = "DATA"
    assert other.name == "DATA"


def test_formulas_follow_a_sheet_that_is_renamed(calc_book: xw.Book) -> None:
    first = calc_book.sheets[0]
    other = calc_book.sheets.add("Data", after=first)
    other["A1"].value = 5
    first["A1"].formula = "=Data!A1*2"
    other.name = "More data"
    assert (first["A1"].formula, first["A1"].value) == ("='More data'!A1*2", 10.0)


def test_the_last_sheet_that_is_shown_stays(calc_book: xw.Book) -> None:
    hidden = calc_book.sheets.add("Hidden")
    hidden.visible = False
    with pytest.raises(RefusedError, match="last sheet"):
        calc_book.sheets["Sheet1"].delete()
    with pytest.raises(RefusedError, match="last sheet"):
        calc_book.sheets["Sheet1"].visible = False


def test_a_hidden_sheet_cannot_be_activated(calc_book: xw.Book) -> None:
    hidden = calc_book.sheets.add("Hidden")
    hidden.visible = False
    assert not hidden.visible
    with pytest.raises(NotSupportedError, match="shows a sheet or hides it"):
        hidden.impl.visible = 2
    with pytest.raises(RefusedError, match="hidden"):
        hidden.activate()


def test_the_used_range_is_that_of_the_cells_in_use(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    assert sheet.used_range.address == "$A$1"
    sheet["C3"].value = [[1, 2], [3, 4]]
    assert sheet.used_range.address == "$C$3:$D$4"


def test_a_sheet_is_copied_with_excels_name(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["B2"].value = "x"
    copy = sheet.copy(after=sheet)
    assert (copy.name, copy["B2"].value) == ("Sheet1 (2)", "x")
    assert calc_book.sheets.active.name == "Sheet1 (2)"


def test_a_sheet_is_copied_to_another_workbook(calc: xw.App, calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet.name = "Rates"
    sheet["B2"].value = 7
    other = calc.books.add()
    try:
        copy = sheet.copy(after=other.sheets[0])
        assert (copy.book.name, copy.name, copy["B2"].value) == (other.name, "Rates", 7.0)
    finally:
        other.close()


def test_gridlines_of_a_sheet_behind_leave_the_active_one_in_front(calc_book: xw.Book) -> None:
    first = calc_book.sheets[0]
    calc_book.sheets.add("Data")
    first.show_gridlines = False
    assert (first.show_gridlines, calc_book.sheets.active.name) == (False, "Data")
    assert calc_book.sheets["Data"].show_gridlines
    first.show_gridlines = True
    assert first.show_gridlines


def test_a_protected_sheet_refuses_writes(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].value = 1
    sheet.api.protect("")
    try:
        for write in (
            lambda: setattr(sheet["A1"], "value", 2),
            lambda: setattr(sheet["A1"], "formula", "=2"),
            lambda: setattr(sheet["A1"].font, "bold", True),
            lambda: setattr(sheet["A1"], "column_width", 3),
            lambda: sheet["A1"].clear(),
            lambda: sheet["A1"].insert("down"),
            lambda: sheet["A1"].delete(),
            lambda: sheet["A1"].merge(),
        ):
            with pytest.raises(RefusedError, match="protected"):
                write()
        assert sheet["A1"].value == 1
    finally:
        sheet.api.unprotect("")


def test_the_print_area(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    assert sheet.page_setup.print_area is None
    sheet.page_setup.print_area = "A1:B3"
    assert sheet.page_setup.print_area == "$A$1:$B$3"
    sheet.page_setup.print_area = None
    assert sheet.page_setup.print_area is None


def test_panes_are_frozen_and_freed(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    window = calc_book.api.CurrentController
    sheet.freeze_panes.freeze_at(sheet["A1:B3"])
    assert (window.hasFrozenPanes(), window.SplitColumn, window.SplitRow) == (True, 2, 3)
    sheet.freeze_panes.unfreeze()
    assert not window.hasFrozenPanes()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("A1", "$A$1"), ("$B$2:A1", "$A$1:$B$2"), ("A:C", "$A:$C"), ("1:3", "$1:$3"), ("Sheet1!B2", "$B$2"),
        ("rate", "$D$4"), ("RATE", "$D$4"),
    ],
)  # fmt: skip
def test_addresses_and_names_are_ranges(calc_book: xw.Book, given: str, address: str) -> None:
    calc_book.names.add("rate", "=Sheet1!$D$4")
    assert calc_book.sheets[0].range(given).address == address


@pytest.mark.parametrize("given", ["", "A0", "XFE1", "A1048577", "nothing", "Other!A1", "A1:B2:C3"])
def test_what_is_no_address_is_refused(calc_book: xw.Book, given: str) -> None:
    with pytest.raises(RefusedError, match="no address"):
        calc_book.sheets[0].range(given)


def test_a_sheet_that_staff_delete_is_gone_and_not_its_neighbour(calc_book: xw.Book) -> None:
    """LibreOffice's object for it stands for the sheet beside it from then on."""
    first, gone = calc_book.sheets[0], calc_book.sheets.add("Gone", after=calc_book.sheets[0])
    cell = gone["A1"]
    calc_book.api.Sheets.removeByName("Gone")
    for act in (
        lambda: gone.name,
        lambda: setattr(cell, "value", "lost"),
        lambda: gone["B2"].clear(),
        lambda: gone.names.add("lost", "=1"),
        lambda: gone.charts.add(),
        lambda: gone.tables.add(source=gone["A1:B2"]),
        gone.delete,
    ):
        with pytest.raises(GoneError, match="its sheet 'Gone' deleted"):
            act()
    assert (first["A1"].value, len(first.charts), len(first.names), len(calc_book.sheets)) == (None, 0, 0, 1)


def test_a_sheet_that_staff_rename_is_the_same_also_where_two_change_their_names(calc_book: xw.Book) -> None:
    one, other = calc_book.sheets[0], calc_book.sheets.add("Other")
    document = calc_book.api.Sheets
    for before, after in (("Other", "aside"), (one.name, "Other"), ("aside", "Sheet1")):
        document.getByName(before).Name = after
    one["A1"].value = "one"
    assert (one.name, other.name, document.getByName("Other").getCellRangeByName("A1").String) == (
        "Other",
        "Sheet1",
        "one",
    )
