"""Whatever a file holds in place of a VBA project, reading it ends soon: in a project, or in a sentence."""

import zipfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
import xlwings
from hypothesis import given, settings
from vba.vba_projects import foreign_project, module, project

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.compound_reader import storages
from tdag_xl.vba.compound_writer import compound_file
from tdag_xl.vba.compression import compressed, decompressed
from tdag_xl.vba.modules import Project
from tdag_xl.vba.project_reader import read
from tdag_xl.vba.project_writer import written

NUMBERS = (0, 1, 2, 5, 100, 0x7FFF_FFFF, 0xFFFF_FFFC, 0xFFFF_FFFD, 0xFFFF_FFFE, 0xFFFF_FFFF)


def excel_made():
    with zipfile.ZipFile(Path(xlwings.__file__).parent / "quickstart.xlsm") as archive:
        return archive.read("xl/vbaProject.bin")


BASES = (excel_made(), written(project(*(module(f"Module{i}", "Sub A()\r\nEnd Sub\r\n" * 300 * i) for i in range(4)))))


def read_or_refused(data):
    """A project, or None where it was refused in a sentence; any other end is a failure of the test."""
    try:
        found = read(data)
    except VbaProjectError as refused:
        assert str(refused).endswith(".")
        return None
    assert isinstance(found, Project)
    return found


@pytest.mark.parametrize("base", BASES, ids=["by Excel", "by us"])
def test_a_truncated_project_is_refused(base):
    for end in range(0, len(base) - 512, 61):
        assert read_or_refused(base[:end]) is None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_flipped_bits_end_in_a_project_or_a_sentence(data):
    spoilt = bytearray(data.draw(st.sampled_from(BASES)))
    for bit in data.draw(st.lists(st.integers(0, 8 * len(spoilt) - 1), min_size=1, max_size=20)):
        spoilt[bit // 8] ^= 1 << bit % 8
    read_or_refused(bytes(spoilt))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_other_numbers_end_in_a_project_or_a_sentence(data):
    """Sector numbers, sizes and counts stand at multiples of four."""
    spoilt = bytearray(data.draw(st.sampled_from(BASES)))
    for place in data.draw(st.lists(st.integers(0, len(spoilt) // 4 - 1), min_size=1, max_size=3)):
        spoilt[4 * place : 4 * place + 4] = data.draw(st.sampled_from(NUMBERS)).to_bytes(4, "little")
    read_or_refused(bytes(spoilt))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_spoilt_listing_ends_in_a_project_or_a_sentence(data):
    root = storages(BASES[0])
    listing = bytearray(decompressed(root["VBA"]["dir"]))
    for place in data.draw(st.lists(st.integers(0, len(listing) - 1), min_size=1, max_size=5)):
        listing[place] = data.draw(st.integers(0, 255))
    listing = listing[: data.draw(st.integers(0, len(listing)) | st.just(len(listing)))]
    read_or_refused(compound_file({**root, "VBA": {**root["VBA"], "dir": compressed(bytes(listing))}}))


def test_many_modules_that_share_one_long_text_are_refused_soon():
    """64 modules, a few kilobytes, of more than a million bytes each."""
    text = b"\1" + bytes.fromhex("03B00261FC0F") * 300
    names = {f"Module{i}": "" for i in range(64)}
    root = storages(foreign_project(names, stated_stream="shared"))
    with pytest.raises(VbaProjectError, match="longer than any that Excel can hold"):
        read(compound_file({**root, "VBA": {**root["VBA"], "shared": text}}))


def test_a_listing_of_millions_of_records_is_refused_soon():
    """A few kilobytes of it would be sixty million bytes."""
    root = storages(foreign_project({"A": ""}))
    listing = b"\1" + bytes.fromhex("03B00200FC0F") * 15_000
    with pytest.raises(VbaProjectError, match="longer than any that Excel can hold"):
        read(compound_file({**root, "VBA": {**root["VBA"], "dir": listing}}))


def test_thousands_of_modules_are_found_soon_whatever_the_case_of_their_streams():
    root = storages(foreign_project({f"Module{i}": "" for i in range(5_000)}))
    streams = {name.upper(): data for name, data in root["VBA"].items()}
    assert len(read_or_refused(compound_file({**root, "VBA": streams})).modules) == 5_000
