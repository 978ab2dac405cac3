"""A report as PDF: the whole workbook, one sheet, and some cells; a sheet whose name begins with # stays out."""

import tempfile
from pathlib import Path

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [["quarter", "result"], ["Q1", 12], ["Q2", 15]]
    sheet["A1:B1"].font.bold = True
    notes = book.sheets.add("#notes", after=sheet)
    notes["A1"].value = "not for the reader"
    sheet.activate()
    facts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = {
            "book": book.to_pdf(folder / "book.pdf"),
            "sheet": sheet.to_pdf(folder / "sheet.pdf"),
            "cells": sheet["A1:B2"].to_pdf(folder / "cells.pdf"),
        }
        for what, path in made.items():
            written = Path(path or folder / f"{what}.pdf").read_bytes()
            facts[what] = (written[:5], written.count(b"/Type/Page") - written.count(b"/Type/Pages"))
    facts["sheets"] = book.sheet_names
    return facts


EXPECTED = {
    "book": (b"%PDF-", 1),
    "sheet": (b"%PDF-", 1),
    "cells": (b"%PDF-", 1),
    "sheets": ["Sheet1", "#notes"],
}
