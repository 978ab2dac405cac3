"""One row for each key, of a table whose source has several records for some: the first, and what the others say.

The frames are of any engine. A blank key is a key like any other, so that what has none is found once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import narwhals as nw

from tdag_xl.cells import Kind, shown
from tdag_xl.domain.columns import SEPARATOR
from tdag_xl.domain.findings import Line, Rule, Severity, TableFindings
from tdag_xl.domain.frames import beside, each_record
from tdag_xl.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tdag_xl.domain.engine import Engine
    from tdag_xl.domain.frames import Frame
    from tdag_xl.registers.mapping.rules import TableMapping
    from tdag_xl.tables import InputTable

_LEAST = "least of all"
_NAMES = "all names"


def one_row_for_each(table: InputTable, mapping: TableMapping, engine: Engine) -> tuple[InputTable, TableFindings]:
    """The table with one row for each key, in the order of the rows, and a warning where its records differ.

    The row is that of the record with the least `first_by`, of several the first. Columns that are collected have the
    distinct values of all records of the key, in their order, but for the row's own Partner.
    """
    columns = nw.col(*table.frame.collect_schema().names())
    keys = [f"key {number}" for number in range(len(mapping.keys))]
    records = engine.keep(table.frame.lazy().with_columns(*_keys(mapping, keys)))
    firsts = _ordered(records, mapping.first_by, keys).group_by(*keys).agg(nw.col(ROW).min())
    taken = records.join(firsts.select(ROW), on=ROW, how="semi")
    findings = _differences(records, taken, keys, table, mapping, engine)
    for column, how in mapping.columns.items():
        if how.collected:
            taken = _with_names(records, engine.keep(taken), keys, column)
    return replace(table, frame=engine.keep(taken.select(columns).sort(ROW))), findings


def _keys(mapping: TableMapping, keys: Iterable[str]) -> Iterable[nw.Expr]:
    """The key columns as text that is never null, so that any engine groups and joins them alike."""
    for key, column in zip(keys, mapping.keys, strict=True):
        value = nw.col(column)
        text = value if mapping.spec.columns[column] is Kind.TEXT else value.cast(nw.String())
        yield text.fill_null("").alias(key)


def _ordered(records: Frame, first_by: str | None, keys: list[str]) -> Frame:
    """The records of which the first in the source is taken."""
    if first_by is None:
        return records
    least = records.group_by(*keys).agg(nw.col(first_by).min().alias(_LEAST))
    return records.join(least, on=keys).filter((nw.col(first_by) == nw.col(_LEAST)) | nw.col(_LEAST).is_null())


def _differences(
    records: Frame, taken: Frame, keys: list[str], table: InputTable, mapping: TableMapping, engine: Engine
) -> TableFindings:
    """A warning for each column of a taken row from which another record of its key differs."""
    findings = TableFindings(mapping.spec, replace(table, missing=(), odd=(), marks=frozenset()), engine.most_findings)
    columns = _compared(mapping)
    if not columns:
        return findings
    ends = [nw.col(column).min().alias(_least(column)) for column in columns]
    ends += [nw.col(column).max().alias(_most(column)) for column in columns]
    compared = taken.join(records.group_by(*keys).agg(*ends), on=keys)
    differs = {column: _differs(column) for column in columns}
    rules = [Rule(Severity.WARNING, column, differs[column], partial(_told, mapping, column)) for column in columns]
    some = compared.filter(nw.any_horizontal(*differs.values(), ignore_nulls=True))
    read = dict.fromkeys((*mapping.keys, *columns, *map(_least, columns), *map(_most, columns)))
    findings.note_rows(some, tuple(read), rules)
    return findings


def _compared(mapping: TableMapping) -> list[str]:
    """The columns of which the records of a key should agree; other partners are what differs in Partner."""
    collected = {column for column, how in mapping.columns.items() if how.collected}
    apart = {*mapping.keys, mapping.first_by, *collected, *(["Partner"] if collected else [])}
    return [column for column, how in mapping.columns.items() if column not in apart and how.sources]


def _differs(column: str) -> nw.Expr:
    given, least, most = nw.col(column), nw.col(_least(column)), nw.col(_most(column))
    return ~least.is_null() & (given.is_null() | (least != given) | (most != given))


def _told(mapping: TableMapping, column: str, line: Line) -> tuple[str, str]:
    other = next(line[end] for end in (_least(column), _most(column)) if line[end] != line[column])
    of = ", ".join(f"{key} {shown(line[key])}" for key in mapping.keys)
    what = (
        f"{column} is {shown(line[column])} here and {shown(other)} in another record of {of}; what stands here counts."
    )
    return what, "Make the records agree, or choose another first one with first_by."


def _least(column: str) -> str:
    return f"least {column}"


def _most(column: str) -> str:
    return f"most {column}"


def _with_names(records: Frame, taken: Frame, keys: list[str], column: str) -> Frame:
    """The taken rows with all names that their records have in `column`, but for the row's own Partner."""
    own = taken.select(*keys, nw.col(ROW).alias("taken"), nw.col("Partner").fill_null("").alias("own"))
    others = records.filter(~nw.col(column).is_null()).select(*keys, ROW, column).join(own, on=keys)
    firsts = others.filter(nw.col(column) != nw.col("own")).group_by("taken", column).agg(nw.col(ROW).min())
    names: dict[int, list[str]] = {}
    for line in each_record(firsts.sort("taken", ROW)):
        names.setdefault(line["taken"], []).append(line[column])
    texts = [f"{SEPARATOR} ".join(each) for each in names.values()]
    listed = beside(taken, {ROW: list(names), _NAMES: texts}, {ROW: nw.Int64(), _NAMES: nw.String()})
    return taken.join(listed, on=ROW, how="left").with_columns(nw.col(_NAMES).alias(column)).drop(_NAMES)
