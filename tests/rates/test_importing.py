"""`rates import`: new rates go into tblRates of a closed workbook, nothing is overwritten, nothing else changes."""

import csv
import datetime as dt
import json
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import staff_workbook
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_members import changed_members, raw_members
from typer.testing import CliRunner

from tdag_xl.cli import app
from tdag_xl.commands import rates as command
from tdag_xl.commands import summaries
from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import MissingTableError, RateFileError, RoomTakenError, WorkbookInUseError
from tdag_xl.hosts.memory import MemoryHost
from tdag_xl.hosts.package import PackageHost
from tdag_xl.rate_files import FileFormat

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"
SHIPPED = MASTER.parent / "register"
HEADINGS = "Currency,Effective from,Units per USD,Source\n"
HISTORY = """Date,USD,JPY,AUD,CHF,
2023-06-15,1.0819,153.0,1.5917,0.9763,
2023-05-31,1.0683,149.22,1.6399,0.9731,
2023-04-28,1.0981,147.5,1.6622,0.9836,
2023-03-31,1.0875,144.83,1.6268,0.9968,
"""


@pytest.fixture
def master(tmp_path):
    return Path(shutil.copy(MASTER, tmp_path / "master.xlsm"))


@pytest.fixture
def history(tmp_path):
    path = tmp_path / "eurofxref-hist.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("eurofxref-hist.csv", HISTORY)
    return path


def listed(folder, *lines, name="new.csv"):
    path = folder / name
    path.write_text(HEADINGS + "".join(f"{line}\n" for line in lines))
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["rates", "import", *map(str, arguments)])


def rows_of(workbook):
    sheet = openpyxl.load_workbook(workbook, keep_vba=True)["Rates"]
    return [[cell.value for cell in row] for row in sheet[sheet.tables["tblRates"].ref]][1:]


def test_the_new_months_of_a_history_go_into_the_table_and_nothing_else_changes(master, history, validation_errors):
    held, members = rows_of(master), raw_members(master)
    result = run(history, master)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "AUD: 2 new rates, effective from 2023-05-01 to 2023-06-01.",
        "CHF: 2 new rates, effective from 2023-05-01 to 2023-06-01.",
        "EUR: 2 new rates, effective from 2023-05-01 to 2023-06-01.",
        "3 rates in tblRates already.",
        "3 rates left out: of currencies or days that the register has no use for, or not asked for.",
        f"Wrote {master}. Refresh it to bring the summaries up to date.",
    ]
    assert rows_of(master)[: len(held)] == held
    source = "ECB euro reference rate of 2023-04-28, cross rate (stand-in for the UN operational rate)"
    assert rows_of(master)[len(held)] == ["AUD", dt.datetime(2023, 5, 1), 1.513705, source]
    changed = changed_members(members, raw_members(master))
    assert sorted(re.sub(r"\d+", "N", name) for name in changed) == ["xl/tables/tableN.xml", "xl/worksheets/sheetN.xml"]
    assert validation_errors(master) == []
    once = master.read_bytes()
    again = run(history, master)
    assert (again.exit_code, master.read_bytes()) == (0, once)
    assert f"Nothing to write: {master} has all these rates." in again.stdout


def test_undo_takes_an_import_back(master, history):
    before = master.read_bytes()
    assert run(history, master).exit_code == 0
    assert CliRunner().invoke(app, ["undo", str(master)]).exit_code == 0
    assert master.read_bytes() == before


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(master, history):
    before = master.read_bytes()
    result = run(history, master, "--dry-run")
    assert result.exit_code == 0
    assert "CHF: 2 new rates" in result.stdout
    assert result.stdout.endswith("Nothing was written (--dry-run).\n")
    assert (master.read_bytes(), {path.name for path in master.parent.iterdir()}) == (
        before,
        {master.name, history.name},
    )


def test_json_holds_the_new_rates_and_the_findings(master, tmp_path):
    given_file = listed(tmp_path, "CHF,2023-05-01,0.9,=x", "CHF,2023-06-01,nil,x", "CHF,2022-01-01,0.8,x")
    result = run(given_file, master, "--json")
    assert result.exit_code == 3
    answer = json.loads(result.stdout)
    assert answer["new"] == [{"Currency": "CHF", "Effective from": "2023-05-01", "Units per USD": 0.9, "Source": "=x"}]
    assert [(one["severity"], one["line"], one["column"]) for one in answer["findings"]] == [
        ("Error", 3, "Units per USD"), ("Warning", 4, None),
    ]  # fmt: skip
    assert (answer["wrote"], answer["known"], answer["file"]) == (True, 0, str(given_file))
    assert rows_of(master)[-1] == ["CHF", dt.datetime(2023, 5, 1), 0.9, "=x"]


def test_currencies_and_days_can_be_asked_for(master, history):
    result = run(history, master, "--currency", "jpy", "--from", "2023-06-01", "--to", "2023-06-30")
    assert result.exit_code == 0, result.stderr
    assert [row[:2] for row in rows_of(master)[48:]] == [["JPY", dt.datetime(2023, 6, 1)]]


def test_findings_are_printed_with_file_line_and_column(master, tmp_path):
    result = run(listed(tmp_path, "CHF,2023-05-01,1.9,x", "EUR,31.2.2023,0.9,x"), master)
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        "Error: new.csv, line 3, Effective from: '31.2.2023' is no date, or may be one of two; 2023-01-31 is plain. "
        "Correct it in the file and import it again; this line was left out.",
        "Warning: new.csv, line 2: CHF changes by +107% from 0.916598 (2023-04-01) to 1.9 (2023-05-01). "
        "Check that both are units per US dollar; it was imported.",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.csv", "master.xlsm"], "missing.csv: there is no such file"),
        (["new.csv", "missing.xlsm"], "missing.xlsm: there is no such file"),
        (["master.xlsm", "master.xlsm"], "this is an Excel workbook"),
        (["new.csv", "plain.xlsx"], "no table named 'tblRates'"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_nothing_is_written(arguments, sentence, master, tmp_path):
    listed(tmp_path, "CHF,2023-05-01,0.9,x")
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = run(*(tmp_path / name for name in arguments))
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_day_that_is_no_day_is_a_matter_of_usage(master, history):
    assert run(history, master, "--from", "1 May").exit_code == 2


def test_an_open_workbook_is_refused_unless_its_owner_file_is_ignored(master, history):
    (master.parent / f"~${master.name}").write_bytes(b"\x05Priya" + b" " * 159)
    before = master.read_bytes()
    with pytest.raises(WorkbookInUseError):
        command.import_rates_into_file(master, history)
    assert master.read_bytes() == before
    assert command.import_rates_into_file(master, history, ignore_locks=True).wrote


def test_a_dry_run_says_too_what_would_be_refused(master, history):
    book = openpyxl.load_workbook(master, keep_vba=True)
    book["Rates"]["B53"] = "see the wiki"
    book.save(master)
    for dry_run in (True, False):
        with pytest.raises(RoomTakenError, match="the cell B53 holds an entry"):
            command.import_rates_into_file(master, history, dry_run=dry_run)


def test_a_workbook_that_holds_the_table_of_rates_alone_takes_them(tmp_path, history):
    path = tmp_path / "rates.xlsx"
    with xlsxwriter.Workbook(path) as book:
        headings = [
            {"header": heading} for heading in ("Source", "Units per USD", "Effective from", "Currency", "Mine")
        ]
        book.add_worksheet("Rates").add_table("A1:E2", {"name": "tblrates", "columns": headings})
    done = command.import_rates_into_file(path, history, command.Scope(frozenset({"CHF"})))
    assert len(done.plan.new) == 3
    sheet = openpyxl.load_workbook(path)["Rates"]
    assert [cell.value for cell in sheet[2]][1:] == [0.916598, dt.datetime(2023, 4, 1), "CHF", None]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it says which of staff's things it would lose
def test_a_workbook_full_of_staff_content_keeps_every_other_part(tmp_path, history, validation_errors):
    workbook = staff_workbook.build(tmp_path / "staff.xlsm", rows=60)
    before = raw_members(workbook)
    done = command.import_rates_into_file(workbook, history)
    assert len(done.plan.new) == 6
    changed = changed_members(before, raw_members(workbook))
    assert {re.sub(r"\d+", "N", name) for name in changed} <= {
        "xl/workbook.xml", "xl/tables/tableN.xml", "xl/worksheets/sheetN.xml",
    }  # fmt: skip
    assert (
        len([name for name in changed if "sheets" in name]) <= 2
    )  # Rates, and Contributions: it names the rates' cells
    assert validation_errors(workbook) == []
    assert not command.import_rates_into_file(workbook, history).wrote
    formula = openpyxl.load_workbook(workbook)["Contributions"]["G2"].value
    assert (formula.count("$51"), formula.count("$57")) == (0, 3), formula


def test_lines_that_lacked_a_rate_get_their_dollars(tmp_path, libreoffice):
    """The register without the rates of 2022: LibreOffice computes USD once these are imported from the CSV file."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "csv"))
    with (folder / "rates.csv").open(encoding="utf-8-sig", newline="") as stream:
        headings, *rows = csv.reader(stream)
    with (folder / "rates.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headings, *(row for row in rows if not row[1].startswith("2022"))])
    summaries.new(tmp_path / "lacking.xlsm", register=folder)
    lacking = _dollars(libreoffice.recalculated(tmp_path / "lacking.xlsm"))
    assert "#N/A" in lacking
    done = command.import_rates_into_file(tmp_path / "lacking.xlsm", SHIPPED / "rates.csv")
    assert (len(done.plan.new), done.plan.known) == (36, 12)
    now = _dollars(libreoffice.recalculated(tmp_path / "lacking.xlsm"))
    assert "#N/A" not in now
    assert [one for one in zip(lacking, now, strict=True) if one[0] not in ("#N/A", one[1])] == []
    assert now == pytest.approx(_dollars(libreoffice.recalculated(MASTER)))
    assert summaries.refresh(tmp_path / "lacking.xlsm").wrote


def _dollars(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Contributions"]
    area = sheet.tables["tblContributions"].ref
    headings, *rows = ([cell.value for cell in row] for row in sheet[area])
    return [row[headings.index("USD")] or 0 for row in rows]


def test_an_open_workbook_s_host_gets_the_same_rows(master, history):
    with PackageHost.open_to_read(master) as host:
        memory = MemoryHost(host.read_tables(SPECS))
    plan = command.import_rates(memory, history)
    assert (plan.file.format, len(plan.new), plan.known) == (FileFormat.ECB, 6, 3)
    assert len(memory.tables["tblRates"].frame) == 54
    assert command.import_rates(memory, history).new == ()
    with pytest.raises(MissingTableError, match="tblRates"):
        command.import_rates(MemoryHost({}), history)
    with pytest.raises(RateFileError):
        command.import_rates(memory, master)


LINES = st.lists(
    st.tuples(
        st.sampled_from(["CHF", "EUR", "GBP", "=1+1"]),
        st.dates(dt.date(2022, 12, 25), dt.date(2023, 1, 5)).map(str),
        st.sampled_from(["0.9", "1.1", "0", "x"]),
        st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters='",'), min_size=1, max_size=9),
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None)
@given(LINES)
def test_importing_twice_is_importing_once_and_every_row_stands(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("import")
    workbook = Path(shutil.copy(MASTER, folder / "master.xlsm"))
    held = rows_of(workbook)
    file = listed(folder, *(",".join(line) for line in lines))
    done = command.import_rates_into_file(workbook, file)
    once = workbook.read_bytes()
    assert done.wrote == (once != MASTER.read_bytes()) == bool(done.plan.new)
    assert rows_of(workbook) == held + [
        [row["Currency"], dt.datetime.combine(row["Effective from"], dt.time()), row["Units per USD"], row["Source"]]
        for row in done.plan.rows
    ]
    assert not command.import_rates_into_file(workbook, file).wrote
    assert workbook.read_bytes() == once
    assert not [
        one for one in summaries.check(workbook).findings if one.table == "tblRates" and one.severity == "Error"
    ]
