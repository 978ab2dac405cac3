"""Formulas of Excel in LibreOffice's cells: what they compute, how they read back, and which are refused."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.formulas import LONGEST, from_calc, to_calc

SAME = [
    ("=SUM(1,2)", 3.0),
    ("='My sheet'!A1", 7.0),
    ("='It''s'!A1", 8.0),
    ("=SUM(Sheet1!A:A)", 5.0),
    ("=SUM(2:2)", 6.0),
    ("=SUM('My sheet:It''s'!A1)", 15.0),
    ("=SUM(tbl)", 21.0),
    ("=SUM(tbl[a])", 5.0),
    ("=SUM(tbl[#All])", 21.0),
    ("=SUM(tbl[[a]:[b c]])", 12.0),
    ("=SUM(tbl[[#All],[a]:[b c]])", 12.0),
    ("=COLUMNS(tbl[[#Headers],[b c]])", 1.0),
    ("=SUM(tbl[d'[1']])", 9.0),
    ("=SUM({1,2;3,4})", 10.0),
    ("=ROWS({1,2,3;4,5,6})", 2.0),
    ("=SUM((A2,B3))", 6.0),
    ("=SUM((A2:B3 B2:C3))", 7.0),
    ('="a ""quoted"" text, with (brackets; and "&"more"', 'a "quoted" text, with (brackets; and more'),
    ("=IF(TRUE,1,FALSE)", 1.0),
    ("=ISNA(#N/A)", True),
    ("=XLOOKUP(1,A2:A3,B2:B3)", 2.0),
    ("=LET(x,1,x+1)", 2.0),
    ("=5%*2", 0.1),
    ("=-A2^2", 1.0),
    ("=rate*2", 2.0),
    ("=SUM(1,,2)", 3.0),
    ("=CEILING.MATH(1.5)", 2.0),
    ("=STDEV.S(1,1)", 0.0),
    ("=A2<>A3", True),
    ("=+A2", 1.0),
    ("= 1 + 2", 3.0),
    ("=$A$2+A$2+$A2", 3.0),
    ('=SUMIFS(tbl[b c],tbl[a],">1")', 5.0),
    ("=VLOOKUP(4,tbl,2,FALSE)", 5.0),
    ('=TEXT(1,"0.00;-0.00")', "1.00"),
]

OTHERWISE = [
    ("=_xlfn.XLOOKUP(1,A2:A3,B2:B3)", "=XLOOKUP(1,A2:A3,B2:B3)"),
    ("=@A2", "=A2"),
    ("=TRUE()", "=TRUE"),
    ("=sum(a2)", "=SUM(A2)"),
    ("=sheet1!A1", "=Sheet1!A1"),
]

MALFORMED = [
    "=SUM(1", "=SUM((1", "=1+", "=)", '="abc', "=1 2", "=SUM(1;2)", "=NoSheet!A1", "=[@a]", "=tbl[a", "={1,2", "=A1!",
]  # fmt: skip


@pytest.fixture
def sheet(calc_book):
    first = calc_book.sheets[0]
    calc_book.sheets.add("My sheet", after=first).range("A1").value = 7
    calc_book.sheets.add("It's", after=calc_book.sheets[1]).range("A1").value = 8
    first.range("A1").value = [["a", "b c", "d[1]"], [1, 2, 3], [4, 5, 6]]
    first.tables.add(first.range("A1:C3"), name="tbl")
    calc_book.names.add("rate", "=Sheet1!$A$2")
    return first


def test_formulas_compute_and_read_back_as_they_were_given(sheet):
    cells = sheet.range("F21").resize(len(SAME), 1)
    cells.formula = [[formula] for formula, _ in SAME]
    found = list(zip([formula for (formula,) in cells.formula], cells.value, strict=True))
    assert found == SAME


@pytest.mark.parametrize(("formula", "read"), OTHERWISE)
def test_a_formula_that_excel_or_libreoffice_writes_otherwise(sheet, formula, read):
    sheet.range("F20").formula = formula
    assert sheet.range("F20").formula == read


@pytest.mark.parametrize("formula", MALFORMED)
def test_what_is_no_formula_is_refused_and_nothing_is_written(sheet, formula):
    cells = sheet.range("F20:F21")
    cells.value = [["before"], ["before"]]
    with pytest.raises(RefusedError):
        cells.value = [["after"], [formula]]
    assert cells.value == ["before", "before"]


@pytest.mark.parametrize("formula", ["=[Book2]Sheet1!A1", "='C:\\[b.xlsx]S'!A1", "=A1#"])
def test_what_libreoffice_has_not_got_says_so(sheet, formula):
    with pytest.raises(NotSupportedError, match="not"):
        sheet.range("F20").formula = formula


def test_a_formula_that_is_too_long_is_refused(sheet):
    with pytest.raises(RefusedError, match="at most 8192 characters"):
        sheet.range("F20").formula = "=" + "+".join(["1"] * (LONGEST // 2 + 1))


def test_a_formula_that_fills_a_range_is_adjusted(sheet):
    sheet.range("F1:G2").formula = "=A1+$B$1"
    assert sheet.range("F1:G2").formula == (("=A1+$B$1", "=B1+$B$1"), ("=A2+$B$1", "=B2+$B$1"))


def test_this_row_of_a_table_needs_no_name_inside_it(sheet):
    sheet.range("C2:C3").formula = "=[@a]+[@[b c]]"
    assert sheet.range("C2:C3").value == [3.0, 9.0]


def test_an_array_formula_is_shared(sheet):
    cells = sheet.range("F2:F3")
    cells.formula_array = "=A2:A3*2"
    assert (cells.value, cells.formula_array, cells.has_array) == ([2.0, 8.0], "=A2:A3*2", True)
    assert sheet.range("A2").has_array is False


def test_the_formula_of_a_constant_is_what_would_be_typed(sheet):
    cells = sheet.range("F1:F6")
    cells.value = [[1.5], [True], ["text"], ["'=A1"], [None], [1e20]]
    assert [text for (text,) in cells.formula] == ["1.5", "TRUE", "text", "=A1", "", "1E+20"]


BOOK = SimpleNamespace(
    uno=SimpleNamespace(
        Sheets=SimpleNamespace(ElementNames=("Sheet1", "It's")), DatabaseRanges=SimpleNamespace(ElementNames=("t",))
    )
)
"""As much of a workbook as the translation of a formula looks at."""

CELLS = st.sampled_from(
    ["A1", "$B$2", "A1:B2", "A:A", "1:1", "Sheet1!A1", "'It''s'!A1:B2", "t", "t[a]", "t[[#All],[a b]]"]
)
PLAIN = st.sampled_from(["1", "2.5", '"te""xt,;"', "TRUE", "#N/A", "{1,2;3,4}", "name"])
FORMULAS = st.recursive(
    CELLS | PLAIN,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "^", "&", "=", "<>", ">="]), inner).map("".join),
        st.lists(inner, max_size=3).map(lambda parts: f"SUM({','.join(parts)})"),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: f"STDEV.S({','.join(parts)})"),
        st.lists(CELLS, min_size=2, max_size=3).map(lambda parts: f"({','.join(parts)})"),
        inner.map(lambda part: f"-({part})%"),
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(FORMULAS)
def test_a_formula_comes_back_from_libreoffices_notation(formula):
    assert from_calc(to_calc(f"={formula}", BOOK)) == f"={formula}"
