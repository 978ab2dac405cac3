"""Members that lie in a zip file otherwise than its directory says are refused: programs would read different ones."""

import io
import struct
from dataclasses import replace

import pytest

from tdag_xl.ooxml.zip_layout import refuse_odd_layout
from tdag_xl.ooxml.zip_records import DESCRIPTOR, UTF8, BrokenZipError, Member, local_header

ONE = Member("one.xml", b"one.xml", 8, 0xABCDEF, 3, 5)
TWO = Member("é", "é".encode(), 0, 7, 4, 4, flags=UTF8)
OTHER = b"\x0a\0\4\0abcd"
NOT_SAID, IN_EXTRA = 0, 0xFFFFFFFF
SECOND = len(local_header(ONE, OTHER)) + 3
"""Where the second member begins."""
END = SECOND + len(local_header(TWO, b"")) + 4


def laid_out(one=ONE, two=TWO):
    """The bytes before the directory: two members, one behind the other, as their headers say."""
    return local_header(one, OTHER) + bytes(3) + local_header(two, b"") + bytes(4)


def examine(data, *members, end=END):
    refuse_odd_layout(io.BytesIO(data), members, end)


def refused(data, *members, end=END):
    with pytest.raises(BrokenZipError) as broken:
        examine(data, *members, end=end)
    return str(broken.value)


BOTH = (ONE, replace(TWO, offset=SECOND))


def test_members_may_stand_in_another_order_than_the_directory_has_them():
    examine(laid_out(), *BOTH)
    examine(laid_out(), *BOTH[::-1])


def test_bytes_between_members_are_nobodys():
    examine(laid_out(), BOTH[1])
    examine(laid_out() + b"more", *BOTH, end=END + 4)


def test_a_member_ends_before_the_next_begins():
    one = replace(ONE, compressed_size=4)
    assert refused(laid_out(one), one, BOTH[1]) == "'é' shares bytes with another member"
    assert refused(laid_out(), ONE, ONE) == "'one.xml' shares bytes with another member"


def test_a_member_ends_before_the_directory_begins():
    assert refused(laid_out(), *BOTH, end=END - 1) == "'é' is cut short"


@pytest.mark.parametrize("offset", [1, END - 4, END, 1 << 40, (1 << 64) - 1])
def test_a_member_stands_where_the_directory_says(offset):
    assert refused(laid_out(), replace(ONE, offset=offset)) == "'one.xml' is not where its directory says"


def test_a_header_at_the_end_of_the_file_is_whole():
    data = laid_out() + local_header(ONE, b"")[:29]
    assert refused(data, replace(ONE, offset=END)) == "'one.xml' is not where its directory says"
    whole = replace(ONE, name="", raw_name=b"", compressed_size=0, offset=END)
    examine(laid_out() + local_header(whole, b""), whole, end=END + 30)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"method": 0},
        {"flags": UTF8},
        {"flags": 1},
        {"raw_name": b"two.xml"},
        {"raw_name": b"one.xm"},
        {"crc": 0xABCDEE},
        {"compressed_size": 2},
        {"size": 6},
        {"crc": NOT_SAID},
        {"compressed_size": NOT_SAID},
        {"size": NOT_SAID},
    ],
    ids=str,
)
def test_a_header_says_what_the_directory_says(otherwise):
    data = laid_out(replace(ONE, **otherwise))
    assert refused(data, ONE) == "the header of 'one.xml' does not say what the directory says of it"


@pytest.mark.parametrize("otherwise", [{"flags": 2}, {"moment": 1}, {"needed": 45}, {"extra": OTHER}], ids=str)
def test_what_no_program_reads_a_member_by_may_differ(otherwise):
    examine(laid_out(replace(ONE, **otherwise)), *BOTH)


def header(flags, *numbers):
    """The first member's header, with these checksum and sizes."""
    name = ONE.raw_name
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, 8, 0, 0, *numbers, len(name), len(OTHER)) + name + OTHER


def test_sizes_may_stand_in_the_extra_field():
    examine(header(0, ONE.crc, IN_EXTRA, IN_EXTRA) + bytes(3), ONE)


@pytest.mark.parametrize("numbers", [(NOT_SAID,) * 3, (ONE.crc, 3, 5), (NOT_SAID, IN_EXTRA, IN_EXTRA)])
def test_what_a_descriptor_says_later_need_not_be_said_before(numbers):
    examine(header(DESCRIPTOR, *numbers) + bytes(3), ONE)


def test_what_is_said_before_a_descriptor_is_said_right():
    sentence = "the header of 'one.xml' does not say what the directory says of it"
    assert refused(header(DESCRIPTOR, NOT_SAID, 3, 6) + bytes(3), ONE) == sentence
