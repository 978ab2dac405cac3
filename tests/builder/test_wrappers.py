"""The VBA functions that cells call: those that xlwings would generate, with true errors and with their help."""

from __future__ import annotations

import re

import pytest
from tdag_udfs.catalogue import FORMULAS
from tdag_udfs.excel_errors import ERROR_MARK
from tdag_udfs.registry import Argument, Formula
from udfs.windows_stubs import MODULE, ExcelServer

from tdag_xl.builder.config_sheet import SETTINGS
from tdag_xl.builder.vba_sources import modules
from tdag_xl.builder.wrappers import wrappers
from tdag_xl.errors import BuildError

ALL = wrappers(FORMULAS)
SIGNATURE = re.compile(r"^(?:Public )?Function (\w+)\((.*)\)(?: As Variant)?$", re.MULTILINE)


def formula(name="TDAG_TRY", *arguments, description="It tries.", category="TDAG"):
    return Formula(name, category, description, arguments or (Argument("amount", "An amount."),), max)


def signatures(vba):
    return {name: parameters.replace(" As Variant", "") for name, parameters in SIGNATURE.findall(vba)}


@pytest.fixture(scope="module")
def generated():
    """What xlwings' own generator writes, run on stand-ins for Windows."""
    with ExcelServer() as excel:
        return excel.wrappers()


def test_each_formula_has_the_name_and_the_parameters_that_xlwings_gives_it(generated):
    assert signatures(ALL) == signatures(generated)
    assert list(signatures(ALL)) == [formula.name for formula in FORMULAS]


def test_python_is_asked_for_the_same_with_the_arguments_in_the_same_order(generated):
    theirs = re.findall(
        r'XLPy\.CallUDF\("([\w.]+)", "(\w+)", (Array\(.*?\)), ThisWorkbook, Application\.Caller\)', generated
    )
    ours = re.findall(r'= TdagResult\("(\w+)", (Array\(.*?\))\)$', ALL, re.MULTILINE)
    assert [(name, arguments) for _, name, arguments in theirs] == sorted(ours)
    hand_written = next(module.source for module in modules() if module.name == "TdagFormulas")
    (call,) = re.findall(r"Server\.CallUDF\((.*)\)", hand_written)
    assert {module for module, *_ in theirs} == {MODULE} == {SETTINGS["UDF MODULES"]}
    assert call == f'"{MODULE}", Formula, Arguments, ThisWorkbook, Application.Caller'


def test_the_mark_of_an_error_is_the_one_that_python_sends():
    source = next(module.source for module in modules() if module.name == "TdagFormulas")
    assert re.findall(r"ChrW\$\((\d+)\)", source) == [str(ord(ERROR_MARK))]


def test_no_formula_is_volatile():
    assert "Volatile" not in ALL


def test_every_help_text_is_told_to_excel():
    told = ALL.replace(" _\n", " ")
    for one in FORMULAS:
        (line,) = re.findall(rf'^ +Describe Book, "{one.name}", .*$', told, re.MULTILINE)
        texts = [text.replace('""', '"') for text in re.findall(r'"((?:[^"]|"")*)"', line)]
        assert texts == [one.name, one.category, one.description, *(argument.help for argument in one.arguments)]


def test_describing_leaves_the_workbook_as_unchanged_as_it_was():
    sub = ALL[ALL.index("Public Sub TdagDescribeFormulas") :].splitlines()
    assert [line.strip() for line in sub[1:4]] == [
        "Dim WasSaved As Boolean",
        "WasSaved = Book.Saved",
        "On Error Resume Next",
    ]
    assert [line.strip() for line in sub[-2:]] == ["Book.Saved = WasSaved", "End Sub"]


def test_quotes_in_a_help_text_are_doubled():
    assert '"Say ""half-up""."' in wrappers([formula(description='Say "half-up".')])


@pytest.mark.parametrize("name", ["date", "Currency", "on", "TO", "type", "next", "optional", "string", "vb_name"])
def test_a_word_of_vba_is_no_argument(name):
    with pytest.raises(BuildError, match=rf"TDAG_TRY: '{name}' is a word of VBA, .* Rename it\."):
        wrappers([formula("TDAG_TRY", Argument(name, "Help."))])


@pytest.mark.parametrize("name", ["Array", "tdagresult", "tdag_try", "1st", "a b", "a.b", "", "число", "_x", "a" * 256])
def test_what_would_hide_the_call_or_is_no_name_is_no_argument(name):
    with pytest.raises(BuildError, match="for an argument"):
        wrappers([formula("TDAG_TRY", Argument(name, "Help."))])


@pytest.mark.parametrize("name", ["FX1", "xfd1048576", "R1C1", "RC", "Date", "TDAG.USD", "a" * 256])
def test_what_excel_or_vba_takes_for_something_else_is_no_formula(name):
    with pytest.raises(BuildError, match="is no name for a formula"):
        wrappers([formula(name)])


def test_names_that_differ_in_capitals_alone_are_the_same():
    with pytest.raises(BuildError, match="more than one formula named 'TDAG_TRY'"):
        wrappers([formula("TDAG_TRY"), formula("Tdag_Try")])
    with pytest.raises(BuildError, match="more than one argument of TDAG_TRY named 'Base'"):
        wrappers([formula("TDAG_TRY", Argument("Base", "One."), Argument("base", "Two."))])


def test_an_optional_argument_comes_last():
    with pytest.raises(BuildError, match="stands before one that may not"):
        wrappers([formula("TDAG_TRY", Argument("a", "One.", optional=True), Argument("b", "Two."))])


@pytest.mark.parametrize("text", ["", " ", "two\nlines", "tab\there", "8 – 9"])
def test_a_help_text_is_one_line(text):
    with pytest.raises(BuildError, match="Write it in one line"):
        wrappers([formula("TDAG_TRY", Argument("a", text))])


def test_a_formula_without_arguments_has_empty_arrays():
    alone = Formula("TDAG_NOW", "TDAG", "It says when.", (), max)
    assert "Public Function TDAG_NOW() As Variant\n" in wrappers([alone])
    assert '= TdagResult("TDAG_NOW", Array())\n' in wrappers([alone])
    assert '"It says when.", _\n        Array()\n' in wrappers([alone])
