"""What the tests of writing ask for."""

from pathlib import Path

import pytest
from safety.killing import as_on_a_share
from safety.writing import OLD, new_folder_in_memory

from tdag_xl.ooxml import durable_files


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "folder" / "Register.xlsm"
    file.parent.mkdir()
    file.write_bytes(OLD)
    return file


@pytest.fixture
def folder_in_memory():
    """A folder in memory, where the system has such, for tests that write some hundred times."""
    with new_folder_in_memory() as folder:
        yield Path(folder)


@pytest.fixture
def share(monkeypatch):
    """The disk is a network share, without hard links and swaps of names."""
    monkeypatch.setattr(Path, "hardlink_to", Path.hardlink_to)
    monkeypatch.setattr(durable_files, "exchanged", durable_files.exchanged)
    as_on_a_share()
