"""What others say of a grafted workbook: the Open XML SDK's validator, LibreOffice, and the clock."""

import io
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.scratch_books import CHECKS, MANY, SUMMARY, both, grafted, opened, sheet, two_sheets
from raw_members import raw_members
from staff_workbook import with_references_to_generated

from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.graft import graft
from tdag_xl.ooxml.markers import generated_sheets
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.scratch import master_rows


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Staff")
        page.write_formula("A1", f"=SUM('{SUMMARY}'!$B$5:$B$7)", None, 0)
    return path


def test_a_grafted_workbook_is_valid_however_often_it_is_refreshed(validation_errors, master):
    assert validation_errors(master) == []
    grafted(master, master, two_sheets(), both())
    assert validation_errors(master) == []
    grafted(master, master, two_sheets(MANY), both("d2"))
    assert validation_errors(master) == []
    grafted(master, master, b"", [])
    assert validation_errors(master) == []


def test_libreoffice_computes_staff_formulas_over_our_tables(libreoffice, master):
    grafted(master, master, two_sheets(), both())
    grafted(master, master, two_sheets(MANY), both("d2"))
    book = opened(libreoffice.recalculated(master), data_only=True)
    assert book["Staff"]["A1"].value == sum(usd for _, usd, _ in MANY)


def test_a_workbook_that_libreoffice_saved_is_known_again_and_refreshed(libreoffice, master):
    grafted(master, master, two_sheets(), both())
    saved = libreoffice.recalculated(master)
    with Archive.open(saved) as archive:
        found = generated_sheets(Package(archive))
    assert [(s.key, s.name) for s in found] == [("summary/2022", SUMMARY), ("checks", CHECKS)]
    result = grafted(saved, saved, two_sheets(MANY), both("d2"))
    assert (result.updated, result.warnings) == ((SUMMARY, CHECKS), ())
    page = opened(saved)[SUMMARY]
    assert page.tables["out_2022_regions"].ref == "A4:C11"
    assert len(page._charts) == 2
    assert grafted(saved, saved, two_sheets(MANY), both("d2")).changes == {}


def test_what_staff_build_on_our_tables_follows_and_computes(staff_workbook, libreoffice, validation_errors, tmp_path):
    path = tmp_path / "refreshed.xlsm"
    grafted(staff_workbook, path, two_sheets(), both())
    with_references_to_generated(path)
    errors = validation_errors(path)
    result = grafted(path, path, two_sheets(MANY), both("d2"))
    assert validation_errors(path) == errors
    assert len(result.followed) == 4, "a formula, a name, and the chart's categories and values"
    assert "xl/calcChain.xml" not in result.changes
    page = opened(libreoffice.recalculated(path), data_only=True)["Dashboard"]
    total = sum(usd for _, usd, _ in MANY)
    assert [page.cell(row, 2).value for row in range(36, 41)] == [total, total, MANY[0][1], total, len(MANY)]


def long_list(rows=10_000, columns=10):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet(SUMMARY)
        share = book.add_format({"num_format": "0%"})
        headings = [{"header": f"Heading {c}"} for c in range(columns)]
        page.add_table(3, 0, 3 + rows, columns - 1, {"name": "out_long", "columns": headings, "autofilter": False})
        for row in range(4, 4 + rows):
            for column in range(0, columns, 2):
                page.write_string(row, column, f"text {row}")
                page.write_number(row, column + 1, row, share)
    return stream.getvalue()


@pytest.fixture(scope="module")
def long_scratch():
    return long_list()


def test_the_cells_of_a_long_list_are_rewritten_in_well_under_a_second(long_scratch):
    with zipfile.ZipFile(io.BytesIO(long_scratch)) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    rows = text.partition("<sheetData>")[2].partition("</sheetData>")[0]
    began = time.process_time()
    result = master_rows(rows, ["<t>text</t>"] * 20_000, (0, 7))
    assert time.process_time() - began < 0.9
    assert result.count("<is><t>text</t></is>") == 50_000 + 10
    assert result.count(' s="7"') == 50_000


def test_a_long_list_is_refreshed_in_seconds(long_scratch, master):
    for changes in (True, False):
        began = time.process_time()
        result = grafted(master, master, long_scratch, [sheet()])
        assert bool(result.changes) == changes
        assert time.process_time() - began < 6


PARTS = st.dictionaries(st.from_regex(r"custom/[a-z0-9]{1,8}\.(bin|dat|xml)", fullmatch=True), st.binary(max_size=200))


@settings(max_examples=15, deadline=None)
@given(PARTS)
def test_parts_of_a_kind_nobody_knows_stay_byte_for_byte(parts):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Staff")
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    with Archive(stream, Path("master.xlsx")) as archive:
        changes = graft(Package(archive), two_sheets(), both()).changes
        assert not set(changes) & set(parts)
        target = io.BytesIO()
        archive.write(target, changes)
    with Archive(target, Path("new.xlsx")) as archive:
        assert {name: archive.read(name) for name in parts} == parts


def test_the_staff_workbook_keeps_all_that_staff_made(staff_workbook, tmp_path, validation_errors):
    path = tmp_path / f"refreshed{staff_workbook.suffix}"
    first = grafted(staff_workbook, path, two_sheets(), both())
    before, after = raw_members(staff_workbook), raw_members(path)
    assert {name for name in before if before[name] != after[name]} == set(first.changes) & set(before)
    assert set(first.changes) & set(before) <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    }
    assert validation_errors(path) == validation_errors(staff_workbook)
    assert grafted(path, path, two_sheets(), both()).changes == {}
    grafted(path, path, two_sheets(MANY), both("d2"))
    assert validation_errors(path) == validation_errors(staff_workbook)
    grafted(path, path, b"", [])
    assert set(raw_members(path)) == set(before)
