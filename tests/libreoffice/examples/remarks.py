"""Merged cells, notes and links."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = "A title over three columns"
    sheet["A1:C1"].merge()
    sheet["A3"].value = 99
    note = sheet["A3"].add_note("Counted by hand")
    sheet["A4"].add_hyperlink("https://example.org/", "Example")
    facts = {
        "merged": (sheet["B1"].merge_area.address, sheet["A1:C1"].merge_cells, sheet["A2"].merge_cells),
        "note": (note.text, sheet["A3"].note.text, sheet["A2"].note),
        "link": (sheet["A4"].value, sheet["A4"].hyperlink.rstrip("/")),
        "notes": [one.location.address for one in sheet.notes],
    }
    note.text = "Counted twice"
    facts["changed"] = sheet["A3"].note.text
    sheet["A3"].note.delete()
    sheet["A1:C1"].unmerge()
    facts["after"] = (sheet["A3"].note, sheet["A1"].merge_cells, sheet["A1"].value)
    return facts


EXPECTED = {
    "merged": ("$A$1:$C$1", True, False),
    "note": ("Counted by hand", "Counted by hand", None),
    "link": ("Example", "https://example.org"),
    "notes": ["$A$3"],
    "changed": "Counted twice",
    "after": (None, False, "A title over three columns"),
}
