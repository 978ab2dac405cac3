"""The numbering of the bulleted list (ECMA-376 Part 1 §17.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.documents.word.elements import q, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INDENT = 340
"""Twentieths of a point from the bullet to its text."""


def add_bullets(numbering: Element) -> int:
    """The number of a bulleted list that is added to the part."""
    definition = _free(numbering, "abstractNum", "abstractNumId")
    number = _free(numbering, "num", "numId")
    before = len(numbering.findall(q("w:numPicBullet"))) + len(numbering.findall(q("w:abstractNum")))
    numbering.insert(before, _definition(definition))
    after = before + 1 + len(numbering.findall(q("w:num")))
    numbering.insert(after, w("num", w("abstractNumId", val=definition), numId=number))
    return number


def _definition(number: int) -> Element:
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("lvlText", val="•"),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=_INDENT, hanging=_INDENT)),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def _free(numbering: Element, name: str, attribute: str) -> int:
    taken = (int(one.get(q(f"w:{attribute}"), "0")) for one in numbering.iterfind(q(f"w:{name}")))
    return max(taken, default=0) + 1
