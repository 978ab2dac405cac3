"""Formulas between the two notations: Excel's A1 in English, and that of LibreOffice's interface.

| | Excel | LibreOffice |
|---|---|---|
| arguments | `SUM(1,2)` | `SUM(1;2)` |
| arrays | `{1,2;3,4}` | `{1;2|3;4}` |
| sheets | `'My sheet'!A1`, `One:Two!A1` | `$'My sheet'.A1`, `$One.A1:$Two.A1` |
| union, intersection | `(A1,B1)`, `A:A 1:1` | `(A1~B1)`, `A:A!1:1` |
| tables | `t[[#This Row],[a]]`, `t[@a]` | `t[[#This Row];[a]]` |
| rows of a table | `t`, which LibreOffice takes for the headings too | `t[#Data]` |
| truth | `TRUE` | `TRUE()`, since it makes 1 of `TRUE` |
| newer functions | `_xlfn.XLOOKUP(…)` | `XLOOKUP(…)` |

Excel's implicit intersection (`@A1`) is what LibreOffice does in a single cell anyway.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.formula_tokens import CALC, EXCEL, Token, bracketed_parts, tokens
from tdag_xl.libreoffice.range_base import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tdag_xl.libreoffice.book import Book

LONGEST = 8_192
"""Characters of a formula (Excel's limit)."""

_PREFIXES = ("_xlfn.", "_xlws.")
_OPERANDS = ("area", "word", "table", "error", "solid")


def to_calc(formula: str, book: Book, table: str = "") -> str:
    """A formula of Excel, with its equals sign, as LibreOffice's interface takes it.

    `table` is the one in which the formula stands, for `[@Column]`. Raises RefusedError for what Excel would refuse.
    """
    if len(formula) > LONGEST:
        raise RefusedError(f"A formula has at most {LONGEST} characters; this one has {len(formula)}: {formula[:80]}…")
    return _ToCalc(formula, book, table).text()


def from_calc(text: str) -> str:
    """A formula as LibreOffice's interface gives it, in Excel's notation."""
    out, in_array = ["="], False
    for token in tokens(text, CALC):
        if token.text in "{}":
            in_array = token.text == "{"
        out.append(_from_token(token, in_array=in_array))
    return "".join(out)


def _from_token(token: Token, *, in_array: bool) -> str:
    kind, text = token
    if kind == "lost":
        return "#REF!"
    if kind == "sheet":
        return f"{quoted(_plain(text[:-1]))}!"
    if kind == "solid":
        first, last = text.split(":")
        (one, top), (two, bottom) = (part.rpartition(".")[::2] for part in (first, last))
        cells = top if top == bottom else f"{top}:{bottom}"
        return f"{quoted(f'{_plain(one)}:{_plain(two)}')}!{cells}"
    if kind == "truth":
        return text[:-2]
    if kind == "table":
        return _from_table(text)
    if kind == "mark":
        return _MARKS_IN_ARRAYS.get(text, text) if in_array else _MARKS.get(text, text)
    return text


def _from_table(text: str) -> str:
    name, _, inside = text.partition("[")
    if name == "#NAME?" or "'#ref!" in inside.casefold():  # the table, or the column, is gone
        return "#REF!"
    if inside.casefold() in ("]", "#data]"):
        return name
    parts = bracketed_parts(inside[:-1], ";") if inside.startswith("[") else [inside[:-1]]
    return f"{name}[{','.join(parts)}]"


_MARKS = {";": ",", "~": ",", "!": " "}
_MARKS_IN_ARRAYS = {";": ",", "|": ";"}


def _plain(name: str) -> str:
    """The name of a sheet without the dollar and the quotes of a reference."""
    name = name.removeprefix("$")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


class _ToCalc:
    """Writes a formula of Excel anew, piece by piece; brackets that are open tell what a comma means."""

    def __init__(self, formula: str, book: Book, table: str) -> None:
        self._formula, self._book, self._home = formula, book, table
        self._open: list[str] = []
        self._pieces = list(tokens(formula, EXCEL))

    @cached_property
    def _sheets(self) -> Mapping[str, str]:
        return {name.casefold(): name for name in self._book.uno.Sheets.ElementNames}

    @cached_property
    def _tables(self) -> Collection[str]:
        return {name.casefold() for name in self._book.uno.DatabaseRanges.ElementNames}

    def text(self) -> str:
        written = "".join(self._written(place, token) for place, token in enumerate(self._pieces))
        last = next((token for token in reversed(self._pieces) if token.kind != "space"), None)
        if self._open:
            raise self._refused("a bracket is not closed")
        if last is None or (last.kind == "mark" and last.text not in ")}%#"):
            raise self._refused("it ends too early")
        return f"={written}"

    def _refused(self, why: str) -> RefusedError:
        return RefusedError(f"{self._formula} is no formula: {why}.")

    def _written(self, place: int, token: Token) -> str:
        kind, text = token
        writer = getattr(self, f"_{kind}", None)
        return text if writer is None else str(writer(text, place))

    def _external(self, text: str, place: int) -> str:
        raise NotSupportedError(f"{self._formula}: a reference to another workbook is not available in LibreOffice.")

    def _sheet(self, text: str, place: int) -> str:
        return self._sheet_named(_plain(text[:-1])) + "."

    def _sheet_named(self, name: str) -> str:
        found = self._sheets.get(name.casefold())
        if found is None:
            raise RefusedError(f"{self._formula} points at a sheet {name!r}, which is not in the workbook.")
        return "$'" + found.replace("'", "''") + "'"

    def _solid(self, text: str, place: int) -> str:
        names, _, cells = text.rpartition("!")
        first, _, last = _plain(names).partition(":")
        top, _, bottom = cells.partition(":")
        return f"{self._sheet_named(first)}.{top}:{self._sheet_named(last)}.{bottom or top}"

    def _function(self, text: str, place: int) -> str:
        for prefix in _PREFIXES:
            text = text[len(prefix) :] if text.lower().startswith(prefix) else text
        return text

    def _word(self, text: str, place: int) -> str:
        if text.upper() in ("TRUE", "FALSE"):
            return f"{text.upper()}()"
        return f"{text}[#Data]" if text.casefold() in self._tables else text

    def _table(self, text: str, place: int) -> str:
        name, _, inside = text.partition("[")
        if not name and not self._home:
            raise self._refused(f"{text} has a meaning only inside a table")
        return (name or self._home) + _structured(inside[:-1])

    def _space(self, text: str, place: int) -> str:
        before, after = self._pieces[place - 1 : place], self._pieces[place + 1 : place + 2]
        is_intersection = before and after and _ends(before[0]) and _begins(after[0])
        return "!" if is_intersection else text

    def _mark(self, text: str, place: int) -> str:
        if text in "({":
            before = self._pieces[place - 1].kind if place else ""
            self._open.append(text if text == "{" or before == "function" else "union")
        elif text in ")}":
            if not self._open or (self._open.pop() == "{") != (text == "}"):
                raise self._refused(f"there is a {text} too many")
        elif text in ",;":
            return self._separator(text)
        elif text == "@":
            return ""
        elif text == "#":
            raise NotSupportedError(f"{self._formula}: the cells of a spilled array (#) are not known in LibreOffice.")
        elif text not in "+-*/^&=<>%:":
            raise self._refused(f"{text} has no meaning there")
        return text

    def _separator(self, text: str) -> str:
        inside = self._open[-1] if self._open else ""
        if inside == "{":
            return ";" if text == "," else "|"
        if text == ";":
            raise self._refused(f"{text} has no meaning there")
        return ";" if inside == "(" else "~"


def _ends(token: Token) -> bool:
    return token.kind in _OPERANDS or token.text == ")"


def _begins(token: Token) -> bool:
    return token.kind in (*_OPERANDS, "sheet", "function") or token.text == "("


def _structured(inside: str) -> str:
    """What stands between a structured reference's brackets, with them, as LibreOffice has it.

    >>> _structured("@USD"), _structured("[#All],[a]:[b]"), _structured("#All")
    ('[[#This Row];[USD]]', '[[#All];[a]:[b]]', '[#All]')
    """
    if inside.startswith("@"):
        column = inside[1:].strip()
        wrapped = column if column.startswith("[") else f"[{column}]"
        return f"[[#This Row];{wrapped}]" if column else "[#This Row]"
    if not inside.startswith("["):
        return f"[{inside}]"
    return f"[{';'.join(bracketed_parts(inside, ','))}]"
