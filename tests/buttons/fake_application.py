"""An application and a workbook that record what a button does to them, and fail where a test wants them to."""

from __future__ import annotations

SETTINGS = {"status_bar": False, "screen_updating": True, "calculation": "automatic"}


class FakeApp:
    """Has the settings that a button changes, and shows alerts; `fail` decides where it raises.

    `fail(event)` receives "get NAME", "set NAME VALUE" and "alert" and raises what it wants.
    """

    def __init__(self, fail=lambda event: None, **settings):
        object.__setattr__(self, "values", {**SETTINGS, **settings})
        object.__setattr__(self, "fail", fail)
        object.__setattr__(self, "events", [])
        object.__setattr__(self, "alerts", [])

    def __getattr__(self, name):
        if name not in self.values:
            raise AttributeError(name)
        self.fail(f"get {name}")
        return self.values[name]

    def __setattr__(self, name, value):
        self.events.append((name, value))
        self.fail(f"set {name} {value}")
        self.values[name] = value

    def alert(self, prompt, title=None, buttons="ok", mode=None, callback=None):
        self.fail("alert")
        self.alerts.append((prompt, title, mode))


class FakeSheet:
    def __init__(self, book, name):
        self.book, self.name = book, name

    def activate(self):
        self.book.sheets.active = self


class FakeSheets(dict):
    active = None


class FakeRange:
    address = "$B$2"


class FakeBook:
    """A workbook with two sheets, the first active."""

    def __init__(self, app, fullname="/büro/登録 TDAG.xlsm"):
        self.app, self.fullname, self.name = app, fullname, fullname.rpartition("/")[2]
        self.sheets = FakeSheets((name, FakeSheet(self, name)) for name in ("Agreements", "Checks"))
        self.sheets.active = self.sheets["Agreements"]
        self.selection = FakeRange()
