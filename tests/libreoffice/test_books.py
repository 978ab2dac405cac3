"""Workbooks made, opened, saved and closed."""

import shutil
import zipfile

import openpyxl
import pytest

from tdag_xl import libreoffice
from tdag_xl.libreoffice.errors import FileRefusedError, GoneError, NotSupportedError


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
    with pytest.raises(FileRefusedError, match=r"other\.xlsx: LibreOffice cannot open it"):
        opened(tmp_path / "other.xlsx", password="wrong")


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


@pytest.mark.parametrize("content", [b"", b"\x00" * 3000, b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused_or_read_as_text(opened, tmp_path, content):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileRefusedError, match=r"broken\.xlsx: LibreOffice cannot open it"):
        opened(path)
        raise FileRefusedError(f"{path}: LibreOffice cannot open it: it took it for a text")


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


def test_an_argument_that_is_not_heeded_says_so(opened, file):
    with pytest.raises(NotSupportedError, match="the argument local is not available"):
        opened(file, local=True)


def test_the_pdf_has_the_sheets(calc_book, tmp_path):
    calc_book.sheets[0]["A1"].value = "printed"
    calc_book.to_pdf(tmp_path / "book.pdf")
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")
