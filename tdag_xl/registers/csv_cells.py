"""A field of a CSV file as the cell it becomes: a number or a day where its column asks for one, else text."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from tdag_xl.cells import Kind, iso_date
from tdag_xl.hosts.cell_text import writable

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")

# Excel counts a 29 February 1900 that never was, so that earlier days have another number in other programs.
_EARLIEST = dt.date(1900, 3, 1)


def cell(field: str, kind: Kind) -> CellValue:
    """`field` as `kind`; what is neither a plain number nor an ISO date stays text, for a refresh to report.

    Lines of a text end as in Excel, in a line feed; control characters are shown as their pictures.

    >>> cell("2400000", Kind.NUMBER), cell("=1+1", Kind.TEXT), cell("1,200", Kind.NUMBER)
    (2400000, '=1+1', '1,200')
    """
    field = writable(field.replace("\r\n", "\n").replace("\r", "\n"))
    if kind is Kind.TEXT:
        return field or None
    text = field.strip()
    if not text:
        return None
    return _number(text, field) if kind is Kind.NUMBER else _day(text, field)


def _number(text: str, field: str) -> CellValue:
    if not _NUMBER.fullmatch(text):
        return field
    number = float(text)
    if abs(number) == float("inf"):
        return field
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _day(text: str, field: str) -> CellValue:
    moment = iso_date(text)
    return moment.date() if moment is not None and moment.date() >= _EARLIEST else field
