"""Names for cells: of the workbook, of a sheet, in formulas, changed and deleted."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [["rate", 0.08], ["net", 200]]
    sheet["B1"].name = "vat"
    book.names.add("net", "=Sheet1!$B$2")
    sheet.names.add("local", "=Sheet1!$A$1:$B$2")
    sheet["B3"].formula = "=net*(1+vat)"
    before = sheet["B3"].value
    sheet["vat"].value = 0.25
    facts = {
        "gross": (before, sheet["B3"].value),
        "value by name": sheet.range("net").value,
        "where": book.names["vat"].refers_to,
        "cells": book.names["net"].refers_to_range.address,
        "of a cell": sheet["B1"].name.name,
        "known": [name.name for name in book.names],
        "of the sheet": [name.name for name in sheet.names],
        "contains": ("vat" in book.names, "tax" in book.names),
    }
    book.names["net"].name = "net_price"
    facts["renamed"] = sheet["B3"].formula
    book.names["net_price"].delete()
    facts["count"] = len(book.names)
    return facts


EXPECTED = {
    "gross": (216.0, 250.0),
    "value by name": 200.0,
    "where": "=Sheet1!$B$1",
    "cells": "$B$2",
    "of a cell": "vat",
    "known": ["Sheet1!local", "net", "vat"],
    "of the sheet": ["Sheet1!local"],
    "contains": (True, False),
    "renamed": "=net_price*(1+vat)",
    "count": 2,
}
