"""How the columns of the generated tables are shown, by heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.report import Column, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FORMATS = {
    **dict.fromkeys(("Agreements", "Partners", "USD", "Value"), Format.WHOLE),
    **dict.fromkeys(("Rank", "Row"), Format.NUMERAL),
    **dict.fromkeys(("Share", "Share of agreements", "Share of USD"), Format.SHARE),
    **dict.fromkeys(("Signed", "Effective from"), Format.DATE),
    "Amount": Format.AMOUNT,
    "Units per USD": Format.RATE,
    "Published": Format.NUMBER,
    "Computed": Format.AMOUNT,
}

_AGREEMENTS = {"Ref": 12, "Signed": 12, "Title": 26, "Type": 16, "Partner": 28, "Other partners": 20, "Region": 14}
_AGREEMENTS |= {"Plan": 14, "Priority": 22, "USD": 15}
_CONTRIBUTIONS = {"Kind": 9, "Currency": 10, "Amount": 18, "Units per USD": 13, "Effective from": 12, "Source": 60}
_CHECKS = {"Severity": 10, "Table": 18, "Row": 8, "Column": 16, "Finding": 46, "What to do": 40}
_PUBLISHED = {"Period": 16, "Figure": 36, "Group": 32, "Published": 12, "Unit": 12, "Computed": 13, "Agrees": 9}
_WIDTHS = {**_AGREEMENTS, **_CONTRIBUTIONS, **_CHECKS, **_PUBLISHED, "Note": 40}
"""Characters that a column of a list may take."""


def columns(headings: Iterable[str], formats: Mapping[str, Format] | None = None) -> tuple[Column, ...]:
    """The columns of these headings; `formats` for headings that are not in the register's contract, or differ."""
    known = {**_FORMATS, **(formats or {})}
    return tuple(Column(heading, known.get(heading, Format.TEXT), _WIDTHS.get(heading, 16)) for heading in headings)
