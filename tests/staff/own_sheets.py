"""The sheets that staff made for themselves: charts, pictures, notes, a dashboard, hidden workings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staff import pivot
from staff.pictures import png

if TYPE_CHECKING:
    from staff.register import Rows
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FUNDERS = (("Switzerland", 2.4, 1.1, 1.9), ("MPTF", 1.6, 0.4, 0.7), ("Australia", 1.0, 1.2, 1.5), ("EU", 0.9, 2.0, 3.2))


def add_own_sheets(book: Workbook, agreements: Rows) -> None:
    """Adds Dashboard, Pivot, Remarks, the chart sheet Trend, Archive (hidden) and Settings (very hidden)."""
    dashboard = book.add_worksheet("Dashboard")
    _figures(book, dashboard, [row[6] for row in agreements].count("Africa"))
    _charts(book, dashboard)
    _pictures(dashboard)
    pivot.write_cells(book.add_worksheet("Pivot"), agreements)
    _remarks(book, book.add_worksheet("Remarks"))
    _trend(book)
    _workings(book)


def _figures(book: Workbook, sheet: Worksheet, in_africa: int) -> None:
    sheet.write_row("A1", ["Funder, USD million", 2021, 2022, 2023, "Trend"])
    for row, funder in enumerate(FUNDERS, start=1):
        sheet.write_row(row, 0, funder)
        sheet.add_sparkline(row, 4, {"range": f"Dashboard!B{row + 1}:D{row + 1}", "markers": True, "type": "line"})
    total = book.add_format({"bold": True, "top": 1, "num_format": "0.0"})
    sheet.write("A6", "All", total)
    for column in (1, 2, 3):
        letter = "ABCD"[column]
        sheet.write_formula(5, column, f"=SUM({letter}2:{letter}5)", total, sum(f[column] for f in FUNDERS))
    sheet.write("A8", "Currencies in use")
    sheet.write_dynamic_array_formula(
        "A9:A12", "=_xlfn._xlws.SORT(_xlfn.UNIQUE(tblContributions[Currency]))", None, "AUD"
    )
    for row, currency in enumerate(("CHF", "EUR", "USD"), start=9):
        sheet.write(row, 0, currency)
    sheet.write_array_formula("C9:C11", "{=B2:B4*2}", None, 4.8)
    sheet.write("C10", 3.2)
    sheet.write("C11", 2.0)
    sheet.write_formula("E9", "=IFERROR(1/0,NA())", None, "#N/A")
    sheet.write_formula("E10", '=COUNTIF(tblAgreements[Region],"Africa")', None, in_africa)
    sheet.insert_checkbox("E11", True)
    sheet.write_boolean("E12", True)
    sheet.write_formula("E13", "=[1]Rates!$B$2", None, 0.8931)
    sheet.set_column("A:A", 22)
    sheet.hide_gridlines(2)


def _charts(book: Workbook, sheet: Worksheet) -> None:
    column = book.add_chart({"type": "column"})
    for number, year in enumerate(("B", "C")):
        column.add_series(
            {
                "name": f"=Dashboard!${year}$1",
                "categories": "=Dashboard!$A$2:$A$5",
                "values": f"=Dashboard!${year}$2:${year}$5",
                "gradient": {"colors": ["#DDEBCF", "#9CB86E", "#156B13"], "angle": 45},
                "trendline": {"type": "linear", "name": f"Trend {number}"},
                "data_labels": {"value": True, "num_format": "0.0"},
            }
        )
    column.set_title({"name": "Funders side by side"})
    column.set_style(37)
    sheet.insert_chart(
        "G2", column, {"description": "Contributions of four funders in two years", "object_position": 2}
    )
    ring = book.add_chart({"type": "doughnut"})
    ring.add_series(
        {
            "categories": "=Dashboard!$A$2:$A$5",
            "values": "=Dashboard!$D$2:$D$5",
            "points": [{"fill": {"color": "#FFC000"}}],
        }
    )
    ring.set_hole_size(55)
    sheet.insert_chart("G18", ring, {"x_scale": 0.6})


def _pictures(sheet: Worksheet) -> None:
    sheet.insert_image(
        "A14", "logo.png",
        {"image_data": png(64, 32, (0, 158, 219)), "url": "https://www.example.org/", "tip": "To the bureau's site",
         "description": "The bureau's emblem"},
    )  # fmt: skip
    sheet.insert_textbox("A18", "Draft: figures move until the rates of March are in.", {"fill": {"color": "#FFF2CC"}})
    sheet.insert_textbox("D18", "", {"textlink": "=$B$6", "line": {"dash_type": "dash"}})
    sheet.insert_button("A25", {"macro": "RefreshAll", "caption": "Refresh", "width": 90, "height": 24})


def _remarks(book: Workbook, sheet: Worksheet) -> None:
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red", "italic": True})
    sheet.write_rich_string("A1", "Read ", bold, "this", " before ", red, "sending", " anything out.")
    sheet.merge_range(
        "A2:D2", "Remarks of the team", book.add_format({"bg_color": "#D9E1F2", "rotation": 0, "center_across": True})
    )
    sheet.write_url("A3", "https://www.example.org/annex?a=1&b=2", string="The annex", tip="Published")
    sheet.write_url("A4", "internal:'Agreements'!A5", string="First agreement")
    sheet.write_url("A5", "external:minutes.docx", string="Minutes")
    sheet.write("A6", "東京")
    sheet.write("A7", "  spaces kept  ")
    sheet.write_formula("B7", "=Remarks!Threshold*2", None, 20)
    for row in range(9, 15):
        sheet.set_row(row, None, None, {"level": 1, "hidden": row > 11})
        sheet.write(row, 0, f"Remark {row}")
    sheet.set_row(15, None, None, {"collapsed": True})
    sheet.outline_settings(symbols_below=True, auto_style=True)
    unlocked = book.add_format({"locked": False, "diag_type": 1})
    sheet.write("C7", "free to edit", unlocked)
    sheet.protect("", {"sort": True, "objects": True})
    sheet.unprotect_range("C7:C9", "remarks")
    sheet.set_background(png(8, 8, (250, 250, 245)))
    sheet.set_page_view(0)
    sheet.set_selection("B3:C4")


def _trend(book: Workbook) -> None:
    sheet = book.add_chartsheet("Trend")
    line = book.add_chart({"type": "line"})
    line.add_series(
        {"name": "All", "categories": "=Dashboard!$B$1:$D$1", "values": "=Dashboard!$B$6:$D$6", "smooth": True}
    )
    line.set_title({"name": "All funders"})
    sheet.set_chart(line)


def _workings(book: Workbook) -> None:
    archive = book.add_worksheet("Archive")
    archive.write_row("A1", ["Old figures", 1, 2, 3])
    archive.hide()
    settings = book.add_worksheet("Settings")
    settings.write_row("A1", ["Threshold", 10])
    settings.write_row("A2", ["Priority colours", "blue"])
    settings.very_hidden()
