"""What is printed of a sheet, and what stays in view: print area, frozen headings, hidden columns, grid lines."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [[f"c{column}" for column in range(1, 7)], *([row] * 6 for row in range(1, 31))]
    sheet.page_setup.print_area = "A1:D20"
    facts = {"area": sheet.page_setup.print_area}
    sheet.page_setup.print_area = None
    facts["all"] = sheet.page_setup.print_area
    sheet.freeze_panes.freeze_at("A1")
    sheet.freeze_panes.unfreeze()
    sheet["B:C"].columns.hidden = True
    facts["hidden"] = (sheet["B:C"].columns.hidden, sheet["A:B"].columns.hidden, sheet["A:A"].columns.hidden)
    sheet["B:C"].columns.hidden = False
    sheet.show_gridlines = False
    facts["lines"] = sheet.show_gridlines
    return facts


EXPECTED = {"area": "$A$1:$D$20", "all": None, "hidden": (True, None, False), "lines": False}
