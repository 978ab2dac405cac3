"""Defined names in LibreOffice, through xlwings' public API: what Excel would do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlwings as xw  # noqa: TC002 - pytest reads the fixtures' types
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("refers_to", ["=Sheet1!$A$1", "=Sheet1!$A$1:$B$7", '="x"', "=0.5", "=Sheet1!$A$1*2", "=TRUE"])
def test_what_a_name_stands_for_reads_as_it_was_given(calc_book: xw.Book, refers_to: str) -> None:
    calc_book.names.add("rate", refers_to)
    assert calc_book.names["rate"].refers_to == refers_to


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=250)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_texts_of_names_read_as_they_were_given(calc_book: xw.Book, text: str) -> None:
    formula = '="' + text.replace('"', '""') + '"'
    calc_book.names.add("kept", formula)
    assert calc_book.names["kept"].refers_to == formula


def test_a_name_of_cells_leads_to_them(calc_book: xw.Book) -> None:
    calc_book.names.add("rate", "=Sheet1!$B$2:$C$3")
    cells = calc_book.names["rate"].refers_to_range
    assert (cells.sheet.name, cells.address) == ("Sheet1", "$B$2:$C$3")


def test_a_name_of_no_cells_leads_nowhere(calc_book: xw.Book) -> None:
    calc_book.names.add("kept", '="x"')
    with pytest.raises(RefusedError, match="no cells"):
        _ = calc_book.names["kept"].refers_to_range


def test_a_workbook_lists_the_names_of_its_sheets(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet.name = "My data"
    calc_book.names.add("rate", "='My data'!$A$1")
    sheet.names.add("own", "='My data'!$A$2")
    assert {name.name for name in calc_book.names} == {"rate", "'My data'!own"}
    assert [name.name for name in sheet.names] == ["'My data'!own"]
    assert "own" in sheet.names
    assert "rate" not in sheet.names


@pytest.mark.parametrize("name", ["", "a b", "A1", "XFD1048576", "R1C1", "r", "c", "1a", "a-b", "a" * 256, "TRUE"])
def test_what_excel_takes_as_no_name_is_refused(calc_book: xw.Book, name: str) -> None:
    with pytest.raises(RefusedError, match="cannot be a defined name"):
        calc_book.names.add(name, "=Sheet1!$A$1")
    assert len(calc_book.names) == 0


@pytest.mark.parametrize("name", ["rate", "_x", "Taux_été", "ABCD1", "率"])
def test_names_that_excel_takes_are_taken(calc_book: xw.Book, name: str) -> None:
    calc_book.names.add(name, "=Sheet1!$A$1")
    assert [other.name for other in calc_book.names] == [name]


def test_a_name_given_again_stands_for_the_new_thing(calc_book: xw.Book) -> None:
    calc_book.names.add("rate", "=1")
    calc_book.names.add("RATE", "=2")
    assert [name.refers_to for name in calc_book.names] == ["=2"]


def test_formulas_follow_a_name_that_is_renamed(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    calc_book.names.add("rate", "=5")
    sheet["A1"].formula = "=rate*2"
    calc_book.names["rate"].name = "share"
    assert (sheet["A1"].formula, sheet["A1"].value) == ("=share*2", 10.0)


def test_a_name_that_is_taken_is_refused(calc_book: xw.Book) -> None:
    calc_book.names.add("rate", "=1")
    calc_book.names.add("share", "=2")
    with pytest.raises(RefusedError, match="already"):
        calc_book.names["share"].name = "Rate"


def test_a_deleted_name_is_gone(calc_book: xw.Book) -> None:
    calc_book.names.add("rate", "=1")
    calc_book.names["rate"].delete()
    assert "rate" not in calc_book.names


def test_a_name_follows_its_cells(calc_book: xw.Book) -> None:
    calc_book.names.add("rate", "=Sheet1!$B$2")
    calc_book.sheets[0]["1:1"].insert("down")
    assert calc_book.names["rate"].refers_to == "=Sheet1!$B$3"


def test_the_name_of_cells(calc_book: xw.Book) -> None:
    cells = calc_book.sheets[0]["B2:C3"]
    assert cells.name is None
    cells.name = "block"
    assert (cells.name.name, cells.name.refers_to) == ("block", "=Sheet1!$B$2:$C$3")


@pytest.fixture
def three_names(calc_book: xw.Book) -> Iterator[xw.Book]:
    """A workbook with names that were added out of order."""
    for name in ("beta", "Alpha", "gamma"):
        calc_book.names.add(name, "=1")
    return calc_book


def test_names_are_in_the_order_of_the_alphabet(three_names: xw.Book) -> None:
    assert [name.name for name in three_names.names] == ["Alpha", "beta", "gamma"]
    assert three_names.names[0].name == "Alpha"
