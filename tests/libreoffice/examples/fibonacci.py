"""A small tool: the number of terms stands in a cell, the sequence goes below, old terms are cleared first."""

import xlwings as xw


def terms(count: int) -> list[int]:
    """The first terms of the sequence."""
    found = [0, 1]
    while len(found) < count:
        found.append(found[-1] + found[-2])
    return found[:count]


def run(sheet: xw.Sheet) -> None:
    """What a button of the sheet would start."""
    sheet["C1"].expand("down").clear_contents()
    sheet["C1"].options(transpose=True).value = terms(sheet["B1"].options(numbers=int).value)


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = ["How many?", 12]
    run(sheet)
    long = sheet["C1"].expand("down").options(numbers=int).value
    sheet["B1"].value = 5
    run(sheet)
    return {"long": long, "short": sheet["C1"].expand("down").value}


EXPECTED = {
    "long": [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89],
    "short": [0.0, 1.0, 1.0, 2.0, 3.0],
}
