"""The parts in which staff's formulas stand, with the words that tell staff where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.ooxml.content import whole
from tdag_xl.ooxml.formula_references import quoted
from tdag_xl.ooxml.formula_sites import Edit, Site, rewritten
from tdag_xl.ooxml.markers import PREFIX
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.xml_part import whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tdag_xl.ooxml.content import Content
    from tdag_xl.ooxml.package import Package
    from tdag_xl.ooxml.part_names import PartName
    from tdag_xl.ooxml.workbook import Workbook

_KINDS = (
    ("worksheet+xml", "cell"),
    ("macrosheet+xml", "cell"),
    ("dialogsheet+xml", "cell"),
    ("chart+xml", "a chart"),
    ("chartex+xml", "a chart"),
    ("drawing+xml", "a shape"),
    ("vmldrawing", "a form control"),
    ("controlproperties+xml", "a form control"),
    ("table+xml", "a table"),
    ("pivotcachedefinition+xml", "a pivot table"),
)


_IN_ROWS = re.compile(rb"<(?:\w+:)?(?:f|extLst)\b")
"""What can hold a formula, or another reference, among the rows of a worksheet."""


@dataclass(frozen=True)
class FormulaPart:
    """A part that can hold formulas, what it is, and the sheet it belongs to (empty: none alone)."""

    part: PartName
    kind: str
    sheet: str

    def place(self, edit: Edit) -> str:
        """Where the formula stands, in words."""
        if self.kind == "cell" and edit.cell:
            return f"{quoted(self.sheet)}!{edit.cell}"
        if self.kind == "cell":
            return f"a rule or link on sheet {self.sheet!r}"
        return f"{self.kind} on sheet {self.sheet!r}" if self.sheet else self.kind


def formula_parts(package: Package, book: Workbook) -> tuple[FormulaPart, ...]:
    """The parts of the package that can hold formulas, the workbook part itself apart."""
    owners = _owners(package, book)
    found = []
    for part in package.parts:
        content_type = (package.content_type(part) or "").lower()
        kind = next((kind for ending, kind in _KINDS if content_type.endswith(ending)), None)
        if kind is not None:
            found.append(FormulaPart(part, kind, owners.get(part.folded, "")))
    return tuple(found)


def _owners(package: Package, book: Workbook) -> dict[str, str]:
    owners: dict[str, str] = {}
    for sheet in book.sheets:
        ahead = [sheet.part] if sheet.part is not None else []
        while ahead:
            part = ahead.pop()
            owners[part.folded] = sheet.name
            for edge in package.relationships(part):
                to = edge.part
                if to is not None and to.folded not in owners and to.folded != book.part.folded and package.has(to):
                    ahead.append(to)
    return owners


def rewrite_formulas(
    package: Package,
    book: Workbook,
    rewrite: Callable[[Site, str, str], str],
    words: Iterable[str],
    *,
    skip: frozenset[str] = frozenset(),
    always: frozenset[str] = frozenset(),
) -> list[tuple[str, Edit]]:
    """Replace formulas by `rewrite(site, formula, sheet it stands on)`; each edit with its place in words.

    Only parts that contain one of `words` (names of sheets or tables) are looked into, and those on sheets in
    `always`; parts in `skip` (folded names) are left alone. Defined names are the caller's.
    """
    needles = [_needle(word) for word in words]
    done = []
    for formula_part in formula_parts(package, book):
        if formula_part.part.folded in skip:
            continue
        content = package.content(formula_part.part)
        if formula_part.sheet not in always and not _mentions(whole(content), needles):
            continue
        sheet = formula_part.sheet
        new, edits = _rewritten(
            content,
            lambda site, formula, sheet=sheet: rewrite(site, formula, sheet),  # type: ignore[misc]
            chart=formula_part.kind == "a chart",
        )
        if edits:
            package.write_part(formula_part.part, new)
            done += [(formula_part.place(edit), edit) for edit in edits]
    return done


def _rewritten(content: Content, rewrite: Callable[[Site, str], str], *, chart: bool) -> tuple[Content, list[Edit]]:
    """The content with its formulas replaced; lists, in whose rows there is none, are not unpacked together."""
    if isinstance(content, bytes) or any(map(_IN_ROWS.search, content.pieces())):
        return rewritten(whole(content), rewrite, chart=chart)
    before, edits = rewritten(content.before, rewrite, chart=chart)
    behind, more = rewritten(content.behind, rewrite, chart=chart)
    return content.between(before, behind), edits + more


def rewrite_names(book: Workbook, rewrite: Callable[[str, str], str]) -> list[tuple[str, Edit]]:
    """Replace the formulas of staff's defined names in `book.root` by `rewrite(formula, sheet it is local to)`."""
    done = []
    for element in book.root.iterfind(f"{q('definedNames')}/{q('definedName')}"):
        name, before = element.get("name", ""), element.text or ""
        if name.startswith(PREFIX):
            continue
        local = whole_number(element, "localSheetId", len(book.sheets))
        sheet = book.sheets[local].name if local < len(book.sheets) else ""
        after = rewrite(before, sheet)
        if after != before:
            element.text = after
            done.append((f"the name {name!r}", Edit(Site.FORMULA, "", before, after)))
    return done


def _mentions(data: bytes, needles: list[bytes]) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return any(re.search(re.escape(needle), data, re.IGNORECASE) for needle in needles)


def _needle(word: str) -> bytes:
    """The longest plain stretch of a name, which stands in a part however the rest of it is escaped."""
    stretches = re.findall(r"[A-Za-z0-9 ._-]+", word)
    return max(stretches, key=len, default="").encode()
