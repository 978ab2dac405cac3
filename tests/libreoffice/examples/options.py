"""How values come out: expanded, transposed, as whole numbers, as dates, with a word for blank cells."""

import datetime as dt
from decimal import Decimal

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = [["day", "items"], [dt.date(2024, 2, 29), 3], [dt.date(2024, 3, 1), 4]]
    sheet["D1"].options(transpose=True).value = ["x", "y", "z"]
    sheet["F1"].value = {"apples": 3, "pears": 5}
    return {
        "table": sheet["A1"].expand().address,
        "down": sheet["A1"].expand("down").address,
        "right": sheet["A1"].expand("right").address,
        "column": sheet["D1:D3"].value,
        "two dimensions": sheet["D1:D3"].options(ndim=2).value,
        "turned": sheet["A2:B3"].options(transpose=True, dates=dt.date, numbers=int).value,
        "moment": sheet["A2"].value,
        "texts": sheet["A2"].options(dates=lambda year, month, day, **rest: f"{day}.{month}.{year}").value,
        "exact": sheet["B2"].options(numbers=Decimal).value,
        "blank": sheet["C1:D1"].options(empty="-").value,
        "by name": sheet["F1:G2"].options(dict, numbers=int).value,
        "in order": list(sheet["F1"].options(dict, expand="table").value),
    }


EXPECTED = {
    "table": "$A$1:$B$3",
    "down": "$A$1:$A$3",
    "right": "$A$1:$B$1",
    "column": ["x", "y", "z"],
    "two dimensions": [["x"], ["y"], ["z"]],
    "turned": [[dt.date(2024, 2, 29), dt.date(2024, 3, 1)], [3, 4]],
    "moment": dt.datetime(2024, 2, 29),
    "texts": "29.2.2024",
    "exact": Decimal(3),
    "blank": ["-", "x"],
    "by name": {"apples": 3, "pears": 5},
    "in order": ["apples", "pears"],
}
