"""An input table as the domain receives it: typed columns, and the cells that did not fit their column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from tdag_xl.cells import CellValue, Kind, Reading, normalized, reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW = "row"
"""The column of every input frame that holds the sheet's row number, 1-based."""

ENGINE: Final = "pandas"
"""What holds and joins the frames of a workbook's register."""

_DTYPES = {Kind.TEXT: nw.String(), Kind.NUMBER: nw.Float64(), Kind.DATE: nw.Datetime("us")}


@dataclass(frozen=True)
class TableSpec:
    """The columns that a table of the register must have, each with what it holds."""

    name: str
    columns: Mapping[str, Kind]
    required: bool = True


@dataclass(frozen=True, slots=True)
class OddCell:
    """A cell that does not hold what its column asks for; `usable` when it was understood all the same.

    `quoted` is what it held, as a sentence quotes it, where the value itself is not at hand.
    """

    row: int
    column: str
    value: CellValue
    usable: bool = False
    quoted: str | None = None


@dataclass(frozen=True, eq=False)
class InputTable:
    """A table of the register.

    `frame` has the column `row` (sheet row, 1-based) and every column of the spec: text as String (normalized,
    blank = null), numbers as Float64, dates as Datetime at midnight. Rows blank in all of them are left out.
    Columns of the spec that the table lacks are all null and named in `missing`; `headings` are the table's own.
    So are those that it has more than once, which `doubled` names besides.

    A table too long to list its odd cells has a lazy frame and no `odd`, but `marks`: for each of these columns the
    frame has a further text column, named by `mark`, that quotes an unusable cell and is null for any other.
    """

    name: str
    sheet: str
    header_row: int
    headings: tuple[str, ...]
    missing: tuple[str, ...]
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any]
    odd: tuple[OddCell, ...]
    doubled: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()


def mark(column: str) -> str:
    """The name of the column that quotes the unusable cells of `column`.

    >>> mark("Value date")
    'odd Value date'
    """
    return f"odd {column}"


def in_memory(table: InputTable) -> InputTable:
    """The table with its rows in memory and its odd cells listed: for a table that is never long."""
    if isinstance(table.frame, nw.DataFrame) and not table.marks:
        return table
    frame = table.frame.lazy().collect()
    odd = list(table.odd)
    for column in sorted(table.marks):
        quotes = frame.filter(~nw.col(mark(column)).is_null()).select(ROW, mark(column))
        odd += (OddCell(row, column, None, quoted=quoted) for row, quoted in quotes.iter_rows())
    return replace(table, frame=frame.drop(*map(mark, table.marks)), odd=tuple(odd), marks=frozenset())


def places_of(headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    r"""The places of the headings, from 0, and the headings that stand more than once, which have none.

    >>> places_of(["Ref", "Amount", " Amount\n", "USD"])
    ({'Ref': 0, 'USD': 3}, ('Amount',))
    """
    names = [normalized(heading) for heading in headings]
    times = Counter(names)
    doubled = tuple(name for name, count in times.items() if count > 1 and name)
    return {name: place for place, name in enumerate(names) if name not in doubled}, doubled


def input_table(
    spec: TableSpec, sheet: str, header_row: int, columns: Mapping[str, Sequence[CellValue]], first_row: int
) -> InputTable:
    """The table from its cells, column by column; `first_row` is the sheet row of the first cell of each."""
    typed: dict[str, list[Any]] = {}
    odd: list[OddCell] = []
    height = len(next(iter(columns.values()), ()))
    for column, kind in spec.columns.items():
        cells = columns.get(column)
        typed[column] = [None] * height if cells is None else _typed(cells, kind, column, first_row, odd)
    return assembled(spec, sheet, header_row, tuple(columns), _frame(spec, typed, first_row, height), odd)


def assembled(
    spec: TableSpec,
    sheet: str,
    header_row: int,
    headings: tuple[str, ...],
    frame: nw.DataFrame[Any],
    odd: Sequence[OddCell],
) -> InputTable:
    """The table from a typed frame, without its blank rows; a row with an odd cell is not blank."""
    missing = tuple(c for c in spec.columns if c not in headings)
    return InputTable(
        spec.name, sheet, header_row, headings, missing, _without_blank_rows(spec, frame, odd), tuple(odd)
    )


def _without_blank_rows(spec: TableSpec, frame: nw.DataFrame[Any], odd: Sequence[OddCell]) -> nw.DataFrame[Any]:
    if not all(frame[column].null_count() for column in spec.columns):
        return frame  # a column is filled from top to bottom
    kept = ~nw.all_horizontal(*(nw.col(c).is_null() for c in spec.columns), ignore_nulls=False)
    if odd:
        kept = kept | nw.col(ROW).is_in([cell.row for cell in odd])
    return frame.filter(kept)


def _typed(cells: Sequence[CellValue], kind: Kind, column: str, first_row: int, odd: list[OddCell]) -> list[Any]:
    known: dict[tuple[type, CellValue], Reading] = {}
    values = []
    for offset, cell in enumerate(cells):
        key = (type(cell), cell)
        if (read := known.get(key)) is None:
            read = known[key] = reading(cell, kind)
        if read.odd:
            odd.append(OddCell(first_row + offset, column, cell, usable=read.value is not None))
        values.append(read.value)
    return values


def _frame(spec: TableSpec, typed: Mapping[str, list[Any]], first_row: int, height: int) -> nw.DataFrame[Any]:
    schema = {ROW: nw.Int64(), **{column: _DTYPES[kind] for column, kind in spec.columns.items()}}
    data = {ROW: list(range(first_row, first_row + height)), **typed}
    return nw.from_dict(data, schema=schema, backend=ENGINE)
