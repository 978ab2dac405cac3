"""What a file of exchange rates says: its rates, and what in it could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class FileFormat(StrEnum):
    """What a file of rates is, in words."""

    REGISTER = "a list with the headings of tblRates"
    UN = "a list of UN operational rates of exchange"
    ECB = "the euro reference rates of the ECB, as monthly cross rates"


@dataclass(frozen=True)
class FileRate:
    """A rate of the file: units of `currency` per US dollar from a day on, and the line it stands on."""

    currency: str
    effective_from: dt.date
    units_per_usd: float
    source: str
    line: int


@dataclass(frozen=True)
class Flaw:
    """Why a line gives no rate: what is wrong in which column. `currency` and `day` where these can be read."""

    line: int
    column: str
    finding: str
    what_to_do: str
    currency: str | None = None
    day: dt.date | None = None


@dataclass(frozen=True)
class Absence:
    """The file says that it has no rate of `currency` from `day` on (`N/A`, where a rate would stand)."""

    currency: str
    day: dt.date
    line: int


@dataclass(frozen=True)
class RateFile:
    """The file at `path`. `rates` are in the order of its lines, doubles included, with dollars left out."""

    path: Path
    format: FileFormat
    rates: tuple[FileRate, ...]
    flaws: tuple[Flaw, ...] = ()
    absences: tuple[Absence, ...] = ()
    notes: tuple[str, ...] = ()
