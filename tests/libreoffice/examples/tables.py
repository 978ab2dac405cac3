"""A table: made of cells, read by its parts, updated with a DataFrame that is longer, then shorter."""

import pandas as pd
import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [["city", "people"], ["Bern", 134], ["Thun", 44]]
    table = sheet.tables.add(source=sheet["A1"].expand(), name="cities")
    facts = {
        "parts": (table.range.address, table.header_row_range.value, table.data_body_range.address),
        "filter": table.show_autofilter,
        "by name": sheet.tables["cities"].name,
        "of a cell": sheet["B2"].table.name,
    }
    more = pd.DataFrame({"city": ["Bern", "Thun", "Biel", "Chur"], "people": [135, 44, 56, 38]})
    table.update(more, index=False)
    sheet["D1"].formula = "=SUM(cities[people])"
    facts["longer"] = (table.range.address, table.data_body_range.value[-1], sheet["D1"].value)
    table.update(more.head(2), index=False)
    facts["shorter"] = (table.range.address, sheet["A4"].value, sheet["D1"].value)
    table.resize(sheet["A1:B5"])
    facts["resized"] = table.range.address
    table.show_totals = True
    facts["totals"] = table.totals_row_range.address
    with_index = sheet.tables.add(sheet["G1:H3"], name="numbered").update(more.set_index("city"), index=True)
    facts["with index"] = (with_index.range.address, with_index.header_row_range.value)
    facts["formula"] = sheet["D1"].formula
    facts["count"] = len(sheet.tables)
    return facts


EXPECTED = {
    "parts": ("$A$1:$B$3", ["city", "people"], "$A$2:$B$3"),
    "filter": True,
    "by name": "cities",
    "of a cell": "cities",
    "longer": ("$A$1:$B$5", ["Chur", 38.0], 273.0),
    "shorter": ("$A$1:$B$3", None, 179.0),
    "resized": "$A$1:$B$5",
    "totals": "$A$6:$B$6",
    "with index": ("$G$1:$H$5", ["city", "people"]),
    "formula": "=SUM(cities[people])",
    "count": 2,
}
