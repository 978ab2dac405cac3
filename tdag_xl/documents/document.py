"""A document in one language: blocks in reading order, every text and figure as it is printed.

Text of the register (names, titles) is no text of the document's language: inside a sentence it stands between the
Unicode isolates FSI and PDI (U+2068, U+2069; Unicode Standard Annex 9). A writer turns them into what its format has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tdag_xl.cells import CellValue
    from tdag_xl.languages.language import Language
    from tdag_xl.report import ChartKind, Measure


class Role(Enum):
    """What a paragraph is to its reader."""

    BODY = "body"
    LEAD = "lead"  # under the title: what the document is
    NOTE = "note"  # small: explains a table or a figure


@dataclass(frozen=True)
class Heading:
    """A heading of `level` 1 to 3; `anchor` names its place, the same in every language."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True)
class Points:
    """A bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A cell as it is printed, and the value behind it: what the cell sorts by. Register text has no isolates here."""

    text: str
    value: CellValue


@dataclass(frozen=True)
class Column:
    """A column: its heading, whether it holds numbers (set to the end of the line), and its share of the width."""

    heading: str
    is_number: bool
    weight: int


@dataclass(frozen=True)
class Table:
    """A table with its caption; `notes` stand under it. A `long` one is an annex's list and may break over pages.

    `name` is that of the workbook's table, so that the figures can be found there.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    long: bool = False


@dataclass(frozen=True)
class Series:
    """The bars of one name: their values, and the figures printed at them; None where there is no figure."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A chart with its caption: bars (horizontal, the first category on top) or columns, side by side by category."""

    name: str
    kind: ChartKind
    measure: Measure
    caption: str
    alt_text: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


Block = Heading | Paragraph | Points | Table | Figure


@dataclass(frozen=True)
class Labels:
    """The few words that a writer adds itself, in the document's language.

    `table` and `figure` stand before a caption's number ("Table"); `sort_by` has the field {column}.
    """

    table: str
    figure: str
    contents: str
    language: str
    skip_to_content: str
    sort_by: str
    sorted_ascending: str
    sorted_descending: str
    page: str


@dataclass(frozen=True)
class Document:
    """A document: its title, its blocks in reading order, and the words that a writer adds."""

    language: Language
    title: str
    blocks: tuple[Block, ...]
    labels: Labels
    subject: str = field(default="")
    """One sentence for the file's properties and a search engine."""
