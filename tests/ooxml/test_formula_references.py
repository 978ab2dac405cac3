"""References are found in formulas as Excel reads them, and never inside text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.ooxml.areas import Area
from tdag_xl.ooxml.formula_references import Reference, Target, quoted, references, replaced, sheets_of, with_area


def found(formula):
    return [formula[r.start : r.end] for r in references(formula) if r.target is not Target.NAME]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(A1:B2)", ["A1:B2"]),
        ("'Summary 2022'!$B$5:$B$9", ["'Summary 2022'!$B$5:$B$9"]),
        ("'Bob''s list'!A1", ["'Bob''s list'!A1"]),
        ("Übersicht!A1:Übersicht!B2", ["Übersicht!A1", "Übersicht!B2"]),
        ("Checks!A1:INDEX(B1:B9,3)", ["Checks!A1", "B1:B9"]),
        ('"Checks!A1"&A2', ["A2"]),
        ('"say ""A1"" twice"&A2', ["A2"]),
        ("LOG10(2)+ATAN2(A1,1)", ["A1"]),
        ("1E5+A1", ["A1"]),
        ("SUM($A:$C)+SUM(1:2)", ["$A:$C", "1:2"]),
        ("[1]Data!A1+'[1]My Book'!B2", ["[1]Data!A1", "'[1]My Book'!B2"]),
        ("SUM(Jan:Mar!A1)+'A:B'!C3", ["Jan:Mar!A1", "'A:B'!C3"]),
        ("out_x[[#This Row],[A '[b']]]*2+A1", ["out_x[[#This Row],[A '[b']]]", "A1"]),
        ("out_x['[A]+out_x[B']]+A1", ["out_x['[A]", "out_x[B']]", "A1"]),
        ("[@USD]*A1", ["A1"]),
        ("Checks!#REF!+#REF!A1+#N/A", ["Checks!#REF!"]),
        ("_xlfn.ANCHORARRAY(Checks!A1)", ["Checks!A1"]),
        ("Sheet!Name_1", []),
        ("XFE1+A1048577+ABCD1", ["XFE1", "A1048577"]),
    ],
)
def test_references_of_a_formula(formula, expected):
    assert found(formula) == expected


@pytest.mark.parametrize("formula", ["XFE1", "A1048577"])
def test_what_only_looks_like_an_address_has_no_area(formula):
    assert next(references(formula)).area is None


def test_what_a_reference_says_of_its_sheets():
    three_d, external = next(references("Jan:Mar!A1")), next(references("'[Book 2.xlsx]Data'!A1"))
    assert (three_d.sheets, three_d.external) == (("Jan", "Mar"), False)
    assert (external.sheets, external.external) == (("Data",), True)
    workbook = next(references("[1]!Total+[@USD]"))
    assert (workbook.text, workbook.target, workbook.external) == ("Total", Target.NAME, True)
    assert next(references("'Bob''s'!$C$4")).sheets == ("Bob's",)
    assert next(references("'Bob''s'!$C$4")).area == Area.of("C4")


@pytest.mark.parametrize(
    ("formula", "target", "text", "sheets"),
    [
        ("A1", Target.CELLS, "A1", ()),
        ("$A$1:B2", Target.CELLS, "$A$1:B2", ()),
        ("$A:C", Target.LINES, "$A:C", ()),
        ("2:$3", Target.LINES, "2:$3", ()),
        ("SUM", Target.NAME, "SUM", ()),
        ("out_x[[#This Row],[A '[b']]]", Target.TABLE, "out_x", ()),
        ("out_x[never closed", Target.TABLE, "out_x", ()),
        ("S!A1", Target.CELLS, "A1", ("S",)),
        ("S!$1:$2", Target.LINES, "$1:$2", ("S",)),
        ("S!Total", Target.NAME, "Total", ("S",)),
        ("S!out_x[USD]", Target.TABLE, "out_x", ("S",)),
        ("S!#REF!", Target.ERROR, "#REF!", ("S",)),
        ("S!#REF!A1:B2", Target.ERROR, "#REF!A1:B2", ("S",)),
        ("'S T'!", Target.ERROR, "", ("S T",)),
        ("'A:B'!C3", Target.CELLS, "C3", ("A", "B")),
        ("'O''Neil: x'!C3", Target.CELLS, "C3", ("O'Neil", " x")),
    ],
)
def test_what_a_reference_names(formula, target, text, sheets):
    first = next(references(f"1+{formula}"))
    assert first == Reference(2, 2 + len(formula), target, text, sheets)


def test_a_sheet_without_a_reference_is_an_error():
    assert next(references("S!5")) == Reference(0, 2, Target.ERROR, "", ("S",))
    assert next(references("'[1]S'!")) == Reference(0, 7, Target.ERROR, "", ("S",), external=True)


@pytest.mark.parametrize("formula", ["[@USD]+A1", "[[#This Row],[USD]]+A1", "[@[U']D]]+A1"])
def test_what_stands_in_brackets_alone_is_a_column_of_the_table_around(formula):
    assert [reference.text for reference in references(formula)] == ["A1"]


def test_references_are_replaced_where_a_text_is_given():
    new = {"A1": "#REF!", "C3": ""}
    assert replaced("A1+B2*C3&D4", lambda reference: new.get(reference.text)) == "#REF!+B2*&D4"


@pytest.mark.parametrize(
    ("formula", "area", "after"),
    [
        ("$B$5:$B$7", "B5:B11", "$B$5:$B$11"),
        ("S!B$5:$C7", "D6:E9", "S!D$6:$E9"),
        ("'S T'!B5", "C6", "'S T'!C6"),
        ("$B5", "B5:C9", "$B5:$C9"),
        ("B5:B5", "C6", "C6:C6"),
        ("b5", "AX10", "AX10"),
    ],
)
def test_a_reference_keeps_its_sheet_dollar_signs_and_colon_with_another_area(formula, area, after):
    (reference,) = references(formula)
    assert with_area(reference, formula, Area.of(area)) == after


def test_whole_columns_take_no_area():
    (reference,) = references("A:B")
    with pytest.raises(ValueError, match=r"^'A' is no cell address$"):
        with_area(reference, "A:B", Area.of("A1"))


@pytest.mark.parametrize(
    ("sheet", "written"),
    [
        ("Checks", "Checks"),
        ("Übersicht", "Übersicht"),
        ("A.b_c", "A.b_c"),
        ("Summary 2022", "'Summary 2022'"),
        ("Bob's", "'Bob''s'"),
        ("Q1", "'Q1'"),
        ("ABCD1", "ABCD1"),
        ("R1C1", "'R1C1'"),
        ("rc", "'rc'"),
        ("R", "'R'"),
        ("C5", "'C5'"),
        ("5a", "'5a'"),
        ("", "''"),
    ],
)
def test_a_sheet_is_quoted_unless_it_is_a_plain_word_that_is_no_address(sheet, written):
    assert quoted(sheet) == written


@given(st.text(max_size=60))
def test_any_text_can_be_searched_and_comes_back_unchanged(text):
    spans = [(r.start, r.end) for r in references(text)]
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert replaced(text, lambda _: None) == text


@given(st.text(st.characters(exclude_characters='"'), max_size=30))
def test_nothing_inside_a_string_literal_is_a_reference(inner):
    assert list(references(f'"{inner}"')) == []
    assert found(f'A1&"{inner}"&B2') == ["A1", "B2"]


SHEET_NAMES = st.text(st.characters(exclude_characters="[]:*?/\\", exclude_categories=["Cs", "Cc"]), min_size=1)
SHEET_NAMES = SHEET_NAMES.filter(lambda name: not (name.startswith("'") or name.endswith("'")))


@given(SHEET_NAMES)
def test_any_sheet_name_is_read_back_from_its_quoted_form(name):
    (reference,) = references(f"{quoted(name)}!$B$5:$C$9")
    assert reference.sheets == (name,)
    assert reference.area == Area.of("B5:C9")
    assert sheets_of(quoted(name)) == ((name,), False)
