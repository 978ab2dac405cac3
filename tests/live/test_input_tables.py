"""What staff do to the tables of the register: the same rows are read of the open workbook and of the saved file."""

from __future__ import annotations

import pytest
from live.books import new_book, put_table
from live.calc_files import saved_copy
from live.files import saved

from tdag_xl.cells import Kind
from tdag_xl.domain.findings import TableFindings
from tdag_xl.errors import MissingTableError
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.package import PackageHost
from tdag_xl.libreoffice import bridge
from tdag_xl.tables import TableSpec

HEADINGS = ["Ref", "Value date", "Amount"]
ROWS = [["b", "x", 2.0], ["a", "y", 3.0], ["c", "z", 1.0]]
SAME = {("a", "y", 3.0), ("b", "x", 2.0), ("c", "z", 1.0)}


def spec(name):
    return TableSpec(name, {"Ref": Kind.TEXT, "Value date": Kind.TEXT, "Amount": Kind.NUMBER})


def headed(place, text):
    def edit(sheet, table):
        table.header_row_range[place].value = text

    return edit


def hidden(sheet, table):
    top = table.range.row
    sheet.api.Rows.getByIndex(top).IsVisible = sheet.api.Columns.getByIndex(2).IsVisible = False
    sheet.api.IsVisible = False


def grouped(sheet, table):
    rows = sheet.range((table.range.row + 1, 1), (table.range.row + 2, 1)).api.RangeAddress
    sheet.api.group(rows, bridge.enum("table.TableOrientation", "ROWS"))
    sheet.api.hideDetail(rows)


def moved(sheet, table):
    """Cut and pasted below another table, on a sheet that is then renamed."""
    other = sheet.book.sheets.add("Elsewhere", after=sheet)
    put_table(other, "tblOther", [["x"], ["y"]], "B2")
    table.range.move(other.range("D20"))
    other.name = "Là-bas & co"


def with_a_column_more(sheet, table):
    sheet.range("B:B").insert("right")
    table.header_row_range[1].value = "Note"


ON_ANY = {
    "as it was made": (lambda sheet, table: None, SAME, ()),
    "moved to another sheet that is renamed": (moved, SAME, ()),
    "with white space in its headings": (headed(1, " Value\ndate "), SAME, ()),
    "with a heading that is misspelt": (
        headed(2, "Amonut"),
        {(ref, day, None) for ref, day, _ in SAME},
        ("Table tblLines has no column 'Amount'; the nearest heading is 'Amonut': rename it.",),
    ),
    "with a heading in other letters": (
        headed(2, "AMOUNT"),
        {(ref, day, None) for ref, day, _ in SAME},
        ("Table tblLines has no column 'Amount'; the nearest heading is 'AMOUNT': rename it.",),
    ),
    "with a heading in another language": (
        headed(0, "Kennung"),
        {(None, day, amount) for _, day, amount in SAME},
        ("Table tblLines has no column 'Ref': add it.",),
    ),
    "with two headings that differ in white space alone": (
        headed(1, "Amount "),
        {(ref, None, None) for ref, *_ in SAME},
        (
            "Table tblLines has no column 'Value date': add it.",
            "Table tblLines has more than one column 'Amount'.",
        ),
    ),
}
IN_CALC = {
    **ON_ANY,
    "sorted": (lambda sheet, table: table.impl.sort([1], [True]), SAME, ()),
    "filtered": (lambda sheet, table: table.impl.autofilter.apply_values(1, ["c"]), SAME, ()),
    "hidden, with a row and a column": (hidden, SAME, ()),
    "with rows in an outline that is closed": (grouped, SAME, ()),
    "with another column inside": (with_a_column_more, SAME, ()),
    "with cells merged": (
        lambda sheet, table: sheet.range("A5:A6").api.merge(True),
        SAME,
        (),
    ),
}


def read(host):
    table = host.read_tables([spec("tblLines")])["tblLines"]
    rows = {(row["Ref"], row["Value date"], row["Amount"]) for row in table.frame.rows(named=True)}
    return {tuple(None if cell != cell else cell for cell in row) for row in rows}, table


def findings(table):
    return tuple(one.finding for one in TableFindings(spec("tblLines"), table).found)


def made(book):
    book.sheets[0].name = "Lines"
    put_table(book.sheets["Lines"], "tblLines", [HEADINGS, *ROWS], "A4")
    return book


def check(book, path, case, save):
    edit, rows, told = case
    edit(book.sheets["Lines"], book.sheets["Lines"].tables["tblLines"])
    live, table = read(LiveHost(book))
    assert (live, findings(table)) == (rows, told)
    with PackageHost.open_to_read(save(book, path)) as host:
        closed, found = read(host)
    assert (closed, findings(found), found.sheet) == (live, told, table.sheet)


@pytest.mark.parametrize("case", ON_ANY.values(), ids=ON_ANY)
def test_every_row_counts_of_a_table(case, tmp_path):
    check(made(new_book("Lines")), tmp_path / "book.xlsx", case, saved)


@pytest.mark.parametrize("case", IN_CALC.values(), ids=IN_CALC)
def test_every_row_counts_in_libreoffice_of_a_table(calc_book, case, tmp_path):
    check(made(calc_book), tmp_path / "book.xlsx", case, saved_copy)


def test_a_table_that_is_renamed_or_gone_is_told_with_the_nearest_one(calc_book, tmp_path):
    book = made(calc_book)
    book.sheets["Lines"].tables["tblLines"].name = "tblLine"
    told = "no table named 'tblLines'. The table 'tblLine' on sheet 'Lines' has the nearest name: rename it"
    assert told in missing(LiveHost(book))
    with PackageHost.open_to_read(saved_copy(book, tmp_path / "renamed.xlsx")) as host:
        assert told in missing(host)
    book.sheets.add()
    book.sheets["Lines"].delete()
    assert "bring it back from an earlier copy of the workbook. Nothing was changed." in missing(LiveHost(book))


def missing(host):
    with pytest.raises(MissingTableError) as error:
        host.read_tables([spec("tblLines")])
    return str(error.value)
