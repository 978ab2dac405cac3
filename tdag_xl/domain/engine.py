"""What the calculations ask of that which holds the register's frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tdag_xl.domain.frames import Frame


def _as_it_is(frame: Frame) -> Frame:
    return frame


@dataclass(frozen=True)
class Engine:
    """How a frame that is read several times is kept, and how many findings of each kind are listed (None: all).

    A frame in memory is kept as it is; an engine that computes anew at each reading stores its rows.
    """

    keep: Callable[[Frame], Frame] = _as_it_is
    most_findings: int | None = None


IN_MEMORY = Engine()
"""The engine of a workbook's register."""
