"""A LibreOffice process and the connection to it: started in private, attached to, stopped, killed."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotInstalledError, StartError

START_SECONDS = 60
_FIRST_START = 81
"""The exit code by which LibreOffice asks to be started again, after it has made a new profile."""


class Office:
    """A running LibreOffice. One that was `started` has a profile folder of its own, which goes with it."""

    def __init__(
        self, context: Any, process: subprocess.Popen[bytes] | None = None, profile: Path | None = None
    ) -> None:
        self.context = context
        self._process, self._profile = process, profile
        self.desktop = self.service("com.sun.star.frame.Desktop")
        atexit.register(self.kill)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid if self._process is not None else 0

    def service(self, name: str) -> Any:
        """A service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def kill(self) -> None:
        """End the process at once, if it is ours, and remove its profile."""
        atexit.unregister(self.kill)
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._profile is not None:
            shutil.rmtree(self._profile, ignore_errors=True)


def started(*, visible: bool = False) -> Office:
    """A new LibreOffice of its own. Raises NotInstalledError, StartError."""
    bridge.uno()
    program = _program()
    profile = Path(tempfile.mkdtemp(prefix="xlwings-libreoffice-"))
    pipe = f"xlwings{uuid.uuid4().hex}"
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo", "--nodefault",
        f"--accept=pipe,name={pipe};urp;", *([] if visible else ["--headless"]),
    ]  # fmt: skip
    process = _process(command)
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            return Office(_context(f"pipe,name={pipe}"), process, profile)
        except bridge.exception("connection.NoConnectException"):
            time.sleep(0.02)
        if process.poll() == _FIRST_START:
            process = _process(command)
        elif process.poll() is not None:
            break
    raise StartError(f"LibreOffice ({program}) did not answer within {START_SECONDS} seconds.")


def _process(command: list[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603 - our own command


def _context(address: str) -> Any:
    local = bridge.uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")


def _program() -> Path:
    found = shutil.which("soffice")
    if found is None:
        raise NotInstalledError("LibreOffice (soffice) is not on the path. Install it, for example libreoffice-calc.")
    return Path(found).resolve().with_name("soffice.bin")
