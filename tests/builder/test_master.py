"""The master workbook: the same bytes from the same register, valid, and what staff find in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from vba.vba_projects import modules_by_olevba

from tdag_xl.builder.input_columns import CODE_LISTS
from tdag_xl.builder.input_sheets import HEADER_ROW, LEAST_ROWS
from tdag_xl.builder.master import master_workbook
from tdag_xl.builder.register_files import register_in, shipped_register
from tdag_xl.builder.ribbon import ribbon_part
from tdag_xl.builder.vba_sources import project
from tdag_xl.domain.columns import SPECS
from tdag_xl.ooxml.addin_parts import CodeNames, code_names
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.vba.project_reader import read

SHEETS = [
    "Read me", "Agreements", "Partners", "Contributions", "Rates", "Periods", "Published", "Lists", "Formulas",
    "Choices", "xlwings.conf",
]  # fmt: skip
BUILD = (
    "import sys; from tdag_xl.builder.master import master_workbook; "
    "from tdag_xl.builder.register_files import shipped_register; "
    "sys.stdout.buffer.write(master_workbook(shipped_register()))"
)
NASTY = [
    "=1+1", "+41 22 730", "-x", "@x", "<a> & \"b\" 'c'", "]]>", "جامعة الدول العربية", "世界银行 中文",
    "bell\x07 nul-free\x1f",
    "_x0041_", "https://itu.int", "line\nbreak", "e\u0301tude", "\U0001f30d", "<r>&</si><si></r>",
]  # fmt: skip
SHOWN = [name.replace("\x07", "␇").replace("\x1f", "␟") for name in NASTY]


@pytest.fixture(scope="module")
def shipped():
    return master_workbook(shipped_register())


@pytest.fixture(scope="module")
def book(shipped):
    return openpyxl.load_workbook(BytesIO(shipped), keep_vba=True)


def saved(path, data):
    path.write_bytes(data)
    return path


def part(data, name):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def test_building_twice_gives_the_same_bytes(shipped):
    assert master_workbook(shipped_register()) == shipped


@pytest.mark.parametrize(("seed", "zone"), [("0", "Pacific/Kiritimati"), ("4711", "America/Los_Angeles")])
def test_another_process_with_another_hash_seed_and_time_zone_gives_the_same_bytes(shipped, seed, zone):
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
    ran = subprocess.run([sys.executable, "-c", BUILD], capture_output=True, check=True, env=environment)
    assert ran.stdout == shipped


def test_it_is_a_macro_enabled_workbook_with_the_vba_project_and_the_ribbon_of_the_sources(shipped):
    types = part(shipped, "[Content_Types].xml")
    assert types.count("application/vnd.ms-excel.sheet.macroEnabled.main+xml") == 1
    with zipfile.ZipFile(BytesIO(shipped)) as package:
        assert package.read("customUI/customUI14.xml") == ribbon_part()
        found = read(package.read("xl/vbaProject.bin"))
    names = [f"Sheet{number}" for number in range(1, len(SHEETS))]
    assert found == project(CodeNames("ThisWorkbook", tuple(names), ()))


def test_document_modules_are_bound_to_their_sheets_by_code_name(shipped):
    with zipfile.ZipFile(BytesIO(shipped)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        bound = [re.findall(r'codeName="([^"]*)"', package.read(name).decode()) for name in sheets]
    assert sorted(bound) == sorted([*([f"Sheet{number}"] for number in range(1, len(SHEETS))), []])
    assert part(shipped, "xl/workbook.xml").count('codeName="ThisWorkbook"') == 1


def test_olevba_reads_every_module_as_it_was_written(shipped):
    found = {name.rpartition(".")[0]: text for name, text in modules_by_olevba(shipped, "built.xlsm").items()}
    assert found == {module.name: module.source for module in project(code_names_of(shipped)).modules}


def code_names_of(data):
    with Archive(BytesIO(data), Path("built.xlsm")) as archive:
        return code_names(Package(archive))


def test_the_sheets_stand_in_the_order_of_work_and_it_opens_on_read_me(book):
    assert book.sheetnames == SHEETS
    assert book.active.title == "Read me"
    assert book["Choices"].sheet_state == "hidden"


def test_it_names_no_author_and_no_moment_of_building(shipped):
    core = part(shipped, "docProps/core.xml")
    assert "<dc:creator></dc:creator>" in core
    assert core.count("2026-01-01T00:00:00Z") == 2


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_openpyxl_and_calamine_read_every_table(shipped, book, spec):
    table = book[spec.name.removeprefix("tbl")].tables[spec.name]
    held = shipped_register().tables[spec.name]
    headings = [*held.headings, *(["USD"] if spec.name == "tblContributions" else [])]
    assert headings[: len(spec.columns)] == list(spec.columns)
    assert table.column_names == headings
    reader = python_calamine.CalamineWorkbook.from_filelike(BytesIO(shipped), load_tables=True)
    seen = reader.get_table_by_name(spec.name)
    assert seen.columns == headings
    assert [[cell if cell != "" else None for cell in row[: len(held.headings)]] for row in seen.to_python()] == [
        list(row) for row in held.rows
    ]


def test_names_of_codes_are_set_from_the_right_where_their_language_is(book):
    headings, first, *_ = book["Lists"][book["Lists"].tables["tblLists"].ref]
    aligned = {
        heading.value: (cell.alignment.horizontal, cell.alignment.readingOrder)
        for heading, cell in zip(headings, first, strict=True)
    }
    assert [heading for heading, how in aligned.items() if how == ("right", 2)] == ["ar"]


def test_a_list_without_columns_of_names_has_rules_for_its_own_alone(make_register):
    book = openpyxl.load_workbook(BytesIO(master_workbook(register_in(make_register(lists=[["Region", "Africa"]])))))
    rules = book["Lists"].data_validations.dataValidation
    assert [rule.promptTitle for rule in rules] == ["List", "Code"]


def test_new_rows_take_the_formula_of_the_table(book):
    column = book["Contributions"].tables["tblContributions"].tableColumns[-1]
    assert column.calculatedColumnFormula.attr_text == book["Contributions"]["G5"].value.removeprefix("=")


def test_rules_of_entry_reach_thousands_of_rows_beyond_the_present_ones(book):
    for spec in SPECS:
        rules = book[spec.name.removeprefix("tbl")].data_validations.dataValidation
        assert rules
        for rule in rules:
            (area,) = rule.sqref.ranges
            assert area.min_row == HEADER_ROW + 2
            assert area.max_row >= LEAST_ROWS
            assert rule.prompt
            assert len(rule.promptTitle) <= 32


def test_codes_and_names_are_asked_about_and_dates_and_amounts_refused(book):
    rules = {
        (name, rule.promptTitle): (rule.type, rule.errorStyle or "stop")
        for name in SHEETS[1:8]
        for rule in book[name].data_validations.dataValidation
    }
    assert rules["Agreements", "Region"] == rules["Contributions", "Partner"] == ("list", "warning")
    assert rules["Agreements", "Signed"] == rules["Rates", "Effective from"] == ("date", "stop")
    assert rules["Contributions", "Amount"] == rules["Rates", "Units per USD"] == ("decimal", "stop")
    assert rules["Contributions", "Kind"] == rules["Periods", "Sheet"] == ("list", "stop")


def test_every_drop_down_takes_a_defined_name_that_is_there_or_words(book):
    used = set()
    for name in SHEETS[1:8]:
        for rule in book[name].data_validations.dataValidation:
            if rule.type == "list" and not rule.formula1.startswith('"'):
                used.add(rule.formula1)
    assert used == set(book.defined_names)
    assert {f"choices_{name.replace(' ', '_')}" for name in CODE_LISTS} < used


def test_every_cell_of_a_table_has_a_named_style(book):
    for name in SHEETS[1:8]:
        sheet = book[name]
        styles = {cell.style for row in sheet.iter_rows(min_row=HEADER_ROW + 2) for cell in row}
        assert styles == ({"TDAG Input", "TDAG Calculated"} if name == "Contributions" else {"TDAG Input"})
        assert {cell.style for cell in sheet[HEADER_ROW + 1]} == {"TDAG Column heading"}
    assert book["Read me"]["A1"].style == "TDAG Title"
    assert book["Agreements"]["C5"].number_format == "yyyy-mm-dd"


def test_every_sheet_prints_one_page_wide_on_a4_with_its_header_on_each_page(book):
    for name in SHEETS[1:8]:
        sheet = book[name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
        assert sheet.freeze_panes == f"B{HEADER_ROW + 2}"
        assert sheet.sheet_properties.tabColor.rgb == "FF0072B2"


def words(book):
    return " ".join(str(cell) for row in book["Read me"].values for cell in row if cell)


def test_read_me_says_that_the_shipped_register_is_illustrative_and_what_is_invented(book):
    assert "illustrative" in words(book)
    assert "Taken from the published document TDAG-23/4" in words(book)
    assert "European Central Bank" in words(book)


def test_read_me_says_nothing_of_that_for_a_register_of_ones_own(make_register):
    own = openpyxl.load_workbook(BytesIO(master_workbook(register_in(make_register()))))
    assert "tdag-xl refresh" in words(own)
    assert not [word for word in ("illustrative", "TDAG-23/4", "European Central Bank") if word in words(own)]


def nasty_register(make_register):
    headings = ["Ref", "Partner", "Kind", "Currency", "Amount", "Value date", "<r>=A1 & <b> [x]#'</r>"]
    return register_in(
        make_register(
            agreements=[[name, name, "2022-03-01", name, name, name, name, name, name] for name in NASTY],
            partners=[[name] * 5 for name in NASTY],
            contributions=[[name, name, "Cash", "USD", "1", "", name] for name in NASTY],
            lists=[["Region", name] for name in NASTY],
            headings={"contributions": headings},
        )
    )


def test_names_that_look_like_formulas_markup_or_other_scripts_arrive_as_they_are(make_register):
    reader = python_calamine.CalamineWorkbook.from_filelike(
        BytesIO(master_workbook(nasty_register(make_register))), load_tables=True
    )
    assert [row[0] for row in reader.get_table_by_name("tblPartners").to_python()] == SHOWN
    assert [row[7] for row in reader.get_table_by_name("tblContributions").to_python()] == SHOWN


@pytest.mark.parametrize("kind", ["shipped", "nasty", "empty", "short"])
def test_the_open_xml_sdk_finds_no_error(kind, shipped, make_register, validation_errors, tmp_path):
    data = {
        "shipped": lambda: shipped,
        "nasty": lambda: master_workbook(nasty_register(make_register)),
        "empty": lambda: master_workbook(register_in(make_register())),
        "short": lambda: master_workbook(register_in(make_register(without=["lists", "published"]))),
    }[kind]()
    assert validation_errors(saved(tmp_path / "built.xlsm", data)) == []


def test_a_table_without_rows_has_one_blank_row_with_its_formula(make_register):
    book = openpyxl.load_workbook(BytesIO(master_workbook(register_in(make_register()))))
    for spec in SPECS:
        table = book[spec.name.removeprefix("tbl")].tables[spec.name]
        assert table.ref.endswith(str(HEADER_ROW + 2))
    assert str(book["Contributions"]["G5"].value).startswith("=IF(")


def test_ten_thousand_rows_arrive_whole(make_register):
    many = range(10_000)
    register = register_in(
        make_register(
            agreements=[["A", "T", "2022-03-01", "", "P", "", "", "", ""]],
            partners=[[f"P{n}", "", "", "", ""] for n in many],
            contributions=[["A", f"P{n}", "Cash", "CHF", str(n), ""] for n in many],
            rates=[["CHF", "2022-01-01", "0.5", ""]],
        )
    )
    reader = python_calamine.CalamineWorkbook.from_filelike(BytesIO(master_workbook(register)), load_tables=True)
    assert [row[6] for row in reader.get_table_by_name("tblContributions").to_python()] == [n * 2 for n in many]
    assert len(reader.get_table_by_name("tblPartners").to_python()) == len(many)
