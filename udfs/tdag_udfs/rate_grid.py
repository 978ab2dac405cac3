"""The rates that a formula is given: the cells of tblRates[#All], its headings in the first row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from tdag_udfs.excel_errors import VALUE
from tdag_udfs.grids import as_grid, is_blank
from tdag_udfs.readings import Fault, day, number, plain, text
from tdag_xl.cells import CellError, Kind, reading, shown
from tdag_xl.rates import RateRow, RateTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_udfs.grids import Argument, Cell, Grid
    from tdag_xl.rates import Rate

CURRENCY, FROM, UNITS, SOURCE = "Currency", "Effective from", "Units per USD", "Source"
_NEEDED = (CURRENCY, FROM, UNITS)

_REMEMBERED = 16
"""Tables of rates kept, so that the formulas of many cells over the same rates read them once."""


@dataclass(frozen=True)
class Rates:
    """The rates that can be used, and, by currency, a sentence for each row that cannot.

    `known` is for whoever looks rates up: what was found in these rates, kept from one call to the next.
    """

    table: RateTable
    unused: Mapping[str, Sequence[str]]
    has_sources: bool
    known: dict[tuple[type, Cell, type, Cell], Rate | Fault] = field(default_factory=dict, compare=False, repr=False)


def rates_of(argument: Argument | Rates | Fault) -> Rates | Fault:
    """The rates in the cells of `argument`, by the register's contract: a bad row is not used.

    A fault where the argument is an error or lacks a heading. Columns stand in any order. What was read already, by
    whoever knows that the cells are the same, is given back.
    """
    if isinstance(argument, Rates | Fault):
        return argument
    rows = tuple(map(tuple, as_grid(argument)))
    # 1 and TRUE are equal but not the same rate.
    return _NEWEST.of(rows, [*map(type, chain.from_iterable(rows))])


class _Newest:
    """The table of the last call, which the next nearly always gives again: comparing is quicker than hashing."""

    def __init__(self) -> None:
        self._rows: Grid = ()
        self._types: list[type] = []
        self._read: Rates | Fault | None = None

    def of(self, rows: Grid, types: list[type]) -> Rates | Fault:
        if self._read is None or rows != self._rows or types != self._types:
            self._rows, self._types, self._read = rows, types, _read(rows, tuple(types))
        return self._read


_NEWEST = _Newest()


@lru_cache(_REMEMBERED)
def _read(rows: Grid, _types: tuple[type, ...]) -> Rates | Fault:
    if isinstance(rows[0][0], CellError) and len(rows) == len(rows[0]) == 1:
        return Fault(rows[0][0], f"The rates are the error {rows[0][0]}.")
    places = _places(rows[0])
    missing = [repr(heading) for heading in _NEEDED if heading not in places]
    if missing:
        what = f"The rates have no column {' or '.join(missing)}."
        return Fault(VALUE, f"{what} Give the whole table with its headings: tblRates[#All].")
    lines = [_Line.read(number, row, places) for number, row in enumerate(rows[1:], 1)]
    return _sorted_out([line for line in lines if line is not None], has_sources=SOURCE in places)


def _places(headings: Sequence[Cell]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(headings):
        heading = text(cell, "")
        if isinstance(heading, str):
            places.setdefault(heading, place)
    return places


@dataclass(frozen=True)
class _Line:
    """A row of the table, 1 the first below the headings; `fault` says why it cannot be used."""

    row: int
    currency: str | None
    day: dt.date
    units: float
    source: str | None
    fault: str | None

    @classmethod
    def read(cls, row: int, line: Sequence[Cell], places: Mapping[str, int]) -> _Line | None:
        """The row from its cells; None for one that is blank in all its columns."""
        currency_cell, day_cell, units_cell = (line[places[heading]] for heading in _NEEDED)
        if all(map(is_blank, (currency_cell, day_cell, units_cell))):
            return None
        currency, effective, units = text(currency_cell, CURRENCY), day(day_cell, FROM), number(units_cell, UNITS)
        faults = [read.why for read in (currency, effective, units) if isinstance(read, Fault)]
        if currency is None:
            faults.append(f"{CURRENCY} is blank.")
        if isinstance(units, float) and units <= 0:
            faults.append(f"{UNITS} is {shown(units)}; it must be greater than 0.")
        source = reading(plain(line[places[SOURCE]]), Kind.TEXT).value if SOURCE in places else None
        return cls(
            row,
            currency if isinstance(currency, str) else None,
            dt.date.min if isinstance(effective, Fault) else dt.date(effective.year, effective.month, effective.day),
            0.0 if isinstance(units, Fault) else units,
            None if source is None else str(source),
            faults[0] if faults else None,
        )


def _sorted_out(lines: Sequence[_Line], *, has_sources: bool) -> Rates:
    """The rates of the lines; two of one currency on one day are both wrong."""
    by_key: dict[tuple[str, dt.date], list[_Line]] = {}
    unused: dict[str, list[str]] = {}
    for line in lines:
        if line.fault is None and line.currency is not None:
            by_key.setdefault((line.currency, line.day), []).append(line)
        else:
            unused.setdefault(line.currency or "", []).append(f"Row {line.row} of the rates is not used: {line.fault}")
    rows = []
    for (currency, effective), same in by_key.items():
        if len(same) == 1:
            rows.append(RateRow(currency, effective, same[0].units, same[0].source))
        else:
            numbers = " and ".join(str(line.row) for line in same)
            what = f"Rows {numbers} of the rates are not used: each is a rate from {effective}."
            unused.setdefault(currency, []).append(what)
    return Rates(RateTable(rows), unused, has_sources)
