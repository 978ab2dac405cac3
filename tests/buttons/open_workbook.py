"""An open workbook that is a MemoryHost: with a selected figure, a sheet that is shown, and a state to go back to."""

from __future__ import annotations

from dataclasses import dataclass

from tdag_xl.hosts.base import Action, Plan, SheetChange
from tdag_xl.hosts.memory import MemoryHost


@dataclass(frozen=True)
class FakeFigure:
    table: str
    column: str
    row: dict


@dataclass(frozen=True)
class FakeState:
    """The tabs of the generated sheets, and which sheet stands on each: JSON names it by its digest."""

    sheets: dict

    SEEN = {}  # noqa: RUF012 - what a JSON text cannot hold, by digest

    def to_json(self):
        self.SEEN.update({sheet.digest(): sheet for sheet in self.sheets.values()})
        return {tab: sheet.digest() for tab, sheet in self.sheets.items()}

    @classmethod
    def from_json(cls, value):
        return cls({tab: cls.SEEN[digest] for tab, digest in value.items()})


class FakeOpenWorkbook(MemoryHost):
    """`fail` raises at "shown", "write", "restore" where a test wants it to."""

    def __init__(self, tables, tabs=(), fail=lambda event: None):
        super().__init__(tables, tabs)
        self.fail, self.figure, self.shown_sheet = fail, None, None

    def write(self, report):
        self.fail("write")
        return super().write(report)

    def shown(self):
        self.fail("shown")
        return FakeState(dict(self.sheets))

    def restore(self, state):
        self.fail("restore")
        tabs = {**self.sheets, **state.sheets}
        changes = [SheetChange(sheet.key, tab, self._change(tab, state)) for tab, sheet in tabs.items()]
        self.sheets = dict(state.sheets)
        return Plan(tuple(changes))

    def _change(self, tab, state):
        if tab not in state.sheets:
            return Action.REMOVED
        if tab not in self.sheets:
            return Action.ADDED
        return Action.UNCHANGED if self.sheets[tab] == state.sheets[tab] else Action.UPDATED

    def selected_figure(self):
        return self.figure

    def show(self, sheet):
        self.shown_sheet = sheet
        return sheet.name
