"""Parts, relationships and content types of a package, added and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_names import CONTENT_TYPES, PartName
from tdag_xl.ooxml.xml_part import STANDALONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tdag_xl.ooxml.package import Package


def free_part(package: Package, folder: str, stem: str, extension: str = "xml") -> PartName:
    """The first of `folder/stem1.xml`, `stem2.xml` … that no part has."""
    number = 1
    while package.has(name := PartName(f"{folder}{stem}{number}.{extension}")):
        number += 1
    return name


def add_part(package: Package, part: PartName, data: bytes, content_type: str) -> None:
    """Put a part, as these bytes, with its content type."""
    package.write_part(part, data)
    set_content_type(package, part, content_type)


def add_xml_part(package: Package, part: PartName, data: bytes, content_type: str) -> None:
    """Put a part, whose bytes are XML in Transitional, with its content type."""
    package.write_xml(part, data)
    set_content_type(package, part, content_type)


def set_content_type(package: Package, part: PartName, content_type: str) -> None:
    """Say what the part is, unless the package says so."""
    if package.content_type(part) != content_type:
        root = package.tree(CONTENT_TYPES)
        override = etree.SubElement(root, ns.q("Override", ns.TYPES))
        override.set("PartName", part)
        override.set("ContentType", content_type)
        package.write_tree(CONTENT_TYPES, root)


def relate(package: Package, source: PartName, kind: str, target: PartName) -> str:
    """The id of the relationship from `source` to `target`, added unless it is there."""
    for edge in package.relationships(source):
        if edge.type == kind and edge.part is not None and edge.part.folded == target.folded:
            return edge.id
    part = source.relationships
    if not package.has(part):
        _default_for_relationships(package)
        package.write_part(part, STANDALONE + f'<Relationships xmlns="{ns.PACKAGE}"/>'.encode())
    root = package.tree(part)
    taken = {edge.id for edge in package.relationships(source)}
    number = 1
    while f"rId{number}" in taken:
        number += 1
    element = etree.SubElement(root, ns.q("Relationship", ns.PACKAGE))
    for name, value in (
        ("Id", f"rId{number}"),
        ("Type", package.relationship_type(kind)),
        ("Target", source.relative(target)),
    ):
        element.set(name, value)
    package.write_tree(part, root)
    return f"rId{number}"


def _default_for_relationships(package: Package) -> None:
    """Some programs write an override for each relationships part instead, so that a new one would have no type."""
    if package.content_type(PartName("/_rels/new.rels")) is None:
        root = package.tree(CONTENT_TYPES)
        default = etree.Element(ns.q("Default", ns.TYPES))
        default.set("Extension", "rels")
        default.set("ContentType", ns.RELATIONSHIPS_CONTENT)
        root.insert(0, default)
        package.write_tree(CONTENT_TYPES, root)


def unrelate(package: Package, source: PartName, identifier: str) -> None:
    """Take a relationship away; the part it led to stays until it is swept."""
    root = package.tree(source.relationships)
    for element in root.findall(ns.q("Relationship", ns.PACKAGE)):
        if element.get("Id") == identifier:
            root.remove(element)
    package.write_tree(source.relationships, root)


def sweep(package: Package, before: Iterable[str]) -> tuple[PartName, ...]:
    """Remove the parts that were reachable `before` and are no more; what nothing ever reached stays."""
    gone = frozenset(before) - package.reachable()
    swept = tuple(part for part in package.parts if part.folded in gone)
    for part in swept:
        package.remove_part(part)
    if swept:
        root = package.tree(CONTENT_TYPES)
        for override in root.findall(ns.q("Override", ns.TYPES)):
            if PartName.of_member(override.get("PartName", "")).folded in gone:
                root.remove(override)
        package.write_tree(CONTENT_TYPES, root)
    return swept
