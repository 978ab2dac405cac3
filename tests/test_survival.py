"""What staff made in a workbook is still there, byte for byte, after refreshes with changing figures."""

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
import staff_workbook
from python_calamine import CalamineWorkbook, SheetTypeEnum
from raw_members import changed_members, raw_members
from register_files import registers_with_another_figure

from benchmarks.survival_work import refreshed
from tdag_xl.commands import summaries

MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|(xl[/\\])?_rels[/\\]workbook\.xml\.rels|(xl[/\\])?(workbook|styles)\.xml", re.I
)
"""The parts that must know of a generated sheet."""

REFUSED = {
    "Open-XML-SDK-Revision_NameCommentChange.xlsx": "shared",
    "poi-ms-office-2010-signed.xlsx": "digital signature",
}
"""Workbooks of the corpus that a refresh would damage, and the word in the sentence that says why."""


@pytest.fixture(scope="session")
def registers(tmp_path_factory):
    """Two workbooks with the illustrative register, the second with other figures."""
    return registers_with_another_figure(tmp_path_factory.mktemp("registers"))


def values(path, sheets=None):
    """Every value of those sheets, or of all, as calamine reads them."""
    book = CalamineWorkbook.from_path(path)
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return {name: book.get_sheet_by_name(name).to_python() for name in sheets or names}


def test_the_master_workbook_is_valid_as_built_and_as_refreshed(tmp_path, registers, validation_errors, libreoffice):
    master = Path(shutil.copy(registers[0], tmp_path / "master.xlsm"))
    assert validation_errors(master) == []
    assert summaries.refresh(master, register=registers[1]).wrote
    assert validation_errors(master) == []
    assert libreoffice.to_pdf(master).stat().st_size > 0
    shown = {table.name for sheet in openpyxl.load_workbook(master, keep_vba=True) for table in sheet.tables.values()}
    assert {"tblAgreements", "out_2022_headline", "out_compare_jan_apr_2023_jan_apr_2022", "out_checks"} <= shown


def test_a_workbook_full_of_staff_content_keeps_every_other_part(tmp_path, registers, validation_errors, libreoffice):
    workbook = staff_workbook.build(tmp_path / "staff.xlsm")
    before, held = raw_members(workbook), values(workbook)
    for register in registers:
        assert summaries.refresh(workbook, register=register).wrote
        once = workbook.read_bytes()
        assert not summaries.refresh(workbook, register=register).wrote
        assert workbook.read_bytes() == once
        after = raw_members(workbook)
        assert [name for name in changed_members(before, after) if not MAY_CHANGE.fullmatch(name)] == []
        assert len([n for n in before if after.get(n) == before[n]]) >= len(before) - 4
        assert values(workbook, held) == held
        assert validation_errors(workbook) == []
    assert libreoffice.to_pdf(workbook).stat().st_size > 0


def test_a_refresh_from_the_workbook_s_own_tables(tmp_path):
    workbook = staff_workbook.build(tmp_path / "staff.xlsm", rows=60)
    before = raw_members(workbook)
    assert summaries.refresh(workbook).wrote
    assert [n for n in changed_members(before, raw_members(workbook)) if not MAY_CHANGE.fullmatch(n)] == []


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it says which of staff's things it would lose
def test_staff_formulas_charts_and_names_follow_generated_tables(tmp_path, registers, validation_errors):
    """A region more makes the table longer: what staff point at its whole columns goes along."""
    workbook = staff_workbook.build(tmp_path / "staff.xlsm", rows=60)
    summaries.refresh(workbook, register=registers[0])
    staff_workbook.with_references_to_generated(workbook)
    lengths = [_rows(workbook, "out_2022_regions")]
    pointed = [_pointed_at(workbook)]
    summaries.refresh(workbook, register=registers[1])
    lengths.append(_rows(workbook, "out_2022_regions"))
    pointed.append(_pointed_at(workbook))
    assert lengths[1] == lengths[0] + 1
    assert pointed[0] != pointed[1]
    assert [end - start for _, start, end in pointed[1]] == [end - start + 1 for _, start, end in pointed[0]]
    assert validation_errors(workbook) == []


def _rows(path, name):
    table = next(t for s in openpyxl.load_workbook(path) for t in s.tables.values() if t.name == name)
    first, last = (int(re.sub(r"[A-Z]+", "", corner)) for corner in table.ref.split(":"))
    return last - first


def _pointed_at(path):
    """Staff chart references to the generated sheet: column, first and last row."""
    with_charts = [
        c for s in openpyxl.load_workbook(path) if not s.title.startswith(("Summary", "Jan")) for c in s._charts
    ]
    refs = [
        ref.f
        for chart in with_charts
        for one in chart.series
        for ref in (one.val.numRef, one.cat and one.cat.strRef)
        if ref
    ]
    found = [re.fullmatch(r"'Summary 2022'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)", ref) for ref in refs]
    return [(m[1], int(m[2]), int(m[3])) for m in found if m]


def test_a_workbook_of_another_program_keeps_every_other_part(corpus_file, tmp_path, registers, validation_errors):
    workbook = Path(shutil.copyfile(corpus_file, tmp_path / corpus_file.name))
    outcome = refreshed(workbook, registers, validation_errors)
    if corpus_file.name in REFUSED:
        assert REFUSED[corpus_file.name] in outcome.refused
        assert workbook.read_bytes() == corpus_file.read_bytes()
        assert [p.name for p in tmp_path.iterdir()] == [corpus_file.name]
    else:
        assert outcome.kept_promise, outcome
