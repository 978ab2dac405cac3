"""The lines around cells in LibreOffice, through xlwings' public API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import xlwings as xw

GRID = ("edge_top", "edge_bottom", "edge_left", "edge_right", "inside_vertical", "inside_horizontal")
SIDES = (*GRID, "diagonal_down", "diagonal_up")


@pytest.mark.parametrize("side", SIDES)
def test_one_side_is_drawn_and_no_other(calc_book: xw.Book, side: Any) -> None:
    borders = calc_book.sheets[0]["B2:C3"].borders
    borders[side].line_style = "continuous"
    assert [other for other in SIDES if borders[other].line_style != "none"] == [side]


@pytest.mark.parametrize("style", ["continuous", "dash", "dot", "double", "dash_dot", "dash_dot_dot"])
def test_a_style_reads_as_it_was_set(calc_book: xw.Book, style: Any) -> None:
    borders = calc_book.sheets[0]["B2"].borders
    borders["edge_top"].line_style = style
    assert borders["edge_top"].line_style == style


@pytest.mark.parametrize("weight", ["hairline", "thin", "medium", "thick"])
def test_a_weight_reads_as_it_was_set(calc_book: xw.Book, weight: Any) -> None:
    borders = calc_book.sheets[0]["B2"].borders
    borders["edge_top"].weight = weight
    assert (borders["edge_top"].weight, borders["edge_top"].line_style) == (weight, "continuous")


def test_a_grid_reads_as_one(calc_book: xw.Book) -> None:
    borders = calc_book.sheets[0]["B2:D4"].borders
    borders.set("all", line_style="continuous", weight="thin", color=(255, 0, 0))
    assert (borders.line_style, borders.weight, borders.color) == ("continuous", "thin", (255, 0, 0))
    borders["inside_vertical"].color = (0, 0, 255)
    assert (borders.line_style, borders.color) == ("continuous", None)


def test_lines_are_cleared(calc_book: xw.Book) -> None:
    borders = calc_book.sheets[0]["B2:D4"].borders
    borders.set("everything", line_style="continuous")
    borders.clear()
    assert {side: borders[side].line_style for side in SIDES} == dict.fromkeys(SIDES, "none")


def test_a_side_whose_cells_differ_is_none(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["B2"].borders["edge_top"].line_style = "continuous"
    assert sheet["B2:C2"].borders["edge_top"].line_style is None


def test_a_line_belongs_to_both_cells_that_it_parts(calc_book: xw.Book) -> None:
    sheet = calc_book.sheets[0]
    sheet["B2"].borders["edge_bottom"].line_style = "continuous"
    assert sheet["B3"].borders["edge_top"].line_style == "continuous"
    sheet["B3"].borders["edge_top"].line_style = "none"
    assert sheet["B2"].borders["edge_bottom"].line_style == "none"
