"""Input tables of any cells that a workbook can hold, and registers of mostly sound rows as CSV texts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from tdag_xl.cells import CellError, Kind
from tdag_xl.domain.columns import PUBLISHED, SPECS
from tdag_xl.tables import input_table

NAMES = (
    "Alpha",
    "Beta, Company",
    "Gamma",
    "=Delta",
    "Épsilon",
    "alpha ",
    "A\u0301lpha",
    "Zeta; Eta",
    "'; DROP TABLE x",
)
REFS = ("A1", "A2", "A3", "2022", "A1 ", "")
texts = st.one_of(
    st.sampled_from(
        (*NAMES, *REFS, "Cash", "In kind", "USD", "CHF", "yes", "2022-03-01", "2022-02-30", "12", "1e3", "\x01")
    ),
    st.text(st.characters(codec="utf-8"), max_size=6),
)
cells = st.one_of(
    st.none(),
    texts,
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.booleans(),
    st.sampled_from([CellError("#N/A"), CellError("#VALUE!")]),
)
_FITTING = {
    Kind.TEXT: texts,
    Kind.NUMBER: st.floats(0, 1e9),
    Kind.DATE: st.dates(dt.date(2021, 12, 1), dt.date(2023, 1, 31)),
}


@st.composite
def any_tables(draw):
    """The seven tables, some columns missing or doubled, and cells that mostly fit; tblPublished may be absent."""
    made = {}
    for spec in SPECS:
        if spec is PUBLISHED and draw(st.booleans()):
            continue
        absent = draw(st.sets(st.sampled_from(list(spec.columns)), max_size=1))
        height = draw(st.integers(0, 5))
        columns = {
            column: draw(st.lists(st.one_of(_FITTING[kind], _FITTING[kind], cells), min_size=height, max_size=height))
            for column, kind in spec.columns.items()
            if column not in absent
        }
        columns["Remarks"] = [None] * height
        table = input_table(spec, draw(texts), draw(st.integers(1, 9)), columns, 12)
        made[spec.name] = replace(table, doubled=tuple(absent) if draw(st.booleans()) else ())
    return made


_DAYS = ("2022-01-01", "2022-06-30", "2022-07-01", "2022-12-31", "2022-12-31T10:00:00")
_BAD = ("", "abc", "31/12/2022", "-5", "1,5", "2022-02-30", "=1+1", "#N/A", "\u00a0", "nan", "1e999", "٣")
_ROWS = {
    "agreements": (REFS, ("T", ""), (*_DAYS, *_BAD), ("M", "L", ""), NAMES, ("", "Alpha; Gamma", "Alpha;Alpha;Nobody"),
                   ("Africa", ""), ("",), ("P", "")),
    "partners": (NAMES, ("Government", "Private", ""), ("A", "B", ""), ("",), ("", "Alfa", "Gamma")),
    "contributions": (REFS, NAMES, ("Cash", "Cash", "In kind", "Gift"), ("USD", "CHF", "JPY"),
                      ("1000", "0.1", "2500000.55", *_BAD), ("", "2022-03-01", *_BAD)),
    "rates": (("CHF", "AUD"), ("2022-01-01", "2022-06-15", "2021-01-01", *_BAD), ("0.5", "0.75", "0", "abc"), ("UN",)),
}  # fmt: skip
PERIODS = [
    ["Year", "2022-01-01", "2022-12-31", "yes", "Half"],
    ["Half", "2022-01-01", "2022-06-30", "yes", ""],
]


@st.composite
def register_rows(draw):
    """Rows of a register folder by file name: good, bad and worse."""
    rows = {
        name: draw(st.lists(st.tuples(*(st.sampled_from(fields) for fields in columns)).map(list), max_size=12))
        for name, columns in _ROWS.items()
    }
    rows["partners"] += [[name, "Private", "A", "", ""] for name in ("Alpha", "Gamma")]
    return {**rows, "periods": PERIODS}
