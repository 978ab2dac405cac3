"""A document as the page's template takes it: its parts in order, numbered, each with an id of its own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.documents.document import Document, Figure, Heading, Paragraph, Points, Table
from tdag_xl.documents.web.inline_text import readable
from tdag_xl.documents.web.parts import Group, Part, groups
from tdag_xl.documents.web.table_rows import body_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tdag_xl.documents.document import Block

_NOT_IN_IDS = re.compile(r"[^\w-]+")
_DEEPEST_IN_CONTENTS = 2


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a heading, and the headings under it."""

    part: Part
    under: tuple[Part, ...]


@dataclass(frozen=True)
class Section:
    """The section of one language; `id` is the language's code, and begins every other id in it."""

    id: str
    document: Document
    groups: tuple[Group, ...]
    contents: tuple[Entry, ...]


def section(document: Document) -> Section:
    """The section of `document`."""
    code = document.language.code
    new_id = _ids(code)
    numbers: Counter[str] = Counter()
    parts = tuple(_part(block, new_id, numbers) for block in document.blocks)
    return Section(code, document, groups(parts), _contents(parts))


def _ids(code: str) -> Callable[[str], str]:
    """A function that gives ids; the second of one name ends in 2, whatever registers call their periods."""
    given: Counter[str] = Counter({f"{code}-{name}": 1 for name in ("contents", "content", "status")})

    def new_id(name: str) -> str:
        wanted = f"{code}-{_NOT_IN_IDS.sub('-', readable(name)).strip('-') or 'part'}"
        given[wanted] += 1
        return wanted if given[wanted] == 1 else new_id(f"{name}-{given[wanted]}")

    return new_id


def _part(block: Block, new_id: Callable[[str], str], numbers: Counter[str]) -> Part:
    kind = type(block).__name__.lower()
    numbers[kind] += 1
    number = numbers[kind]
    match block:
        case Heading():
            return Part(kind, block, new_id(block.anchor))
        case Table():
            return Part(kind, block, new_id(f"table-{number}"), number, body_rows(block))
        case Figure():
            return Part(kind, block, new_id(f"figure-{number}"), number)
        case Paragraph() | Points():
            return Part(kind, block, "")


def _contents(parts: Sequence[Part]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for part in parts:
        if not isinstance(part.block, Heading) or part.block.level > _DEEPEST_IN_CONTENTS:
            continue
        if part.block.level == 1 or not entries:
            entries.append(Entry(part, ()))
        else:
            entries[-1] = Entry(entries[-1].part, (*entries[-1].under, part))
    return tuple(entries)
