"""Every custom formula gives what it promises: for one cell, a column, a range, a blank, an error and a date."""

from __future__ import annotations

import keyword
import subprocess
import sys

import pytest
from tdag_udfs import conversion
from tdag_udfs.catalogue import FORMULAS
from tdag_udfs.conversion import usd
from tdag_udfs.excel_errors import NUMBERS
from tdag_udfs.rate_grid import rates_of
from tdag_udfs.registry import LONGEST_HELP, Argument, Formula
from udfs.formula_cases import FORMULA, each_case

from tdag_xl.cells import CellError

# What VBA keeps for itself ([MS-VBAL] 3.3.5.2).
RESERVED = """
    Abs AddressOf And Any Array As Attribute Boolean ByRef Byte ByVal Call Case CBool CByte CCur CDate CDbl CDec CDecl
    CInt Circle CLng CLngLng CLngPtr Close Const CSng CStr Currency CVar CVErr Date Debug Decimal Declare DefBool
    DefByte DefCur DefDate DefDbl DefDec DefInt DefLng DefLngLng DefLngPtr DefObj DefSng DefStr DefVar Dim Do DoEvents
    Double Each Else ElseIf Empty End EndIf Enum Eqv Erase Event Exit False Fix For Friend Function Get Global GoSub
    GoTo If Imp Implements In Input InputB Int Integer Is LBound Len LenB Let Like LINEINPUT Lock Long LongLong LongPtr
    Loop LSet Me Mod New Next Not Nothing Null On Open Option Optional Or ParamArray Preserve Print Private PSet Public
    Put RaiseEvent ReDim Rem Resume Return RSet Scale Seek Select Set Sgn Shared Single Spc Static Stop String Sub Tab
    Then To True Type TypeOf UBound Unlock Until Variant Wend While With WithEvents Write Xor
""".lower().split()  # fmt: skip


def cell(value):
    return CellError(value) if isinstance(value, str) and value in NUMBERS else value


def taken(argument):
    return [[cell(one) for one in row] for row in argument] if isinstance(argument, list) else cell(argument)


@each_case()
def test_a_formula_gives(name, arguments, gives):
    assert FORMULA[name].function(*map(taken, arguments)) == taken(gives)


def test_every_name_is_an_identifier_of_python_and_of_vba():
    for formula in FORMULAS:
        names = [argument.name for argument in formula.arguments]
        assert len({name.lower() for name in names}) == len(names)
        for name in [formula.name, *names]:
            assert name.isascii()
            assert name.isidentifier()
            assert not keyword.iskeyword(name)
            assert name.lower() not in RESERVED
            assert name != "caller"  # which xlwings keeps for itself


def test_optional_arguments_stand_at_the_end():
    for formula in FORMULAS:
        optional = [argument.optional for argument in formula.arguments]
        assert optional == sorted(optional)


def test_every_description_and_help_is_a_sentence_that_excel_shows_whole():
    for formula in FORMULAS:
        assert formula.category == "TDAG"
        for text in (formula.description, *(argument.help for argument in formula.arguments)):
            assert text.endswith(".")
            assert len(text) <= LONGEST_HELP


@pytest.mark.parametrize("text", ["x" * (LONGEST_HELP + 1), "→"])
def test_help_that_excel_would_cut_or_vba_cannot_hold_is_refused(text):
    with pytest.raises(ValueError, match=r"longer|encode"):
        Formula("TDAG_X", "TDAG", "Fine.", (Argument("n", text),), len)


def test_the_formulas_need_the_standard_library_only():
    code = (
        "import sys; before = set(sys.modules); import tdag_udfs.catalogue; "
        "names = {name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names; "
        "print(sorted(names - {'tdag_udfs', 'tdag_xl'}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_rates_that_were_read_already_are_taken_as_they_are():
    rows = (("Currency", "Effective from", "Units per USD"), ("CHF", 44562.0, 0.5))
    assert usd(1.0, "CHF", 44562.0, rates_of(rows)) == usd(1.0, "CHF", 44562.0, rows) == 2
    assert usd(1.0, "CHF", 44562.0, rates_of(rows[1:])) == usd(1.0, "CHF", 44562.0, rows[1:]) == CellError("#VALUE!")


def test_the_next_call_sees_a_rate_that_changed_in_value_or_in_kind_alone():
    def rows(units):
        return (("Currency", "Effective from", "Units per USD"), ("CHF", 44562.0, units))

    given = [usd(1.0, "CHF", 44562.0, rows(units)) for units in (1.0, True, 0.5, 1.0)]
    assert given == [1.0, CellError("#N/A"), 2.0, 1.0]


def test_what_was_looked_up_first_does_not_answer_for_an_equal_cell_of_another_kind():
    rates = rates_of((("Currency", "Effective from", "Units per USD"), ("1", 1.0, 0.5)))
    given = [usd(1.0, code, day, rates) for code, day in ((1.0, 1.0), (True, 1.0), (1.0, True), (1.0, 1.0))]
    assert given == [2.0, CellError("#N/A"), CellError("#VALUE!"), 2.0]


def test_more_pairs_of_currency_and_date_than_are_kept_are_converted_all(monkeypatch):
    monkeypatch.setattr(conversion, "_MOST_KNOWN", 2)
    rates = rates_of((("Currency", "Effective from", "Units per USD"), ("CHF", 44562.0, 0.5)))
    assert [usd(1.0, "CHF", 44562.0 + day % 3, rates) for day in range(9)] == [2.0] * 9
    assert len(rates.known) <= 2
