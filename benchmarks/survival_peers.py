"""The sheets of a refresh put into a workbook by libraries that load it and save it: tables and charts, as ours.

Run by the benchmark of survival in a process each: `python -m benchmarks.survival_peers LIBRARY WORKBOOK SHEETS.json`.
Sheets that are there from the time before are deleted first, since neither library knows them again.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

Tables = list[dict[str, Any]]
_GAP = 3


def with_openpyxl(path: Path, sheets: dict[str, Tables]) -> None:
    """Write the sheets by openpyxl."""
    import openpyxl
    from openpyxl.chart import BarChart, Reference
    from openpyxl.worksheet.table import Table

    warnings.simplefilter("ignore")  # it says what it will lose, which is what is counted here
    book = openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    for name, tables in sheets.items():
        if name in book.sheetnames:
            del book[name]
        sheet = book.create_sheet(name)
        for table, top in _placed(tables):
            for row in (table["headings"], *table["rows"]):
                sheet.append(row)
            sheet.add_table(Table(displayName=table["name"], ref=_area(table, top)))
            if table["charted"]:
                chart, bottom = BarChart(), top + len(table["rows"])
                chart.add_data(Reference(sheet, min_col=2, min_row=top, max_row=bottom), titles_from_data=True)
                chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=bottom))
                sheet.add_chart(chart, f"M{top}")
            for _ in range(_GAP):
                sheet.append([""])
    book.save(path)


def with_excelize(path: Path, sheets: dict[str, Tables]) -> None:
    """Write the sheets by excelize."""
    import excelize

    book = excelize.open_file(str(path))
    for name, tables in sheets.items():
        if name in book.get_sheet_list():
            book.delete_sheet(name)
        book.new_sheet(name)
        for table, top in _placed(tables):
            for number, row in enumerate((table["headings"], *table["rows"]), top):
                book.set_sheet_row(name, f"A{number}", ["" if value is None else value for value in row])
            book.add_table(name, excelize.Table(range=_area(table, top), name=table["name"]))
            if table["charted"]:
                rows = f"${top + 1}:${{}}${top + len(table['rows'])}"
                series = excelize.ChartSeries(
                    name=f"'{name}'!$B${top}",
                    categories=f"'{name}'!$A{rows.format('A')}",
                    values=f"'{name}'!$B{rows.format('B')}",
                )
                chart = excelize.Chart(type=excelize.ChartType.Bar, series=[series])
                book.add_chart(name, f"M{top}", chart)
    book.save()
    book.close()


def _placed(tables: Tables) -> list[tuple[dict[str, Any], int]]:
    """The tables below each other, each with the row of its header."""
    placed, top = [], 1
    for table in tables:
        placed.append((table, top))
        top += 1 + len(table["rows"]) + _GAP
    return placed


def _area(table: dict[str, Any], top: int) -> str:
    return f"A{top}:{chr(ord('A') + len(table['headings']) - 1)}{top + len(table['rows'])}"


LIBRARIES = {"openpyxl": with_openpyxl, "excelize": with_excelize}

if __name__ == "__main__":
    library, workbook, described = sys.argv[1:]
    LIBRARIES[library](Path(workbook), json.loads(Path(described).read_text()))
