"""Two files swap their names in one step, or nothing is done and it is said that they cannot."""

import ctypes
import errno
import os
import sys

import pytest

from tdag_xl.ooxml import exchange
from tdag_xl.ooxml.exchange import exchanged


@pytest.fixture
def two(tmp_path):
    one, other = tmp_path / "one é", tmp_path / "other"
    one.write_bytes(b"1")
    other.write_bytes(b"2")
    return one, other


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps names")
def test_two_files_swap_their_names_and_back(two):
    one, other = two
    if not exchanged(one, other):
        pytest.skip("this disk swaps no names")
    assert (one.read_bytes(), other.read_bytes()) == (b"2", b"1")
    assert exchanged(one, other)
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps names")
def test_a_file_that_is_not_there_swaps_with_none(two, tmp_path):
    with pytest.raises(FileNotFoundError, match="absent"):
        exchanged(two[0], tmp_path / "absent")
    assert two[0].read_bytes() == b"1"


def test_the_system_is_asked_to_swap_both_names(two, monkeypatch):
    asked = []
    monkeypatch.setattr(exchange, "_renameat2", lambda: lambda *arguments: asked.append(arguments) or 0)
    assert exchanged(*two)
    at_working_folder, swap = -100, 2  # as fcntl.h and linux/fs.h have them
    names = [os.fsencode(path) for path in two]
    assert asked == [(at_working_folder, names[0], at_working_folder, names[1], swap)]


def refusing(code):
    """A renameat2 that fails."""

    def renameat2(*_):
        ctypes.set_errno(code)
        return -1

    return lambda: renameat2


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_or_a_system_that_swaps_no_names_does_nothing(two, monkeypatch, code):
    monkeypatch.setattr(exchange, "_renameat2", refusing(code))
    assert not exchanged(*two)


def test_what_a_disk_refuses_is_an_error_that_names_both_files(two, monkeypatch):
    monkeypatch.setattr(exchange, "_renameat2", refusing(errno.EROFS))
    with pytest.raises(OSError, match=r"Read-only.*one é.*other"):
        exchanged(*two)


def test_other_systems_than_linux_swap_no_names(two, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert not exchanged(*two)
    assert two[0].read_bytes() == b"1"


def test_a_c_library_that_cannot_ask_for_it_swaps_no_names(two, monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert not exchanged(*two)
