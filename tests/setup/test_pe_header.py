"""The bits of a program file are read from its header."""

import sys
from pathlib import Path

import pytest
from setup.made_pc import program_file

from tdag_xl.setup.pe_header import bits


@pytest.mark.parametrize("wanted", [32, 64])
def test_a_program_file_tells_its_bits(tmp_path, wanted):
    path = tmp_path / "a.dll"
    path.write_bytes(program_file(wanted))
    assert bits(path) == wanted


@pytest.mark.parametrize("length", [0, 1, 0x3F, 0x40, 0x41, 0x45])
def test_a_file_cut_short_tells_nothing(tmp_path, length):
    path = tmp_path / "a.dll"
    path.write_bytes(program_file(64)[:length])
    assert bits(path) is None


def test_another_kind_of_file_tells_nothing():
    assert bits(Path(sys.executable)) is None


def test_a_header_for_another_machine_tells_nothing(tmp_path):
    path = tmp_path / "a.dll"
    path.write_bytes(program_file(64).replace(b"\x64\x86", b"\x00\x02"))
    assert bits(path) is None
