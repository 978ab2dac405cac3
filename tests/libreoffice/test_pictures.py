"""Pictures: where they stand, how large they are, and what they show, as Excel has it."""

from __future__ import annotations

import pytest
from libreoffice.pictures import png
from live.calc_files import saved_copy
from xlwings.main import ShapeAlreadyExists

from tdag_xl.libreoffice.errors import FileRefusedError, NotSupportedError, RefusedError


@pytest.fixture
def sheet(calc_book):
    return calc_book.sheets[0]


@pytest.fixture
def file(tmp_path):
    """A picture of 96 by 48 pixels, which says no more of its size."""
    return png(tmp_path / "red.png", 96, 48)


@pytest.mark.parametrize(
    ("dots", "given", "size"),
    [
        (None, {}, (72, 36)),
        (192, {}, (36, 18)),
        (None, {"width": 100, "height": 20}, (100, 20)),
        (None, {"width": 144}, (144, 72)),
        (None, {"height": 18}, (36, 18)),
        (None, {"scale": 0.5}, (36, 18)),
        (192, {"scale": 2}, (72, 36)),
    ],
    ids=str,
)
def test_a_picture_has_its_own_size_or_the_one_that_is_given(sheet, tmp_path, dots, given, size):
    picture = sheet.pictures.add(png(tmp_path / "red.png", 96, 48, dots_per_inch=dots), **given)
    assert (picture.width, picture.height) == pytest.approx(size, abs=0.1)


def test_a_picture_keeps_its_proportions_until_it_is_told_otherwise(sheet, file):
    picture = sheet.pictures.add(file)
    assert picture.lock_aspect_ratio is True
    picture.width = 36
    assert (picture.width, picture.height) == (36.0, 18.0)
    picture.lock_aspect_ratio = False
    picture.height = 30
    assert (sheet.pictures[0].lock_aspect_ratio, picture.width, picture.height) == (False, 36.0, 30.0)


def test_a_picture_stands_where_it_was_put_and_moves_with_its_cells(sheet, file):
    there = sheet.pictures.add(file, left=50, top=100.5)
    assert (there.left, there.top) == (50.0, 100.5)
    anchored = sheet.pictures.add(file, anchor=sheet["C4"])
    assert (anchored.left, anchored.top) == pytest.approx((sheet["C4"].left, sheet["C4"].top), abs=0.5)
    sheet["1:2"].insert("down")
    assert anchored.top == pytest.approx(sheet["C6"].top, abs=0.5)
    there.left, there.top = 0, 0
    assert (there.left, there.top, there.width) == (0.0, 0.0, 72.0)


def test_pictures_are_named_in_turn_and_found(sheet, file):
    first, second = sheet.pictures.add(file), sheet.pictures.add(file, name="Logo")
    assert [picture.name for picture in sheet.pictures] == ["Picture 1", "Logo"]
    assert (sheet.pictures["Logo"], sheet.pictures[0], len(sheet.pictures)) == (second, first, 2)
    assert ("Logo" in sheet.pictures, second.parent, second.impl.index()) == (True, sheet, 2)
    with pytest.raises(ShapeAlreadyExists):
        sheet.pictures.add(file, name="Logo")
    first.delete()
    assert [picture.name for picture in sheet.pictures] == ["Logo"]
    with pytest.raises(KeyError):
        sheet.pictures["Picture 1"]


def test_a_picture_is_replaced_in_its_place(sheet, file, tmp_path):
    picture = sheet.pictures.add(file, name="Plot", left=10, top=20, width=100, height=40)
    before = picture.api.Graphic.SizePixel.Width
    picture = sheet.pictures.add(png(tmp_path / "wide.png", 300, 10), name="Plot", update=True)
    assert (len(sheet.pictures), picture.name) == (1, "Plot")
    assert (picture.left, picture.top, picture.width, picture.height) == (10.0, 20.0, 100.0, 40.0)
    assert (before, picture.api.Graphic.SizePixel.Width) == (96, 300)


def test_a_picture_is_kept_in_the_file(calc, sheet, file, tmp_path):
    sheet.pictures.add(file, name="Logo", left=30, top=40)
    path = saved_copy(sheet.book, tmp_path / "pictures.xlsx")
    book = calc.books.open(path)
    try:
        [picture] = book.sheets[0].pictures
        assert (picture.name, picture.width, picture.height) == (
            "Logo",
            pytest.approx(72, abs=0.5),
            pytest.approx(36, abs=0.5),
        )
        assert (picture.left, picture.top) == pytest.approx((30, 40), abs=0.5)
    finally:
        book.close()


def test_what_is_no_picture_is_told(sheet, file, tmp_path):
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(FileRefusedError, match="knows no such kind of picture"):
        sheet.pictures.add(tmp_path / "text.png")
    with pytest.raises(FileRefusedError, match="there is no picture of this name"):
        sheet.pictures.add(tmp_path / "nowhere.png")
    with pytest.raises(NotSupportedError, match="stays in its file"):
        sheet.pictures.add(file, link_to_file=True)
    assert len(sheet.pictures) == 0


def test_a_protected_sheet_keeps_its_pictures(sheet, file):
    picture = sheet.pictures.add(file)
    sheet.api.protect("")
    for change in (picture.delete, lambda: sheet.pictures.add(file), lambda: setattr(picture, "width", 1)):
        with pytest.raises(RefusedError, match="is protected"):
            change()
    sheet.api.unprotect("")
    assert (len(sheet.pictures), picture.width) == (1, 72.0)
