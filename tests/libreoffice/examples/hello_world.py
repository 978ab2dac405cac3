"""Write a greeting into a cell, and read it back."""

import xlwings as xw


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = "Hello Calc!"
    sheet["A2"].value = f"{len(book.sheets)} sheet"
    sheet["B1"].value = [["one", "two"], [1, 2]]  # a list of rows fills the cells to the right and below
    return {
        "greeting": sheet["A1"].value,
        "count": sheet.range("A2").value,
        "block": sheet["B1:C2"].value,
        "row": sheet[1, 1:3].value,
        "whole": sheet.used_range.address,
    }


EXPECTED = {
    "greeting": "Hello Calc!",
    "count": "1 sheet",
    "block": [["one", "two"], [1.0, 2.0]],
    "row": [1.0, 2.0],
    "whole": "$A$1:$C$2",
}
