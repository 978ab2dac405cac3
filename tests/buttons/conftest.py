"""The user's folders in a folder of the test, and a workbook that calls."""

from __future__ import annotations

import pytest
import xlwings as xw
from buttons.fake_application import FakeApp, FakeBook


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The folder of the user's folders, whose name has letters beyond ASCII."""
    folder = tmp_path / "Zoë 用户"
    folder.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def calling(monkeypatch):
    """`calling(book)` makes the workbook the one that called."""

    def call(book):
        monkeypatch.setattr(xw.Book, "caller", classmethod(lambda cls: book))
        return book

    return call


@pytest.fixture
def app():
    """An application in its usual state."""
    return FakeApp()


@pytest.fixture
def book(app, calling):
    """The workbook that calls."""
    return calling(FakeBook(app))
