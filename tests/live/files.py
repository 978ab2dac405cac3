"""A workbook of the fake application saved as a file, and a file opened in it."""

from __future__ import annotations

import datetime as dt

import openpyxl
import xlsxwriter

from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.sheet_charts import chart_names
from tdag_xl.ooxml.workbook import Workbook

from .books import new_book
from .fake_engine.book import Name
from .fake_engine.cells import EPOCH, Err
from .fake_engine.charts import Chart
from .fake_engine.tables import Table

_KINDS = {"bar_clustered": "bar", "column_clustered": "column"}


def saved(book, path):
    """Save the workbook: cells, tables, charts by name, widths and the names of sheets."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False}) as file:
        for sheet in book.impl._sheets:
            _save_sheet(file, file.add_worksheet(sheet._title), sheet)
        for name in book.impl._names:
            file.define_name(name._text, name._refers_to)
    return path


def _save_sheet(file, worksheet, sheet):
    for table in sheet._tables:
        area = table._area
        headings = [{"header": c._table._sheet._peek(area.top, c._column).value} for c in table.columns]
        worksheet.add_table(
            area.top - 1, area.left - 1, area.bottom - 1, area.right - 1,
            {"name": table._name, "columns": headings, "autofilter": table._filtered},
        )  # fmt: skip
    for column, width in sheet._widths.items():
        worksheet.set_column(column - 1, column - 1, width)
    for (row, column), cell in sheet._cells.items():
        _save_cell(file, worksheet, row - 1, column - 1, cell)
    for chart in sheet._charts:
        drawn = file.add_chart({"type": _KINDS[chart._type], "name": chart._name})
        for series in chart._series:
            drawn.add_series({"name": series._name, "categories": series._categories, "values": series._values})
        worksheet.insert_chart(40, 15, drawn)


def _save_cell(file, worksheet, row, column, cell):
    form = file.add_format({"num_format": cell.number_format})
    if cell.formula is not None:
        worksheet.write_formula(row, column, cell.formula, form, cell.value)
    elif isinstance(cell.value, bool):
        worksheet.write_boolean(row, column, cell.value, form)
    elif isinstance(cell.value, Err):
        worksheet.write_formula(row, column, f"={cell.value}", form, str(cell.value))
    elif isinstance(cell.value, str):
        worksheet.write_string(row, column, cell.value, form)
    elif cell.value is not None:
        worksheet.write_number(row, column, cell.value, form)


def opened(path):
    """The workbook at `path` in the fake application."""
    values, formulas = (openpyxl.load_workbook(path, data_only=only, keep_vba=False) for only in (True, False))
    book = new_book(*values.sheetnames)
    for sheet in book.impl._sheets:
        _open_sheet(sheet, values[sheet._title], formulas[sheet._title])
        for name, defined in values[sheet._title].defined_names.items():
            book.impl._names.append(Name(book.impl, name, f"={defined.attr_text}", sheet))
    with Archive.open(path) as archive:
        package = Package(archive)
        for info in Workbook(package).sheets:
            sheet = book.impl._sheet(info.name)
            sheet._charts += [_chart(sheet, name) for name in sorted(chart_names(package, info.part)) if name]
    return book


def _chart(sheet, name):
    return Chart(sheet, name, (0, 0, 100, 100))


def _open_sheet(sheet, values, formulas):
    for row in values.iter_rows():
        for found in row:
            formula = formulas.cell(found.row, found.column).value
            if found.value is None and formula is None:
                continue
            cell = sheet._cell(found.row, found.column)
            cell.look["number_format"] = found.number_format
            cell.value = _value(found)
            if isinstance(formula, str) and formula.startswith("=") and formulas.cell(*_at(found)).data_type == "f":
                cell.formula = formula
    for table in values.tables.values():
        made = Table.__new__(Table)
        made._sheet, made._area, made._name = sheet, Area.of(table.ref), table.displayName
        made._headers, made._totals = table.headerRowCount != 0, bool(table.totalsRowCount)
        made._filtered, made._style, made._criteria = table.autoFilter is not None, "", None
        made._columns = [column.name for column in table.tableColumns]
        sheet._tables.append(made)
    for letter, dimension in values.column_dimensions.items():
        first, last = (dimension.min, dimension.max) if dimension.min else (Area.of(f"{letter}1").left,) * 2
        for column in range(first, last + 1):
            sheet._widths[column] = round((round(dimension.width * 7) - 5) / 7, 2)


def _at(cell):
    return cell.row, cell.column


def _value(cell):
    if cell.data_type == "e":
        return Err(cell.value)
    if isinstance(cell.value, dt.datetime):
        return (cell.value - EPOCH).total_seconds() / 86400
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return float(cell.value)
    return cell.value


__all__ = ["opened", "saved"]
