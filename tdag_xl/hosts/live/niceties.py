"""What an application can do beyond xlwings' public interface: tried, and left out where it fails."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw

    from tdag_xl.hosts.live.adapters import Adapter, ChartFacts
    from tdag_xl.hosts.live.page import PageChart
    from tdag_xl.hosts.placement import Layout

T = TypeVar("T")

log = logging.getLogger(__name__)


class Niceties:
    """An adapter whose failures are noted in the log, each kind once, and never stop a refresh."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter
        self.failed: set[str] = set()

    def hide_name(self, name: xw.Name) -> None:
        """Keep the name from the list that staff see."""
        self._tried("hide a name", lambda: self._adapter.hide_name(name))

    def finish_chart(self, chart: xw.Chart, wanted: PageChart) -> None:
        """Give the chart its text for those who do not see it, its labels and its colours."""
        self._tried("finish a chart", lambda: self._adapter.finish_chart(chart, wanted))

    def finish_sheet(self, sheet: xw.Sheet, page: Layout) -> bool:
        """Freeze rows and set up printing on a new sheet; whether that was done."""
        return bool(self._tried("set up a sheet", lambda: self._adapter.finish_sheet(sheet, page)))

    def hide_gridlines(self, sheet: xw.Sheet) -> None:
        """Show the sheet without gridlines, which takes activating it."""

        def hide() -> None:
            sheet.show_gridlines = False

        self._tried("hide the gridlines", hide)

    def indent(self, cells: xw.Range) -> None:
        """Indent the texts of a range by one character."""
        self._tried("indent", lambda: self._adapter.indent(cells))

    def chart_facts(self, chart: xw.Chart) -> ChartFacts | None:
        """What the chart shows and says; None where that cannot be read."""
        return self._tried("read a chart", lambda: self._adapter.chart_facts(chart))

    def _tried(self, what: str, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except Exception:
            if what not in self.failed:
                log.warning("could not %s", what, exc_info=True)
            self.failed.add(what)
            return None
