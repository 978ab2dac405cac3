"""Whether widths, page breaks and print scale are still ours, told by the same fingerprints as in a closed workbook."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tdag_xl.hosts.placement import OTHER_COLUMN, column_pixels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.hosts.placement import Layout

_DIGIT, _UNITS = 7, 256
"""Pixels of a digit, and the fractions of a character in which files hold widths (ECMA-376 Part 1, 18.3.1.13)."""


def setup_written(page: Layout, *, printing: bool) -> dict[str, str]:
    """The fingerprints of a page as it is put on a new sheet, with or without its print set-up."""
    return {
        "rows": _fingerprint(" ".join(map(str, page.row_breaks)) if printing else ""),
        "columns": _fingerprint(" ".join(map(str, page.column_breaks)) if printing else ""),
        "widths": widths_fingerprint(page.widths),
        "scale": _fingerprint(str(page.scale) if printing else "100"),
    }


def widths_fingerprint(widths: Sequence[float]) -> str:
    """The fingerprint of the widths, in characters, of the first columns; files leave out the usual width."""
    facts = (
        f"{number}:{_in_file(width):.2f}"
        for number, width in enumerate(widths, start=1)
        if column_pixels(width) != OTHER_COLUMN
    )
    return _fingerprint(" ".join(facts))


def widths_are_ours(widths: Sequence[float], setup: Mapping[str, str]) -> bool:
    """Whether the first columns, however many a refresh set, are as wide as it made them."""
    return any(widths_fingerprint(widths[:count]) == setup.get("widths") for count in range(1, len(widths) + 1))


def _in_file(width: float) -> float:
    """The width as files hold it: whole pixels, with the margins of a cell."""
    return int(column_pixels(width) / _DIGIT * _UNITS) / _UNITS


def _fingerprint(fact: str) -> str:
    return hashlib.sha256(fact.encode()).hexdigest()[:8]
