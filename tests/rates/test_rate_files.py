"""Files of exchange rates are known by what they hold, whatever program saved them; what cannot be read is told."""

import io
import zipfile
from dataclasses import astuple

import pytest
from case_files import cases

from tdag_xl.errors import RateFileError
from tdag_xl.rate_files import FileFormat, read_rate_file
from tdag_xl.rate_files.file_text import LARGEST

LIST = "Currency,Effective from,Units per USD,Source\nCHF,2022-01-01,0.912149,Zürich — 1 €\n"


def written(folder, content, name="rates.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@cases("rate_files")
def test_a_file_of_rates(case, tmp_path):
    read = read_rate_file(written(tmp_path, case["text"], case.get("name", "rates.csv")))

    assert str(read.format) == case["format"]
    assert [list(astuple(rate)) for rate in read.rates] == case["rates"]
    assert [[flaw.line, flaw.column, flaw.finding] for flaw in read.flaws] == case.get("flaws", [])
    assert [list(astuple(absence)) for absence in read.absences] == case.get("absences", [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(encoding, separator, tmp_path):
    content = LIST.replace(",", separator).encode(encoding)
    [rate] = read_rate_file(written(tmp_path, content)).rates
    assert (rate.currency, rate.units_per_usd, rate.source) == ("CHF", 0.912149, "Zürich — 1 €")


def test_excel_s_hint_about_the_separator_is_no_heading(tmp_path):
    [rate] = read_rate_file(written(tmp_path, "sep=;\r\n" + LIST.replace(",", ";"))).rates
    assert rate.line == 3


def test_the_name_of_a_file_does_not_matter(tmp_path):
    assert read_rate_file(written(tmp_path, LIST, "=cmd|photo.jpg")).format is FileFormat.REGISTER


def zipped(**members):
    """A zip file of no moment: as a parameter it names its test, in each process alike."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", ".")), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def test_a_list_inside_a_zip_file(tmp_path):
    path = written(tmp_path, zipped(eurofxref__csv="Date,USD,\n2022-04-29,1.0540,\n", readme__txt="hello"), "hist.zip")
    assert [rate.currency for rate in read_rate_file(path).rates] == ["EUR"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b" \r\n\r\n", "the file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", r"\(\.xls\).*save the list as CSV"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><UN_OPERATIONAL_RATES_DATASET/>", "this is XML"),
        (b"\n<!DOCTYPE html><table>", "this is a web page"),
        (b"a\0b\0c\0d\0", "this is no list of rates"),
        (b"ab\0cd", "this is no text"),
        (b"\xff\xfea", "the text is damaged"),
        (b"CHF\x81", "line 1, byte 4: the text is damaged"),
        (zipped(one__csv=LIST, two__csv=LIST), "holds 2 CSV files, not one"),
        (zipped(**{"[Content_Types]__xml": "<Types/>"}), "this is an Excel workbook"),
        (zipped(one__csv=LIST)[:60], "cannot be unpacked"),
        ("Currency,Effective from,Rate of exchange for one\nCHF,2022-01-01,1\n", "no column 'Units per USD'"),
        ("Name,Town\nAnna,Genève\n", "no list of rates that is known here.*begins 'Name,Town'"),
        ('Currency,Effective from,Units per USD\nCHF,2022-01-01,"0.9\nEUR,', "line 2: this is no readable CSV"),
    ],
)
def test_a_file_that_holds_no_rates_is_a_sentence(content, sentence, tmp_path):
    with pytest.raises(RateFileError, match=f"(?s){sentence}"):
        read_rate_file(written(tmp_path, content))


def test_a_file_that_is_not_there_or_a_folder_is_a_sentence(tmp_path):
    with pytest.raises(RateFileError, match="there is no such file"):
        read_rate_file(tmp_path / "rates.csv")
    with pytest.raises(RateFileError, match="cannot be read as a list of rates"):
        read_rate_file(tmp_path)


def test_a_zip_file_that_swells_is_refused(tmp_path):
    content = zipped(one__csv=b" " * (LARGEST + 1))
    with pytest.raises(RateFileError, match="too large for a list of rates"):
        read_rate_file(written(tmp_path, content))


def test_a_file_too_large_to_read_is_refused(tmp_path):
    path = tmp_path / "rates.csv"
    with path.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(RateFileError, match="it is larger than 16 MB"):
        read_rate_file(path)
