"""A LibreOffice process and the connection to it: started in private, attached to, stopped, killed."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tdag_xl.libreoffice import bridge, guard
from tdag_xl.libreoffice.errors import NotInstalledError, NotSupportedError, StartError
from tdag_xl.libreoffice.profile import new_profile, sweep

START_SECONDS = 60
QUIT_SECONDS = 15
_POLL_SECONDS = 0.02

CONTEXT = "StarOffice.ComponentContext"
"""The name under which an office gives its context."""

_HERE = re.compile(r"pipe,|socket,.*\bhost=(localhost|127\.0\.0\.1|::1)\b")
"""Addresses whose process is one of this machine."""


class Office:
    """A running LibreOffice: one that was attached to, which is left as it is, or our own (OwnOffice).

    `is_visible`: whether it shows windows. `has_macros`: whether workbooks are opened with leave to run theirs.
    """

    is_own = False
    has_macros = False

    def __init__(self, context: Any, pid: int = 0, *, is_visible: bool = True) -> None:
        self.context = context
        self.pid = pid
        self.is_visible = is_visible
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
        """Note that the office opens or saves this file: its lock file goes with the office."""

    def stop(self) -> None:
        """Leave it: it is not ours to end."""

    def kill(self) -> None:
        """Leave it: it is not ours to end. Raises NotSupportedError always."""
        raise NotSupportedError(
            "App.kill: this LibreOffice was not started by this Python, so it is not killed by it either."
        )


class OwnOffice(Office):
    """A LibreOffice of our own: its process and its profile folder end with it, and with this Python."""

    is_own = True

    def __init__(
        self, context: Any, guardian: subprocess.Popen[bytes], profile: Path, *, is_visible: bool, macros: bool
    ) -> None:
        self._guardian, self._profile, self._python = guardian, profile, os.getpid()
        self._is_ended = False
        self.has_macros = macros
        super().__init__(context, _number(guardian), is_visible=is_visible)
        atexit.register(self.kill)

    def opened(self, path: Path) -> None:
        """Note that the office opens or saves this file: its lock file goes with the office."""
        with suppress(FileNotFoundError), (self._profile / guard.WORKBOOKS).open("ab") as opened:  # it has just ended
            opened.write(os.fsencode(path.absolute()) + b"\0")

    def stop(self) -> None:
        """Ask it to end; end it where it will not, or does not within QUIT_SECONDS."""
        agrees = True
        with suppress(bridge.exception("uno.Exception")):  # it may be gone before it answers
            agrees = self.desktop.terminate()
        if agrees:
            with suppress(subprocess.TimeoutExpired):
                self._guardian.wait(QUIT_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it at once, with its profile folder and lock files."""
        is_copy = os.getpid() != self._python  # made of the Python that started it, by os.fork
        if not is_copy and not self._is_ended:
            self._is_ended = True
            _said(self._guardian, self._profile)
            atexit.unregister(self.kill)


def started(*, visible: bool = False, macros: bool = False, program: str | None = None) -> OwnOffice:
    """A new LibreOffice of its own, `visible` or without windows; with `macros`, those of workbooks may run.

    `program` is the path of another soffice than the one on the path. Raises NotInstalledError; StartError where it
    does not answer within START_SECONDS or there is no screen.
    """
    bridge.uno()
    executable = _executable(program)
    if visible and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise StartError(
            "There is no screen (DISPLAY is not set), so LibreOffice can only start without windows: visible=False."
        )
    sweep()
    profile = new_profile(macros=macros)
    address = f"pipe,name={guard.pipe_name(profile)}"
    command = [
        str(executable), f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo", "--nodefault",
        f"--accept={address};urp;", *([] if visible else ["--headless"]),
    ]  # fmt: skip
    guardian = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", guard.__file__, str(profile), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        context = _answer(address, guardian)
        if context is not None:
            return OwnOffice(context, guardian, profile, is_visible=visible, macros=macros)
    except BaseException:
        _said(guardian, profile)
        raise
    ended = guardian.poll()
    what = f"did not answer within {START_SECONDS} seconds" if ended is None else f"ended at once (exit code {ended})"
    said = _said(guardian, profile) or "nothing"
    raise StartError(f"LibreOffice {what}. It said: {said}.")


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
    number = pid or _pid(address)
    return Office(context, number, is_visible=b"--headless" not in _arguments(number))


def _answer(address: str, guardian: subprocess.Popen[bytes]) -> Any:
    """The context of the office at the address; None where it ends before it answers, or answers too late."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and guardian.poll() is None:
        try:
            return _context(address)
        except bridge.exception("connection.NoConnectException"):
            time.sleep(_POLL_SECONDS)
    return None


def _number(guardian: subprocess.Popen[bytes]) -> int:
    """The number of the process that the guard started last."""
    if guardian.stdout is None:
        raise StartError("The guard of LibreOffice has no output.")
    return int(os.read(guardian.stdout.fileno(), 4096).split()[-1])


def _said(guardian: subprocess.Popen[bytes], profile: Path) -> str:
    """What the office said, after it is ended and cleaned up after, even if its guard was killed."""
    try:
        output, _ = guardian.communicate(b"end", QUIT_SECONDS)
    except subprocess.TimeoutExpired:
        guardian.kill()
        output, _ = guardian.communicate()
    if profile.exists():
        guard.cleaned(profile)
    lines = output.decode(errors="replace").splitlines()
    return " ".join(line.strip() for line in lines if not line.strip().isdigit()).rstrip(".")


def _context(address: str, key: str = CONTEXT) -> Any:
    local = bridge.uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:{address};urp;{key}")


def _pid(address: str) -> int:
    """The number of the process of LibreOffice that was started to accept at `address`; 0 where none is seen."""
    parts = [part.strip().encode() for part in address.split(",")]
    wanted = [part for part in parts if part.startswith((b"name=", b"port="))]
    if not _HERE.match(address) or not wanted:
        return 0
    for folder in Path("/proc").glob("[0-9]*"):
        program, *arguments = _arguments(int(folder.name)) or [b""]
        accepted = [re.split(rb"[,;]", one.partition(b"=")[2]) for one in arguments if b"-accept=" in one]
        if program.endswith(b"soffice.bin") and any(wanted[0] in one and parts[0] in one for one in accepted):
            return int(folder.name)
    return 0


def _arguments(pid: int) -> list[bytes]:
    """What a process was started with, the program first; nothing where it is not to be seen."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []  # it ended meanwhile, or is another user's


def _executable(program: str | None) -> Path:
    found = on_path("soffice") if program is None else shutil.which(program)
    if found is None:
        name = program or "soffice"
        raise NotInstalledError(f"There is no LibreOffice ({name}). On Debian, install libreoffice-calc.")
    return Path(found).resolve().with_name("soffice.bin")


def on_path(program: str) -> str | None:
    """Where the program is on the path; not in the current folder, where Windows looks first and a workbook may be."""
    folders = (folder for folder in os.get_exec_path() if os.path.isabs(folder))  # noqa: PTH117
    return next((found for folder in folders if (found := shutil.which(os.path.join(folder, program)))), None)  # noqa: PTH118
