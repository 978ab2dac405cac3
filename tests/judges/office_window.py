"""LibreOffice with windows on a screen of its own, an extension in it, and what its windows show."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judges.office import REQUIRED_VARIABLE
from judges.required import absent

from tdag_xl import libreoffice
from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotInstalledError, StartError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw
    from judges.screen import Screen

START_SECONDS = 60
SHOW_SECONDS = 90
KEY_SECONDS = 3
PAUSE_SECONDS = 0.1
_NOBODY = 65534


def profile_with(extension: bytes, folder: Path) -> Path:
    """A new profile of LibreOffice with the extension; LibreOffice adds none for root, so nobody does it then."""
    program = shutil.which("soffice")
    if program is None:
        absent("LibreOffice (soffice) is not installed", required_by=REQUIRED_VARIABLE)
    place = Path("/tmp") / f"tdag-{uuid.uuid4().hex}"  # pytest's own folders are closed to nobody
    place.mkdir()
    try:
        file = place / "extension.oxt"
        file.write_bytes(extension)
        command = [str(Path(program).resolve().with_name("unopkg")), "add", f"-env:UserInstallation={place.as_uri()}/p"]
        if os.geteuid() == 0:
            shutil.chown(place, _NOBODY, _NOBODY)
            command = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", *command]
        environment = {**os.environ, "HOME": str(place)}
        done = subprocess.run(
            [*command, str(file)], env=environment, check=False, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return Path(shutil.move(place / "p", folder / "profile"))
    finally:
        shutil.rmtree(place, ignore_errors=True)


@dataclass
class OfficeWindow:
    """The window of a workbook; found and read through LibreOffice's interface for those who do not see."""

    app: xw.App
    book: xw.Book
    screen: Screen

    @property
    def frame(self) -> Any:
        """The window as UNO knows it."""
        return self.book.api.CurrentController.Frame

    def bar(self, name: str) -> list[Any]:
        """What a toolbar holds, by its name, such as `standardbar`."""
        shown = self.frame.LayoutManager.getElement(f"private:resource/toolbar/{name}")
        assert shown is not None, f"{name} is not shown"
        return children(shown.getRealInterface().getAccessibleContext())

    def menus(self) -> list[Any]:
        """The menus of the menu bar."""
        level = [self.frame.ContainerWindow.getAccessibleContext()]
        while level:  # by levels: deep down are all the cells of the sheet
            for one in level:
                if one.getAccessibleRole() == role("MENU_BAR"):
                    return children(one)
            level = [child for one in level for child in children(one)]
        raise AssertionError("no menu bar is shown")

    def click(self, items: list[Any], name: str) -> None:
        """Click on the one of these that has this name."""
        (found,) = (item for item in items if item.getAccessibleName() == name)
        self.screen.click(middle(found))

    def scroll(self, row: int) -> None:
        """Show the sheet from that row on."""
        self.book.api.CurrentController.setFirstVisibleRow(row - 1)

    def message(self, title: str) -> str:
        """The text of the message box of that title, waited for; it stays open."""
        return str(waited_for(lambda: self._said_in(title), f"the message {title!r}"))

    def close(self, title: str) -> None:
        """Close the message box with a key."""
        waited_for(lambda: self._is_closed_by_a_key(title), f"{title!r} to close")

    def _said_in(self, title: str) -> str:
        box = self._top_windows().get(title)
        found = [] if box is None else [one for one in descendants(box) if one.getAccessibleRole() == role("STATIC")]
        return "\n".join(one.getAccessibleName() for one in found)

    def _is_closed_by_a_key(self, title: str) -> bool:
        self.screen.key("Return", title)
        end = time.monotonic() + KEY_SECONDS
        while time.monotonic() < end and title in self._top_windows():
            time.sleep(PAUSE_SECONDS)
        return title not in self._top_windows()

    def _top_windows(self) -> dict[str, Any]:
        """The open windows by title; one that closes meanwhile may be among them or not."""
        toolkit = self.app.impl.office.service("com.sun.star.awt.Toolkit")
        found = {}
        for number in range(toolkit.getTopWindowCount()):
            with suppress(bridge.exception("uno.Exception"), AttributeError):  # it is None where a window just closed
                context = toolkit.getTopWindow(number).getAccessibleContext()
                found[context.getAccessibleName()] = context
        return found


def role(name: str) -> int:
    """What a thing on the screen is, such as `STATIC`."""
    return int(bridge.constant(f"accessibility.AccessibleRole.{name}"))


def children(context: Any) -> list[Any]:
    """What it holds."""
    return [
        context.getAccessibleChild(number).getAccessibleContext() for number in range(context.getAccessibleChildCount())
    ]


def descendants(context: Any) -> Iterator[Any]:
    """All that it holds, however deep."""
    for child in children(context):
        yield child
        yield from descendants(child)


def middle(context: Any) -> tuple[int, int]:
    """Where to click on it."""
    place, size = context.getLocationOnScreen(), context.getSize()
    return place.X + size.Width // 2, place.Y + size.Height // 2


def waited_for(what: Callable[[], Any], called: str, seconds: float = SHOW_SECONDS) -> Any:
    """What it gives, as soon as it gives anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(PAUSE_SECONDS)
    raise AssertionError(f"Waited {seconds} seconds in vain for {called}.")


@contextmanager
def office_with_window(
    workbook: Path, profile: Path, screen: Screen, settings: dict[str, str]
) -> Iterator[OfficeWindow]:
    """LibreOffice, started beside the workbook, shows it for the time of a block; `settings` join its environment."""
    address = f"pipe,name=tdag{uuid.uuid4().hex}"
    process = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo", "--calc",
         f"--accept={address};urp;", str(workbook)],
        cwd=workbook.parent,
        env={**screen.environment, **settings},
        start_new_session=True,
    )  # fmt: skip
    try:
        app = waited_for(lambda: _attached(address), "LibreOffice to answer", START_SECONDS)
        libreoffice.registered().activate()
        (book,) = waited_for(lambda: list(app.books), "the workbook to open", START_SECONDS)
        yield OfficeWindow(app, book, screen)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def _attached(address: str) -> xw.App | None:
    try:
        return libreoffice.attached(address)
    except NotInstalledError as error:
        absent(str(error), required_by=REQUIRED_VARIABLE)
    except StartError:
        return None
