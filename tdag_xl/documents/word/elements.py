"""The elements of WordprocessingML (ECMA-376 Part 1 §17), made in one expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PICTURE_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

_PREFIXES = {"w": WORD, "r": OFFICE, "a": DRAWING, "c": CHART, "wp": PICTURE_PLACE}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def q(name: str) -> str:
    """A name such as `w:p` as lxml writes it; one without a prefix stands in no namespace."""
    prefix, colon, local = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}" if colon else name


def element(name: str, /, *children: Element | None, **attributes: str) -> Element:
    """An element by its prefixed name, with attributes in no namespace; children that are None are left out."""
    made = etree.Element(q(name), attributes, nsmap={prefix: _PREFIXES[prefix] for prefix in {name.partition(":")[0]}})
    made.extend(child for child in children if child is not None)
    return made


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """An element of WordprocessingML, its attributes in the same namespace; children that are None are left out."""
    made = etree.Element(f"{{{WORD}}}{name}", nsmap=_WORD_MAP)
    for attribute, value in attributes.items():
        made.set(f"{{{WORD}}}{attribute}", str(value))
    made.extend(child for child in children if child is not None)
    return made


def text_element(name: str, text: str) -> Element:
    """`w:t` or `w:instrText` with its blanks kept."""
    made = w(name)
    made.text = text
    if text != text.strip():
        made.set(_SPACE, "preserve")
    return made


def child(parent: Element, name: str) -> Element:
    """The first child of that prefixed name. Raises KeyError where there is none."""
    found = parent.find(q(name))
    if found is None:
        raise KeyError(name)
    return found


def toggle(name: str, is_on: bool) -> Element | None:
    """An element that says yes by being there."""
    return w(name) if is_on else None


_WORD_MAP = {"w": WORD}
