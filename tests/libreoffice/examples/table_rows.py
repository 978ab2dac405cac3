"""A table used as a list: rows and columns added and deleted, rows filtered."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["B2"].value = [["task", "hours"], ["read", 3], ["write", 5], ["rest", 1]]
    table = sheet.tables.add(sheet["B2:C5"], name="tasks")
    table.rows.add(["plan", 2])
    table.columns.add("done")
    facts = {
        "added": (table.range.address, table.rows[-1].range.value, table.columns["done"].index),
        "hours": table.columns["hours"].data_body_range.value,
    }
    table.rows[0].delete()
    facts["first"] = table.rows[0].range.value
    table.autofilter.apply_comparison(2, "greater_than", 1)
    facts["hidden"] = [row.row_height == 0 for row in table.data_body_range.rows]
    table.autofilter.clear()
    facts["shown"] = all(row.row_height > 0 for row in table.data_body_range.rows)
    table.columns["done"].delete()
    facts["left"] = (table.header_row_range.value, len(table.rows))
    return facts


EXPECTED = {
    "added": ("$B$2:$D$6", ["plan", 2.0, None], 3),
    "hours": [3.0, 5.0, 1.0, 2.0],
    "first": ["write", 5.0, None],
    "hidden": [False, True, False],
    "shown": True,
    "left": (["task", "hours"], 3),
}
