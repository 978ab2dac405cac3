"""What xlwings' public interface lacks and an adapter of each application has: the promises, and the plain fallback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import xlwings as xw

    from tdag_xl.hosts.live.page import PageChart
    from tdag_xl.hosts.placement import Layout


@dataclass(frozen=True)
class ChartFacts:
    """What the public interface cannot read of a chart: the formula of each series, its label format and its text."""

    series: tuple[str, ...]
    label_format: str | None
    alt_text: str | None


class Adapter(Protocol):
    """Niceties of one application. What it cannot do it leaves, and a failure never stops a refresh."""

    def hide_name(self, name: xw.Name) -> None:
        """Keep a defined name from the list that staff see."""
        ...

    def finish_chart(self, chart: xw.Chart, wanted: PageChart) -> None:
        """Text for those who do not see it, labels at the bars, colours, no gridlines."""
        ...

    def chart_facts(self, chart: xw.Chart) -> ChartFacts | None:
        """What the chart shows and says; None where that cannot be read."""
        ...

    def finish_sheet(self, sheet: xw.Sheet, page: Layout) -> bool:
        """Freeze rows and set up printing; whether it did. The sheet may be active afterwards."""
        ...

    def indent(self, cells: xw.Range) -> None:
        """Indent texts by one character."""
        ...

    def ask_for_file(self, title: str, extensions: Sequence[str]) -> Path | None:
        """A file that the user chooses, of one of the extensions (such as `.csv`); None when the user gives up."""
        ...


class PlainAdapter:
    """For an application that has nothing beyond the public interface."""

    def hide_name(self, name: xw.Name) -> None:
        """Leave the name visible."""

    def finish_chart(self, chart: xw.Chart, wanted: PageChart) -> None:
        """Leave the chart as the public interface made it."""

    def chart_facts(self, chart: xw.Chart) -> ChartFacts | None:
        """Nothing can be read."""
        return None

    def finish_sheet(self, sheet: xw.Sheet, page: Layout) -> bool:
        """Leave the sheet as it is."""
        return False

    def indent(self, cells: xw.Range) -> None:
        """Leave the texts where they are."""

    def ask_for_file(self, title: str, extensions: Sequence[str]) -> Path | None:
        """There is no dialog, so no file is chosen."""
        return None
