"""The sizes of rows and columns, and cells that are merged, inserted, deleted, copied."""

from __future__ import annotations

from tdag_xl.libreoffice.range_base import RangeBase


class RangeLayout(RangeBase):
    """Sizes, and cells put elsewhere."""
