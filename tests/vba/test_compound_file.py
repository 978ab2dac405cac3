"""Compound files that are written are valid, and those of other programs are read."""

import os
import random
import struct

import hypothesis.strategies as st
import olefile
import pytest
from hypothesis import given, settings

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.compound_reader import storages
from tdag_xl.vba.compound_writer import compound_file

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SIZES = (0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 8191, 600_000)

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="/\\:!\0", max_codepoint=0x2FFF)
NAMES = st.text(LETTERS, min_size=1, max_size=31)
STREAMS = st.one_of(st.binary(max_size=200), st.sampled_from(SIZES[:-1]).map(lambda n: b"\1" * n))
STORAGES = st.recursive(
    STREAMS,
    lambda inner: st.dictionaries(NAMES, inner, max_size=30).filter(lambda s: len({n.upper() for n in s}) == len(s)),
    max_leaves=130,
).filter(lambda root: isinstance(root, dict))


def content(length, seed=0):
    return random.Random(seed).randbytes(length)


def read_by_olefile(data):
    """The storages as olefile reads them, which must find no fault at all."""
    with olefile.OleFileIO(data, raise_defects=olefile.DEFECT_UNSURE) as file:
        assert file.parsing_issues == []
        return members_by_olefile(file, file.root)


def members_by_olefile(file, entry):
    return {
        kid.name: members_by_olefile(file, kid)
        if kid.entry_type == olefile.STGTY_STORAGE
        else file._open(kid.isectStart, kid.size).read()
        for kid in entry.kids
    }


def every_storage(file):
    """The number of the first entry, the root of the tree, of each storage that holds any."""
    return [e.sid_child for e in file.direntries if e and e.entry_type in (1, 5) and e.sid_child != olefile.NOSTREAM]


def black_height(file, number, low=None, high=None, red_above=False):
    """How many black nodes every path down from here meets; the rules of [MS-CFB] 2.6.4 are checked on the way."""
    if number == olefile.NOSTREAM:
        return 1
    entry = file.direntries[number]
    key = (len(entry.name.encode("utf-16-le")), [ord(c.upper()) if len(c.upper()) == 1 else ord(c) for c in entry.name])
    assert (low is None or low < key) and (high is None or key < high)
    red = entry.color == 0
    assert not (red and red_above)
    left = black_height(file, entry.sid_left, low, key, red)
    assert left == black_height(file, entry.sid_right, key, high, red)
    return left + (not red)


@settings(deadline=None)
@given(STORAGES)
def test_what_is_written_is_read_by_olefile_and_by_us(root):
    data = compound_file(root)
    assert storages(data) == root
    assert read_by_olefile(data) == root


@pytest.mark.parametrize("count", [*range(20), 62, 63, 64, 120, 127, 128, 300])
def test_the_directory_is_a_valid_red_black_tree(count):
    names = [f"{'Módulo' if i % 3 else 'module'}{i}" for i in range(count)]
    data = compound_file({"VBA": dict.fromkeys(names, b"x"), "PROJECT": b"y"})
    with olefile.OleFileIO(data) as file:
        for first in every_storage(file):
            assert file.direntries[first].color == 1
            black_height(file, first)
    assert set(storages(data)["VBA"]) == set(names)


@pytest.mark.parametrize("size", SIZES)
def test_streams_about_the_size_of_a_sector_are_whole(size):
    root = {"a": content(size), "b": content(size, 1), "c": b"z"}
    data = compound_file(root)
    assert storages(data) == read_by_olefile(data) == root


@pytest.mark.parametrize("sectors", [*range(13_835, 13_850), 30_094, 30_095, 50_000])
def test_files_beyond_the_109_table_sectors_of_the_header_are_whole(sectors):
    root = {"long": content(sectors * 512), "short": b"z"}
    data = compound_file(root)
    assert storages(data) == root
    assert read_by_olefile(data) == root


def test_the_same_storages_give_the_same_bytes_whatever_their_order():
    members = {f"m{i}": content(i * 7, i) for i in range(90)}
    assert compound_file(members) == compound_file(dict(reversed(members.items())))


def test_no_moment_is_recorded():
    with olefile.OleFileIO(compound_file({"VBA": {"dir": b"x"}})) as file:
        assert file.getctime("VBA") is file.getmtime("VBA") is None


@pytest.mark.parametrize("name", ["", "a/b", "a\\b", "a:b", "a!b", "x" * 32, "\U0001f600" * 16])
def test_a_name_that_no_compound_file_can_hold_is_a_sentence(name):
    with pytest.raises(VbaProjectError, match="no name that a compound file can hold"):
        compound_file({name: b""})


def test_names_that_differ_in_case_only_are_a_sentence():
    with pytest.raises(VbaProjectError, match="'modulE' and 'Module' differ in case only"):
        compound_file({"modulE": b"", "Module": b"", "other": b""})


def entry(name, kind, child=FREE, start=0, size=0):
    wide = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBB3L36xLQ", wide, len(wide), kind, 1, FREE, FREE, child, start, size)


def version_4(stream):
    """A file of version 4, with sectors of 4096 bytes, that holds one stream of two sectors."""
    header = struct.pack("<8s16x5H10x2L4x5L", olefile.MAGIC, 0x3E, 4, 0xFFFE, 12, 6, 1, 1, 4096, END, 0, END, 0)
    header += struct.pack("<109L", 0, *[FREE] * 108)
    fat = struct.pack("<1024L", FAT, END, 3, END, *[FREE] * 1020)
    directory = entry("Root Entry", 5, child=1, start=END) + entry("stream", 2, start=2, size=len(stream))
    return header.ljust(4096, b"\0") + fat + directory.ljust(4096, b"\0") + stream


def test_version_4_is_read():
    data = version_4(content(8192))
    assert storages(data) == read_by_olefile(data) == {"stream": content(8192)}


def test_a_file_whose_last_sector_is_not_filled_is_read():
    assert storages(version_4(content(5000))) == {"stream": content(5000)}


@pytest.mark.parametrize(
    ("at", "value", "says"),
    [
        (0, 0x04034B50, "This is no VBA project"),
        (26, 0xFFFE0005, "a version that does not exist"),
        (28, 0x0009FEFF, "what no compound file says"),
        (48, 1_000_000, "leads out of the file"),
        (48, END, "its directory has no root"),
        (76, 1_000_000, "a sector table is not in the file"),
    ],
)
def test_a_header_that_lies_is_a_sentence(at, value, says):
    data = bytearray(compound_file({"a": b"x" * 5000, "VBA": {"dir": b"y"}}))
    data[at : at + 4] = value.to_bytes(4, "little")
    with pytest.raises(VbaProjectError, match=says):
        storages(bytes(data))


def test_a_chain_that_goes_in_a_circle_is_a_sentence():
    data = bytearray(compound_file({"a": b"x" * 5000}))
    table = data.rindex(struct.pack("<4L", 1, 2, 3, 4))
    data[table : table + 4] = bytes(4)
    with pytest.raises(VbaProjectError, match="a chain of sectors leads out of the file, in a circle"):
        storages(bytes(data))


def test_a_directory_that_goes_in_a_circle_is_a_sentence():
    data = bytearray(compound_file({"VBA": {"dir": b"x"}}))
    child = data.index("VBA".encode("utf-16-le")) + 76
    data[child : child + 4] = (1).to_bytes(4, "little")
    with pytest.raises(VbaProjectError, match="its directory leads out of itself or in a circle"):
        storages(bytes(data))


def test_two_streams_that_share_sectors_are_a_sentence():
    """Else a small file could hold a thousand streams that are each as long as the file."""
    data = bytearray(compound_file({"a": b"x" * 5000, "b": b"y" * 5000}))
    start = data.index("b".encode("utf-16-le") + bytes(62)) + 116
    data[start : start + 4] = bytes(4)
    with pytest.raises(VbaProjectError, match="or into another one"):
        storages(bytes(data))


def test_a_stream_longer_than_the_file_is_a_sentence():
    data = bytearray(compound_file({"a": b"x" * 5000}))
    size = data.index("a".encode("utf-16-le") + bytes(62)) + 120
    data[size : size + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(VbaProjectError):
        storages(bytes(data))


def test_ten_thousand_storages_within_one_another_are_read():
    root = inner = {}
    for _ in range(10_000):
        inner["deeper"] = inner = {}
    depth, found = 0, storages(compound_file(root))
    while found:
        depth, found = depth + 1, found["deeper"]
    assert depth == 10_000


@settings(deadline=None)
@given(st.binary(max_size=3000))
def test_any_other_bytes_are_a_sentence(data):
    with pytest.raises(VbaProjectError):
        storages(data)


def test_random_bytes_after_the_signature_are_a_sentence():
    with pytest.raises(VbaProjectError):
        storages(olefile.MAGIC + os.urandom(3000))
