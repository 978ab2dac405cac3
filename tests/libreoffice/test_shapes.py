"""Shapes: charts and pictures are among them, as in Excel; others have a text with a font."""

from __future__ import annotations

import pytest
import xlsxwriter
from libreoffice.pictures import png

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import RefusedError


@pytest.fixture
def sheet(calc_book):
    return calc_book.sheets[0]


def drawn(sheet, kind, name, text=None):
    """A shape of LibreOffice's own, 200 by 100 points at 100, 50."""
    shape = sheet.book.api.createInstance(f"com.sun.star.drawing.{kind}")
    sheet.api.DrawPage.add(shape)
    shape.setSize(bridge.struct("awt.Size", Width=7056, Height=3528))
    shape.setPosition(bridge.struct("awt.Point", X=3528, Y=1764))
    shape.Name = name
    if text is not None:
        shape.String = text
    return sheet.shapes[name]


def test_charts_pictures_and_shapes_are_all_shapes_from_back_to_front(sheet, tmp_path):
    sheet.charts.add(name="Sales")
    sheet.pictures.add(png(tmp_path / "red.png", 96, 48), name="Logo")
    drawn(sheet, "RectangleShape", "Box")
    drawn(sheet, "LineShape", "Stroke")
    drawn(sheet, "TextShape", "Words", "Hello")
    assert [(shape.name, shape.type) for shape in sheet.shapes] == [
        ("Sales", "chart"),
        ("Logo", "picture"),
        ("Box", "auto_shape"),
        ("Stroke", "line"),
        ("Words", "text_box"),
    ]
    assert (len(sheet.shapes), "Box" in sheet.shapes, sheet.shapes[1].name) == (5, True, "Logo")
    assert (sheet.shapes["Box"].impl.index, sheet.shapes["Box"].parent) == (3, sheet)
    sheet.shapes["Sales"].delete()
    assert (len(sheet.charts), len(sheet.shapes)) == (0, 4)
    with pytest.raises(KeyError):
        sheet.shapes["Sales"]


def test_a_shape_is_placed_sized_and_named(sheet):
    shape = drawn(sheet, "RectangleShape", "Box")
    assert (shape.left, shape.top, shape.width, shape.height) == pytest.approx((100, 50, 200, 100), abs=0.05)
    shape.left, shape.top, shape.width, shape.height = 10, 20, 30, 40
    assert (shape.left, shape.top, shape.width, shape.height) == (10.0, 20.0, 30.0, 40.0)
    shape.name = "Frame"
    assert (sheet.shapes["Frame"].name, "Box" in sheet.shapes) == ("Frame", False)
    with pytest.raises(RefusedError, match="needs a name"):
        shape.name = ""


@pytest.mark.parametrize(
    ("scale", "left", "top"),
    [("scale_from_top_left", 100, 50), ("scale_from_middle", 50, 75), ("scale_from_bottom_right", 0, 100)],
)
def test_a_shape_is_scaled_from_what_stays(sheet, scale, left, top):
    shape = drawn(sheet, "RectangleShape", "Box")
    shape.scale_width(1.5, scale=scale)
    shape.scale_height(0.5, scale=scale)
    assert (shape.width, shape.height) == pytest.approx((300, 50), abs=0.1)
    assert (shape.left, shape.top) == pytest.approx((left, top), abs=0.1)
    with pytest.raises(RefusedError, match="no picture, so it has no original size"):
        shape.scale_width(1, relative_to_original_size=True)


def test_a_shape_has_text_with_a_font(sheet):
    shape = drawn(sheet, "RectangleShape", "Box")
    assert shape.text is None
    shape.text = "Total: 12"
    assert shape.text == "Total: 12"
    shape.font.bold, shape.font.size, shape.font.name = True, 16, "Carlito"
    shape.font.color = "#0000FF"
    assert (shape.font.bold, shape.font.size, shape.font.name, shape.font.italic) == (True, 16.0, "Carlito", False)
    assert shape.font.color == (0, 0, 255)
    shape.text = None
    assert shape.text is None


def test_letters_of_a_shape_have_fonts_of_their_own(sheet):
    shape = drawn(sheet, "RectangleShape", "Box", "Python")
    letters = shape.characters
    letters[:2].font.bold = True
    assert (letters.text, letters[1:4].text, letters[0].text, letters[-1].text, letters[2:].text) == (
        "Python", "yth", "P", "n", "thon",
    )  # fmt: skip
    assert (letters[:2].font.bold, letters[2:].font.bold, letters.font.bold) == (True, False, None)
    assert letters[1:5][1:3].text == "th"
    with pytest.raises(IndexError):
        letters[6]
    with pytest.raises(ValueError, match="negative"):
        letters[-2:]


def test_a_chart_and_a_picture_have_no_text(sheet, tmp_path):
    sheet.charts.add(name="Sales")
    sheet.pictures.add(png(tmp_path / "red.png", 96, 48), name="Logo")
    for name in ("Sales", "Logo"):
        shape = sheet.shapes[name]
        assert shape.text is None
        with pytest.raises(RefusedError, match="has no text"):
            shape.text = "x"
        with pytest.raises(RefusedError, match="has no text"):
            shape.font  # noqa: B018


def test_a_shape_is_selected(sheet):
    other = sheet.book.sheets.add("Other")
    shape = drawn(other, "RectangleShape", "Box")
    sheet.activate()
    shape.activate()
    assert (sheet.book.sheets.active, sheet.book.api.CurrentSelection.getByIndex(0).Name) == (other, "Box")


def test_the_shapes_of_a_file_that_another_program_wrote_are_read(calc, tmp_path):
    path = tmp_path / "shapes.xlsx"
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet()
        sheet.insert_textbox("B2", "Read me", {"width": 160, "height": 80, "font": {"bold": True}})
        sheet.insert_image("B10", png(tmp_path / "red.png", 96, 48))
    book = calc.books.open(path)
    try:
        shapes = book.sheets[0].shapes
        assert sorted(shape.type for shape in shapes) == ["auto_shape", "picture"]
        [box] = [shape for shape in shapes if shape.type == "auto_shape"]
        assert (box.text, box.font.bold) == ("Read me", True)
        assert (box.width, box.height) == pytest.approx((120, 60), abs=0.5)
    finally:
        book.close()
