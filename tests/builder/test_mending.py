"""What LibreOffice leaves out is put back, in a workbook that LibreOffice itself saved, and in no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tdag_xl.builder.mending import mend_tables, saved_by_libreoffice
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"


@pytest.fixture(scope="module")
def resaved(libreoffice, tmp_path_factory):
    """The master as LibreOffice saves it under its own name."""
    folder = tmp_path_factory.mktemp("resaved")
    return libreoffice.resaved(Path(shutil.copy(MASTER, folder / MASTER.name)))


def mended(path, target):
    with Archive.open(path) as archive:
        package = Package(archive)
        names = mend_tables(package)
        with target.open("w+b") as stream:
            archive.write(stream, package.changes)
    return names


def tables(path):
    book = openpyxl.load_workbook(path)
    found = {table.name: table for sheet in book for table in sheet.tables.values()}
    book.close()
    return found


def test_tables_get_their_style_and_new_rows_their_formula_back(resaved, tmp_path, validation_errors):
    before = tables(MASTER)
    lost = tables(resaved)
    assert not any(table.tableStyleInfo for table in lost.values())
    assert not lost["tblContributions"].tableColumns[-1].calculatedColumnFormula
    assert set(mended(resaved, tmp_path / "mended.xlsm")) == set(before)
    after = tables(tmp_path / "mended.xlsm")
    assert {n: t.tableStyleInfo.name for n, t in after.items()} == {n: t.tableStyleInfo.name for n, t in before.items()}
    formulas = [t["tblContributions"].tableColumns[-1].calculatedColumnFormula.attr_text for t in (before, after)]
    assert formulas[0] == formulas[1]
    assert set(validation_errors(tmp_path / "mended.xlsm")) <= set(validation_errors(resaved))


def test_mending_twice_is_mending_once(resaved, tmp_path):
    mended(resaved, tmp_path / "once.xlsm")
    assert mended(tmp_path / "once.xlsm", tmp_path / "twice.xlsm") == ()


def test_a_workbook_of_another_program_is_left_alone(tmp_path):
    with Archive.open(MASTER) as archive:
        package = Package(archive)
        assert not saved_by_libreoffice(package)
        assert mend_tables(package) == ()
        assert package.changes == {}
