"""What the person who asks for the figures may choose."""

from __future__ import annotations

from typing import Literal

Rounding = Literal["half-up", "largest-remainder"]
"""half-up: shares stay unrounded fractions, which Excel shows rounded one by one, half away from zero.
largest-remainder: shares are stored rounded to whole percents that add to 100."""
