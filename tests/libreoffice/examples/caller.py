"""A function that a button starts finds its workbook with `Book.caller()`; in tests, the caller is set."""

import xlwings as xw


def double() -> None:
    """What the button does."""
    sheet = xw.Book.caller().sheets.active
    sheet["B1"].value = sheet["A1"].value * 2


def main(book: xw.Book) -> dict:
    book.sheets[0]["A1"].value = 21
    book.set_mock_caller()
    double()
    return {
        "result": book.sheets[0]["B1"].value,
        "book": xw.Book.caller().name == book.name,
        "by name": xw.Book(book.name) == book,
        "active": xw.books.active == book,
        "from outside": xw.sheets.active["B1"].value,
    }


EXPECTED = {"result": 42.0, "book": True, "by name": True, "active": True, "from outside": 42.0}
