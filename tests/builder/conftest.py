"""Register folders made for a test."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from register_files import register_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def make_register(tmp_path: Path) -> Callable[..., Path]:
    """`make_register(rates=[[…], …], headings={"rates": […]}, without=["lists"])`: a folder, tables not named empty."""
    return partial(register_folder, tmp_path / "register")
