"""How cells look in LibreOffice, through xlwings' public API: what Excel would say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    import xlwings as xw

FONT = [
    ("bold", True, False), ("italic", True, False), ("size", 14.0, 9.5), ("name", "Arial", "Carlito"),
    ("color", (1, 2, 3), (255, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("member", "one", "other"), FONT)
def test_a_font_reads_as_it_was_set(calc_book: xw.Book, member: str, one: Any, other: Any) -> None:
    cells = calc_book.sheets[0]["A1:B2"]
    for value in (one, other):
        setattr(cells.font, member, value)
        assert getattr(cells.font, member) == value


@pytest.mark.parametrize(("member", "one", "other"), FONT)
def test_a_font_that_is_mixed_is_none(calc_book: xw.Book, member: str, one: Any, other: Any) -> None:
    sheet = calc_book.sheets[0]
    setattr(sheet["A1"].font, member, one)
    setattr(sheet["A2"].font, member, other)
    assert getattr(sheet["A1:A2"].font, member) is None


def test_a_font_is_that_of_every_script(calc_book: xw.Book) -> None:
    font = calc_book.sheets[0]["A1"].font
    font.bold, font.size, font.name = True, 15, "Arial"
    uno = calc_book.sheets[0]["A1"].api
    for script in ("", "Asian", "Complex"):
        found = [getattr(uno, f"Char{name}{script}") for name in ("Weight", "Height", "FontName")]
        assert found == [150.0, 15.0, "Arial"]


def test_a_new_cell_is_plain(calc_book: xw.Book) -> None:
    cell = calc_book.sheets[0]["A1"]
    assert (cell.font.bold, cell.font.italic, cell.font.color) == (False, False, (0, 0, 0))
    assert (cell.color, cell.number_format, cell.wrap_text) == (None, "General", False)
    assert (cell.horizontal_alignment, cell.vertical_alignment) == ("general", "bottom")


@pytest.mark.parametrize("colour", [(255, 128, 0), "#FF8000", 33023])
def test_a_fill_is_set_by_any_colour(calc_book: xw.Book, colour: Any) -> None:
    cell = calc_book.sheets[0]["A1"]
    cell.color = colour
    assert cell.color == (255, 128, 0)
    cell.color = None
    assert cell.color is None


def test_a_mixed_fill_is_none(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].color = (1, 2, 3)
    assert sheet["A1:A2"].color is None


def test_what_is_no_colour_is_refused(calc_book: xw.Book) -> None:
    with pytest.raises(RefusedError, match="no colour"):
        calc_book.sheets[0]["A1"].impl.color = (300, 0, 0)


@pytest.mark.parametrize(
    "code",
    [
        "General", "@", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "yyyy-mm-dd", "dd/mm/yyyy", "d mmm yyyy",
        "h:mm AM/PM", "[h]:mm:ss", "yyyy-mm-dd hh:mm:ss", "#,##0;[Red]-#,##0", "#,##0.00;(#,##0.00)", '0.0 "GWh"',
        "0.00E+00", "# ?/?", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "mmm-yy", "[$€-407] #,##0.00",
        '[>=1000]0.0,"k";0', ";;;",
    ],
)  # fmt: skip
def test_a_number_format_reads_as_it_was_set(calc_book: xw.Book, code: str) -> None:
    cells = calc_book.sheets[0]["A1:B2"]
    cells.number_format = code
    assert cells.number_format == code


def test_a_mixed_number_format_is_none(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].number_format = "0.00"
    assert sheet["A1:A2"].number_format is None


def test_what_is_no_number_format_is_refused(calc_book: xw.Book) -> None:
    with pytest.raises(RefusedError, match="no number format"):
        calc_book.sheets[0]["A1"].number_format = "[h:mm"


@pytest.mark.parametrize("value", ["general", "left", "center", "right", "justify", "fill", "distributed"])
def test_a_horizontal_alignment_reads_as_it_was_set(calc_book: xw.Book, value: Any) -> None:
    cell = calc_book.sheets[0]["A1"]
    cell.horizontal_alignment = value
    assert cell.horizontal_alignment == value


@pytest.mark.parametrize("value", ["top", "center", "bottom", "justify", "distributed"])
def test_a_vertical_alignment_reads_as_it_was_set(calc_book: xw.Book, value: Any) -> None:
    cell = calc_book.sheets[0]["A1"]
    cell.vertical_alignment = value
    assert cell.vertical_alignment == value


def test_wrapped_text(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["A1"].wrap_text = True
    assert (sheet["A1"].wrap_text, sheet["A2"].wrap_text, sheet["A1:A2"].wrap_text) == (True, False, None)


def test_an_indent_grows_and_does_not_fall_below_nothing(calc_book: xw.Book) -> None:
    cell = calc_book.sheets[0]["A1"]
    cell.adjust_indent(2)
    cell.adjust_indent(1)
    assert cell.impl.indent == 3
    cell.adjust_indent(-9)
    assert cell.impl.indent == 0
