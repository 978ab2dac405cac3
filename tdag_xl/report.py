"""What is written into a workbook: frozen, the same for every host, with no coordinates of any."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, fields
from enum import Enum
from itertools import chain, repeat
from typing import TYPE_CHECKING

from tdag_xl.sentences import COUNTS, Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.cells import CellValue


class Format(Enum):
    """How a column is shown: its number format (ECMA-376 Part 1, 18.8.30)."""

    TEXT = "@"
    WHOLE = "#,##0"
    AMOUNT = "#,##0.00"
    SHARE = "0%"
    CHANGE = "+#,##0;-#,##0;0"
    CHANGE_SHARE = "+0%;-0%;0%"
    RATE = "0.000000"
    NUMERAL = "0"  # a number that names and does not measure: a rank, a row
    DATE = "yyyy-mm-dd"
    NUMBER = "General"


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, how it is shown, and the characters it may take; longer text wraps."""

    heading: str
    format: Format
    width: int = 16


class ChartKind(Enum):
    """The kinds of chart a report may ask for."""

    BAR = "bar"  # horizontal, the first row on top: shares and categories
    COLUMN = "column"  # vertical, clustered: periods side by side


class Measure(Enum):
    """What a chart counts. Each has one colour throughout a report."""

    COUNT = "count"
    MONEY = "money"


@dataclass(frozen=True)
class Chart:
    """A native chart over columns of the table it belongs to.

    `categories` and `series` are headings of that table; `rows` limits it to some of the rows: the first and the last
    index of one run. `scale` says what `label_format` shows, to those who write no number formats.
    """

    name: str
    kind: ChartKind
    measure: Measure
    title: str
    alt_text: str
    categories: str
    series: tuple[str, ...]
    label_format: str
    rows: tuple[int, int] | None = None
    scale: Scale = field(default=COUNTS, repr=False, compare=False)


@dataclass(frozen=True)
class Table:
    """An Excel Table named `name`, under the line `title`, with its charts and the notes that explain it.

    A table without rows is written with its header and one blank row. `most_rows` is the number of rows it can never
    exceed, where its block has one: it then needs no room to grow. `block` is the name of its block, such as "regions".
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
    most_rows: int | None = None
    block: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Span:
    """A period of the register: its name, its first and its last day."""

    name: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Sheet:
    """A generated sheet, known across refreshes by `key`; `name` is the tab's name the first time.

    `lines` stand under the title: the period, the rate policy. The tables of a `long` sheet are lists of any length:
    they stand side by side under headers that stay in view. `periods` are those that it shows, the first its own.
    """

    key: str
    name: str
    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    long: bool = False
    periods: tuple[Span, ...] = field(default=(), repr=False, compare=False)

    def digest(self) -> str:
        """A short fingerprint of all that the sheet shows, the moment of refresh apart."""
        digest = hashlib.sha256()
        for piece in _shown(self):
            digest.update(piece.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:16]


def _shown(value: object) -> Iterator[str]:
    """`repr(value)` in pieces, of which none holds more than a row of a table."""
    if isinstance(value, (Sheet, Table)):
        shown = [one.name for one in fields(value) if one.repr]
        for before, name in zip([f"{type(value).__name__}(", *[", "] * len(shown)], shown, strict=False):
            yield f"{before}{name}="
            yield from _shown(getattr(value, name))
        yield ")"
    elif isinstance(value, tuple) and value and isinstance(value[0], (Table, tuple)):
        for before, one in zip(chain("(", repeat(", ")), value, strict=False):
            yield before
            yield from _shown(one)
        yield ",)" if len(value) == 1 else ")"
    else:
        yield repr(value)


@dataclass(frozen=True)
class Report:
    """All generated sheets, in order.

    `moment` is that of the refresh (UTC), None in a workbook that was built and not refreshed since. `notes` are
    sentences about the report as a whole, such as a list that was left out.
    """

    sheets: tuple[Sheet, ...]
    moment: dt.datetime | None = field(default=None, compare=False)
    notes: tuple[str, ...] = ()

    @property
    def moment_line(self) -> str:
        """When the report was made, as each of its sheets says it.

        >>> Report(()).moment_line
        'As built, not refreshed since.'
        """
        if self.moment is None:
            return "As built, not refreshed since."
        return f"Refreshed {self.moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
