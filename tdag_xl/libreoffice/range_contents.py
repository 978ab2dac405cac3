"""What the cells of a range hold."""

from __future__ import annotations

from tdag_xl.libreoffice.range_base import RangeBase


class RangeContents(RangeBase):
    """Values and formulas of the cells."""
