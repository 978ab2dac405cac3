"""Cells of new rows stand in their place, hold what was given and look like the cells above them."""

import datetime as dt

import pytest
from lxml import etree
from ooxml.rates_book import SHEET, append, made, member
from ooxml.scratch_books import M, put_cell, sheet_by_hand

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.row_cells import serial


def row_of(path, number=7):
    """The row as it stands in the file, without the declarations of its names."""
    text = etree.tostring(member(path, SHEET).find(f".//m:row[@r='{number}']", M)).decode().strip()
    return text.replace(f' xmlns="{ns.MAIN}"', "").replace(f' xmlns:r="{ns.OFFICE}"', "")


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ({"Currency": "CHF"}, '<c r="A7" t="inlineStr"><is><t>CHF</t></is></c><c r="B7" s="1"/><c r="C7" s="2"/>'),
        (
            {"Currency": " CHF", "Units": True},
            '<c r="A7" t="inlineStr"><is><t xml:space="preserve"> CHF</t></is></c><c r="B7" s="1"/>'
            '<c r="C7" s="2" t="b"><v>1</v></c>',
        ),
        (
            {"Units": False, "Source": 12},
            '<c r="B7" s="1"/><c r="C7" s="2" t="b"><v>0</v></c><c r="D7"><v>12</v></c>',
        ),
        (
            {"From": dt.date(2022, 3, 1), "Units": 1e-7},
            '<c r="B7" s="1"><v>44621</v></c><c r="C7" s="2"><v>1e-07</v></c>',
        ),
        ({"From": dt.datetime(2022, 3, 1, 6), "Units": 0.1 + 0.2}, '<c r="B7" s="1"><v>44621.25</v></c>'
         '<c r="C7" s="2"><v>0.30000000000000004</v></c>'),
        ({"Currency": "a_x0041_\x07\n"}, '<c r="A7" t="inlineStr"><is><t xml:space="preserve">a_x005F_x0041__x0007_\n'
         '</t></is></c><c r="B7" s="1"/><c r="C7" s="2"/>'),
    ],
)  # fmt: skip
def test_a_value_and_its_cell(tmp_path, row, cells):
    path = made(tmp_path / "a.xlsx")
    append(path, row)
    assert row_of(path) == f'<row r="7">{cells}</row>'


def test_cells_of_staff_in_a_new_row_stand_right_of_ours_and_an_extension_last(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with sheet_by_hand(path, "Rates") as root:
        row = f'<row xmlns="{ns.MAIN}" r="7" spans="6:6" ht="9"><c r="F7"><v>1</v></c><extLst/></row>'
        root.find("m:sheetData", M).append(etree.fromstring(row))
    append(path, {"Currency": "a", "Source": "b"})
    row = member(path, SHEET).find(".//m:row[@r='7']", M)
    assert [cell.get("r") or "extension" for cell in row] == ["A7", "B7", "C7", "D7", "F7", "extension"]
    assert dict(row.items()) == {"r": "7", "ht": "9"}


def test_a_row_without_cells_of_the_table_takes_them_before_its_extension(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with sheet_by_hand(path, "Rates") as root:
        row = f'<row xmlns="{ns.MAIN}" r="7"><extLst/></row>'
        root.find("m:sheetData", M).append(etree.fromstring(row))
    append(path, {"Currency": "a"})
    assert [cell.tag.endswith("}c") for cell in member(path, SHEET).find(".//m:row[@r='7']", M)] == [True] * 3 + [False]


def style_of_new_cell(path, edit):
    """The format that C7 gets after `edit` of the sheet; the column's is 2."""
    with sheet_by_hand(path, "Rates") as root:
        edit(root)
    append(path, {"Units": 1})
    return member(path, SHEET).find(".//m:c[@r='C7']", M).get("s")


def cell(root, address):
    return root.find(f".//m:c[@r='{address}']", M)


def taken(root, *addresses):
    for address in addresses:
        cell(root, address).getparent().remove(cell(root, address))


def with_columns(root, *columns):
    for group in root.findall("m:cols", M):
        root.remove(group)
    inner = "".join(f'<col min="{low}" max="{high}" width="9"{style}/>' for low, high, style in columns)
    root.find("m:sheetData", M).addprevious(etree.fromstring(f'<cols xmlns="{ns.MAIN}">{inner}</cols>'))


def test_a_new_cell_looks_like_the_last_one_of_its_column(tmp_path):
    def last(root):
        cell(root, "C5").set("s", "1")

    assert style_of_new_cell(made(tmp_path / "a.xlsx"), last) == "2"


def test_where_the_last_row_has_no_cell_the_one_above_it_counts(tmp_path):
    def above(root):
        cell(root, "C5").set("s", "1")
        taken(root, "C6")

    assert style_of_new_cell(made(tmp_path / "a.xlsx"), above) == "1"


def test_a_row_that_is_not_there_and_an_extension_of_one_give_no_format(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with sheet_by_hand(path, "Rates") as root:
        rows = root.find("m:sheetData", M)
        rows.remove(rows[-1])
        etree.SubElement(rows[-1], f"{{{ns.MAIN}}}extLst")
        cell(root, "C5").set("s", "1")
    append(path, {"Units": 1})
    assert cell(member(path, SHEET), "C6").get("s") == "1"


@pytest.mark.parametrize(
    ("columns", "style"),
    [
        ([(3, 3, ' style="1"')], "1"),
        ([(2, 3, ' style="1"')], "1"),
        ([(3, 4, ' style="1"')], "1"),
        ([(1, 2, ' style="1"'), (4, 9, ' style="1"')], None),
        ([(3, 3, "")], None),
    ],
)
def test_where_no_row_has_a_cell_the_format_of_the_column_counts(tmp_path, columns, style):
    def bare(root):
        taken(root, "C5", "C6")
        with_columns(root, *columns)

    assert style_of_new_cell(made(tmp_path / "a.xlsx"), bare) == style


@pytest.mark.parametrize(("own", "style"), [("1", "1"), ("0", "2")])
def test_a_blank_cell_in_the_table_keeps_its_own_format_or_takes_that_of_the_column(tmp_path, own, style):
    path = made(tmp_path / "a.xlsx", [["CHF", dt.date(2022, 1, 1), 0.9, "x"], [None] * 4, [None] * 4])
    with sheet_by_hand(path, "Rates") as root:
        for address, number in (("C6", own), ("C7", "2")):
            put_cell(root, address, "")
            cell(root, address).set("s", number)
    append(path, {"Units": 1})
    assert cell(member(path, SHEET), "C6").get("s") == style


@pytest.mark.parametrize(
    ("day", "date1904", "number"),
    [
        (dt.datetime(1900, 1, 1, 12), False, 1.5),
        (dt.date(1900, 2, 28), False, 59),
        (dt.date(1900, 3, 1), False, 61),
        (dt.datetime(2022, 1, 1, 18), False, 44562.75),
        (dt.date(1904, 1, 2), True, 1),
        (dt.datetime(2022, 1, 1, 12, tzinfo=dt.UTC), True, 43100.5),
    ],
)
def test_the_number_of_a_day(day, date1904, number):
    assert serial(day, date1904=date1904) == number
