"""The verbs export and summarize: the same sheets as a refresh of the workbook, whatever holds the register."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import openpyxl
import pytest
from domain.test_laws import _same
from register_files import SHIPPED, register_folder
from test_cli import MASTER, run

REGISTER = "Register"
MOMENTS = ("Refreshed", "As built")
"""How the line begins that states when a sheet was written."""


@pytest.fixture
def exported(tmp_path):
    """The illustrative register as Parquet files."""
    folder = tmp_path / "register"
    assert run("export", MASTER, folder).exit_code == 0
    return folder


def cells(path, tabs=None):
    """The cells of the tabs by place; of all of them unless some are named. Lines that state a moment are left out."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        if tabs is None or sheet.title in tabs
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not str(cell.value).startswith(MOMENTS)
    }


def charts(path, tabs):
    book = openpyxl.load_workbook(path)
    return {tab: len(book[tab]._charts) for tab in tabs}


def generated_tabs(path):
    return [sheet.title for sheet in openpyxl.load_workbook(path) if sheet.title != REGISTER]


def alike(one, other):
    """The same cells, numbers but for the noise that the order of a sum makes."""
    return one.keys() == other.keys() and all(
        math.isclose(one[place], other[place], rel_tol=1e-9)
        if isinstance(one[place], float) and isinstance(other[place], float)
        else one[place] == other[place]
        for place in one
    )


@pytest.mark.parametrize("name", ["new.xlsx", "new.xlsm"])
def test_the_illustrative_register_gives_the_sheets_of_a_refresh_cell_by_cell(exported, tmp_path, engine, name):
    done = run("summarize", exported, "--output", tmp_path / name, "--engine", engine)
    assert (done.exit_code, "Wrote" in done.stdout) == (0, True)
    tabs = generated_tabs(tmp_path / name)
    assert len(tabs) == 6
    assert alike(cells(tmp_path / name, tabs), cells(MASTER, tabs))
    assert charts(tmp_path / name, tabs) == charts(MASTER, tabs)
    told = [value for (tab, _), value in cells(tmp_path / name, [REGISTER]).items() if tab == REGISTER]
    assert str(exported) in told
    assert "agreements.parquet" in told


def test_the_json_is_that_of_a_refresh(exported, tmp_path, engine):
    wanted = json.loads(run("refresh", shutil.copy(MASTER, tmp_path / "m.xlsm"), "--json").stdout)
    done = run("summarize", exported, "--output", tmp_path / "new.xlsx", "--engine", engine, "--json")
    assert _same(json.loads(done.stdout), wanted)


def test_a_workbook_that_is_there_keeps_what_staff_made(exported, tmp_path, engine):
    book = tmp_path / "book.xlsx"
    run("summarize", exported, "--output", book)
    staff = openpyxl.load_workbook(book)
    staff.create_sheet("Mine")["B2"] = "=1+1"
    staff.save(book)
    (exported / "contributions.parquet").unlink()
    shutil.copy(SHIPPED / "contributions.csv", exported)
    path = exported / "contributions.csv"
    path.write_text(path.read_text("utf-8-sig").replace("2400000", "4800000"), "utf-8")
    done = run("summarize", exported, "--output", book, "--engine", engine)
    assert "Summary 2022: updated" in done.stdout
    assert cells(book)["Mine", "B2"] == "=1+1"
    assert not alike(cells(book, ["Summary 2022"]), cells(MASTER, ["Summary 2022"]))
    assert run("undo", book).exit_code == 0
    assert alike(cells(book, ["Summary 2022"]), cells(MASTER, ["Summary 2022"]))


def test_the_same_register_again_writes_nothing_and_force_makes_the_workbook_anew(exported, tmp_path):
    book = tmp_path / "book.xlsx"
    run("summarize", exported, "--output", book)
    before = book.read_bytes()
    assert "Nothing to write" in run("summarize", exported, "--output", book).stdout
    assert book.read_bytes() == before
    assert "Summary 2022: added" in run("summarize", exported, "--output", book, "--force").stdout


def test_error_findings_are_exit_code_3_and_stand_on_the_sheet_checks(tmp_path, engine):
    register_folder(tmp_path / "register", contributions=[["A1", "Nobody", "Cash", "USD", "much", ""]])
    done = run("summarize", tmp_path / "register", "--output", tmp_path / "new.xlsx", "--engine", engine)
    assert done.exit_code == 3
    checks = list(cells(tmp_path / "new.xlsx", ["Checks"]).values())
    assert any("'much'" in str(value) for value in checks)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none", "--output", "new.xlsx"], "there is no such folder or file"),
        ([SHIPPED, "--output", "new.csv"], "give the workbook a name that ends in .xlsx or .xlsm"),
        ([SHIPPED, "--output", "none/new.xlsx"], "none"),
        ([SHIPPED, "--output", "there.xlsx"], "there.xlsx"),
    ],
)
def test_what_is_refused_leaves_all_as_it_was(tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    Path("there.xlsx").write_text("no workbook")
    done = run("summarize", *arguments)
    assert done.exit_code == 1
    assert told in done.stderr
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("there.xlsx", "no workbook")]


@pytest.mark.parametrize(
    "arguments", [["--memory", "2GB"], ["--engine", "duckdb", "--memory", "much"], ["--engine", "abacus"]]
)
def test_an_option_that_makes_no_sense_is_a_matter_of_usage(tmp_path, arguments):
    assert run("summarize", SHIPPED, "--output", tmp_path / "new.xlsx", *arguments).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_an_export_tells_its_files_as_json(tmp_path):
    told = json.loads(run("export", MASTER, tmp_path / "register", "--json").stdout)
    assert {"table": "tblRates", "file": str(tmp_path / "register" / "rates.parquet"), "rows": 48} in told["tables"]
    again = run("export", MASTER, tmp_path / "register")
    assert (again.exit_code, "--force" in again.stderr) == (1, True)
