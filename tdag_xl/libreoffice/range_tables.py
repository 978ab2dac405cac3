"""Ranges as tables have them, and cells that are cut and pasted together with their tables."""

from __future__ import annotations

from tdag_xl.libreoffice.range_base import RangeBase


class RangeTables(RangeBase):
    """The table at a range, filters, and moves."""
