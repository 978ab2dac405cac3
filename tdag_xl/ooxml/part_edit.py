"""Parts, relationships and content types of a package, added and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_names import CONTENT_TYPES, PartName
from tdag_xl.ooxml.xml_part import STANDALONE, parsed, serialized

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
    """Put a part with its content type."""
    package.write_part(part, data)
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
    if package.has(part):
        root = package.tree(part)
    else:
        _default_for_relationships(package)
        root = parsed(f'<Relationships xmlns="{ns.PACKAGE}"/>'.encode())
    taken = {edge.id for edge in package.relationships(source)}
    number = 1
    while f"rId{number}" in taken:
        number += 1
    element = etree.SubElement(root, ns.q("Relationship", ns.PACKAGE))
    for name, value in (("Id", f"rId{number}"), ("Type", kind), ("Target", source.relative(target))):
        element.set(name, value)
    package.write_part(part, serialized(root, package.read_part(part) if package.has(part) else STANDALONE))
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
