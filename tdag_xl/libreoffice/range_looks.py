"""How the cells of a range look."""

from __future__ import annotations

from tdag_xl.libreoffice.range_base import RangeBase


class RangeLooks(RangeBase):
    """Fonts, lines, colours, alignment and number formats of the cells."""
