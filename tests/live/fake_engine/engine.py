"""An application in memory for xlwings, with the members and the refusals that Excel on Windows has."""

from __future__ import annotations

import datetime as dt
import decimal

import xlwings as xw
from xlwings import base_classes

from .calls import ApplicationError, _counted, counted
from .cells import ERRORS

CODES = {number: code for code, number in ERRORS.items()}


class Engine:
    name, type = "fake", "desktop"

    def __init__(self):
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(x, options):
        if x is None or (isinstance(x, float) and x != x):
            return ""
        if isinstance(x, dt.date) and not isinstance(x, dt.datetime):
            return dt.datetime(x.year, x.month, x.day)
        return x

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value):
            if value is None or value == "":
                return empty_as
            if isinstance(value, dt.datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)
            if type(value) is int and value in CODES:
                return CODES[value] if err_to_str else None
            if number_builder is not None and isinstance(value, (float, decimal.Decimal)):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self):
        self._apps = []

    def keys(self):
        return [app.pid for app in self._apps]

    def add(self, spec=None, add_book=True, xl=None, visible=None):
        self._apps.append(App(len(self._apps) + 1))
        return self._apps[-1]

    @staticmethod
    def cleanup():
        pass

    def __iter__(self):
        return iter(self._apps)

    def __len__(self):
        return len(self._apps)

    def __getitem__(self, pid):
        return next(app for app in self._apps if app.pid == pid)


@counted
class App(base_classes.App):
    def __init__(self, pid):
        self._pid, self._books, self._active, self._selection = pid, [], None, None
        self._state = {
            "screen_updating": True, "display_alerts": True, "enable_events": True, "calculation": "automatic",
            "status_bar": False, "interactive": True, "visible": True,
        }  # fmt: skip

    @property
    def api(self):
        return self

    @property
    def engine(self):
        return ENGINE.impl

    @property
    def pid(self):
        return self._pid

    @property
    def books(self):
        return Books(self)

    @property
    def selection(self):
        return self._selection

    def activate(self, steal_focus=False):
        apps = ENGINE.impl.apps._apps
        apps.remove(self)
        apps.insert(0, self)

    def quit(self):
        ENGINE.impl.apps._apps.remove(self)


def _state(name):
    def get(self):
        return self._state[name]

    def put(self, value):
        self._state[name] = value

    return property(_counted(f"App.{name}", get), _counted(f"App.{name}=", put))


for _name in (
    "screen_updating",
    "display_alerts",
    "enable_events",
    "calculation",
    "status_bar",
    "interactive",
    "visible",
):
    setattr(App, _name, _state(_name))


class Books(base_classes.Books):
    def __init__(self, app):
        self._app = app

    @property
    def api(self):
        return self

    @property
    def active(self):
        return self._app._active

    def __call__(self, key):
        if isinstance(key, int):
            return self._app._books[key - 1]
        found = [book for book in self._app._books if book._name == key]
        if not found:
            raise KeyError(key)
        return found[0]

    def __len__(self):
        return len(self._app._books)

    def __iter__(self):
        return iter(self._app._books)

    def __contains__(self, key):
        return any(book._name == key for book in self._app._books)

    def add(self):
        from .book import Book

        book = Book(self._app, f"Book{len(self._app._books) + 1}")
        self._app._books.append(book)
        self._app._active = book
        return book


def registered():
    """The engine, known to xlwings and the one that it uses."""
    if "fake" not in xw.engines.engines_by_name:
        xw.engines.add(ENGINE)
    ENGINE.activate()
    return ENGINE


from xlwings.main import Engine as XlwingsEngine  # noqa: E402

ENGINE = XlwingsEngine(impl=Engine())
__all__ = ["ENGINE", "ApplicationError", "registered"]
