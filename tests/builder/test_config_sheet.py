"""The sheet xlwings.conf: read by calamine as xlwings' VBA reads it, replaced when ours, refused when not."""

import io
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tdag_xl.builder.config_sheet import SETTINGS, SHEET, config_settings, put_config_sheet
from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.workbook import Workbook


def package_with(settings=None, *, name=SHEET):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Data")
        if settings is not None:
            sheet = book.add_worksheet(name)
            for row, (key, text) in enumerate(settings.items()):
                sheet.write_string(row, 0, key)
                sheet.write(row, 1, text)
    return Package(Archive(stream, Path("book.xlsx")))


def written(package):
    stream = io.BytesIO()
    package.archive.write(stream, package.changes)
    stream.seek(0)
    return stream


def test_it_is_put_last_and_hidden():
    package = package_with()
    put_config_sheet(package)
    sheets = [(sheet.name, sheet.state) for sheet in Workbook(package).sheets]
    assert sheets == [("Data", "visible"), (SHEET, "hidden")]
    assert config_settings(package) == SETTINGS


def test_calamine_reads_keys_and_values_from_the_first_cell_on_without_a_gap():
    package = package_with()
    put_config_sheet(package)
    rows = CalamineWorkbook.from_filelike(written(package)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    assert dict(rows) == SETTINGS
    assert len(rows) == len(SETTINGS)


def test_the_folder_of_the_workbook_is_no_place_to_import_from():
    assert SETTINGS["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    blank = {key for key, text in SETTINGS.items() if not text}
    assert {"PYTHONPATH", "INTERPRETER", "CONDA PATH", "CONDA ENV", "LICENSE_KEY"} <= blank
    assert "INTERPRETER_WIN" not in SETTINGS


def test_putting_it_twice_changes_nothing_more():
    package = package_with()
    put_config_sheet(package)
    changes = dict(package.changes)
    put_config_sheet(package)
    assert package.changes == changes


def test_an_older_sheet_of_ours_is_brought_up_to_date():
    package = package_with({"Udf Modules": "old", "SHOW CONSOLE": True}, name="XLWINGS.conf")
    put_config_sheet(package)
    assert config_settings(package) == SETTINGS
    assert len(Workbook(package).sheets) == 2


def test_a_sheet_with_other_settings_is_refused():
    package = package_with({"UDF MODULES": "theirs", "My key": "x"})
    with pytest.raises(UnsupportedWorkbookError, match="MY KEY"):
        put_config_sheet(package)
    assert package.changes == {}


def test_a_workbook_without_it_has_no_settings():
    assert config_settings(package_with()) is None
