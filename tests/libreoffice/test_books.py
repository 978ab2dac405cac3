"""Workbooks made, opened, saved and closed."""

import datetime as dt
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from tdag_xl import libreoffice
from tdag_xl.libreoffice.errors import FileRefusedError, GoneError, NotSupportedError, RefusedError


@pytest.fixture
def opened(calc):
    """`opened(path)`: the workbook, closed after the test."""
    books = []

    def open_it(path, **options):
        books.append(calc.books.open(path, **options))
        return books[-1]

    yield open_it
    for book in books:
        if book in list(calc.books):
            book.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Zoë's 登録.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "kept"
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "ods", "xls"])
def test_a_workbook_that_is_saved_comes_back(calc, calc_book, opened, tmp_path, ending):
    path = tmp_path / f"book.{ending}"
    calc_book.sheets[0]["A1"].value = [["=1+1", "text", 1.5]]
    calc_book.save(path)
    assert (calc_book.name, calc_book.fullname) == (path.name, str(path))
    shutil.copy(path, tmp_path / f"copy.{ending}")
    assert opened(tmp_path / f"copy.{ending}").sheets[0]["A1:C1"].value == [2.0, "text", 1.5]


def test_a_text_file_is_read_with_its_separator_and_saved_with_commas(calc_book, opened, tmp_path):
    (tmp_path / "rates.csv").write_text("currency;rate\nCHF;0.9\n", encoding="utf-8")
    book = opened(tmp_path / "rates.csv", delimiter=";")
    assert book.sheets[0]["A1:B2"].value == [["currency", "rate"], ["CHF", 0.9]]
    calc_book.sheets.add("Second", after=calc_book.sheets[0])["A1"].value = ["a", 1]
    calc_book.save(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").split() == ["a,1"]


def test_a_file_that_is_open_already_is_the_same_workbook(calc, opened, file):
    book = opened(file)
    assert calc.books.open(file) == book
    assert calc.books[file.name] == book
    assert file.name in calc.books


def test_new_workbooks_are_counted(calc):
    names = {book.name for book in calc.books}
    made = calc.books.add()
    assert made.name.startswith("Book")
    assert made.name not in names
    made.close()
    with pytest.raises(GoneError):
        made.name  # noqa: B018 - reading is what fails


def test_a_password_opens_what_it_protects(calc_book, opened, tmp_path):
    calc_book.sheets[0]["A1"].value = "secret"
    calc_book.save(tmp_path / "locked.xlsx", password="open sesame")
    shutil.copy(tmp_path / "locked.xlsx", tmp_path / "copy.xlsx")
    assert opened(tmp_path / "copy.xlsx", password="open sesame").sheets[0]["A1"].value == "secret"
    shutil.copy(tmp_path / "locked.xlsx", tmp_path / "other.xlsx")
    with pytest.raises(FileRefusedError, match=r"other\.xlsx: .* it is protected by another password"):
        opened(tmp_path / "other.xlsx", password="wrong")
    with pytest.raises(FileRefusedError, match=r"other\.xlsx: .* it is protected\. Give its password"):
        opened(tmp_path / "other.xlsx")


def test_a_file_open_in_another_libreoffice_is_told(opened, file):
    other = libreoffice.started()
    try:
        other.books.open(file)
        with pytest.raises(FileRefusedError, match="it is open in another LibreOffice"):
            opened(file)
        assert opened(file, read_only=True).sheets[0]["A1"].value == "kept"
    finally:
        other.kill()
    assert not list(file.parent.glob(".~lock*"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"\x00" * 3000, "it is damaged, or no workbook"),
        (b"PK\x03\x04 broken", "it is damaged, or no workbook"),
        (b"only,a\ntext,1\n", "it is damaged, or no workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(calc, tmp_path, content, why):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    before = len(calc.books)
    with pytest.raises(FileRefusedError, match=rf"broken\.xlsx: LibreOffice cannot open it: {why}"):
        calc.books.open(path)
    assert (len(calc.books), list(tmp_path.iterdir())) == (before, [path])


def test_another_kind_of_document_is_no_workbook(calc, opened, tmp_path):
    path = tmp_path / "letter.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    before = len(calc.books)
    with pytest.raises(FileRefusedError, match="cannot open it"):
        opened(path)
    assert len(calc.books) == before


@pytest.mark.parametrize("name", ["book.pdf", "nowhere/book.xlsx", "book"])
def test_what_cannot_be_saved_is_told_and_the_workbook_goes_on(calc_book, tmp_path, name):
    with pytest.raises(FileRefusedError, match=r"a workbook is saved as|there is no folder"):
        calc_book.impl.save(tmp_path / name)
    assert calc_book.sheets[0]["A1"].value is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["book.xlsx", "BOOK.XLSX"])
def test_the_name_of_another_open_workbook_is_refused(calc_book, opened, tmp_path, name):
    (tmp_path / "other").mkdir()
    calc_book.save(tmp_path / "book.xlsx")
    other = calc_book.app.books.add()
    with pytest.raises(FileRefusedError, match="another open workbook has this name"):
        other.save(tmp_path / "other" / name)
    other.close()


def test_a_save_that_fails_leaves_the_file_and_the_workbook(calc_book, tmp_path):
    calc_book.sheets[0]["A1"].value = "kept"
    (tmp_path / "full.xlsx").symlink_to("/dev/full")
    with pytest.raises(FileRefusedError, match="cannot save it, and left the file as it was"):
        calc_book.save(tmp_path / "full.xlsx")
    assert (calc_book.name[:4], calc_book.sheets[0]["A1"].value) == ("Book", "kept")
    calc_book.save(tmp_path / "book.xlsx")
    assert openpyxl.load_workbook(tmp_path / "book.xlsx").active["A1"].value == "kept"


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("book.csv", "secret", "a file of this kind cannot be protected"),
        ("book.xlsx", "x" * 16, "at most 15 characters"),
        ("folder.xlsx", None, "there is a folder of this name"),
    ],
)
def test_what_a_file_cannot_be_is_refused(calc_book, tmp_path, name, password, why):
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(FileRefusedError, match=why):
        calc_book.save(tmp_path / name, password=password)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.xlsx"]


def test_a_file_that_another_libreoffice_has_open_is_not_written_over(calc_book, file):
    lock = file.with_name(f".~lock.{file.name}#")
    lock.write_text(",somebody,elsewhere,24.11.2026 11:00,file:///elsewhere;")
    before = file.read_bytes()
    with pytest.raises(FileRefusedError, match=r"open in another LibreOffice \(somebody, elsewhere\)"):
        calc_book.save(file)
    assert (file.read_bytes(), lock.exists()) == (before, True)


def test_a_workbook_for_reading_can_be_changed_and_saved_elsewhere_as_in_excel(opened, file, tmp_path):
    before = file.read_bytes()
    book = opened(file, read_only=True)
    assert (book.name, book.fullname, opened(file)) == (file.name, str(file), book)
    assert not list(tmp_path.glob(".~lock*"))
    book.sheets[0]["A1"].value = "changed"
    for path in (None, file):
        with pytest.raises(FileRefusedError, match="it was opened with read_only=True"):
            book.save(path)
    book.save(tmp_path / "elsewhere.xlsx")
    book.save()
    assert (file.read_bytes(), book.name) == (before, "elsewhere.xlsx")
    assert openpyxl.load_workbook(tmp_path / "elsewhere.xlsx").active["A1"].value == "changed"


@pytest.mark.parametrize(
    ("name", "text", "arguments", "cells"),
    [
        ("a.csv", "x,y\n1,2\n", {}, [["x", "y"], [1, 2]]),
        ("a.txt", "x\ty\n1\t2\n", {}, [["x", "y"], [1, 2]]),
        ("a.tsv", "x\ty\n1\t2\n", {}, [["x", "y"], [1, 2]]),
        ("a.txt", "x;y\n1;2\n", {"format": 4}, [["x", "y"], [1, 2]]),
        ("a.txt", "x|y\n1|2\n", {"format": 6, "delimiter": "|"}, [["x", "y"], [1, 2]]),
        ("a.txt", "x,y\n1,2\n", {"format": 5}, ["x,y", "1,2"]),
        ("a.csv", "é,12%\n", {}, ["é", 0.12]),
        ("a.csv", '"1,5","2024-03-31"\n', {}, ["1,5", dt.datetime(2024, 3, 31)]),
    ],
)
def test_a_file_of_text_is_cells(opened, tmp_path, name, text, arguments, cells):
    (tmp_path / name).write_text(text, encoding="utf-8")
    book = opened(tmp_path / name, **arguments)
    assert book.sheets[0].used_range.value == cells
    assert book.sheets[0].name == "a"


def test_a_file_of_text_in_an_older_character_set(opened, tmp_path):
    (tmp_path / "old.csv").write_bytes("é,1\n".encode("cp1252"))
    assert opened(tmp_path / "old.csv", origin=1252).sheets[0]["A1"].value == "é"


@pytest.mark.parametrize(
    "arguments",
    [{"format": 7}, {"origin": 437}, {"notify": True}, {"corrupt_load": 1}, {"write_res_password": "x"}],
)
def test_what_excel_would_heed_and_this_cannot_says_so(calc, tmp_path, arguments):
    (tmp_path / "a.csv").write_text("1")
    with pytest.raises(NotSupportedError, match=rf"Books\.open: .*{next(iter(arguments))}"):
        calc.books.open(tmp_path / "a.csv", **arguments)


def test_what_happens_anyway_may_be_asked_for(opened, file):
    book = opened(file, update_links=False, notify=False, add_to_mru=False, local=False, corrupt_load=0)
    assert book.sheets[0]["A1"].value == "kept"


def test_a_new_workbook_has_neither_header_nor_footer(calc_book, tmp_path):
    calc_book.save(tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx").active
    assert (sheet.oddHeader.center.text, sheet.oddFooter.center.text) == (None, None)


def test_the_window_is_called_by_the_file(calc_book, tmp_path):
    assert calc_book.api.Title == calc_book.name
    calc_book.save(tmp_path / "book.xlsx")
    assert calc_book.api.Title == "book.xlsx"


CALLS = {
    "name": lambda book: book.name,
    "sheets": lambda book: len(book.sheets),
    "cell": lambda book: book.sheets[0]["A1"].value,
    "names": lambda book: len(book.names),
    "save": lambda book: book.save("book.xlsx"),
    "activate": lambda book: book.activate(),
    "close": lambda book: book.close(),
    "to_pdf": lambda book: book.impl.to_pdf("book.pdf", "standard"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_workbook_that_was_closed_is_gone(calc, tmp_path, monkeypatch, call):
    monkeypatch.chdir(tmp_path)
    book = calc.books.add()
    book.close()
    with pytest.raises(GoneError, match=r"gone|closed"):
        call(book)
    assert not list(tmp_path.iterdir())


def test_a_range_of_a_workbook_that_was_closed_is_gone(calc):
    book = calc.books.add()
    cells = book.sheets[0]["A1:B2"]
    assert cells.value == [[None, None], [None, None]]
    book.close()
    for call in (
        lambda: cells.value,
        lambda: cells.clear(),
        lambda: cells.font.bold,
        lambda: cells.borders["edge_top"].weight,
        lambda: setattr(cells, "formula", "=1"),
        lambda: cells.sheet.name,
        lambda: len(cells.sheet.tables),
        lambda: cells.sheet.charts.add(),
    ):
        with pytest.raises(GoneError):
            call()


def test_two_workbooks_are_themselves_and_no_other(calc, calc_book):
    other = calc.books.add()
    assert calc_book.impl == calc.books[calc_book.name].impl != other.impl
    assert {calc_book.impl, calc.books[calc_book.name].impl, other.impl} == {calc_book.impl, other.impl}
    assert (calc.books.active, calc_book.name in calc.books, "nothing" in calc.books) == (other, True, False)
    calc_book.activate()
    assert calc.books.active == calc_book
    other.close()
    for index in ("nothing", 99):
        with pytest.raises(KeyError):
            calc.books(index)


def test_an_argument_that_is_not_heeded_says_so(opened, file):
    with pytest.raises(NotSupportedError, match="the argument local is not available"):
        opened(file, local=True)


@pytest.fixture
def printed(calc_book, tmp_path):
    """`printed(**options)`: what the pages of the PDF of three sheets say, one of them hidden."""
    texts = {"One": "first", "Two": "second", "Three": "third"}
    calc_book.sheets[0].name = "One"
    for name in ("Three", "Two"):
        calc_book.sheets.add(name, after=calc_book.sheets[0])
    for name, text in texts.items():
        calc_book.sheets[name]["A1"].value = text
    calc_book.sheets["Two"].visible = False

    def words(**options):
        calc_book.to_pdf(tmp_path / "book.pdf", **options)
        ran = subprocess.run(["pdftotext", tmp_path / "book.pdf", "-"], capture_output=True, text=True, check=True)
        return ran.stdout.split()

    return words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, ["first", "third"]),
        ({"include": ["Two", 1]}, ["first", "second"]),
        ({"include": 3}, ["third"]),
        ({"exclude": "One"}, ["third"]),
        ({"exclude_start_string": "T"}, ["first"]),
        ({"quality": "minimum"}, ["first", "third"]),
    ],
)
def test_the_pdf_has_the_sheets_that_are_shown_or_asked_for(calc_book, printed, options, words):
    assert printed(**options) == words
    assert [bool(sheet.visible) for sheet in calc_book.sheets] == [True, False, True]


def test_a_pdf_that_cannot_be_written_is_told(calc_book, tmp_path):
    with pytest.raises(FileRefusedError, match="there is no such folder"):
        calc_book.to_pdf(tmp_path / "nowhere" / "book.pdf")
    with pytest.raises(RefusedError, match="quality is standard or minimum, not 'best'"):
        calc_book.to_pdf(tmp_path / "book.pdf", quality="best")
    assert not list(tmp_path.iterdir())
