"""The sheets that hold the register's tables, formatted as staff format them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from staff.comments import write_stand_in
from staff.pictures import png
from staff.register import Rows, agreements_and_contributions, dollars, table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_USD = (
    '=IF(tblContributions[[#This Row],[Currency]]="USD",tblContributions[[#This Row],[Amount]],'
    "ROUND(tblContributions[[#This Row],[Amount]]/LOOKUP(2,1/((Rates!$A$4:$A${last}"
    "=tblContributions[[#This Row],[Currency]])*(Rates!$B$4:$B${last}<=tblContributions[[#This Row],[Value date]])),"
    "Rates!$C$4:$C${last}),2))"
)


def add_input_sheets(book: Workbook, rows: int) -> None:
    """Adds Agreements (`rows` of them), Partners, Contributions, Rates and Lists."""
    agreements, contributions = agreements_and_contributions(rows)
    _agreements(book, agreements)
    _partners(book)
    rates = table("rates")[1]
    _contributions(book, contributions, rates)
    _rates(book, rates)
    _lists(book)


def write_table(
    book: Workbook,
    sheet: Worksheet,
    name: str,
    *,
    at: tuple[int, int],
    headings: list[str],
    rows: Rows,
    **options: object,
) -> tuple[int, int]:
    """Writes an Excel Table with its header at the cell `at`; the last row and column (zero-based)."""
    formats = {h: book.add_format({"num_format": f}) for h, f in _number_formats(headings).items()}
    columns = [{"header": h, "format": formats.get(h)} for h in headings]
    for column in columns:
        column |= options.pop(column["header"], {})
    last = at[0] + len(rows), at[1] + len(headings) - 1
    sheet.add_table(*at, *last, {"name": name, "columns": columns, "data": rows, **options})
    return last


def _number_formats(headings: list[str]) -> dict[str, str]:
    dates = dict.fromkeys(("Signed", "Value date", "Effective from", "From", "To"), "dd mmm yyyy")
    numbers = dict.fromkeys(("Amount", "USD"), "#,##0.00")
    return {h: f for h, f in (dates | numbers).items() if h in headings}


def _agreements(book: Workbook, rows: Rows) -> None:
    sheet = book.add_worksheet("Agreements")
    sheet.write(
        "A1", "Agreements of the bureau", book.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E79"})
    )
    sheet.write("A2", "One row an agreement; ask Priya before sorting.")
    last = write_table(
        book,
        sheet,
        "tblAgreements",
        at=(3, 0),
        headings=table("agreements")[0],
        rows=rows,
        style="Table Style Medium 7",
    )[0]
    sheet.freeze_panes(4, 1)
    sheet.set_zoom(85)
    sheet.set_tab_color("#C00000")
    sheet.set_column("A:A", 12)
    sheet.set_column("B:B", 44)
    sheet.set_column("F:H", 22, None, {"level": 1})
    sheet.repeat_rows(3)
    sheet.repeat_columns("A:A")
    sheet.print_area(0, 0, last, 8)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_h_pagebreaks([60, 120])
    sheet.set_v_pagebreaks([5])
    sheet.set_header(
        '&L&G&C&"Calibri,Bold"Agreements&R&D',
        {"image_left": "emblem.png", "image_data_left": png(24, 24, (0, 90, 160))},
    )
    sheet.set_footer("&LFor internal use&RPage &P of &N")
    late = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    sheet.conditional_format(
        4, 2, last, 2, {"type": "date", "criteria": ">", "value": dt.date(2023, 3, 31), "format": late}
    )
    sheet.conditional_format(
        4, 0, last, 0, {"type": "duplicate", "format": book.add_format({"bold": True, "border": 1})}
    )
    sheet.data_validation(
        4, 2, last, 2,
        {"validate": "date", "criteria": "between", "minimum": dt.date(2015, 1, 1), "maximum": dt.date(2035, 12, 31),
         "error_title": "Signed", "error_message": "The day of the last signature, please."},
    )  # fmt: skip
    sheet.write_comment("C5", "Signed twice: the second signature counts.", {"author": "Priya", "x_scale": 1.4})
    sheet.write_comment("B6", "Title as in the annex.", {"author": "Jonas", "color": "#E2EFDA"})
    write_stand_in(sheet)
    sheet.ignore_errors({"number_stored_as_text": "A5:A20"})


def _partners(book: Workbook) -> None:
    headings, rows = table("partners")
    sheet = book.add_worksheet("Partners")
    last = write_table(
        book,
        sheet,
        "tblPartners",
        at=(0, 0),
        headings=[*headings, "Score"],
        rows=[[*r, i % 10] for i, r in enumerate(rows)],
    )
    sheet.conditional_format(
        1, 5, last[0], 5, {"type": "icon_set", "icon_style": "3_traffic_lights", "reverse_icons": True}
    )
    sheet.conditional_format(
        1, 5, last[0], 5, {"type": "3_color_scale", "min_color": "#F8696B", "max_color": "#63BE7B"}
    )
    sheet.set_column("A:A", 60)
    sheet.set_column("G:G", 8)
    sheet.freeze_panes(1, 0)
    for row in range(2, last[0], 9):
        sheet.set_row(row, 30)


def _contributions(book: Workbook, rows: Rows, rates: Rows) -> None:
    headings = [*table("contributions")[0], "USD"]
    sheet = book.add_worksheet("Contributions")
    formula = _USD.replace("{last}", str(3 + len(rates)))
    values = dollars(rows, rates)
    last = write_table(
        book, sheet, "tblContributions", at=(0, 0), headings=headings, rows=rows, USD={"formula": formula}
    )[0]
    money = book.add_format({"num_format": "#,##0.00"})
    for offset, value in enumerate(values, start=1):
        sheet.write_formula(offset, 6, formula, money, value)
    sheet.conditional_format(
        1,
        4,
        last,
        4,
        {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": "#638EC6",
            "bar_axis_position": "middle",
        },
    )
    sheet.data_validation(1, 2, last, 2, {"validate": "list", "source": ["Cash", "In kind"]})
    sheet.set_column("B:B", 50)
    sheet.set_column("E:G", 16)


def _rates(book: Workbook, rows: Rows) -> None:
    sheet = book.add_worksheet("Rates")
    sheet.merge_range("A1:D1", "Units of currency for one dollar", book.add_format({"align": "center", "bold": True}))
    write_table(book, sheet, "tblRates", at=(2, 0), headings=table("rates")[0], rows=rows)
    sheet.set_column("D:D", 80)


def _lists(book: Workbook) -> None:
    sheet = book.add_worksheet("Lists")
    column = 0
    for name in ("periods", "published", "lists"):
        headings, rows = table(name)
        _, last = write_table(book, sheet, f"tbl{name.title()}", at=(2, column), headings=headings, rows=rows)
        column = last + 2
    sheet.split_panes(30, 0)
