"""Every verb: data on stdout, sentences on stderr, documented exit codes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import tdag_xl
from tdag_xl.cli import app
from tdag_xl.commands import summaries

ROOT = Path(__file__).parent.parent
MASTER = ROOT / "workbook" / "TDAG_Partnerships.xlsm"
VERBS = ("new", "refresh", "check", "undo", "rates import", "install", "doctor", "upgrade", "report", "export",
         "summarize", "vba export",
         "libreoffice build", "libreoffice install")  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def master(tmp_path):
    return Path(shutil.copy(MASTER, tmp_path / "master.xlsm"))


def amend(path, sheet, cell, value):
    """Change a cell as a program that keeps only the data would; enough where nothing else is looked at."""
    book = openpyxl.load_workbook(path, keep_vba=True)
    book[sheet][cell] = value
    book.save(path)


def test_refreshing_the_committed_workbook_writes_nothing(master):
    before = master.read_bytes()
    result = run("refresh", master)
    assert (result.exit_code, master.read_bytes()) == (0, before)
    assert "Nothing to write" in result.stdout
    assert [path.name for path in master.parent.iterdir()] == ["master.xlsm"]


@pytest.mark.parametrize(
    "arguments",
    [["upgrade", "x"], ["check", "x"], ["undo", "x"], ["rates", "import", "x", "x"], ["vba", "export", "x", "x"],
     ["refresh", "x", "--register", "x"], ["refresh", "x", "--output", "x"], ["upgrade", "x", "--output", "x"],
     ["new", "x", "--register", "x"], ["export", "x", "x"], ["summarize", "x", "--output", "x.xlsx"]],
)  # fmt: skip
def test_a_file_that_may_not_be_read_is_the_verb_s_to_tell(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    Path("x").write_text("x")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    result = run(*arguments, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]


def test_the_committed_workbook_is_what_new_builds(tmp_path):
    result = run("new", tmp_path / "built.xlsm")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "built.xlsm").read_bytes() == MASTER.read_bytes()


def test_the_headline_figures_are_those_published(master):
    printed = " ".join(run("refresh", master).stdout.split())
    for figures in (
        "2022 Agreements 71 Agreements with a financial contribution 50 Partners 57 Contributions (USD) 9,69",
        "Jan–Apr 2023 Agreements 30 Agreements with a financial contribution 12 Partners 26 Contributions (USD) 5,39",
    ):
        assert figures in printed


def test_json_holds_every_period_comparison_finding_and_published_figure(master):
    answer = json.loads(run("refresh", master, "--json").stdout)
    assert set(answer) == {"periods", "compare", "checks", "published"}
    assert list(answer["periods"]) == ["2022", "Jan–Apr 2023", "Jan–Apr 2022"]
    assert list(answer["compare"]) == ["Jan–Apr 2023 / Jan–Apr 2022"]
    assert set(answer["periods"]["2022"]) == {
        "headline", "partner_types", "itu_categories", "contributions_by_partner_type", "agreement_types", "regions",
        "priorities", "top_funders", "agreements", "contributions",
    }  # fmt: skip
    disagreeing = [row for row in answer["published"] if row["Agrees"] == "no"]
    assert [(row["Period"], row["Group"], row["Published"], round(row["Computed"])) for row in disagreeing] == [
        ("2022", "ADMIN RELATED", 8, 9)
    ]
    assert "not attainable" in disagreeing[0]["Note"]


def test_a_changed_amount_changes_the_summary_and_undo_takes_it_back(master):
    amend(master, "Contributions", "E5", 3_000_000)
    amended = master.read_bytes()
    refreshed = run("refresh", master)
    assert refreshed.exit_code == 0, refreshed.stderr
    assert "Summary 2022: updated" in refreshed.stdout
    assert master.read_bytes() != amended
    assert run("undo", master).exit_code == 0
    assert master.read_bytes() == amended
    assert run("undo", master).exit_code == 1


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(master):
    amend(master, "Contributions", "E5", 3_000_000)
    before = master.read_bytes()
    result = run("refresh", master, "--dry-run")
    assert result.exit_code == 0
    assert "Summary 2022: updated" in result.stdout
    assert "Nothing was written (--dry-run)." in result.stdout
    assert master.read_bytes() == before


def test_output_always_writes_and_leaves_the_workbook(master, tmp_path):
    before = master.read_bytes()
    result = run("refresh", master, "--output", tmp_path / "copy.xlsm")
    assert result.exit_code == 0
    assert master.read_bytes() == before
    assert openpyxl.load_workbook(tmp_path / "copy.xlsm").sheetnames == openpyxl.load_workbook(master).sheetnames


def test_the_register_of_one_workbook_fills_the_sheets_of_another(master, tmp_path):
    other = tmp_path / "mine.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "my own notes"
    book.save(other)
    result = run("refresh", other, "--register", master)
    assert result.exit_code == 0, result.stderr
    read = openpyxl.load_workbook(other)
    assert read["Sheet"]["A1"].value == "my own notes"
    assert "out_2022_headline" in read["Summary 2022"].tables


def test_error_findings_end_with_code_3_and_say_where(master):
    amend(master, "Contributions", "D6", "XYZ")
    checked = run("check", master)
    assert checked.exit_code == 3
    assert "tblContributions" in checked.stdout
    assert "XYZ" in checked.stdout
    assert run("refresh", master).exit_code == 3


def test_check_prints_json_that_a_program_reads(master):
    assert set(json.loads(run("check", master, "--json").stdout)) == {"checks", "published"}


@pytest.mark.parametrize("verb", ["refresh", "check"])
def test_a_file_that_is_not_there_is_a_sentence_without_a_traceback(tmp_path, verb):
    result = run(verb, tmp_path / "gone.xlsm")
    assert result.exit_code == 1
    assert "gone.xlsm" in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_refusal_under_json_is_json_too(tmp_path):
    result = run("refresh", tmp_path / "gone.xlsm", "--json")
    assert (result.exit_code, list(json.loads(result.stdout))) == (1, ["error"])


def test_an_unexpected_error_is_a_sentence_and_with_debug_a_traceback(master, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(summaries, "check", broken)
    result = run("check", master)
    assert (result.exit_code, "no such luck" in result.stderr) == (1, True)
    assert isinstance(run("check", master, "--debug").exception, ZeroDivisionError)


def test_new_replaces_a_workbook_only_when_told(tmp_path):
    path = tmp_path / "there.xlsm"
    path.write_bytes(b"mine")
    assert run("new", path).exit_code == 1
    assert path.read_bytes() == b"mine"
    assert run("new", path, "--force").exit_code == 0
    assert "Summary 2022" in openpyxl.load_workbook(path).sheetnames


@pytest.mark.parametrize("arguments", [("refresh",), ("refresh", "x.xlsm", "--rounding", "up"), ("refreshh", "x.xlsm")])
def test_wrong_usage_ends_with_code_2(arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example_and_is_in_the_readme(verb):
    assert re.search(rf"Example: tdag-xl {verb}\b", " ".join(run(*verb.split(), "--help").stdout.split()))
    assert re.search(rf"`tdag-xl {verb}\b", (ROOT / "README.md").read_text("utf-8"))


def test_the_version_is_the_package_s():
    assert run("--version").stdout == f"tdag-xl {tdag_xl.__version__}\n"


@pytest.mark.parametrize(("name", "right"), [("copy.xlsx", "copy.xlsm"), ("copy", "copy.xlsm")])
def test_an_output_under_a_name_that_excel_would_not_open_is_refused(master, tmp_path, name, right):
    result = run("refresh", master, "--output", tmp_path / name)
    assert (result.exit_code, f"Rename it to '{right}'" in result.stderr) == (1, True)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("link", [None, Path.symlink_to, Path.hardlink_to])
def test_the_workbook_that_gives_the_register_is_not_written_over(master, tmp_path, link):
    register = Path(shutil.copy(MASTER, tmp_path / "register.xlsm"))
    output = register
    if link is not None:
        output = tmp_path / "link.xlsm"
        link(output, register)
    result = run("refresh", master, "--register", register, "--output", output)
    assert (result.exit_code, "the register is taken from this file" in result.stderr) == (1, True)
    assert register.read_bytes() == MASTER.read_bytes()


def test_a_path_that_leads_nowhere_is_a_sentence(master, tmp_path):
    loop = tmp_path / "loop.xlsm"
    loop.symlink_to(loop)
    for path in (loop, tmp_path / f"{'x' * 300}.xlsm"):
        for arguments in (("refresh", path), ("refresh", master, "--output", path), ("undo", path)):
            result = run(*arguments)
            assert (result.exit_code, "Unexpected" in result.stderr) == (1, False), result.stderr


def test_a_reader_that_gives_up_is_a_sentence_too(master, monkeypatch):
    panic = type("PanicException", (BaseException,), {})

    def give_up(*_, **__):
        raise panic("index out of bounds")

    monkeypatch.setattr(summaries, "check", give_up)
    result = run("check", master, "--json")
    assert (result.exit_code, "index out of bounds" in json.loads(result.stdout)["error"]) == (1, True)


def printed(arguments, **how):
    """What the command itself, as a process of its own, prints and ends with."""
    command = [sys.executable, "-m", "tdag_xl", *map(str, arguments)]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, **how)


def test_letters_that_the_terminal_lacks_stop_nothing_and_json_keeps_them(master):
    foreign = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    assert b"Jan?Apr 2023" in printed(["refresh", master], stdout=subprocess.PIPE, env=foreign).stdout
    answer = printed(["refresh", master, "--json"], stdout=subprocess.PIPE, env=foreign)
    assert (answer.returncode, list(json.loads(answer.stdout)["periods"])[1]) == (0, "Jan–Apr 2023")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_result_that_cannot_be_printed_is_a_sentence(master):
    with Path("/dev/full").open("w") as full:
        result = printed(["check", master], stdout=full)
    assert result.returncode == 1
    assert result.stderr.decode().startswith("Error: the result could not be printed")
