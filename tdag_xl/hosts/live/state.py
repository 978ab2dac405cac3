"""The generated sheets of an open workbook at one moment, to be put back later, also by another process."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from tdag_xl.cells import CellError
from tdag_xl.hosts.live.page import Content, Formula, Frame, Line, Page, PageChart, PageColumn, PageSeries, PageTable
from tdag_xl.hosts.placement import Role
from tdag_xl.ooxml.areas import Area
from tdag_xl.report import Format

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION = 1

Mark: TypeAlias = tuple[str, str, str]
"""What the last refresh left as its mark on a generated sheet: key, digest and moment."""


@dataclass(frozen=True)
class SheetState:
    """A generated sheet: its page, its place among the tabs (from 1), and the entries of staff on it by address.

    The entries are put back only where the sheet itself was removed since.
    """

    page: Page
    position: int
    entries: Mapping[str, Content]


@dataclass(frozen=True)
class GeneratedState:
    """All generated sheets, in the order of their tabs."""

    sheets: tuple[SheetState, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the sheets."""
        return tuple((one.page.key, one.page.digest, one.page.moment) for one in self.sheets)

    def to_json(self) -> str:
        """The state as JSON."""
        return json.dumps({"version": _VERSION, "sheets": [_from_sheet(s) for s in self.sheets]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> GeneratedState:
        """The state that `to_json` gave. Raises ValueError for any other text."""
        try:
            data = json.loads(text)
            if data["version"] != _VERSION:
                raise ValueError(f"a state of version {data['version']}")
            return cls(tuple(map(_to_sheet, data["sheets"])))
        except (KeyError, TypeError) as error:
            raise ValueError("not a state of generated sheets") from error


def _from_sheet(state: SheetState) -> dict[str, Any]:
    page = state.page
    return {
        "position": state.position,
        "entries": {address: _from_content(content) for address, content in state.entries.items()},
        "key": page.key,
        "name": page.name,
        "digest": page.digest,
        "moment": page.moment,
        "texts": [[line.row, line.column, _from_content(line.content), line.role.value] for line in page.texts],
        "tables": [_from_table(table) for table in page.tables],
        "charts": [_from_chart(chart) for chart in page.charts],
        "widths": list(page.widths),
        "heights": [[row, height] for row, height in page.heights.items()],
        "setup": dict(page.setup),
    }


def _to_sheet(data: dict[str, Any]) -> SheetState:
    page = Page(
        key=data["key"],
        name=data["name"],
        digest=data["digest"],
        moment=data["moment"],
        texts=tuple(Line(row, column, _to_content(held), Role(role)) for row, column, held, role in data["texts"]),
        tables=tuple(map(_to_table, data["tables"])),
        charts=tuple(map(_to_chart, data["charts"])),
        widths=tuple(data["widths"]),
        heights=dict(data["heights"]),
        setup=data["setup"],
    )
    return SheetState(page, data["position"], {a: _to_content(held) for a, held in data["entries"].items()})


def _from_table(table: PageTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "corner": [table.top, table.left],
        "columns": [[column.heading, column.look.name, column.number_format] for column in table.columns],
        "rows": [[_from_content(content) for content in row] for row in table.rows],
        "filtered": table.filtered,
    }


def _to_table(data: dict[str, Any]) -> PageTable:
    columns = tuple(PageColumn(heading, Format[look], code) for heading, look, code in data["columns"])
    rows = tuple(tuple(map(_to_content, row)) for row in data["rows"])
    top, left = data["corner"]
    return PageTable(data["name"], top, left, columns, rows, data["filtered"])


def _from_chart(chart: PageChart) -> dict[str, Any]:
    frame = chart.frame
    return {
        "name": chart.name,
        "type": chart.chart_type,
        "title": chart.title,
        "frame": [frame.left, frame.top, frame.width, frame.height],
        "categories": chart.categories.text if chart.categories is not None else None,
        "series": [[one.heading.text, one.values.text, one.colour] for one in chart.series],
        "labels": chart.label_format,
        "text": chart.alt_text,
        "certain": chart.certain,
    }


def _to_chart(data: dict[str, Any]) -> PageChart:
    return PageChart(
        name=data["name"],
        chart_type=data["type"],
        title=data["title"],
        frame=Frame(*data["frame"]),
        categories=Area.of(data["categories"]) if data["categories"] is not None else None,
        series=tuple(PageSeries(Area.of(head), Area.of(values), colour) for head, values, colour in data["series"]),
        label_format=data["labels"],
        alt_text=data["text"],
        certain=data["certain"],
    )


def _from_content(content: Content) -> Any:
    """What a cell holds: as it is, or an object that says what kind it is."""
    if isinstance(content, Formula):
        return {"formula": content.text}
    if isinstance(content, CellError):
        return {"error": content.code}
    if isinstance(content, dt.date):
        return {"date": content.isoformat()}
    return content


def _to_content(data: Any) -> Content:
    if not isinstance(data, dict):
        return data  # type: ignore[no-any-return]
    if "formula" in data:
        return Formula(data["formula"])
    if "error" in data:
        return CellError(data["error"])
    return dt.datetime.fromisoformat(data["date"])
