"""An open workbook that is a MemoryHost: with a selected figure, a sheet that is shown, and a state to go back to."""

from __future__ import annotations

from tdag_xl.hosts.base import Action, Plan, SheetChange
from tdag_xl.hosts.live.page import wanted_page
from tdag_xl.hosts.live.state import GeneratedState, SheetState
from tdag_xl.hosts.memory import MemoryHost


class FakeOpenWorkbook(MemoryHost):
    """`fail` raises at "shown", "marks", "write", "restore" where a test wants it to."""

    def __init__(self, tables, tabs=(), fail=lambda event: None):
        super().__init__(tables, tabs)
        self.fail, self.figure, self.shown_sheet = fail, None, None
        self.moment, self.seen = "", {}

    def write(self, report):
        self.fail("write")
        self.moment = report.moment_line
        return super().write(report)

    def shown(self):
        self.fail("shown")
        self.seen |= {sheet.digest(): sheet for sheet in self.sheets.values()}
        pages = [wanted_page(sheet, tab, self.moment) for tab, sheet in self.sheets.items()]
        return GeneratedState(tuple(SheetState(page, place, {}) for place, page in enumerate(pages, 1)))

    def marks(self):
        self.fail("marks")
        return tuple((sheet.key, sheet.digest(), self.moment) for sheet in self.sheets.values())

    def restore(self, state):
        self.fail("restore")
        before, self.sheets = self.sheets, {one.page.name: self.seen[one.page.digest] for one in state.sheets}
        self.moment = next((one.page.moment for one in state.sheets), "")
        tabs = {tab: sheet.key for tab, sheet in (before | self.sheets).items()}
        return Plan(tuple(SheetChange(key, tab, self._change(tab, before)) for tab, key in tabs.items()))

    def _change(self, tab, before):
        if tab not in self.sheets:
            return Action.REMOVED
        if tab not in before:
            return Action.ADDED
        return Action.UNCHANGED if before[tab] == self.sheets[tab] else Action.UPDATED

    def selected_figure(self):
        return self.figure

    def show(self, sheet):
        self.shown_sheet = sheet
        return sheet.name
