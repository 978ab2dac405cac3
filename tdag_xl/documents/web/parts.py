"""The parts of a page, and which of them are set together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.documents.document import Block, Figure, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.documents.web.table_rows import BodyRow

_MOST_UPRIGHT = 6


@dataclass(frozen=True)
class Part:
    """A block of the page: `kind` names its macro in the template, `number` is that of a caption."""

    kind: str
    block: Block
    id: str
    number: int = 0
    rows: tuple[BodyRow, ...] = ()

    @property
    def is_broad(self) -> bool:
        """Whether it is a table with more columns than a page set upright has room for."""
        return isinstance(self.block, Table) and len(self.block.columns) > _MOST_UPRIGHT


@dataclass(frozen=True)
class Group:
    """Parts that are set together; `kind` is "charts" side by side, a "broad" table with its headings, or blank."""

    kind: str
    parts: tuple[Part, ...]


def groups(parts: Sequence[Part]) -> tuple[Group, ...]:
    """The parts in their order, in groups: each holds all that follow each other and are of one kind.

    Headings go with the broad table that follows them, whose paper lies on its long side.
    """
    kinds = [_kind(part) for part in parts]
    for place in reversed(range(len(parts) - 1)):
        if isinstance(parts[place].block, Heading) and kinds[place + 1] == "broad":
            kinds[place] = "broad"
    made: list[Group] = []
    for kind, part in zip(kinds, parts, strict=True):
        if made and made[-1].kind == kind:
            made[-1] = Group(kind, (*made[-1].parts, part))
        else:
            made.append(Group(kind, (part,)))
    return tuple(made)


def _kind(part: Part) -> str:
    if isinstance(part.block, Figure):
        return "charts"
    return "broad" if part.is_broad else ""
