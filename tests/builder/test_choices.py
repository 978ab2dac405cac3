"""The drop-downs offer the codes of a list in their order, wherever they stand in tblLists."""

from __future__ import annotations

import openpyxl
import pytest

from tdag_xl.builder.choices import LEAST, capacity
from tdag_xl.builder.input_columns import CODE_LISTS
from tdag_xl.builder.master import master_workbook
from tdag_xl.builder.register_files import register_in

# As after staff added Antarctica and a plan at the end; case counts, and spaces around a list's name do not.
LISTS = [
    ["Region", "Europe"], ["Plan", "Old plan"], ["Region", "Africa"], ["region", "no region"], ["Type", "Treaty"],
    [" Region ", "Antarctica"], ["Plan", "New plan"], ["Region", ""],
]  # fmt: skip
OFFERED = {"Region": ["Europe", "Africa", "Antarctica"], "Plan": ["Old plan", "New plan"], "Type": ["Treaty"]}


@pytest.fixture
def built(make_register, tmp_path):
    """The workbook with two formulas for each list: how many choices its name stands for, and the last of them."""
    path = tmp_path / "built.xlsm"
    path.write_bytes(master_workbook(register_in(make_register(lists=LISTS, partners=[["P1"] + [""] * 4] * 2))))
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Probe")
    for name in (*OFFERED, "Partner"):
        sheet.append([name, f"=ROWS(choices_{name})", f"=INDEX(choices_{name},ROWS(choices_{name}))"])
    book.save(tmp_path / "probe.xlsx")
    return path, tmp_path / "probe.xlsx"


def offered(path):
    columns = openpyxl.load_workbook(path, data_only=True)["Choices"].iter_cols(values_only=True)
    return {name: [code for code in codes if code] for name, *codes in columns}


def test_the_codes_of_a_list_are_gathered_in_their_order(built):
    assert offered(built[0]) == {name: OFFERED.get(name, []) for name in CODE_LISTS}


def test_libreoffice_gathers_the_same_and_ends_each_drop_down_with_its_last_code(built, libreoffice):
    path = libreoffice.recalculated(built[1])
    assert offered(path) == offered(built[0])
    assert list(openpyxl.load_workbook(path, data_only=True)["Probe"].values) == [
        *((name, len(codes), codes[-1]) for name, codes in OFFERED.items()),
        ("Partner", 2, "P1"),
    ]


def test_a_list_can_grow_to_twice_its_codes_and_to_a_hundred_at_least(make_register):
    many = register_in(make_register(lists=[["Region", str(n)] for n in range(80)]))
    few = register_in(make_register(lists=LISTS))
    assert capacity(many.tables["tblLists"]) == 160
    assert capacity(few.tables["tblLists"]) == LEAST
