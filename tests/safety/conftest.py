"""What the tests of writing ask for."""

import pytest
from safety.writing import OLD


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "folder" / "Register.xlsm"
    file.parent.mkdir()
    file.write_bytes(OLD)
    return file
