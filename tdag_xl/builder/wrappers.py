"""The VBA functions that cells call, one for each formula of the registry, and their help for the Function Wizard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.errors import BuildError
from tdag_xl.vba.identifiers import is_identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tdag_udfs.registry import Argument, Formula

LONGEST_HELP = 255
"""Characters of a description, and of the help of an argument, that Application.MacroOptions takes."""
LONGEST_NAME = 255  # [MS-VBAL] 3.3.5

_CELL_ADDRESS = re.compile(r"(?:[A-Z]{1,3}[0-9]{1,7}|R[0-9]*C[0-9]*)", re.IGNORECASE)
_IN_THE_BODY = {"array", "tdagresult"}
"""What a wrapper calls: an argument of that name would hide it."""


def wrappers(formulas: Sequence[Formula]) -> str:
    """The functions in their order, then the Sub that describes them; lines end in line feed.

    Raises BuildError where VBA or Excel would not take a name or a text.
    """
    _refuse_doubles("formula", [formula.name for formula in formulas])
    return "\n".join([*map(_wrapper, formulas), _descriptions(formulas)])


def _wrapper(formula: Formula) -> str:
    _refuse_formula_name(formula.name)
    names = [_argument_name(formula, argument) for argument in formula.arguments]
    _refuse_doubles(f"argument of {formula.name}", names)
    if [a.optional for a in formula.arguments] != sorted(a.optional for a in formula.arguments):
        raise BuildError(f"{formula.name}: an argument that may be left out stands before one that may not. Move it.")
    parameters = ", ".join(map(_parameter, formula.arguments))
    return (
        f"Public Function {formula.name}({parameters}) As Variant\n"
        f'    {formula.name} = TdagResult("{formula.name}", Array({", ".join(names)}))\n'
        "End Function\n"
    )


def _parameter(argument: Argument) -> str:
    """As xlwings declares it: without a default, so that Python knows the one that is left out and puts its own."""
    return f"{'Optional ' if argument.optional else ''}{argument.name} As Variant"


def _descriptions(formulas: Sequence[Formula]) -> str:
    """The Sub that tells Excel the help of every formula; it leaves the workbook as unchanged as it was."""
    lines = [
        "' Errors change nothing but the help: Excel refuses it for a workbook without a window.",
        "Public Sub TdagDescribeFormulas(Book As Workbook)",
        "    Dim WasSaved As Boolean",
        "    WasSaved = Book.Saved",
        "    On Error Resume Next",
        *(line for formula in formulas for line in _description(formula)),
        "    Book.Saved = WasSaved",
        "End Sub",
    ]
    return "\n".join(lines) + "\n"


def _description(formula: Formula) -> Iterator[str]:
    yield f'    Describe Book, "{formula.name}", {_literal(formula, formula.category)}, _'
    yield f"        {_literal(formula, formula.description)}, _"
    helps = ", _\n            ".join(_literal(formula, argument.help) for argument in formula.arguments)
    yield f"        Array({helps})"


def _literal(formula: Formula, text: str) -> str:
    """The text in quotes, as one line of VBA takes it."""
    if len(text) > LONGEST_HELP:
        raise BuildError(f"{formula.name}: a help text is longer than {LONGEST_HELP} characters. Shorten it: {text}")
    if not (text.isascii() and text.isprintable() and text.strip()):
        raise BuildError(
            f"{formula.name}: a help text is blank, has a line break, or a letter that not every language's Excel can "
            f"hold in VBA: {text!r}. Write it in one line of plain English letters."
        )
    return '"' + text.replace('"', '""') + '"'


def _refuse_formula_name(name: str) -> None:
    if not _is_name(name) or _CELL_ADDRESS.fullmatch(name):
        raise BuildError(f"{name!r} is no name for a formula: VBA or Excel takes it for something else. Rename it.")


def _argument_name(formula: Formula, argument: Argument) -> str:
    if not _is_name(argument.name) or argument.name.lower() in {*_IN_THE_BODY, formula.name.lower()}:
        raise BuildError(
            f"{formula.name}: {argument.name!r} is a word of VBA, or no name at all, for an argument. Rename it."
        )
    return argument.name


def _is_name(name: str) -> bool:
    return is_identifier(name) and name.isascii() and len(name) <= LONGEST_NAME


def _refuse_doubles(what: str, names: Sequence[str]) -> None:
    folded = [name.lower() for name in names]
    for name in names:
        if folded.count(name.lower()) > 1:
            raise BuildError(f"There is more than one {what} named {name!r} (capitals do not count). Rename one.")
