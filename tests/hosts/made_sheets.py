"""Sheets made by hand and by hypothesis, for the tests of layout and rendering."""

from __future__ import annotations

from hypothesis import strategies as st

from tdag_xl.report import Chart, ChartKind, Column, Format, Measure, Report, Sheet, Table

NAMES = (
    "Africa",
    "International and regional organizations and associations",
    "日内瓦国际电信联盟发展局",
    "وزارة الاتصالات",
)
NUMBERS = (0, 0.4, 57, 9_696_333.0, 5e9)


def chart(table_name, number, *, kind=ChartKind.BAR, measure=Measure.COUNT, series=("Agreements",), rows=None):
    return Chart(
        name=f"{table_name} {number}",
        kind=kind,
        measure=measure,
        title="Agreements by region, number, 1 January to 31 December 2022",
        alt_text="Horizontal bars. Africa 11.",
        categories="Region",
        series=series,
        label_format="#,##0",
        rows=rows,
    )


def table(name="out_2022_regions", rows=(("Africa", 11, 2.5),), charts=(), notes=(), **more):
    columns = (Column("Region", Format.TEXT), Column("Agreements", Format.WHOLE), Column("USD", Format.WHOLE))
    return Table(name, "Agreements by region", columns, tuple(rows), tuple(charts), tuple(notes), **more)


def sheet(*tables, key="summary/2022", name="Summary 2022", long=False, lines=("A line.",)):
    return Sheet(key, name, "Partnerships, 2022", tuple(lines), tables, long)


def report(*sheets, moment=None):
    return Report(tuple(sheets), moment)


@st.composite
def tables(draw, name):
    figures = draw(st.integers(1, 5))
    has_rank = draw(st.booleans())
    columns = [Column("Region", Format.TEXT), Column("Agreements", Format.WHOLE)]
    columns += [Column(f"Figure {n} with a long heading", Format.AMOUNT) for n in range(1, figures)]
    columns = [Column("Rank", Format.NUMERAL)] * has_rank + columns
    row = st.tuples(
        *(
            st.sampled_from(NAMES) | st.text("Ab c", max_size=90)
            if column.format is Format.TEXT
            else st.sampled_from(NUMBERS)
            for column in columns
        )
    )
    rows = tuple(draw(st.lists(row, max_size=24)))
    kinds = draw(st.lists(st.sampled_from(ChartKind), max_size=3)) if rows else []
    limited = (0, min(15, len(rows) - 1))
    charts = tuple(chart(name, n, kind=kind, rows=limited) for n, kind in enumerate(kinds, start=1))
    notes = tuple(draw(st.lists(st.text("Note of words ", min_size=1, max_size=300), max_size=3)))
    return Table(name, draw(st.text("Title ", max_size=40)), tuple(columns), rows, charts, notes)


@st.composite
def sheets(draw, *, long=False):
    count = draw(st.integers(1, 4))
    made = tuple(draw(tables(f"out_x_{number}")) for number in range(count))
    lines = tuple(draw(st.lists(st.text("words of a line ", max_size=400), max_size=3)))
    if long:
        made = tuple(Table(t.name, t.title, t.columns, t.rows, (), t.notes) for t in made)
    return sheet(*made, long=long, lines=lines)


def written(page):
    """The areas of the cells that a page has; the blank row of an empty table is one of them."""
    return tuple(thing.area for thing in (*page.texts, *page.tables))
