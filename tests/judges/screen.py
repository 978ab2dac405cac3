"""A screen of its own for windows, with a mouse and keys: nobody's desktop is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judges.office import REQUIRED_VARIABLE
from judges.required import absent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = "1400x900x24"
PICTURES_VARIABLE = "TDAG_PICTURES"
"""Names a folder for pictures of the screen, as docs/ shows them; ImageMagick makes them."""


@dataclass(frozen=True)
class Screen:
    """A running X server; `display` is its name, `folder` where it keeps what is shown."""

    display: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to show its windows here."""
        return {**os.environ, "DISPLAY": self.display, "SAL_USE_VCLPLUGIN": "gen"}

    def point(self, place: tuple[int, int]) -> None:
        """Move the mouse there."""
        self._xdotool("mousemove", *map(str, place))

    def click(self, place: tuple[int, int]) -> None:
        """Click there."""
        self.point(place)
        self._xdotool("click", "1")

    def key(self, name: str, window: str) -> None:
        """Press a key in the window of that title; nowhere where it is closed already."""
        found = self._xdotool("search", "--onlyvisible", "--name", f"^{window}", may_fail=True).split()
        if found:
            self._xdotool("windowfocus", found[-1], "key", name, may_fail=True)

    def picture(self, name: str) -> None:
        """Keep what is shown as NAME.png in the folder of TDAG_PICTURES, where that is set."""
        if folder := os.environ.get(PICTURES_VARIABLE):
            shown = f"xwd:{self.folder / 'Xvfb_screen0'}"
            subprocess.run(["convert", shown, "+dither", "-colors", "128", f"{folder}/{name}.png"], check=True)

    def _xdotool(self, *arguments: str, may_fail: bool = False) -> str:
        command = ["xdotool", *arguments]
        done = subprocess.run(
            command, env=self.environment, check=not may_fail, capture_output=True, text=True, timeout=20
        )
        return done.stdout


@contextmanager
def running_screen(folder: Path) -> Iterator[Screen]:
    """The screen, for the time of a block; skips or fails without Xvfb and xdotool."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            absent(f"{program} is not installed", required_by=REQUIRED_VARIABLE)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-fbdir", str(folder), "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        yield Screen(f":{number}", folder)
    finally:
        server.terminate()
        server.wait(20)
