"""The charts of a generated sheet in an open workbook: ours kept by name, every other left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.hosts.live.page import Frame, PageChart, PageSeries
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.formula_references import quoted, references

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import xlwings as xw

    from tdag_xl.hosts.live.niceties import Niceties
    from tdag_xl.hosts.live.page import PageTable

MOST_BARS = 16
"""Rows that a chart is taken to show where its series cannot be read."""


def put_charts(sheet: xw.Sheet, tab: str, charts: Sequence[PageChart], gone: Sequence[str], niceties: Niceties) -> None:
    """Make `charts` those of the sheet, each in its old frame if it is there; delete those that are `gone`."""
    there: dict[str, xw.Chart] = {}
    for chart in sheet.charts:
        there.setdefault(chart.name, chart)
    for name in gone:
        if name in there:
            there[name].delete()
    for wanted in charts:
        _put(sheet, tab, wanted, there.get(wanted.name), niceties)


def _put(sheet: xw.Sheet, tab: str, wanted: PageChart, old: xw.Chart | None, niceties: Niceties) -> None:
    left, top = _corner(sheet, wanted.frame)
    frame = wanted.frame
    if old is None:
        # named at once, so that the next refresh knows it, should this one be cut short
        old = sheet.charts.add(
            left, top, frame.width, frame.height, chart_type=wanted.chart_type, name=wanted.name, style=None
        )
    else:
        old.left, old.top, old.width, old.height = left, top, frame.width, frame.height
    _show(sheet, tab, old, wanted)
    niceties.finish_chart(old, wanted)


def _corner(sheet: xw.Sheet, frame: Frame) -> tuple[float, float]:
    if frame.cell is None:
        return frame.left, frame.top
    cell = sheet.range(frame.cell.text)
    return cell.left + frame.left, cell.top + frame.top


def _show(sheet: xw.Sheet, tab: str, chart: xw.Chart, wanted: PageChart) -> None:
    """Let the chart show its cells; the axis of figures is hidden, since they stand at the bars."""
    if wanted.series and (wanted.certain or not len(chart.series)):
        chart.set_source_data(_source(sheet, wanted.series), plot_by="columns")
        chart.chart_type = wanted.chart_type
        if wanted.categories is not None:
            chart.set_x_axis_values(sheet.range(wanted.categories.text))
        # An application may guess another number of series; the adapter then says which cells they show.
        for series, one in zip(chart.series, sorted(wanted.series, key=lambda one: one.values.left), strict=False):
            series.set(name=f"={quoted(tab)}!{one.heading.absolute}")
            if one.colour is not None:
                series.set(fill_color=one.colour)
    chart.title = wanted.title
    if len(wanted.series) > 1:
        chart.legend.position = "bottom"
    else:
        chart.legend.visible = False
    chart.category_axis.set(reverse_order=wanted.chart_type == "bar_clustered")
    chart.value_axis.set(minimum_scale=0, visible=False)


def _source(sheet: xw.Sheet, series: Sequence[PageSeries]) -> xw.Range:
    """The figures of the series, which stand side by side; an application orders them by their columns."""
    areas = [one.values for one in series]
    whole = Area(areas[0].top, min(a.left for a in areas), areas[0].bottom, max(a.right for a in areas))
    return sheet.range(whole.text)


def read_charts(
    sheet: xw.Sheet, tables: Sequence[PageTable], names: Collection[str], niceties: Niceties
) -> tuple[PageChart, ...]:
    """The charts of the sheet that have one of `names`, the first of each."""
    found: dict[str, PageChart] = {}
    for chart in sheet.charts:
        name = chart.name
        if name in names and name not in found:
            found[name] = _read(chart, name, tables, niceties)
    return tuple(found.values())


def _read(chart: xw.Chart, name: str, tables: Sequence[PageTable], niceties: Niceties) -> PageChart:
    facts = niceties.chart_facts(chart)
    colours = [_hexadecimal(series.fill_color) for series in chart.series]
    shown = [_areas(formula) for formula in facts.series] if facts is not None else []
    certain = bool(shown) and all(len(areas) == 3 for areas in shown)
    if certain:
        categories: Area | None = shown[0][1]
        series = [PageSeries(areas[0], areas[2], c) for areas, c in zip(shown, colours, strict=True)]
    else:
        categories, series = _guessed(chart, name, tables, colours)
    return PageChart(
        name=name,
        chart_type=chart.chart_type,
        title=chart.title,
        frame=Frame(chart.left, chart.top, chart.width, chart.height),
        categories=categories,
        series=tuple(series),
        label_format=facts.label_format if facts is not None else None,
        alt_text=facts.alt_text if facts is not None else None,
        certain=certain,
    )


def _areas(formula: str) -> list[Area]:
    """The cells in a series' formula: heading, categories, figures."""
    return [reference.area for reference in references(formula) if reference.area is not None]


def _guessed(
    chart: xw.Chart, name: str, tables: Sequence[PageTable], colours: Sequence[str | None]
) -> tuple[Area | None, list[PageSeries]]:
    """What a chart of ours shows by its name and the names of its series; nothing where that does not tell."""
    table = next((table for table in tables if name.rpartition(" ")[0] == table.name), None)
    headings = [series.name for series in chart.series]
    if table is None or not headings or not set(headings) <= set(table.headings):
        return None, []
    last = min(table.area.bottom, table.top + MOST_BARS)

    def cells(column: int, top: int, bottom: int) -> Area:
        return Area(top, table.left + column, bottom, table.left + column)

    series = [
        PageSeries(cells(column, table.top, table.top), cells(column, table.top + 1, last), colour)
        for heading, colour in zip(headings, colours, strict=True)
        for column in (table.headings.index(heading),)
    ]
    return cells(0, table.top + 1, last), series


def _hexadecimal(colour: tuple[int, int, int] | None) -> str | None:
    return None if colour is None else "#{:02X}{:02X}{:02X}".format(*colour)
