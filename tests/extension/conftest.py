"""LibreOffice with the extension, for the tests of this folder that ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judges.extended_calc import ExtendedCalc, extended_calc

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def office_with_formulas() -> Iterator[ExtendedCalc]:
    """The office, the same for all tests of a session."""
    with extended_calc() as office:
        yield office
