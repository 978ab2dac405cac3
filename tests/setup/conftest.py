"""A PC for every test."""

import pytest
from setup.made_pc import made_pc


@pytest.fixture
def pc(tmp_path):
    """A Windows PC with a virtual environment, in a folder of its own."""
    return made_pc(tmp_path / "pc")
