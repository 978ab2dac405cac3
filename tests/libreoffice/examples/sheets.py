"""Sheets: added, renamed, copied, moved, hidden, deleted."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    first = book.sheets[0]
    first.name = "Input"
    first["A1"].value = "seed"
    book.sheets.add("Output", after=first)
    book.sheets.add("Notes", before="Input")
    copy = first.copy(after=book.sheets["Output"], name="Input 2")
    facts = {
        "names": book.sheet_names,
        "copied": copy["A1"].value,
        "places": [sheet.index for sheet in book.sheets],
        "contains": ("output" in book.sheets, "Nothing" in [sheet.name for sheet in book.sheets]),
    }
    book.sheets["Notes"].move(after=book.sheets["Input 2"])
    facts["moved"] = [sheet.name for sheet in book.sheets]
    book.sheets["Output"].visible = False
    facts["hidden"] = bool(book.sheets["Output"].visible)
    book.sheets["Input"].activate()
    facts["active"] = book.sheets.active.name
    copy.delete()
    book.sheets["Output"].delete()
    facts["left"] = book.sheet_names
    first.clear()
    facts["cleared"] = first["A1"].value
    try:
        book.sheets.add("Input")
    except ValueError as error:
        facts["twice"] = "already present" in str(error)
    return facts


EXPECTED = {
    "names": ["Notes", "Input", "Output", "Input 2"],
    "copied": "seed",
    "places": [1, 2, 3, 4],
    "contains": (True, False),
    "moved": ["Input", "Output", "Input 2", "Notes"],
    "hidden": False,
    "active": "Input",
    "left": ["Input", "Notes"],
    "cleared": None,
    "twice": True,
}
