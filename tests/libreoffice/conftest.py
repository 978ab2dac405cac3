"""What the tests of the engine for LibreOffice may ask for besides."""

from __future__ import annotations

import pytest
import xlwings as xw  # noqa: TC002 - pytest reads the fixtures' types
from libreoffice.small_table import put_table


@pytest.fixture
def table(calc_book: xw.Book) -> xw.main.Table:
    """The table `tbl` at B2:D5 of the first sheet of a new workbook."""
    return put_table(calc_book)
