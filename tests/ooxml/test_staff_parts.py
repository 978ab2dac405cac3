"""Formulas of staff are looked for in every part that can hold one, and their places told in words."""

import pytest
from ooxml.small_packages import RELATIONSHIPS, edge, with_sheets

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.formula_sites import Edit, Site
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.staff_parts import FormulaPart, formula_parts, rewrite_formulas, rewrite_names
from tdag_xl.ooxml.workbook import Workbook

S0, S1 = PartName("/xl/worksheets/s0.xml"), PartName("/xl/worksheets/s1.xml")
WORKSHEET = f"{ns.CONTENT}spreadsheetml.worksheet+xml"


def package(**parts):
    """A workbook of sheets S0 and S1; `parts` by name: type, source of its relationship, and bytes."""
    made = with_sheets("vv", after='<definedNames><definedName name="N">S0!A1</definedName></definedNames>')
    for sheet in (S0, S1):
        add_part(made, sheet, b"<worksheet><c r='B2'><f>S0!A1</f></c></worksheet>", WORKSHEET)
    for name, (content_type, source, data) in parts.items():
        part = PartName(f"/xl/{name}.xml")
        add_part(made, part, data, content_type)
        relate(made, source, "kind", part)
    return made


def marked(site, formula, sheet):
    return f"{formula}+{sheet}"


def edits(made, words=("S0",), rewrite=marked, **options):
    return [(place, edit.after) for place, edit in rewrite_formulas(made, Workbook(made), rewrite, words, **options)]


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/vnd.ms-excel.macrosheet+xml", "cell"),
        (f"{ns.CONTENT}spreadsheetml.dialogsheet+xml", "cell"),
        (f"{ns.CONTENT}drawingml.chart+xml", "a chart"),
        ("application/vnd.ms-office.chartex+xml", "a chart"),
        (f"{ns.CONTENT}drawing+xml", "a shape"),
        (f"{ns.CONTENT}vmlDrawing", "a form control"),
        ("application/vnd.ms-excel.controlproperties+xml", "a form control"),
        (f"{ns.CONTENT}spreadsheetml.table+xml", "a table"),
        (f"{ns.CONTENT}spreadsheetml.pivotCacheDefinition+xml", "a pivot table"),
    ],
)
def test_a_part_that_can_hold_formulas_is_known_by_its_type(content_type, kind):
    made = package(a=(content_type, S0, b"<a/>"), b=("application/other", S0, b"<a/>"))
    assert formula_parts(made, Workbook(made)) == (
        FormulaPart(S0, "cell", "S0"),
        FormulaPart(S1, "cell", "S1"),
        FormulaPart(PartName("/xl/a.xml"), kind, "S0"),
    )


def test_a_part_belongs_to_the_first_sheet_that_leads_to_it_however_far():
    chart, drawing = f"{ns.CONTENT}drawingml.chart+xml", f"{ns.CONTENT}drawing+xml"
    made = package(d=(drawing, S1, b"<a/>"), c=(chart, PartName("/xl/d.xml"), b"<a/>"), lost=(chart, S0, b"<a/>"))
    relate(made, PartName("/xl/d.xml"), "back", S1)
    relate(made, S0, "book", made.workbook_part)
    made.write_part(PartName("/xl/worksheets/_rels/s0.xml.rels"), (RELATIONSHIPS % edge("r", "t", "no.xml")).encode())
    owners = {part.part: part.sheet for part in formula_parts(made, Workbook(made))}
    assert owners == {S0: "S0", S1: "S1", "/xl/d.xml": "S1", "/xl/c.xml": "S1", "/xl/lost.xml": ""}


@pytest.mark.parametrize(
    ("kind", "sheet", "cell", "words"),
    [
        ("cell", "My sheet", "B2", "'My sheet'!B2"),
        ("cell", "My sheet", "", "a rule or link on sheet 'My sheet'"),
        ("a chart", "My sheet", "", "a chart on sheet 'My sheet'"),
        ("a pivot table", "", "", "a pivot table"),
    ],
)
def test_the_place_of_a_formula_in_words(kind, sheet, cell, words):
    assert FormulaPart(S0, kind, sheet).place(Edit(Site.FORMULA, cell, "a", "b")) == words


def test_formulas_are_rewritten_with_the_sheet_they_stand_on():
    made = package()
    assert edits(made) == [("'S0'!B2", "S0!A1+S0"), ("'S1'!B2", "S0!A1+S1")]
    assert made.read_part(S1) == b"<worksheet><c r='B2'><f>S0!A1+S1</f></c></worksheet>"


def test_parts_that_mention_no_word_are_not_looked_into_unless_they_always_are():
    assert edits(package(), ["Else"]) == []
    assert edits(package(), ["Else", "s0"]) == [("'S0'!B2", "S0!A1+S0"), ("'S1'!B2", "S0!A1+S1")]
    assert edits(package(), [], always=frozenset({"S1"})) == [("'S1'!B2", "S0!A1+S1")]


def test_parts_that_are_skipped_stay():
    assert edits(package(), skip=frozenset({S0.folded})) == [("'S1'!B2", "S0!A1+S1")]


@pytest.mark.parametrize(
    ("word", "data", "found"),
    [
        ("Année & <b>", "<f>'Ann&#xE9;e &amp; &lt;b&gt;'!A1</f>", True),
        ("é", "<f>x</f>", True),
        ("a.b", "<f>aXb!A1</f>", False),
        ("SUMMARY 2022", "<f>'Summary 2022'!A1</f>", True),
    ],
)
def test_a_word_is_found_however_it_is_escaped(word, data, found):
    made = package()
    made.write_part(S1, f"<worksheet>{data}</worksheet>".encode())
    assert bool(edits(made, [word], skip=frozenset({S0.folded}))) == found


def test_a_part_of_another_encoding_is_always_looked_into():
    for encoding in ("utf-16-le", "utf-16-be"):
        made = package()
        bom = "\ufeff"
        made.write_part(S1, f'{bom}<?xml version="1.0" encoding="UTF-16"?><a><f>A1</f></a>'.encode(encoding))
        assert edits(made, ["Else"]) == [("a rule or link on sheet 'S1'", "A1+S1")]


def test_a_chart_is_rewritten_as_one():
    chart = (f"{ns.CONTENT}drawingml.chart+xml", S0, b"<c:f>S0!A1</c:f>")
    sites = []
    made = package(c=chart)
    rewrite_formulas(made, Workbook(made), lambda site, formula, sheet: sites.append(site) or formula, ["S0"])
    assert sites == [Site.FORMULA, Site.FORMULA, Site.CHART]


def test_names_are_rewritten_but_those_of_our_markers():
    names = (
        '<definedName name="All">A1</definedName><definedName name="_TDAG_CELLS" localSheetId="0">A1</definedName>'
        '<definedName name="Own" localSheetId="1">A1</definedName><definedName name="Far" localSheetId="2">A1'
        '</definedName><definedName name="Kept">same</definedName><definedName name="None"/>'
    )
    book = Workbook(with_sheets("vv", after=f"<definedNames>{names}</definedNames>"))
    offered = []
    done = rewrite_names(book, lambda formula, sheet: offered.append(formula) or formula.replace("A1", f"B2{sheet}"))
    assert offered == ["A1", "A1", "A1", "same", ""]
    assert done == [
        (f"the name {name!r}", Edit(Site.FORMULA, "", "A1", after))
        for name, after in (("All", "B2"), ("Own", "B2S1"), ("Far", "B2"))
    ]
    texts = {name.get("name"): name.text for name in book.root.iter(f"{{{ns.MAIN}}}definedName")}
    assert texts == {"All": "B2", "_TDAG_CELLS": "A1", "Own": "B2S1", "Far": "B2", "Kept": "same", "None": None}
