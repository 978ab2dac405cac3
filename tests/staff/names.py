"""Defined names: global, and several local ones that are called the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def define_names(book: Workbook) -> None:
    """Defines what staff use in their formulas."""
    for name, formula in (
        ("Threshold", "=Settings!$B$1"),
        ("Remarks!Threshold", "=Settings!$B$1"),
        ("Archive!Threshold", "=Archive!$B$1"),
        ("Funders", "=Dashboard!$A$2:$A$5"),
        ("AllFunders", "=SUM(Dashboard!$B$6:$D$6)"),
        ("Currencies", "=tblContributions[Currency]"),
        ("_Hidden.List", '={"Cash","In kind"}'),
    ):
        assert book.define_name(name, formula) == 0, name
