"""LibreOffice with windows, on a screen of its own: whether they are shown, and what a message box is answered with."""

from __future__ import annotations

import threading
import time

import pytest
from judges.screen import running_screen

from tdag_xl import libreoffice
from tdag_xl.libreoffice.errors import RefusedError

PAUSE_SECONDS = 0.2
SECONDS = 60


@pytest.fixture(scope="module")
def screen(running_office, tmp_path_factory):  # running_office: where LibreOffice is absent, this is left out as well
    with running_screen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture(scope="module")
def windows(screen):
    """An application with windows."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DISPLAY", "SAL_USE_VCLPLUGIN"):
            patch.setenv(name, screen.environment[name])
        app = libreoffice.started(visible=True)
    yield app
    app.kill()


def answered(screen, key, ask):
    """What `ask` gives while a key is pressed in the message box, again until it closes."""
    is_done = threading.Event()

    def press():
        end = time.monotonic() + SECONDS
        while not is_done.wait(PAUSE_SECONDS) and time.monotonic() < end:
            screen.key(key, "Question")

    presser = threading.Thread(target=press)
    presser.start()
    try:
        return ask()
    finally:
        is_done.set()
        presser.join()


@pytest.mark.parametrize(
    ("buttons", "mode", "key", "answer"),
    [
        ("ok", None, "Return", "ok"),
        ("ok", "info", "Return", "ok"),
        ("ok_cancel", "info", "Escape", "cancel"),
        ("ok_cancel", "critical", "Return", "ok"),
        ("yes_no", "info", "Return", "yes"),
        ("yes_no_cancel", "critical", "Escape", "cancel"),
        ("yes_no_cancel", None, "Return", "yes"),
    ],
)
def test_a_message_box_gives_the_button(screen, windows, buttons, mode, key, answer):
    assert answered(screen, key, lambda: windows.alert("Go on?", "Question", buttons, mode)) == answer


@pytest.mark.parametrize("asked", [{"buttons": "maybe"}, {"mode": "loud"}])
def test_a_message_box_of_no_kind_is_refused(windows, asked):
    with pytest.raises(RefusedError, match=r"buttons is one of ok, ok_cancel, .* not '(maybe|ok)' and"):
        windows.alert("Go on?", **asked)


def test_windows_are_hidden_and_shown_those_of_later_workbooks_too(windows):
    first = windows.books.add()
    assert (windows.visible, first.impl.window.isVisible()) == (True, True)
    with windows.properties(visible=False):
        later = windows.books.add()
        assert not any(book.impl.window.isVisible() for book in (first, later))
        assert not windows.visible
    assert all(book.impl.window.isVisible() for book in (first, later))
    for book in (first, later):
        book.close()
    assert windows.version.major >= 7  # the last window that closes does not end it


def test_other_documents_are_no_workbooks(windows):
    helper = windows.impl.office.service("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(windows.api, ".uno:BasicIDEAppear", "", 0, ())
    assert (windows.api.Components.hasElements(), len(windows.books), windows.impl.books.front) == (True, 0, None)
    book = windows.books.add()
    assert windows.books.active == book
    book.close()
