"""Formulas go on in new rows of a table, and those that reached to its last row still do."""

import datetime as dt
import re

import openpyxl
import pytest
from lxml import etree
from ooxml.rates_book import NEW, TABLE, append, made, member, values
from ooxml.scratch_books import M, by_hand

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.workbook import Workbook


def test_a_column_of_formulas_goes_on(tmp_path):
    inverse = {"header": "Inverse", "formula": "=1/tblRates[[#This Row],[Units]]*$A$1"}
    path = made(tmp_path / "a.xlsx", columns=[inverse, {"header": "Mine"}])
    append(path)
    sheet = openpyxl.load_workbook(path)["Rates"]
    assert (sheet["E7"].value, sheet["E7"].value) == (sheet["E6"].value, "=1/tblRates[[#This Row],[Units]]*$A$1")
    assert sheet["F7"].value is None


def test_a_column_of_formulas_goes_on_also_where_the_table_does_not_say_it_is_one(tmp_path):
    """LibreOffice leaves that out."""
    path = made(tmp_path / "a.xlsx", columns=[{"header": "Inverse", "formula": "=1/tblRates[[#This Row],[Units]]"}])
    with by_hand(path) as package:
        part = Workbook(package).table("tblRates").part
        root = package.tree(part)
        for formula in root.findall(".//m:calculatedColumnFormula", M):
            formula.getparent().remove(formula)
        package.write_tree(part, root)
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["E7"].value == "=1/tblRates[[#This Row],[Units]]"


@pytest.mark.parametrize("formula", ["=C5*2", "=SUM(C$5:C5)", "=SUM(5:5)"])
def test_a_column_whose_formulas_name_cells_by_their_distance_is_refused(formula, tmp_path):
    path = made(tmp_path / "a.xlsx", columns=[{"header": "Own", "formula": formula}])
    with pytest.raises(UnsupportedWorkbookError, match=f"the column 'Own'.*{re.escape(formula)}"):
        append(path)


def test_a_formula_in_one_cell_makes_no_column_of_formulas(tmp_path):
    path = made(
        tmp_path / "a.xlsx", columns=[{"header": "Own"}], around=lambda b, sheet: sheet.write_formula("E6", "=C6*2")
    )
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["E7"].value is None


def test_formulas_that_differ_from_row_to_row_are_refused(tmp_path):
    def around(book, sheet):
        sheet.write_formula("E5", "=C5*2")
        sheet.write_formula("E6", "=C6*2")

    with pytest.raises(UnsupportedWorkbookError, match="the column 'Own'"):
        append(made(tmp_path / "a.xlsx", columns=[{"header": "Own"}], around=around))


def test_formulas_of_staff_in_a_column_that_gets_a_value_do_not_matter(tmp_path):
    def around(book, sheet):
        sheet.write_formula("C5", "=1/1.08")
        sheet.write_formula("C6", "=C5*1.01")

    path = made(tmp_path / "a.xlsx", around=around)
    append(path)
    assert [row[2] for row in values(path, "A5:D7")] == ["=1/1.08", "=C5*1.01", 0.92]


def test_a_value_wins_over_the_formula_of_its_column(tmp_path):
    path = made(tmp_path / "a.xlsx", columns=[{"header": "Own", "formula": "=1+$A$1"}])
    append(path, {**NEW, "Own": 5}, NEW)
    sheet = openpyxl.load_workbook(path)["Rates"]
    assert (sheet["E7"].value, sheet["E8"].value) == (5, "=1+$A$1")


CHAIN = PartName("/xl/calcChain.xml")


def with_chain(path, entries):
    """Give the workbook a calculation chain."""
    with by_hand(path) as package:
        data = f'<calcChain xmlns="{ns.MAIN}">{entries}</calcChain>'.encode()
        add_part(package, CHAIN, data, f"{ns.CONTENT}spreadsheetml.calcChain+xml")
        relate(package, package.workbook_part, ns.CALC_CHAIN, CHAIN)
    return path


OWN = {"header": "Own", "formula": "=1+$A$1"}


def test_new_formulas_join_the_calculation_chain(tmp_path):
    path = with_chain(
        made(tmp_path / "a.xlsx", columns=[OWN]),
        '<c r="E6" i="1"/><c r="E5"/><c r="E9"/><c r="E7" i="2"/>',
    )
    append(path, NEW, {**NEW, "Own": 5}, NEW)
    chain = [(c.get("r"), c.get("i")) for c in member(path, "xl/calcChain.xml").findall("m:c", M)]
    assert chain == [("E6", "1"), ("E5", None), ("E9", None), ("E7", "2"), ("E7", "1")]


def test_rows_without_formulas_leave_the_calculation_chain_as_it_is(tmp_path):
    path = with_chain(made(tmp_path / "a.xlsx", columns=[OWN]), '<c  r="E6"  i="1" ></c>')
    assert "xl/calcChain.xml" not in append(path, {**NEW, "Own": 5}).changes


def test_a_calculation_chain_that_is_not_there_is_not_missed(tmp_path):
    path = with_chain(made(tmp_path / "a.xlsx", columns=[OWN]), "")
    with by_hand(path) as package:
        package.remove_part(CHAIN)
    append(path)
    assert openpyxl.load_workbook(path)["Rates"]["E7"].value == "=1+$A$1"


def test_what_reached_to_the_last_row_still_does(tmp_path):
    def around(book, sheet):
        other = book.add_worksheet("Mine")
        other.write_formula("A1", "=SUM(Rates!$C$5:$C$6)")
        other.write_formula("A2", "=Rates!$C$6")
        sheet.write_formula("F1", "=MAX(C5:C6)")
        book.define_name("AllUnits", "=Rates!$C$5:$C$6")
        book.define_name("Title", "=Rates!$A$1")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Rates!$C$5:$C$6", "categories": "=Rates!$B$5:$B$6"})
        other.insert_chart("C3", chart)
        sheet.conditional_format("C5:C6", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format()})
        sheet.conditional_format("A5:A500", {"type": "duplicate", "format": book.add_format()})
        sheet.data_validation("B5:B6", {"validate": "date", "criteria": ">", "value": dt.date(2000, 1, 1)})

    path = made(tmp_path / "a.xlsx", around=around)
    done = append(path)
    book = openpyxl.load_workbook(path)
    assert (book["Mine"]["A1"].value, book["Mine"]["A2"].value) == ("=SUM(Rates!$C$5:$C$7)", "=Rates!$C$6")
    assert book["Rates"]["F1"].value == "=MAX(C5:C7)"
    assert (book.defined_names["AllUnits"].value, book.defined_names["Title"].value) == (
        "Rates!$C$5:$C$7",
        "Rates!$A$1",
    )
    [series] = book["Mine"]._charts[0].series
    assert series.val.numRef.f == "Rates!$C$5:$C$7"
    assert sorted(str(area.sqref) for area in book["Rates"].conditional_formatting) == ["A5:A500", "C5:C7"]
    assert [str(rule.sqref) for rule in book["Rates"].data_validations.dataValidation] == ["B5:B7"]
    assert "Mine!A1: SUM(Rates!$C$5:$C$6) is now SUM(Rates!$C$5:$C$7)" in done.followed


def test_the_order_that_staff_sorted_by_reaches_over_the_new_rows(tmp_path):
    path = made(tmp_path / "a.xlsx")
    with by_hand(path) as package:
        part = Workbook(package).table("tblRates").part
        root = package.tree(part)
        sort = etree.fromstring(f'<sortState xmlns="{M["m"]}" ref="A5:D6"><sortCondition ref="B5:B6"/></sortState>')
        root.find("m:autoFilter", M).addnext(sort)
        package.write_tree(part, root)
    append(path)
    sort = member(path, TABLE).find("m:sortState", M)
    assert (sort.get("ref"), sort[0].get("ref")) == ("A5:D7", "B5:B7")
