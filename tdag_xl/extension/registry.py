"""LibreOffice's configuration files (.xcu) as an extension brings them, written from nodes and properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

OOR = "http://openoffice.org/2001/registry"
XS = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
LANGUAGE = "en-US"


@dataclass(frozen=True)
class Value:
    """The value of a property with its type, such as `xs:string`; a localized one is said to be in English."""

    text: str
    type: str = "xs:string"
    is_localized: bool = False


Node = Mapping[str, "Value | Node"]
"""Properties and nodes by name."""


class Members(dict[str, "Value | Node"]):
    """The nodes that an extension adds to a set of LibreOffice's, or all those of a set of its own."""


def localized(text: str) -> Value:
    """A text that people read."""
    return Value(text, is_localized=True)


def number(value: int) -> Value:
    """A whole number."""
    return Value(str(value), "xs:int")


def flag(value: bool) -> Value:
    """Yes or no."""
    return Value("true" if value else "false", "xs:boolean")


def component(package: str, name: str, content: Node) -> bytes:
    """The file for the component `name` of `package`, such as `Addons` of `org.openoffice.Office`."""
    root = etree.Element(f"{{{OOR}}}component-data", nsmap={"oor": OOR, "xs": XS})
    root.set(f"{{{OOR}}}package", package)
    root.set(f"{{{OOR}}}name", name)
    root.extend(_elements(content))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _elements(content: Node) -> Iterator[Element]:
    for name, what in content.items():
        element = etree.Element("prop" if isinstance(what, Value) else "node")
        element.set(f"{{{OOR}}}name", name)
        if isinstance(what, Value):
            _fill(element, what)
        else:
            if isinstance(content, Members):
                element.set(f"{{{OOR}}}op", "replace")
            element.extend(_elements(what))
        yield element


def _fill(element: Element, value: Value) -> None:
    element.set(f"{{{OOR}}}type", value.type)
    text = etree.SubElement(element, "value")
    text.text = value.text
    if value.is_localized:
        text.set(f"{{{XML}}}lang", LANGUAGE)
