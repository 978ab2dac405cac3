"""The records of a zip file are those of the specification (APPNOTE.TXT 6.3.10 §4.3), also beyond 4 GiB."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.ooxml import limits
from tdag_xl.ooxml.zip_records import DESCRIPTOR, UTF8, BrokenZipError, Member, directory, local_header
from tdag_xl.ooxml.zip_records import central_header as central
from tdag_xl.ooxml.zip_records import end_records as end

M16, M32 = 0xFFFF, 0xFFFFFFFF
TIME, DATE = 0x1234, 0x5464
OTHER, STALE = b"\x0a\0\4\0abcd", b"\1\0\x08\0" + bytes(8)
ONE = Member(
    name="é.xml",
    raw_name="é.xml".encode(),
    method=8,
    crc=0x89ABCDEF,
    compressed_size=3,
    size=5,
    offset=7,
    moment=DATE << 16 | TIME,
    flags=UTF8,
    comment=b"a comment",
    made_by=0x0314,
    needed=10,
    internal=1,
    external=0o644 << 16,
)
TWO = Member("two", b"two", 0, 1, 2, 2)


def archive(*members, comment=b""):
    """The directory of members, and what ends it."""
    headers = b"".join(map(central, members))
    return headers + end(len(members), len(headers), 0, comment)


def read(data):
    return directory(io.BytesIO(data))


SIZES = st.sampled_from([0, 1, M32 - 1, M32, M32 + 1, 1 << 40])
EXTRAS = st.sampled_from([(b"", b""), (OTHER, OTHER), (STALE + OTHER, OTHER), (OTHER + STALE + b"\0", OTHER + b"\0")])


@given(SIZES, SIZES, SIZES, EXTRAS)
def test_what_is_written_into_a_directory_is_read_from_it(size, packed, offset, extras):
    extra, kept = extras
    first = replace(ONE, size=size, compressed_size=packed, offset=offset, extra=extra)
    (found, second), comment, at = read(archive(first, TWO, comment=b"the end"))
    assert replace(found, extra=b"", needed=0) == replace(first, extra=b"", needed=0)
    assert found.extra.endswith(kept)
    assert found.needed == (45 if max(size, packed, offset) >= M32 else 10)
    assert (second, comment, at) == (TWO, b"the end", 0)


@pytest.mark.parametrize(
    ("size", "packed", "short", "wide", "needed"),
    [
        (5, 3, (3, 5), b"", 10),
        (M32 - 1, M32 - 1, (M32 - 1, M32 - 1), b"", 10),
        (M32, 3, (M32, M32), struct.pack("<HHQQ", 1, 16, M32, 3), 45),
        (M32 + 1, M32, (M32, M32), struct.pack("<HHQQ", 1, 16, M32 + 1, M32), 45),
    ],
)
@pytest.mark.parametrize(
    ("extra", "kept"),
    [(b"", b""), (STALE + OTHER, OTHER), (OTHER + STALE[:2] + b"\0\0", OTHER)],
    ids=["plain", "stale zip64", "empty zip64"],
)
def test_the_header_before_a_member(size, packed, short, wide, needed, extra, kept):
    member = replace(ONE, size=size, compressed_size=packed, flags=UTF8 | DESCRIPTOR, extra=b"of the directory")
    numbers = (needed, UTF8, 8, TIME, DATE, 0x89ABCDEF, *short, len(ONE.raw_name), len(wide + kept))
    expected = struct.pack("<4sHHHHHLLLHH", b"PK\3\4", *numbers) + ONE.raw_name + wide + kept
    assert local_header(member, extra) == expected


def test_what_an_older_program_needs_to_read_a_member_is_kept():
    assert struct.unpack_from("<H", local_header(replace(ONE, needed=63, size=M32), b""), 4) == (63,)
    assert read(archive(replace(ONE, needed=63, size=M32)))[0][0].needed == 63


LONG = struct.pack("<HH", 0x0A, 40_000) + bytes(40_000)


@pytest.mark.parametrize("before", [b"", OTHER, LONG], ids=["alone", "after another", "after a long one"])
@pytest.mark.parametrize("volume", [b"", bytes(4)], ids=["", "with a volume"])
def test_the_zip64_field_is_found_wherever_it_stands(before, volume):
    other = b"\x99\0" + struct.pack("<HQ", 8 + len(volume), 1 << 40) + volume
    header = central(replace(ONE, extra=before + other)).replace(b"\x99\0", b"\1\0")
    header = header.replace(struct.pack("<LL", 3, 5), struct.pack("<LL", M32, 5))
    ((found,), _, _) = read(header + end(1, len(header), 0, b""))
    assert (found.compressed_size, found.size, found.offset) == (1 << 40, 5, 7)


def test_a_size_that_stands_nowhere_else_is_as_large_as_it_says():
    header = central(ONE).replace(struct.pack("<LL", 3, 5), struct.pack("<LL", 3, M32))
    ((found,), _, _) = read(header + end(1, len(header), 0, b""))
    assert (found.compressed_size, found.size) == (3, M32)


def test_the_directory_is_the_last_one_in_the_file():
    """A workbook may be kept in a workbook, as it is."""
    kept = archive(TWO)
    assert read(kept + central(ONE) + end(1, len(central(ONE)), len(kept), b"")) == ([ONE], b"", len(kept))


def test_as_many_members_are_read_as_the_bound_says(monkeypatch):
    monkeypatch.setattr(limits, "MEMBERS", 2)
    assert len(read(archive(ONE, TWO))[0]) == 2


def test_the_last_member_may_be_without_a_name():
    nameless = replace(TWO, name="", raw_name=b"")
    assert read(archive(ONE, nameless))[0] == [ONE, nameless]


def test_every_member_is_on_the_only_volume():
    assert struct.unpack_from("<H", central(ONE), 34) == (0,)


def test_a_member_of_the_directory_says_no_more_that_a_descriptor_follows():
    assert read(archive(replace(ONE, flags=UTF8 | DESCRIPTOR)))[0] == [ONE]


@pytest.mark.parametrize(
    ("count", "size", "offset", "short"),
    [
        (2, 10, 20, (2, 10, 20)),
        (M16 - 1, M32 - 1, M32 - 1, (M16 - 1, M32 - 1, M32 - 1)),
        (M16, 10, 20, (M16, 10, 20)),
        (M16 + 1, 10, 20, (M16, 10, 20)),
        (2, M32, 20, (2, M32, 20)),
        (2, 10, M32 + 1, (2, 10, M32)),
    ],
)
def test_the_records_at_the_end(count, size, offset, short):
    wide = b""
    if max(count - M16, size - M32, offset - M32) >= 0:
        wide = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
        wide += struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    plain = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, short[0], *short, len(b"comment")) + b"comment"
    assert end(count, size, offset, b"comment") == wide + plain


def zip64(headers, *, count=2, size=None, offset=0, at=None, plain=(M16, M32, M32), lead=b"PK\6\6", locator=b"PK\6\7"):
    """Headers with a zip64 directory of so many members."""
    size = len(headers) if size is None else size
    at = len(headers) if at is None else at
    wide = struct.pack("<4sQHHLLQQQQ", lead, 44, 45, 45, 0, 0, count, count, size, offset)
    wide += struct.pack("<4sLQL", locator, 0, at, 1)
    return headers + wide + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, plain[0], *plain, 0)


HEADERS = central(ONE) + central(TWO)
SIZE = len(HEADERS)
CUT_SHORT = central(TWO) + central(replace(ONE, extra=OTHER))[:-1]
"""Headers of which the last comment lacks a byte."""
LEAD = 56
"""Bytes of a zip64 directory before its locator."""


@pytest.mark.parametrize("plain", [(M16, M32, M32), (2, SIZE, 0), (2, M32, 0), (M16, SIZE, M32)])
def test_a_zip64_directory_counts_where_there_is_one(plain):
    assert read(zip64(HEADERS, plain=plain))[0] == [ONE, TWO]
    with zipfile.ZipFile(io.BytesIO(zip64(HEADERS, plain=plain))) as other:
        assert other.namelist() == ["é.xml", "two"]


def test_the_zip64_directory_that_is_written_is_of_the_same_form():
    many = end(70_000, SIZE, 0, b"").replace(struct.pack("<Q", 70_000), struct.pack("<Q", 2))
    assert HEADERS + many == zip64(HEADERS, plain=(M16, SIZE, 0))


def test_a_short_file_has_no_room_for_a_zip64_directory():
    assert read(end(0, 0, 0, b"")) == ([], b"", 0)


def test_a_comment_may_be_as_long_as_its_length_can_say():
    comment = b"c" * M16
    assert read(archive(ONE, comment=comment))[1] == comment


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "it has no zip directory at its end"),
        (end(0, 0, 0, b"")[:-1], "it has no zip directory at its end"),
        (archive(ONE) + b"x", "it does not end where its zip directory says"),
        (archive(ONE, comment=b"xy")[:-1], "it does not end where its zip directory says"),
        (HEADERS + end(2, SIZE, 0, b"").replace(b"PK\5\6\0", b"PK\5\6\1"), "it is one volume of several"),
        (b"x" + archive(ONE), "its directory is cut short, or is not where it says"),
        (archive(ONE)[1:], "its directory is cut short, or is not where it says"),
        (zip64(HEADERS, count=100_001), "it holds 100,001 members, more than the 100,000 that are read"),
        (HEADERS + end(1, SIZE, 0, b""), "its directory does not hold as many members as it says"),
        (archive(ONE) + bytes(70_000), "it has no zip directory at its end"),
        (HEADERS + end(3, SIZE, 0, b""), "its directory is damaged"),
        (CUT_SHORT + end(2, len(CUT_SHORT), 0, b""), "its directory is damaged"),
        (archive(ONE).replace(b"PK\1\2", b"PK\1\3"), "its directory is damaged"),
        (HEADERS[:-1] + end(2, SIZE - 1, 0, b""), "its directory is damaged"),
        (HEADERS[: len(central(ONE)) + 45] + end(2, len(central(ONE)) + 45, 0, b""), "its directory is damaged"),
        (zip64(HEADERS, lead=b"PK\6\5"), "its zip64 directory is damaged"),
        (zip64(HEADERS, at=SIZE + 77), "its zip64 directory is damaged"),
        (zip64(HEADERS, at=M32), "its zip64 directory is damaged"),
        (zip64(b"")[LEAD:], "its zip64 directory is damaged"),
        (zip64(HEADERS, plain=(3, M32, M32)), "its two directories differ"),
        (zip64(HEADERS, plain=(M16, SIZE - 1, M32)), "its two directories differ"),
        (zip64(HEADERS, plain=(M16, M32, 1)), "its two directories differ"),
        (zip64(HEADERS, offset=1), "its directory is cut short, or is not where it says"),
        (zip64(HEADERS, locator=b"PK\6\6"), "its directory is cut short, or is not where it says"),
    ],
)
def test_what_is_wrong_with_a_zip_file_is_said(data, sentence):
    with pytest.raises(BrokenZipError) as broken:
        read(data)
    assert str(broken.value) == sentence


@pytest.mark.parametrize(("flags", "raw", "name"), [(0, b"\x82.xml", "é.xml"), (UTF8, b"\x82.xml", "\ufffd.xml")])
def test_a_name_is_read_in_the_encoding_that_its_flag_says(flags, raw, name):
    ((found,), _, _) = read(archive(replace(ONE, raw_name=raw, flags=flags)))
    assert (found.name, found.raw_name) == (name, raw)
