"""A package: parts with content types and relationships, over an archive, with the changes not yet written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tdag_xl.errors import NotAWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.content import pieces_of, whole
from tdag_xl.ooxml.damage import damage_error
from tdag_xl.ooxml.dialects import (
    in_strict,
    in_transitional,
    is_strict_workbook,
    strict_relationship,
    transitional_relationship,
)
from tdag_xl.ooxml.part_names import CONTENT_TYPES, ROOT, PartName
from tdag_xl.ooxml.xml_part import STANDALONE, DamagedPartError, parsed, serialized
from tdag_xl.ooxml.xml_stream import events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.archive import Archive
    from tdag_xl.ooxml.content import Content


@dataclass(frozen=True)
class Relationship:
    """One edge of a part, of a Transitional type; `part` is None where the target is external."""

    id: str
    type: str
    target: str
    part: PartName | None


class Package:
    """The parts of a workbook as they will be: the archive's, and over them `changes` (member name → content or None).

    A part is found under any case and any slash. Trees are in Transitional names, also those of a Strict workbook.
    Raises NotAWorkbookError where an XML part that is asked for is missing or not well formed.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.changes: dict[str, Content | None] = {}
        self._members = {PartName.of_member(name).folded: name for name in archive.names}
        self._types: tuple[dict[str, str], dict[str, str]] | None = None
        self._edges: dict[str, tuple[Relationship, ...]] = {}

    def copy(self) -> Package:
        """The same package with its pending changes; further changes to either leave the other alone."""
        twin = Package(self.archive)
        twin.changes = dict(self.changes)
        twin._members = dict(self._members)
        return twin

    @property
    def path(self) -> Path:
        """The workbook's file."""
        return self.archive.path

    @property
    def parts(self) -> tuple[PartName, ...]:
        """Every part that is there, relationships and content types included; folders of the zip are no parts."""
        there = (name for name in self._members.values() if self.changes.get(name, b"") is not None)
        return tuple(PartName.of_member(name) for name in there if not name.endswith(("/", "\\")))

    def has(self, part: PartName) -> bool:
        """Whether the part is there."""
        name = self._members.get(part.folded)
        return name is not None and self.changes.get(name, b"") is not None

    def _present(self, part: PartName) -> str:
        """The member that holds the part. Raises NotAWorkbookError where it is missing."""
        if not self.has(part):
            raise NotAWorkbookError(
                self.path, f"the part {part} is missing. Open the file in Excel, let it be repaired and save it."
            )
        return self._members[part.folded]

    def read_part(self, part: PartName) -> bytes:
        """The part's bytes, pending changes included. Raises NotAWorkbookError where it is missing."""
        return whole(self.content(part))

    def content(self, part: PartName) -> Content:
        """The part's bytes as they are held. Raises NotAWorkbookError where it is missing."""
        name = self._present(part)
        changed = self.changes.get(name)
        return self.archive.read(name) if changed is None else changed

    def head(self, part: PartName, size: int) -> bytes:
        """The first `size` bytes of a part that is there."""
        name = self._members[part.folded]
        changed = self.changes.get(name)
        return self.archive.head(name, size) if changed is None else next(pieces_of(changed))[:size]

    def chunks(self, part: PartName) -> Iterator[bytes]:
        """The bytes of a part that is there, piece by piece, as many as it says it holds."""
        name = self._members[part.folded]
        changed = self.changes.get(name)
        return self.archive.chunks(name) if changed is None else pieces_of(changed)

    def events(self, part: PartName, tags: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
        """`start` and `end` of the elements of these names, in the dialect of the part, while it is read.

        Raises NotAWorkbookError where the part is missing, damaged or not well formed, at the latest at its end.
        """
        name = self._present(part)
        changed = self.changes.get(name)
        chunks = self.archive.proven_chunks(name) if changed is None else pieces_of(changed)
        try:
            yield from events(chunks, tags)
        except DamagedPartError as damage:
            raise damage_error(self.path, DamagedPartError(part, str(damage))) from damage

    def tree(self, part: PartName) -> Element:
        """The root element of an XML part."""
        try:
            root = parsed(self.read_part(part), part)
        except DamagedPartError as damage:
            raise damage_error(self.path, damage) from damage
        return in_transitional(root) if self._in_strict(part) else root

    def _in_strict(self, part: PartName) -> bool:
        """Whether the part is of a Strict workbook; the names of the package format itself have no dialects."""
        return part.extension != "rels" and part.folded != CONTENT_TYPES.folded and self.is_strict

    @cached_property
    def is_strict(self) -> bool:
        """Whether the workbook is of the Strict dialect, as its relationship says."""
        elements = self._relationship_elements(ROOT)
        return any(is_strict_workbook(element.get("Type", "")) for element in elements)

    def write_part(self, part: PartName, content: Content) -> None:
        """Put the part's new bytes; a part that says the same as the archive is no change."""
        name = self._members.setdefault(part.folded, part.member)
        self.changes.pop(name, None)
        if not self.archive.holds(name, content):
            self.changes[name] = content
        self._forget(part)

    def write_tree(self, part: PartName, root: Element) -> None:
        """Put the part's new tree, in the manner of the bytes it had."""
        like = self.read_part(part) if self.has(part) else STANDALONE
        self.write_part(part, serialized(in_strict(root) if self._in_strict(part) else root, like))

    def write_xml(self, part: PartName, data: bytes) -> None:
        """Put the part's new bytes, which are in Transitional."""
        self.write_part(part, serialized(in_strict(parsed(data)), data) if self._in_strict(part) else data)

    def remove_part(self, part: PartName) -> None:
        """Take the part away; relationships to it and its content type are the caller's."""
        name = self._members[part.folded]
        if name in self.archive.members:
            self.changes[name] = None
        else:
            del self.changes[name], self._members[part.folded]
        self._forget(part)

    def _forget(self, part: PartName) -> None:
        if part.folded == CONTENT_TYPES.folded:
            self._types = None
        self._edges.pop(part.folded, None)

    def content_type(self, part: PartName) -> str | None:
        """The part's content type: an override, else the default of its extension (both ignore case)."""
        defaults, overrides = self._content_types()
        return overrides.get(part.folded) or defaults.get(part.extension)

    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        if self._types is None:
            root = self.tree(CONTENT_TYPES)
            defaults = {
                e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter(ns.q("Default", ns.TYPES))
            }
            overrides = {
                PartName.of_member(e.get("PartName", "")).folded: e.get("ContentType", "")
                for e in root.iter(ns.q("Override", ns.TYPES))
            }
            self._types = defaults, overrides
        return self._types

    def relationships(self, part: PartName = ROOT) -> tuple[Relationship, ...]:
        """The part's relationships in their order; of the package itself without an argument."""
        source = part.relationships
        if source.folded not in self._edges:
            elements = self._relationship_elements(part)
            self._edges[source.folded] = tuple(_relationship(part, element) for element in elements)
        return self._edges[source.folded]

    def _relationship_elements(self, part: PartName) -> Iterable[Element]:
        source = part.relationships
        return self.tree(source).iter(ns.q("Relationship", ns.PACKAGE)) if self.has(source) else ()

    def relationship_type(self, kind: str) -> str:
        """The Transitional type as this package writes it."""
        return strict_relationship(kind) if self.is_strict else kind

    def related(self, part: PartName, kind: str) -> tuple[PartName, ...]:
        """The parts that `part` has relationships of type `kind` to."""
        return tuple(r.part for r in self.relationships(part) if r.type == kind and r.part is not None)

    @property
    def workbook_part(self) -> PartName:
        """The main part, found as the package says. Raises NotAWorkbookError where there is none."""
        for edge in self.relationships():
            if edge.type == ns.WORKBOOK and edge.part is not None and self.has(edge.part):
                return edge.part
        raise NotAWorkbookError(self.path, "the file holds no workbook. Choose an Excel workbook (.xlsx or .xlsm).")

    def reachable(self) -> frozenset[str]:
        """The folded names of all parts that relationships lead to from the package, relationships parts included."""
        seen: set[str] = set()
        ahead = [ROOT]
        while ahead:
            part = ahead.pop()
            if self.has(part.relationships):
                seen.add(part.relationships.folded)
            for edge in self.relationships(part):
                if edge.part is not None and edge.part.folded not in seen and self.has(edge.part):
                    seen.add(edge.part.folded)
                    ahead.append(edge.part)
        return frozenset(seen)


def _relationship(part: PartName, element: Element) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    to = None if external or target.startswith("#") else part.target(target)
    return Relationship(element.get("Id", ""), transitional_relationship(element.get("Type", "")), target, to)
