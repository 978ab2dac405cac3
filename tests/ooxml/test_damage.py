"""What is wrong with a part is told with its name and with what to do."""

from pathlib import Path

import pytest

from tdag_xl.errors import NotAWorkbookError, UnsupportedWorkbookError
from tdag_xl.ooxml.damage import damage_error, damage_told
from tdag_xl.ooxml.xml_part import DamagedPartError, LargePartError

BOOK = Path("book.xlsx")


@pytest.mark.parametrize(("part", "where"), [("/xl/a.xml", "the part /xl/a.xml"), ("", "a part")])
def test_a_damaged_part_is_to_be_repaired(part, where):
    error = damage_error(BOOK, DamagedPartError(part, "tag mismatch"))
    assert type(error) is NotAWorkbookError
    assert str(error) == (
        f"book.xlsx: {where} is damaged (tag mismatch). Open the file in Excel, let it be repaired and save it. "
        "Nothing was changed."
    )


def test_a_part_that_is_too_large_is_to_be_made_smaller():
    error = damage_error(BOOK, LargePartError("/xl/a.xml", "it has 9 elements, more than 8"))
    assert type(error) is UnsupportedWorkbookError
    assert str(error) == (
        "book.xlsx: the part /xl/a.xml is too large to be worked on: it has 9 elements, more than 8. If it is a sheet "
        "of yours, move old rows to another workbook; if it is a list, leave it out with --lists never. Nothing was "
        "changed."
    )


def test_damage_that_is_met_at_work_is_told_so():
    with pytest.raises(NotAWorkbookError, match=r"^book\.xlsx: a part is damaged \(no number\)\."), damage_told(BOOK):
        raise DamagedPartError("", "no number")
