"""What a test does without the outside program it needs: skip with the reason, or fail where nothing may be skipped."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(reason: str, *, required_by: str) -> NoReturn:
    """Skips with `reason`, or fails with it when the environment variable `required_by` is 1."""
    if os.environ.get(required_by) == "1":
        pytest.fail(f"{reason}, and {required_by}=1 forbids to skip", pytrace=False)
    pytest.skip(reason)
