"""The address of a cell is read at every edge of the sheet; of another text the start is quoted."""

import pytest

from tdag_xl.ooxml.areas import cell_position
from tdag_xl.ooxml.xml_part import DamagedPartError


@pytest.mark.parametrize(
    ("address", "position"),
    [
        ("A1", (1, 1)),
        ("a1", (1, 1)),
        ("$A$1", (1, 1)),
        ("X1", (1, 24)),
        ("AX10", (10, 50)),
        ("XFD1", (1, 16_384)),
        ("A1048576", (1_048_576, 1)),
    ],
)
def test_an_address_is_a_row_and_a_column(address, position):
    assert cell_position(address) == position


@pytest.mark.parametrize("text", ["A0", "A00000001", "AAAA1", "A1048577", "XFE1"])
def test_what_is_beyond_the_sheet_is_no_address(text):
    with pytest.raises(DamagedPartError) as damage:
        cell_position(text)
    assert (damage.value.part, str(damage.value)) == ("", f"'{text}' is no address of a cell")


def test_of_a_long_text_the_start_is_quoted():
    with pytest.raises(DamagedPartError) as damage:
        cell_position("B" * 41)
    assert str(damage.value) == f"'{'B' * 40}' is no address of a cell"
