"""A LibreOffice process and the connection to it: started in private, attached to, stopped, killed."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from tdag_xl.libreoffice import bridge, guard
from tdag_xl.libreoffice.errors import GoneError, NotInstalledError, StartError
from tdag_xl.libreoffice.profile import new_profile

START_SECONDS = 60
QUIT_SECONDS = 15
_POLL_SECONDS = 0.02

CONTEXT = "StarOffice.ComponentContext"
"""The name under which an office gives its context."""


class Office:
    """A running LibreOffice: one that was attached to, which is left as it is, or our own (OwnOffice)."""

    is_visible = True
    has_macros = False

    def __init__(self, context: Any, pid: int = 0) -> None:
        self.context = context
        self.pid = pid
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        """A new object of one of the office's services."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def is_alive(self) -> bool:
        """Whether it answers."""
        try:
            return self.desktop.Frames is not None
        except bridge.exception("uno.Exception"):
            return False

    def opened(self, path: Path) -> None:
        """Note that the office has this file open: its lock file goes with the office."""

    def stop(self) -> None:
        """Leave it: it is not ours to end."""

    def kill(self) -> None:
        """Leave it: it is not ours to end. Raises GoneError always."""
        raise GoneError("This LibreOffice was not started by this Python, so it is not killed by it either.")


class OwnOffice(Office):
    """A LibreOffice of our own: its process and its profile folder end with it, and with this Python."""

    def __init__(
        self, context: Any, pid: int, guardian: subprocess.Popen[bytes], *, is_visible: bool, has_macros: bool
    ) -> None:
        self._guardian = guardian
        self.is_visible, self.has_macros = is_visible, has_macros
        super().__init__(context, pid)
        atexit.register(self.kill)

    def opened(self, path: Path) -> None:
        """Note that the office has this file open: its lock file goes with the office."""
        if self._guardian.stdin is not None and self._guardian.poll() is None:
            self._guardian.stdin.write(os.fsencode(path.absolute()) + b"\n")
            self._guardian.stdin.flush()

    def stop(self) -> None:
        """Ask it to end; end it where it does not within QUIT_SECONDS."""
        try:
            self.desktop.terminate()
            self._guardian.wait(QUIT_SECONDS)
        except (bridge.exception("uno.Exception"), subprocess.TimeoutExpired):
            pass  # it is gone already, or hangs: kill() does the rest
        self.kill()

    def kill(self) -> None:
        """End it at once, with its profile folder and lock files."""
        atexit.unregister(self.kill)
        _ended(self._guardian)


def _ended(guardian: subprocess.Popen[bytes]) -> None:
    """Close the guard's input, on which it ends the office and removes what it leaves."""
    if guardian.stdin is not None:
        guardian.stdin.close()
    guardian.wait(QUIT_SECONDS)
    if guardian.stdout is not None:
        guardian.stdout.close()


def started(*, visible: bool = False, macros: bool = False) -> Office:
    """A new LibreOffice of its own, `visible` or without windows; with `macros`, those of workbooks may run.

    Raises NotInstalledError; StartError where it does not answer within START_SECONDS or there is no screen.
    """
    bridge.uno()
    program = _program()
    if visible and sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise StartError("There is no screen (DISPLAY is not set), so LibreOffice can only start with visible=False.")
    profile = new_profile(macros=macros)
    pipe = f"xlwings{uuid.uuid4().hex}"
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo", "--nodefault",
        f"--accept=pipe,name={pipe};urp;", *([] if visible else ["--headless"]),
    ]  # fmt: skip
    guardian = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", guard.__file__, str(profile), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        context = _answer(f"pipe,name={pipe}", guardian)
        return OwnOffice(context, _number(guardian), guardian, is_visible=visible, has_macros=macros)
    except BaseException:
        _ended(guardian)
        raise


def attached(address: str, pid: int = 0, *, key: str = CONTEXT) -> Office:
    """The running LibreOffice that accepts connections at `address`, such as `pipe,name=calc`.

    It was started with `--accept=ADDRESS;urp;`. `pid` is the number of its process, found by the address where it is
    not given and the system can tell. `key` is the name under which it gives its context, where it is not the usual
    one. Raises StartError where none answers.
    """
    try:
        context = _context(address, key)
    except bridge.exception("uno.Exception") as error:
        raise StartError(
            f"No LibreOffice answers at {address}. Start one with --accept='{address};urp;', and look at the address."
        ) from error
    return Office(context, pid or _pid(address))


def _answer(address: str, guardian: subprocess.Popen[bytes]) -> Any:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and guardian.poll() is None:
        try:
            return _context(address)
        except bridge.exception("connection.NoConnectException"):
            time.sleep(_POLL_SECONDS)
    if guardian.poll() is not None:
        raise StartError(f"LibreOffice ended as soon as it was started (exit code {guardian.poll()}).")
    raise StartError(f"LibreOffice did not answer within {START_SECONDS} seconds.")


def _number(guardian: subprocess.Popen[bytes]) -> int:
    """The number of the process that the guard started last."""
    if guardian.stdout is None:
        raise StartError("The guard of LibreOffice has no output.")
    return int(os.read(guardian.stdout.fileno(), 4096).split()[-1])


def _context(address: str, key: str = CONTEXT) -> Any:
    local = bridge.uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:{address};urp;{key}")


def _pid(address: str) -> int:
    """The number of the process of LibreOffice that was started to accept at `address`; 0 where none is seen."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        if command[0].endswith(b"soffice.bin") and any(address.encode() in argument for argument in command[1:]):
            return int(folder.name)
    return 0


def _program() -> Path:
    found = shutil.which("soffice")
    if found is None:
        raise NotInstalledError("LibreOffice (soffice) is not on the path. On Debian, install libreoffice-calc.")
    return Path(found).resolve().with_name("soffice.bin")
