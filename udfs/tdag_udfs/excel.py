"""The formulas as xlwings' server offers them to Excel: one function for each, under its Excel name.

Values pass without xlwings' conversion ("raw"), which would take an error for a text or a blank, and drops what it does
not know. Over COM a range comes as rows of cells and a single cell alone; a date as a datetime, currency as Decimal, an
error as a whole number; cells hold no other whole numbers. Results leave as rows of cells, errors as marked texts.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import xlwings as xw

from tdag_udfs.catalogue import FORMULAS
from tdag_udfs.excel_errors import ERROR_MARK, error_of, marked
from tdag_xl.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tdag_udfs.registry import Formula


def _served(formula: Formula) -> Callable[..., Any]:
    """The function of `formula` as xlwings registers it."""

    def function(*arguments: Any) -> list[list[Any]]:
        return _outgoing(formula.function(*map(_incoming, arguments)))

    function.__name__ = function.__qualname__ = formula.name
    function.__doc__ = formula.description
    function.__signature__ = _signature(formula)  # type: ignore[attr-defined] # it is what inspect looks for
    for argument in formula.arguments:
        xw.arg(argument.name, "raw", doc=argument.help)(function)
    xw.ret("raw")(function)
    return xw.func(category=formula.category)(function)  # last: each of the others sets xlwings' own category


def _signature(formula: Formula) -> inspect.Signature:
    return inspect.Signature(
        [
            inspect.Parameter(
                argument.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=None if argument.optional else inspect.Parameter.empty,
            )
            for argument in formula.arguments
        ]
    )


def _incoming(raw: Any) -> Any:
    """Cells as the formulas take them, from what COM gives: a cell, a row or rows; whole numbers are errors."""
    if not isinstance(raw, tuple):
        return _cell(raw)
    if not raw or not isinstance(raw[0], tuple):
        return [_cell(cell) for cell in raw]
    if int not in {type(cell) for row in raw for cell in row}:
        return raw
    return [[_cell(cell) for cell in row] for row in raw]


def _cell(raw: Any) -> Any:
    return (error_of(raw) or raw) if type(raw) is int else raw


def _outgoing(result: Any) -> list[list[Any]]:
    rows = result if isinstance(result, list) else [[result]]
    return [[_sent(cell) for cell in row] for row in rows]


def _sent(cell: Any) -> Any:
    if isinstance(cell, CellError):
        return marked(cell)
    return cell.lstrip(ERROR_MARK) if isinstance(cell, str) else cell


globals().update({formula.name: _served(formula) for formula in FORMULAS})
