"""Lists that are no lists: each is told in a sentence, with exit code 1, and the workbook stays byte for byte."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from register_files import register_folder
from typer.testing import CliRunner

import tdag_xl
from tdag_xl.builder.register_files import register_in
from tdag_xl.cli import app
from tdag_xl.domain.columns import SPECS
from tdag_xl.rate_files.file_text import LARGEST

WORKBOOK = Path(tdag_xl.__file__).parents[1] / "workbook" / "TDAG_Partnerships.xlsm"
RATES = b"Currency,Effective from,Units per USD,Source\n"
LISTS = b"List,Code\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def told(*arguments):
    """What a verb says when it refuses; a refusal is a sentence, and exit code 1."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("Error: ")
    assert "Unexpected" not in result.stderr
    return result.stderr


def zipped(name, content):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def import_told(file, tmp_path):
    workbook = Path(shutil.copy(WORKBOOK, tmp_path / "book.xlsm"))
    said = told("rates", "import", file, workbook)
    assert workbook.read_bytes() == WORKBOOK.read_bytes()
    return said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (RATES + "CHF,2022-01-01,0.9,Zürich €".encode() + b"\xff,\n", "line 2, byte 31: the text is damaged"),
        (RATES.decode().encode("utf-32"), "this is no text"),
        (RATES + b"CHF,2022-01-01,0.9,a\0b\n", "this is no text"),
        (b"\xff\xfe" + RATES.decode().encode("utf-16-le") + b"\x00\xd8\n\0", "line 2, byte 2: the text is damaged"),
        (PNG, "this is no text"),
        (zipped("rates.csv", PNG), "this is no text"),
        (zipped("rates.csv", zipped("rates.csv", RATES)), "this is no text"),
        (zipped("rates.csv", b" " * (LARGEST + 1)), "larger than 16 MB"),
        (b"<head><title>503</title></head>", "this is a web page or XML"),
        (b"<rates><rate/></rates>", "this is a web page or XML"),
        (b'{"error": "not found"}', "this is JSON"),
        (b'[{"CHF": 0.9}]', "this is JSON"),
        (b"a" * (1 << 20), "line 1: this is no readable CSV (a field holds more than 131,072 characters)"),
        (b"c," * (1 << 18), "line 1: this is no readable CSV (a field holds more than 131,072 characters)"),
        (RATES + b'CHF,2022-01-01,"0.9,a\n' + b"EUR,2022-01-01,1,a\n" * 10_000, "line 2: this is no readable CSV"),
        (RATES + b"C,2,0\n" * 300_000, "it has 300,001 lines, too many for a list of rates"),
        (b"\r\n" * (1 << 20), "the file is empty"),
    ],
    ids=range(17),
)
def test_a_file_that_holds_no_rates(content, sentence, tmp_path):
    file = tmp_path / "rates.csv"
    file.write_bytes(content)
    assert sentence in import_told(file, tmp_path)


@pytest.mark.parametrize(
    ("encoding", "end"),
    [
        ("utf-8", "\r"),
        ("utf-8-sig", "\r\n"),
        ("utf-16", "\r"),
        ("utf-16-be", "\r\n"),
        ("cp1252", "\n"),
        ("mac_roman", "\r"),
    ],
)
def test_numbers_and_days_are_right_in_every_encoding_with_every_end_of_line(encoding, end, tmp_path):
    file = tmp_path / "rates.csv"
    file.write_bytes(f"Currency,Effective from,Units per USD,Source{end}JPY,2022-01-01,150,é{end}".encode(encoding))
    result = CliRunner().invoke(app, ["rates", "import", str(file), str(WORKBOOK), "--currency", "JPY", "--dry-run"])
    assert (result.exit_code, "JPY: 1 new rate, effective from 2022-01-01." in result.stdout) == (0, True)


def test_numbers_and_days_that_are_none_are_told_by_line_and_column(tmp_path):
    numbers = ["1e400", "9" * 10_000, "NaN", "inf", "0x10", "１２", "1_000", "٣", "-1", "0", "1e-400", ""]
    days = ["0000-01-01", "10000-01-01", "1900-02-29", "1900-02-28", "2022-02-30", "２０２２-01-01", "32/13/2022", ""]
    lines = [*(f"CHF,2022-01-01,{number},x" for number in numbers), *(f"CHF,{day},0.9,x" for day in days)]
    file = tmp_path / "rates.csv"
    file.write_text(RATES.decode() + "\n".join(lines), "utf-8")
    result = CliRunner().invoke(app, ["rates", "import", str(file), str(WORKBOOK), "--dry-run"])
    columns = ["Units per USD"] * len(numbers) + ["Effective from"] * len(days)
    assert result.exit_code == 3
    assert [line.split(":")[1] for line in result.stderr.splitlines()] == [
        f" rates.csv, line {line}, {column}" for line, column in enumerate(columns, start=2)
    ]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ("9999-12-30,1.1,1.0,\n9999-12-31,1.1,1.0,\n", "line 3, Date: '9999-12-31' is no date"),
        ("2022-01-31,1e9,0.01,\n2022-02-01,1,1,\n", "line 2, CHF: the units per US dollar are too few"),
        ("2022-01-31,1e300,1,\n2022-02-01,1,1,\n", "line 2, USD: '1e300' is no rate of the euro"),
    ],
)
def test_a_history_with_days_and_rates_that_cannot_be(rows, finding, tmp_path):
    file = tmp_path / "history.csv"
    file.write_text("Date,USD,CHF,\n" + rows)
    result = CliRunner().invoke(app, ["rates", "import", str(file), str(WORKBOOK), "--dry-run", "--currency", "CHF"])
    assert (result.exit_code, finding in result.stderr) == (3, True), result.stderr


@pytest.fixture(params=["pipe", "device", "loop", "folder"])
def no_file(request, tmp_path):
    """A pipe that nobody writes to, a link to a device that never ends, a link to itself, a folder."""
    place = tmp_path / "place"
    make = {
        "pipe": os.mkfifo,
        "device": lambda one: one.symlink_to("/dev/zero"),
        "loop": lambda one: one.symlink_to(one),
    }
    make.get(request.param, Path.mkdir)(place)
    return place


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_refused_and_not_waited_for(no_file, tmp_path):
    assert "this cannot be read as a list of rates" in import_told(no_file, tmp_path)
    folder = register_folder(tmp_path / "register", without=["lists"])
    if no_file.is_symlink():
        (folder / "lists.csv").symlink_to("lists.csv" if no_file.readlink() == no_file else no_file)
    else:
        no_file.rename(folder / "lists.csv")
    assert "lists.csv: the file cannot be read" in told("new", tmp_path / "new.xlsm", "--register", folder)
    assert not (tmp_path / "new.xlsm").exists()


@pytest.mark.parametrize("place", ["-", "", "/dev/stdin"])
def test_input_from_a_pipe_is_not_asked_for(place, tmp_path):
    assert any(known in import_told(place, tmp_path) for known in ("not a file", "there is no such file"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (LISTS + "Region,Genève\n".encode("mac_roman"), "line 2, byte 11: the text is not UTF-8"),
        (LISTS + b"Region,\xed\xa0\x80\n", "line 2, byte 8: the text is not UTF-8"),
        (LISTS.decode().encode("utf-16-le"), "line 1, byte 2: the text is not UTF-8"),
        (LISTS + b"Region,a\0b\n", "line 2, byte 9: the text is not UTF-8"),
        (PNG, "line 1, byte 1: the text is not UTF-8"),
        (b"<!DOCTYPE html>", "line 1: there is no heading 'List', 'Code'"),
        (b"a" * (1 << 20), "line 1: this is no readable CSV (a field holds more than 131,072 characters)"),
        (b"List,Code" + b"," * 16_000 + b"\n", "line 1: it has 16,002 columns; a table of the workbook holds 16,000"),
        (LISTS + b"\n" * 1_000_001, "a table of the workbook holds 1,000,000 rows; the file has more"),
        (LISTS + b'Region,"x\n' + b"Region,x\n" * 20_000, "line 2: this is no readable CSV"),
        (LISTS + ("Region," + "🙂" * 16_384).encode(), "'Code' holds 32,768 characters; a cell holds 32,767"),
        (("List,Code," + "🙂" * 128).encode() + b"\n", "the heading of column 3 is too long"),
        (b"List,Code,a\x1b[31m\n", "the heading of column 3 is too long or holds a control character"),
    ],
    ids=range(13),
)
def test_a_register_s_file_that_holds_no_table(content, sentence, tmp_path):
    folder = register_folder(tmp_path / "register")
    (folder / "lists.csv").write_bytes(content)
    said = told("new", tmp_path / "new.xlsm", "--register", folder)
    assert "lists.csv" in said
    assert sentence in said
    assert not (tmp_path / "new.xlsm").exists()


def test_a_file_that_is_larger_than_any_register_is_not_read(tmp_path):
    folder = register_folder(tmp_path / "register")
    with (folder / "rates.csv").open("r+b") as stream:
        stream.truncate((512 << 20) + 1)
    assert "rates.csv: the file cannot be read (it is larger than 512 MB)" in told(
        "new", tmp_path / "new.xlsm", "--register", folder
    )


def test_lines_that_end_in_every_way_are_rows_and_lines_within_a_cell_end_as_in_excel(tmp_path):
    folder = register_folder(tmp_path / "register")
    (folder / "lists.csv").write_bytes(b'List,Code\rRegion,"a\r\nb"\r\nRegion,"a\rb\x1b"\nRegion,c\r')
    assert [row[1] for row in register_in(folder).tables["tblLists"].rows] == ["a\nb", "a\nb␛", "c"]
    assert {spec.name for spec in SPECS} == set(register_in(folder).tables)
