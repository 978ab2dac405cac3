"""Many cells at once: 20,000 rows are written and read as one block, never cell by cell."""

import xlwings as xw

ROWS = 20_000


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    rows = [[number, number / 4, f"row {number}", number % 2 == 0] for number in range(ROWS)]
    sheet["A1"].value = rows
    back = sheet["A1"].expand().value
    sheet["F1"].formula = f"=SUM(A1:A{ROWS})"
    return {
        "same": back == rows,
        "end": sheet["A1"].end("down").row,
        "sum": sheet["F1"].value,
        "in pieces": sheet["A1:A100"].options(chunksize=30).value == [row[0] for row in rows[:100]],
        "last": sheet[f"A{ROWS}:D{ROWS}"].value,
    }


EXPECTED = {
    "same": True,
    "end": 20_000,
    "sum": 199_990_000.0,
    "in pieces": True,
    "last": [19_999.0, 4_999.75, "row 19999", False],
}
