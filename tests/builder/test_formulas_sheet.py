"""The sheet Formulas: every custom formula live, with right values before anybody calculates, for any register."""

from __future__ import annotations

import html
import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from tdag_udfs.catalogue import FORMULAS

from tdag_xl.builder.formulas_sheet import SHEET
from tdag_xl.builder.master import master_workbook
from tdag_xl.builder.register_files import register_in, shipped_register
from tdag_xl.builder.worksheet_text import escaped
from tdag_xl.commands import summaries

PART = "xl/worksheets/sheet9.xml"
ERRORS = ("#N/A", "#VALUE!", "#NUM!", "#REF!", "#NAME?", "#DIV/0!")


class Sheet:
    """The sheet of a workbook: what its cells hold, and the formulas behind them."""

    def __init__(self, data):
        data = data.read_bytes() if hasattr(data, "read_bytes") else data
        self.values = openpyxl.load_workbook(BytesIO(data), data_only=True)[SHEET]
        self.page = openpyxl.load_workbook(BytesIO(data))[SHEET]
        cells = (cell for row in self.page.iter_rows() for cell in row)
        self.formulas = {cell.coordinate: text(cell.value) for cell in cells if cell.data_type == "f"}
        self.areas = {
            cell.coordinate: cell.value.ref
            for row in self.page.iter_rows()
            for cell in row
            if hasattr(cell.value, "ref")
        }

    def rows(self):
        return [[cell for cell in row if cell is not None] for row in self.values.values]

    def named(self, name):
        """The row that begins with `name`, beyond it."""
        return next(row[1:] for row in self.rows() if row[:1] == [name])

    def words(self):
        return " ".join(str(cell) for row in self.rows() for cell in row)

    def spill_of(self, name):
        (place,) = [place for place, formula in self.formulas.items() if formula.startswith(f"={name}(")]
        area = self.values[self.areas[place]]
        return [[cell.value for cell in row] for row in area]


def text(value):
    return value.text if hasattr(value, "text") else value


@pytest.fixture(scope="module")
def shipped():
    return master_workbook(shipped_register())


@pytest.fixture(scope="module")
def sheet(shipped):
    return Sheet(shipped)


SMALL = {
    "agreements": [
        ["A1", "", "2022-03-01", "", "Beta", "", "", "", ""],
        ["2022", "", "2022-03-02", "", "Alpha", "", "", "", ""],
    ],
    "partners": [
        ["Alpha", "Industry", "", "", ""],
        ["Beta", "Academia", "", "", ""],
        ["Gamma", "Industry", "", "", ""],
    ],
    "contributions": [
        ["A1", "Beta", "In kind", "CHF", "5", ""],
        ["A1", "Beta", "Cash", "CHF", "100", ""],
        ["2022", "Alpha", "Cash", "EUR", "10", "2022-07-01"],
        ["A1", "Alpha", "Cash", "USD", "7.5", ""],
    ],
    "rates": [["CHF", "2022-01-01", "0.5", "UN"], ["EUR", "2022-01-01", "2", "UN"], ["EUR", "2022-07-01", "4", ""]],
    "periods": [["2022", "2022-01-01", "2022-12-31", "yes", ""]],
}


@pytest.fixture
def small(make_register):
    def made(**changed):
        return register_in(make_register(**{**SMALL, **changed}))

    return made


def test_every_formula_stands_there_with_its_explanation_and_lives(sheet):
    for formula in FORMULAS:
        assert sheet.named(formula.name)[:1] == [formula.description]
        assert any(f"{formula.name}(" in live for live in sheet.formulas.values())


def test_the_text_beside_a_result_is_its_formula(sheet):
    live = {formula.replace("_xlfn.", "") for formula in sheet.formulas.values()}
    shown = [cell for row in sheet.values.values for cell in row if isinstance(cell, str) and cell.startswith("=")]
    assert len(shown) >= len(FORMULAS)
    assert set(shown) <= live


def test_nothing_is_an_error_on_the_shipped_register(sheet):
    assert not [cell for row in sheet.rows() for cell in row if cell in ERRORS]


def test_tables_are_named_in_full(sheet):
    for formula in sheet.formulas.values():
        assert "@" not in formula
        assert set(re.findall(r"(?:tbl|out_)\w+(?!\w|\[)", formula)) == set()


def test_the_values_are_those_of_the_register(small):
    sheet = Sheet(master_workbook(small()))
    assert sheet.named("Line")[-1] == 2
    assert [sheet.named(name)[-1] for name in ("Amount", "Currency")] == [100, "CHF"]
    assert sheet.named("Date")[-1].date().isoformat() == "2022-03-01"
    assert [sheet.named(name)[-1] for name in ("TDAG_USD", "TDAG_RATE", "TDAG_RATE_SOURCE")] == [200, 0.5, "UN"]
    assert sheet.named("TDAG_USD_WHY")[-1] == "There is no rate of 'XXX'. The rates hold CHF, EUR."
    assert [sheet.named(name)[-1] for name in ("TDAG_DISTINCT", "TDAG_FIGURE", "TDAG_ATTAINABLE")] == [2, 2, 24]
    assert sheet.spill_of("TDAG_TOP") == [["Beta", 200], ["Alpha", 10]]
    assert sheet.spill_of("TDAG_SHARE") == [[0.952], [0.048], [""]]
    assert sheet.spill_of("TDAG_SHARE_COUNT") == [["Industry", 2, 2 / 3], ["Academia", 1, 1 / 3]]


def test_what_spills_spills_over_all_its_cells(sheet):
    assert {area.count(":") for area in sheet.areas.values()} == {0, 1}
    assert len(sheet.spill_of("TDAG_SHARE_COUNT")) == 8
    assert [
        [cell.value for cell in row]
        for place, area in sheet.areas.items()
        if "TDAG_ATTAINABLE" in sheet.formulas[place]
        for row in sheet.values[area]
    ] == [[149, 150, 151]]


def test_tdag_usd_and_the_column_usd_are_the_same(sheet, small):
    total, column, difference = sheet.named("Sum in USD")
    assert (total, difference, sheet.named("Largest difference")) == (column, 0, [0])
    assert total > 1e7
    assert Sheet(master_workbook(small())).named("Sum in USD") == [210, 210, 0]


def test_lines_without_dollars_count_in_neither_sum(small):
    lines = [
        *SMALL["contributions"],
        ["A1", "Beta", "Cash", "XXX", "5", ""],
        ["A1", "Beta", "Cash", "CHF", "a lot", ""],
    ]
    sheet = Sheet(master_workbook(small(contributions=lines)))
    assert sheet.named("Sum in USD") == [210, 210, 0]
    assert "The largest sums, and their shares Both results stand below" in sheet.words()
    assert "Left out: there is no contribution under USD, or one is an error." in sheet.words()


def test_a_line_that_only_the_column_converts_is_an_error(small, validation_errors, tmp_path):
    twice = [["CHF", "2022-01-01", "0.5", "UN"], ["CHF", "2022-01-01", "0.6", "UN"]]
    data = master_workbook(small(rates=twice, contributions=SMALL["contributions"][1:2]))
    assert Sheet(data).named("Sum in USD") == ["#N/A", pytest.approx(100 / 0.6), "#N/A"]
    assert re.search(rb't="e"><f t="array"[^>]*>SUM\([^<]*</f><v>#N/A</v>', part(data, PART))
    path = tmp_path / "built.xlsm"
    path.write_bytes(data)
    assert validation_errors(path) == []


def test_a_register_without_rows_leaves_out_what_needs_them(make_register):
    sheet = Sheet(master_workbook(register_in(make_register())))
    words = sheet.words()
    for left_out in (
        "Left out: there is no contribution in cash that has a rate.",
        "TDAG_DISTINCT is left out: no agreement has a partner.",
        "TDAG_FIGURE is left out: there is no period with a summary sheet.",
        "Left out: there is no contribution under USD, or one is an error.",
        "TDAG_SHARE_COUNT is left out: no partner has a type.",
    ):
        assert left_out in words
    assert sheet.named("Sum in USD") == [0, 0, 0]
    assert sheet.named("TDAG_USD_WHY")[-1] == "There is no rate of 'XXX'. The rates hold none that can be used."


@pytest.mark.parametrize("label", ["007", "nan", "=1+1", "\x07bell", "<&>", "_x0041_", "جامعة"])
def test_a_label_of_any_look_stays_text(label, small, validation_errors, tmp_path):
    data = master_workbook(small(partners=[["Alpha", label, "", "", ""]]))
    path = tmp_path / "built.xlsm"
    path.write_bytes(data)
    assert validation_errors(path) == []
    (kind, held) = re.findall(rb't="(\w+)"><f t="array"[^>]*>TDAG_SHARE_COUNT[^<]*</f><v>(.*?)</v>', part(data, PART))[
        0
    ]
    shown = label.replace("\x07", "␇")  # XML has no control characters: the CSV reader gives their pictures
    assert (kind, html.unescape(held.decode())) == (b"str", escaped(shown))


def test_libreoffice_calculates_the_part_of_worksheet_functions_alike(small, libreoffice, tmp_path):
    path = tmp_path / "built.xlsm"
    path.write_bytes(master_workbook(small()))
    stored, recalculated = Sheet(path), Sheet(libreoffice.recalculated(path))
    for name in ("Amount", "Currency", "Date"):
        assert recalculated.named(name)[-1] == stored.named(name)[-1]
    assert recalculated.named("Sum in USD")[1] == stored.named("Sum in USD")[1]


def test_it_prints_on_one_a4_page_and_needs_no_gridlines(sheet):
    setup = sheet.page.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (9, "landscape", 0)
    assert sheet.page.sheet_view.showGridLines is False


def part(data, name):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


def test_its_arrays_are_dynamic_and_a_refresh_keeps_them(tmp_path):
    path, other = tmp_path / "built.xlsm", tmp_path / "refreshed.xlsm"
    summaries.new(path)
    built = path.read_bytes()
    assert part(built, PART).count(b'cm="1"') == part(built, PART).count(b't="array"') > 5
    assert b'fDynamic="1"' in part(built, "xl/metadata.xml")
    summaries.refresh(path, output=other, rounding="largest-remainder")
    for kept in (PART, "xl/metadata.xml"):
        assert part(other.read_bytes(), kept) == part(built, kept)


def test_a_figure_is_what_the_summary_shows(tmp_path):
    path = tmp_path / "built.xlsm"
    summaries.new(path)
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = Sheet(path)
    (formula,) = [formula for formula in sheet.formulas.values() if "TDAG_FIGURE(out_" in formula]
    table, row, column = re.fullmatch(r'=TDAG_FIGURE\((\w+)\[#All\],"(.*)","(.*)"\)', formula).groups()
    (summary,) = [one for one in book if table in one.tables]
    headings, *rows = summary[summary.tables[table].ref]
    place = [cell.value for cell in headings].index(column)
    assert [cells[place].value for cells in rows if cells[0].value == row] == [sheet.named("TDAG_FIGURE")[-1]]
