"""What is written into a workbook: frozen, the same for every host, with no coordinates of any."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import Enum

from tdag_xl.cells import CellValue


class Format(Enum):
    """How a column of figures is shown."""

    TEXT = "@"
    COUNT = "#,##0"
    USD = "#,##0"
    AMOUNT = "#,##0.00"
    SHARE = "0%"
    CHANGE = "+#,##0;-#,##0;0"
    CHANGE_SHARE = "+0%;-0%;0%"
    RATE = "0.000000"
    DATE = "yyyy-mm-dd"
    NUMBER = "General"


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, how it is shown, and whether its cells wrap."""

    heading: str
    format: Format
    wrap: bool = False


class ChartKind(Enum):
    """The kinds of chart a report may ask for."""

    BAR = "bar"  # horizontal, the largest on top: shares and categories
    COLUMN = "column"  # vertical, clustered: periods side by side


@dataclass(frozen=True)
class Chart:
    """A native chart over columns of the table it belongs to.

    `categories` and `series` are headings of that table; `rows` limits it to some of the rows (indexes), in one run.
    """

    name: str
    kind: ChartKind
    title: str
    alt_text: str
    categories: str
    series: tuple[str, ...]
    label_format: str
    rows: tuple[int, int] | None = None


@dataclass(frozen=True)
class Table:
    """An Excel Table named `name`, under the line `title`, with its charts and the notes below it.

    A table without rows is written with its header and one blank row.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A generated sheet, known across refreshes by `key`; `name` is the tab's name the first time.

    `lines` stand under the title: the period, the rate policy. `long` sheets hold lists that freeze their header.
    """

    key: str
    name: str
    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    long: bool = False

    def digest(self) -> str:
        """A short fingerprint of all that the sheet shows, the moment of refresh apart."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Report:
    """All generated sheets, in order, and the moment of the refresh (UTC)."""

    sheets: tuple[Sheet, ...]
    moment: dt.datetime = field(compare=False)
