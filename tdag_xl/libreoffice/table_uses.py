"""Formulas that point at tables: they follow a table that is renamed, and show #REF! for what is taken away.

LibreOffice leaves them behind when a table is renamed, and lets them point at the next column when one is deleted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.libreoffice.formula_tokens import CALC, Token, bracketed_parts, tokens
from tdag_xl.libreoffice.formula_uses import Change, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from tdag_xl.libreoffice.book import Book

_LOST = "#REF!"


def renamed_table(book: Book, before: str, after: str) -> list[Change]:
    """The formulas that point at a table, with its other name."""
    return changes(book, before, lambda text: with_other_tables(text, {before: after}))


def with_other_tables(formula: str, names: Mapping[str, str]) -> str:
    """A formula of LibreOffice that points at other tables.

    >>> with_other_tables('=SUM(t[a])+ROWS(T)&"t"+u', {"t": "u", "u": "w"})
    '=SUM(u[a])+ROWS(u)&"t"+w'
    """
    others = {before.casefold(): after for before, after in names.items()}

    def other(token: Token) -> str:
        name = _table_of(token)
        return others.get(name.casefold(), name) + token.text[len(name) :]

    return "=" + "".join(map(other, tokens(formula, CALC)))


def lost_table(book: Book, name: str) -> list[Change]:
    """The formulas that point at a table, without it."""
    return changes(book, name, lambda text: _pointed(text, name, lambda _: _LOST))


def lost_columns(book: Book, name: str, columns: Collection[str]) -> list[Change]:
    """The formulas that point at columns of a table, without them."""
    folded = {column.casefold() for column in columns}

    def without(token: str) -> str:
        return _LOST if folded & {column.casefold() for column in columns_named(token)} else token

    return changes(book, name, lambda text: _pointed(text, name, without))


def _pointed(formula: str, name: str, changed: Callable[[str], str]) -> str:
    """The formula of LibreOffice, its references to a table changed."""
    return "=" + "".join(
        changed(token.text) if _table_of(token).casefold() == name.casefold() else token.text
        for token in tokens(formula, CALC)
    )


def _table_of(token: Token) -> str:
    return token.text.partition("[")[0] if token.kind in ("table", "word") else ""


def columns_named(reference: str) -> list[str]:
    """The columns that a structured reference of LibreOffice names, without those between.

    >>> columns_named("t[a]"), columns_named("t[[#This Row];[it''s]:[b'#]]"), columns_named("t[#All]")
    (['a'], ["it's", 'b#'], [])
    """
    inside = reference.partition("[")[2][:-1]
    parts = bracketed_parts(inside, ";") if inside.startswith("[") else [f"[{inside}]"]
    names = [column for part in parts for column in _columns(part)]
    return [re.sub(r"'(.)", r"\1", name) for name in names if not name.startswith("#")]


def _columns(part: str) -> list[str]:
    return [column[1:-1] for column in bracketed_parts(part, ":")]
