"""A CSV file becomes a workbook that looks good: types set, headings frozen and coloured, saved as .xlsx."""

import csv
import datetime as dt
import tempfile
from pathlib import Path

import xlwings as xw

TEXT = 'code,day,amount,remark\n00123,2024-03-31,"1250.5",first\n00124,2024-04-01,-3,"with, comma"\n'


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "list.csv", Path(name) / "list.xlsx"
        source.write_text(TEXT, encoding="utf-8")
        with source.open(encoding="utf-8", newline="") as file:
            headings, *rows = csv.reader(file)
        sheet["A:A"].number_format = "@"  # codes stay texts: 00123, not 123
        sheet["A1"].value = headings
        sheet["A2"].value = [
            [code, dt.date.fromisoformat(day), float(amount), remark] for code, day, amount, remark in rows
        ]
        sheet["C2:C3"].number_format = "#,##0.00;[Red]-#,##0.00"
        sheet["A1:D1"].color = "#DDEBF7"
        sheet["A1:D1"].font.bold = True
        sheet.freeze_panes.freeze_at("1:1")
        sheet.autofit()
        book.save(target)
        saved = book.app.books.open(target)
        return {
            "cells": saved.sheets[0]["A1"].expand().value,
            "typed": read_typed(saved),
            "size": target.stat().st_size > 4000,
            "name": book.name,
        }


def read_typed(book: xw.Book) -> list:
    """What Excel makes of texts that look like numbers, in cells that are not texts."""
    sheet = book.sheets.add("typed")
    sheet["A1"].value = ["00123", "2024-03-31", "12%", "TRUE", "'00123", "1e3"]
    return sheet["A1:F1"].value


EXPECTED = {
    "cells": [
        ["code", "day", "amount", "remark"],
        ["00123", dt.datetime(2024, 3, 31), 1250.5, "first"],
        ["00124", dt.datetime(2024, 4, 1), -3.0, "with, comma"],
    ],
    "typed": [123.0, dt.datetime(2024, 3, 31), 0.12, True, "00123", 1000.0],
    "size": True,
    "name": "list.xlsx",
}
