"""A query of a database in a sheet, as a table with headings; the country is asked for in a cell."""

import sqlite3
from contextlib import closing

import xlwings as xw

ROWS = [("Zürich", "CH", 421), ("Genève", "CH", 203), ("Lyon", "FR", 522), ("Nice", "FR", None), ("Oslo", "NO", 709)]


def found(connection: sqlite3.Connection, country: str) -> list[list[object]]:
    """Headings and rows for a country, the largest first."""
    cursor = connection.execute("SELECT name, people FROM city WHERE country = ? ORDER BY people DESC", (country,))
    headings = [column[0] for column in cursor.description]
    return [headings, *map(list, cursor)]


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    sheet["A1"].value = ["country", "CH"]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE city (name TEXT, country TEXT, people INTEGER)")
        connection.executemany("INSERT INTO city VALUES (?, ?, ?)", ROWS)
        sheet["A3"].value = found(connection, sheet["B1"].value)
        table = sheet.tables.add(sheet["A3"].expand(), name="cities")
        first = table.data_body_range.value
        sheet["B1"].value = "FR"
        rows = found(connection, sheet["B1"].value)
    sheet["A4"].value = rows[1:]
    return {"first": first, "second": table.range.value, "names": [one.name for one in sheet.tables]}


EXPECTED = {
    "first": [["Zürich", 421.0], ["Genève", 203.0]],
    "second": [["name", "people"], ["Lyon", 522.0], ["Nice", None]],
    "names": ["cities"],
}
