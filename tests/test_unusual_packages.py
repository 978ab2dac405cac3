"""A workbook in an unusual form gives the same figures as in its usual one, and keeps every part as it is."""

import re
import shutil
from pathlib import Path

import pytest
import staff_workbook
from python_calamine import CalamineWorkbook
from raw_members import changed_members, raw_members
from unusual_packages import UNUSUAL, rewritten

from tdag_xl.commands import summaries

MAY_CHANGE = re.compile(r"\[content_types\]\.xml|(workbook|main)\.xml\.rels|(workbook|main|styles)\.xml")


def digests(refreshed):
    """What each generated sheet shows."""
    return {sheet.key: sheet.digest() for sheet in refreshed.report.sheets}


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """A staff workbook, and what a refresh of it shows."""
    path = staff_workbook.build(tmp_path_factory.mktemp("usual") / "staff.xlsm", rows=60)
    copy = path.with_name("refreshed.xlsm")
    shutil.copy(path, copy)
    return path, digests(summaries.refresh(copy))


@pytest.mark.parametrize("steps", UNUSUAL.values(), ids=UNUSUAL)
def test_an_unusual_package_is_served_like_any_other(steps, usual, tmp_path, validation_errors):
    workbook = rewritten(usual[0], steps, tmp_path / "staff.xlsm")
    original, before = Path(shutil.copyfile(workbook, tmp_path / "original.xlsm")), raw_members(workbook)
    assert digests(summaries.refresh(workbook)) == usual[1]
    changed = {re.split(r"[/\\\\]", name)[-1].lower() for name in changed_members(before, raw_members(workbook))}
    assert [name for name in changed if not MAY_CHANGE.fullmatch(name)] == []
    assert validation_errors.new_errors(workbook, original) == set()
    assert not summaries.refresh(workbook).wrote
    summaries.undo(workbook)
    assert workbook.read_bytes() == original.read_bytes()


def test_a_refreshed_strict_workbook_opens(usual, tmp_path, libreoffice):
    workbook = rewritten(usual[0], UNUSUAL["Strict"], tmp_path / "staff.xlsm")
    summaries.refresh(workbook)
    tables = [summary_of(path) for path in (workbook, libreoffice.recalculated(workbook))]
    assert tables[0] == tables[1] != []


def summary_of(path):
    """Two headline figures, as calamine reads them."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Summary 2022").to_python()
    return [row[1:3] for row in rows if row[1] in ("Agreements", "Partners")]
