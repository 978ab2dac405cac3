"""A workbook with a table of rates, and rows put under it."""

import datetime as dt
import io

import openpyxl
import xlsxwriter
from lxml import etree

from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.table_rows import append_rows
from tdag_xl.ooxml.workbook import Workbook

ROWS = [["CHF", dt.date(2022, 1, 1), 0.91, "x"], ["CHF", dt.date(2022, 2, 1), 0.93, "x"]]
NEW = {"Currency": "=CHF", "From": dt.date(2022, 3, 1), "Units": 0.92, "Source": " a & <b> "}
SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"


def made(path, rows=ROWS, *, columns=(), options=None, around=lambda book, sheet: None):
    """A workbook whose sheet Rates has the table tblRates at A4; further `columns`; `around` adds what stands by."""
    with xlsxwriter.Workbook(path, options or {}) as book:
        sheet = book.add_worksheet("Rates")
        day, units = book.add_format({"num_format": "dd mmm yyyy"}), book.add_format({"num_format": "0.000000"})
        headed = [{"header": "Currency"}, {"header": "From", "format": day}, {"header": "Units", "format": units},
                  {"header": "Source"}, *columns]  # fmt: skip
        sheet.write(0, 0, "Rates")
        sheet.add_table(
            3, 0, 3 + max(len(rows), 1), len(headed) - 1, {"name": "tblRates", "columns": headed, "data": rows}
        )
        around(book, sheet)
    return path


def append(path, *rows, table="tblRates"):
    """Put the rows under the table and write the file; the result."""
    with Archive.open(path) as archive:
        package = Package(archive)
        done = append_rows(package, Workbook(package).table(table), rows or [NEW])
        assert package.changes == {}, "the package that was given must stay as it was"
        stream = io.BytesIO()
        archive.write(stream, done.changes)
    path.write_bytes(stream.getvalue())
    return done


def member(path, name):
    """The root of a part."""
    with Archive.open(path) as archive:
        return etree.fromstring(archive.read(name))


def values(path, area="A5:D9"):
    """The values of the cells of an area of the sheet Rates."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["Rates"][area]]
