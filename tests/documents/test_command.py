"""The verb report: which files it writes, what it says of them, and that it spoils nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from lxml import html
from register_files import SHIPPED
from typer.testing import CliRunner

from tdag_xl.cli import app
from tdag_xl.cli import documents as verb
from tdag_xl.commands import summaries
from tdag_xl.commands.documents import DocumentFormat
from tdag_xl.domain.code_names import LANGUAGES as NAMED_IN
from tdag_xl.errors import DocumentError
from tdag_xl.languages.language import LANGUAGES

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"


def run(*arguments):
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


@pytest.fixture
def master(tmp_path):
    (tmp_path / "in").mkdir()
    return Path(shutil.copy(MASTER, tmp_path / "in" / "TDAG 2023.xlsm"))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def amended(path, sheet, cell, value):
    """The workbook with another cell."""
    book = openpyxl.load_workbook(path, keep_vba=True)
    book[sheet][cell] = value
    book.save(path)
    return path


def test_without_a_choice_it_is_english_as_word_beside_the_workbook(master):
    before = master.read_bytes()
    result = run(master)
    assert result.exit_code == 0, result.stderr
    assert set(contents(master.parent)) == {"TDAG 2023.xlsm", "TDAG 2023 report en.docx"}
    assert result.stdout == f"{master.parent / 'TDAG 2023 report en.docx'}\n"
    assert master.read_bytes() == before


def test_all_languages_are_a_word_document_each_and_one_web_page(master, out):
    result = run(master, "--language", "all", "--format", "docx", "--format", "html", "--output", out)
    assert result.exit_code == 0, result.stderr
    names = [f"TDAG 2023 report {code}.docx" for code in LANGUAGES]
    assert result.stdout.splitlines() == [str(out / name) for name in (*names, "TDAG 2023 report.html")]
    assert set(contents(out)) == {*names, "TDAG 2023 report.html"}
    assert all(path.stat().st_size > 10_000 for path in out.iterdir())


def test_a_web_page_in_one_language_has_its_code_and_in_several_their_order(master, out):
    assert run(master, "--language", "fr", "--format", "html", "--output", out).exit_code == 0
    assert list(contents(out)) == ["TDAG 2023 report fr.html"]
    args = ("--language", "ru", "--language", "fr", "--language", "ru", "--format", "html", "--json")
    assert json.loads(run(master, *args, "--output", out).stdout)["files"][0]["languages"] == ["ru", "fr"]


def test_json_says_the_files_what_is_missing_which_are_drafts_and_what_disagrees(master, out):
    result = run(master, "--language", "all", "--format", "html", "--output", out, "--json")
    said = json.loads(result.stdout)
    [file] = said["files"]
    path = out / "TDAG 2023 report.html"
    assert file == {"path": str(path), "languages": list(LANGUAGES), "format": "html", "bytes": path.stat().st_size}
    assert set(said) == {"files", "missing", "drafts", "disagreements"}
    assert said["missing"] == {"ar": ["ADMIN RELATED"]}
    assert set(said["drafts"]) <= set(NAMED_IN)
    assert [sentence.split(":")[0] for sentence in said["disagreements"]] == [
        "2022, Share of partners by ITU category, ADMIN RELATED"
    ]
    assert result.stderr == ""


def test_what_is_not_translated_is_in_english_and_named_on_stderr(master, out):
    result = run(master, "--language", "ar", "--format", "html", "--output", out)
    assert "العربية (ar): 1 text without a translation, in English: 'ADMIN RELATED'." in result.stderr
    assert "Published: 2022, Share of partners by ITU category, ADMIN RELATED" in result.stderr
    page = html.document_fromstring((out / "TDAG 2023 report ar.html").read_bytes()).text_content()
    assert "ADMIN RELATED" in page
    assert "كيانات حكومية" in page


def test_a_workbook_without_names_of_codes_is_reported_with_the_codes(tmp_path, out):
    """As workbooks were before the columns of names were there."""
    register = Path(shutil.copytree(SHIPPED, tmp_path / "register"))
    lines = (SHIPPED / "lists.csv").read_text("utf-8").splitlines()
    (register / "lists.csv").write_text("\n".join(",".join(line.split(",")[:2]) for line in lines), "utf-8")
    summaries.new(tmp_path / "old.xlsm", register=register)
    result = run(tmp_path / "old.xlsm", "--language", "fr", "--format", "html", "--output", out, "--json")
    assert result.exit_code == 0, result.stderr
    missing = json.loads(result.stdout)["missing"]["fr"]
    assert {"Government entities", "ADMIN", "Africa", "Cybersecurity"} <= set(missing)
    assert "Government entities" in (out / "old report fr.html").read_text("utf-8")


def test_chosen_periods_alone_are_reported(master, out):
    assert run(master, "--period", "Jan–Apr  2023", "--format", "html", "--output", out).exit_code == 0
    page = (out / "TDAG 2023 report en.html").read_text("utf-8")
    assert "out_jan_apr_2023_headline" in page
    assert "out_2022_headline" not in page


def test_without_lists_there_is_no_annex_and_it_is_said(master, out):
    result = run(master, "--lists", "never", "--format", "html", "--output", out)
    assert "2022: The lists of agreements and contributions are left out" in result.stderr
    assert "Annex" not in (out / "TDAG 2023 report en.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("Jan-Apr 2023", "there is no period 'Jan-Apr 2023' in tblPeriods; the nearest name is 'Jan–Apr 2023'."),
        ("Jan–Apr 2022", "the period 'Jan–Apr 2022' has no summary. Set its Sheet to yes in tblPeriods"),
        ("", "there is no period '' in tblPeriods."),
    ],
)
def test_a_period_that_cannot_be_reported_is_a_sentence_and_nothing_is_written(master, out, period, said):
    result = run(master, "--period", "2022", "--period", period, "--output", out)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not out.exists()


def test_a_register_without_a_summary_has_nothing_to_report(master, out):
    for row in (5, 6, 7):
        amended(master, "Periods", f"D{row}", "no")
    result = run(master, "--output", out)
    assert (result.exit_code, "Set Sheet to yes for a period" in result.stderr) == (1, True)
    assert not out.exists()


def test_a_document_that_is_there_is_refused_before_anything_is_written_and_replaced_when_told(master, out):
    out.mkdir()
    (out / "TDAG 2023 report ar.html").write_text("mine")
    (out / "notes.txt").write_text("also mine")
    arguments = (master, "--language", "ar", "--format", "docx", "--format", "html", "--output", out)
    before = contents(out)
    result = run(*arguments)
    assert result.exit_code == 1
    assert f"{out / 'TDAG 2023 report ar.html'}: there is a document of this name" in result.stderr
    assert contents(out) == before
    result = run(*arguments, "--force")
    assert result.exit_code == 0, result.stderr
    after = contents(out)
    assert set(after) == {*before, "TDAG 2023 report ar.docx"}
    assert after["TDAG 2023 report ar.html"] != b"mine"
    assert after["notes.txt"] == b"also mine"


def test_a_writer_that_fails_leaves_no_document_and_no_folder(master, out, monkeypatch):
    def broken(documents, path):
        raise DocumentError(path, "no luck.")

    monkeypatch.setattr("tdag_xl.documents.web.write_web", broken)
    result = run(master, "--format", "docx", "--format", "html", "--output", out / "deep")
    assert (result.exit_code, "no luck." in result.stderr) == (1, True)
    assert not out.exists()


def test_an_unexpected_failure_leaves_the_old_documents(master, out, monkeypatch):
    assert run(master, "--format", "html", "--output", out).exit_code == 0
    before = contents(out)
    monkeypatch.setattr("tdag_xl.documents.web.write_web", lambda *_: 1 / 0)
    assert run(master, "--format", "docx", "--format", "html", "--output", out, "--force").exit_code == 1
    assert contents(out) == before


def test_an_output_that_is_a_file_is_a_sentence(master, out):
    out.write_text("x")
    result = run(master, "--output", out)
    assert (result.exit_code, str(out) in result.stderr, "Traceback" in result.output) == (1, True, False)
    assert out.read_text() == "x"


def test_errors_in_the_register_end_with_code_3_and_the_documents_are_there(master, out):
    amended(master, "Contributions", "D6", "XYZ")
    result = run(master, "--format", "html", "--output", out)
    assert (result.exit_code, list(contents(out))) == (3, ["TDAG 2023 report en.html"])
    assert "1 error and" in result.stderr


def test_a_workbook_that_is_open_elsewhere_is_reported(master, out):
    master.with_name("~$TDAG 2023.xlsm").write_bytes(b"\x05Zoe  " + b" " * 158)
    assert run(master, "--format", "html", "--output", out).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [["--language", "de"], ["--format", "odt"], ["--format", "html", "--template", "x.docx"], ["--rounding", "up"]],
)
def test_wrong_usage_ends_with_code_2(master, arguments):
    assert run(master, *arguments).exit_code == 2
    assert list(contents(master.parent)) == [master.name]


def test_a_workbook_that_is_not_there_is_a_sentence(tmp_path):
    result = run(tmp_path / "gone.xlsm")
    assert (result.exit_code, "there is no such file" in result.stderr) == (1, True)


def test_a_template_that_is_no_word_file_is_refused(master, out, tmp_path):
    (tmp_path / "template.docx").write_text("x")
    result = run(master, "--template", tmp_path / "template.docx", "--output", out)
    assert (result.exit_code, "template.docx" in result.stderr) == (1, True)
    assert not out.exists()


def test_the_languages_and_formats_of_the_verb_are_those_there_are():
    assert [code.value for code in verb.LanguageCode] == [*LANGUAGES, "all"]
    assert [one.value for one in verb.Format] == [one.value for one in DocumentFormat]


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["docx", "jinja2", "babel", "tdag_xl.documents"]),
        (["refresh", str(MASTER), "--dry-run"], ["docx", "jinja2", "babel", "tdag_xl.documents"]),
    ],
)
def test_no_other_verb_imports_what_writes_documents(arguments, absent):
    code = (
        "import sys; from tdag_xl.cli import main; sys.argv[1:] = " + repr(arguments) + "\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print('imported', sorted(set({absent!r}) & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "imported []"
