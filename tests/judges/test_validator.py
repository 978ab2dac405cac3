"""The validator's verdict is a verdict: it sees what is broken, and a file it could not read is never valid."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from judges.validator import PROGRAM_VARIABLE, REQUIRED_VARIABLE, ValidatorFailedError, installed_validator


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "sound.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", "text")
    return path


def with_sheet_xml(source, target, old, new):
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as write:
        for name in read.namelist():
            data = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in data
                data = data.replace(old, new)
            write.writestr(name, data)
    return target


def test_a_sound_workbook_has_no_errors(validation_errors, workbook):
    assert validation_errors(workbook) == []


def test_a_broken_workbook_has_errors_that_name_the_part_and_the_place(validation_errors, workbook, tmp_path):
    broken = with_sheet_xml(workbook, tmp_path / "broken.xlsx", b"<sheetData>", b"<nonsense/><sheetData>")
    (error,) = validation_errors(broken)
    assert error.startswith("/xl/worksheets/sheet1.xml /x:worksheet[1]: ")
    assert "nonsense" in error


def test_a_relative_path_is_judged_like_any_other(validation_errors, workbook, tmp_path, monkeypatch):
    with_sheet_xml(workbook, tmp_path / "broken.xlsx", b"<sheetData>", b"<nonsense/><sheetData>")
    monkeypatch.chdir(tmp_path)
    assert len(validation_errors(Path("broken.xlsx"))) == 1


def test_many_workbooks_are_judged_one_by_one(validation_errors, workbook, tmp_path):
    broken = with_sheet_xml(workbook, tmp_path / "broken.xlsx", b"<sheetData>", b"<nonsense/><sheetData>")
    verdicts = validation_errors.of_each([workbook, broken])
    assert {path.name: len(errors) for path, errors in verdicts.items()} == {"sound.xlsx": 0, "broken.xlsx": 1}


def test_a_file_that_is_not_there_is_not_valid(validation_errors, tmp_path):
    with pytest.raises(FileNotFoundError):
        validation_errors(tmp_path / "absent.xlsx")


def test_a_file_that_is_no_workbook_is_not_valid(validation_errors, tmp_path):
    path = tmp_path / "text.xlsx"
    path.write_text("no zip")
    with pytest.raises(ValidatorFailedError, match="not judged"):
        validation_errors(path)


def test_a_program_that_gives_no_verdict_is_no_good_verdict(workbook, monkeypatch):
    monkeypatch.setenv(PROGRAM_VARIABLE, "/bin/true")
    with pytest.raises(ValidatorFailedError, match="no verdict"):
        installed_validator()(workbook)


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_without_the_program_tests_are_skipped_unless_it_is_required(required, outcome, monkeypatch, tmp_path):
    monkeypatch.delenv(PROGRAM_VARIABLE, raising=False)
    monkeypatch.setattr("judges.validator._INSTALLED", tmp_path)
    monkeypatch.setenv(REQUIRED_VARIABLE, required)
    with pytest.raises(outcome, match="not installed"):
        installed_validator()
