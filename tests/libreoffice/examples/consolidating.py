"""Several workbooks of the same shape, gathered in one: each is opened, read and closed again."""

import tempfile
from pathlib import Path

import xlwings as xw

OFFICES = {"Geneva": [["pens", 10], ["paper", 4]], "Nairobi": [["pens", 7], ["ink", 2]], "Suva": [["paper", 1]]}


def make_files(app: xw.App, folder: Path) -> None:
    """The workbooks that the offices send."""
    for office, rows in OFFICES.items():
        book = app.books.add()
        book.sheets[0]["A1"].value = [["item", "pieces"], *rows]
        book.save(folder / f"{office}.xlsx")
        book.close()


def main(book: xw.Book) -> dict:
    app, sheet = book.app, book.sheets[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(app, folder)
        rows = []
        for path in sorted(folder.glob("*.xlsx")):
            source = app.books.open(path, read_only=True)
            rows += [[path.stem, *row] for row in source.sheets[0]["A1"].expand().value[1:]]
            source.close()
        sheet["A1"].value = [["office", "item", "pieces"], *rows]
        sheet["E1"].value = [["pens", "=SUMIF(B:B,E1,C:C)"], ["paper", "=SUMIF(B:B,E2,C:C)"]]
        target = folder / "all.xlsx"
        book.save(target)
        again = app.books.open(target)
        return {
            "rows": sheet["A1"].expand().value,
            "sums": sheet["F1:F2"].value,
            "name": book.name,
            "same book": again == book,
            "open": "Geneva.xlsx" in [one.name for one in app.books],
        }


EXPECTED = {
    "rows": [
        ["office", "item", "pieces"],
        ["Geneva", "pens", 10.0],
        ["Geneva", "paper", 4.0],
        ["Nairobi", "pens", 7.0],
        ["Nairobi", "ink", 2.0],
        ["Suva", "paper", 1.0],
    ],
    "sums": [17.0, 5.0],
    "name": "all.xlsx",
    "same book": True,
    "open": False,
}
