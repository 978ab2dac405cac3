"""What the tests of writing ask for."""

import tempfile
from pathlib import Path

import pytest
from safety.writing import OLD


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "folder" / "Register.xlsm"
    file.parent.mkdir()
    file.write_bytes(OLD)
    return file


@pytest.fixture
def folder_in_memory():
    """A folder in memory, where the system has such, for tests that write some hundred times."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)
