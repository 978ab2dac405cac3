"""LibreOffice is asked in a profile of its own; what it could not do is never taken for done."""

import dataclasses
import subprocess
import time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from judges.office import REQUIRED_VARIABLE, Office, OfficeFailedError, installed_office


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "sums.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sums")
        sheet.write_column("A1", [1, 2])
        sheet.write_formula("A3", "=SUM(A1:A2)", None, 99)
    return path


def test_formulas_are_calculated_anew_whatever_the_file_says_they_are(libreoffice, workbook):
    copy = libreoffice.recalculated(workbook)
    assert openpyxl.load_workbook(workbook, data_only=True)["Sums"]["A3"].value == 99
    assert openpyxl.load_workbook(copy, data_only=True)["Sums"]["A3"].value == 3


def test_each_copy_is_a_file_of_its_own(libreoffice, workbook):
    assert libreoffice.recalculated(workbook) != libreoffice.recalculated(workbook)


def test_the_workbook_is_printed(libreoffice, workbook):
    assert libreoffice.to_pdf(workbook).read_bytes().startswith(b"%PDF")


def test_a_workbook_that_does_not_load_is_a_failure(libreoffice, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\3\4 cut short")
    with pytest.raises(OfficeFailedError, match=r"made no pdf"):
        libreoffice.to_pdf(path)


def test_a_program_that_hangs_is_killed_with_its_children(workbook, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 987.6 &\nwait\n")
    program.chmod(0o755)
    (tmp_path / "outputs").mkdir()
    began = time.monotonic()
    with pytest.raises(OfficeFailedError, match="more than"):
        Office(program, tmp_path / "outputs", seconds=0.5).to_pdf(workbook)
    assert time.monotonic() - began < 10
    listed = subprocess.run(["ps", "-eo", "stat,args"], capture_output=True, text=True, check=True).stdout
    assert [line for line in listed.splitlines() if "sleep 987.6" in line and not line.startswith("Z")] == []


def test_a_failing_program_is_a_failure(libreoffice, workbook, tmp_path):
    failing = dataclasses.replace(libreoffice, program=Path("/bin/false"), folder=tmp_path)
    with pytest.raises(OfficeFailedError, match="made no pdf"):
        failing.to_pdf(workbook)


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_without_libreoffice_tests_are_skipped_unless_it_is_required(required, outcome, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(REQUIRED_VARIABLE, required)
    with pytest.raises(outcome, match="not installed"):
        installed_office(tmp_path)
