"""Workbooks open in LibreOffice and what they hold, beside the same saved and read from the file."""

from __future__ import annotations

import warnings

import openpyxl
from live.charts_in_files import ShownChart

from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.live.markers import generated_sheets
from tdag_xl.hosts.package import PackageHost
from tdag_xl.ooxml.formula_references import references


def saved_copy(book, path):
    """A copy of the open workbook as LibreOffice saves it; the workbook stays the one it was opened from."""
    kinds = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
    from tdag_xl.libreoffice import bridge

    book.api.storeToURL(bridge.file_url(str(path)), bridge.properties(FilterName=kinds[path.suffix], Overwrite=True))
    return path


def tables_shown(book):
    """The rows of the generated tables, headings first, by tab and name."""
    return {
        tab: {table.name: table.range.options(ndim=2).value for table in sheet.tables}
        for sheet, tab, _ in generated_sheets(book).values()
    }


def tables_in(path, tabs):
    """The rows of the tables on `tabs` in a file, headings first, read by openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not read
        book = openpyxl.load_workbook(path, data_only=True)
    return {
        tab: {t.name: [[cell.value for cell in row] for row in book[tab][t.ref]] for t in book[tab].tables.values()}
        for tab in tabs
    }


def charts_shown(book):
    """What the charts on the generated tabs show, by tab and name; of staff's as well."""
    adapter = LiveHost(book).adapter
    return {
        tab: {chart.name: _shown(chart, adapter.chart_facts(chart)) for chart in sheet.charts}
        for sheet, tab, _ in generated_sheets(book).values()
    }


def _shown(chart, facts):
    series = (
        tuple(f"{one.sheets[0]}!{one.area.absolute}" for one in references(formula) if one.area is not None)
        for formula in facts.series
    )
    return ShownChart(chart.chart_type, chart.title, tuple(series))


def closed_plan(path, report):
    """What a closed refresh would do with the file."""
    with PackageHost.open(path) as host:
        return host.plan(report)


def state_of(book):
    """All that a refresh must leave or put back, tab by tab: cells, tables, charts, names, widths."""
    adapter = LiveHost(book).adapter
    return [
        {
            "tab": sheet.name,
            "values": sheet.used_range.options(ndim=2, err_to_str=True).value,
            "formulas": sheet.used_range.formula,
            "formats": [cells.number_format for cells in sheet.used_range.rows],
            "tables": {t.name: (t.range.address, t.show_autofilter, t.show_totals) for t in sheet.tables},
            "charts": {c.name: (c.title, c.width, c.height, adapter.chart_facts(c)) for c in sheet.charts},
            "names": sorted((name.name, name.refers_to) for name in sheet.names),
            "widths": [sheet.range((1, column)).column_width for column in range(1, 15)],
        }
        for sheet in book.sheets
    ]
