"""LibreOffice with the extension installed, in a profile of its own: the formulas' judge.

LibreOffice installs no extension for root, so that tests run by root let another user, who owns nothing, do it all.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judges.office import REQUIRED_VARIABLE
from judges.required import absent

from tdag_xl.extension.package import extension
from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import NotInstalledError, StartError
from tdag_xl.libreoffice.office import attached

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOBODY = 65534
_SECONDS = 90
_STARTS = 3
"""With a new profile the office ends at once and asks to be started again."""


@dataclass(frozen=True)
class ExtendedCalc:
    """The running office; files for it stand in `folder`, which its user may write."""

    office: Any
    folder: Path

    def opened(self, path: Path, macros: int = 0) -> Any:
        """A copy of the workbook at `path`, with this mode of macros (MacroExecMode), as a UNO document."""
        copy = self.folder / path.name
        shutil.copy(path, copy)
        copy.chmod(0o666)
        return self._loaded(copy.as_uri(), MacroExecutionMode=macros)

    def new(self) -> Any:
        """A new workbook."""
        return self._loaded("private:factory/scalc")

    def saved(self, document: Any, name: str) -> Path:
        """The document as a file of Excel of that name."""
        path = self.folder / name
        kind = "Calc MS Excel 2007 VBA XML" if path.suffix == ".xlsm" else "Calc MS Excel 2007 XML"
        document.storeToURL(path.as_uri(), bridge.properties(FilterName=kind))
        return path

    def service(self, name: str) -> Any:
        """A new object of one of the office's services."""
        return self.office.service(name)

    def _loaded(self, url: str, **values: Any) -> Any:
        return self.office.desktop.loadComponentFromURL(url, "_blank", 0, bridge.properties(Hidden=True, **values))


@contextmanager
def extended_calc() -> Iterator[ExtendedCalc]:
    """The office, until the block ends; skips or fails without LibreOffice or its bridge to this Python."""
    program = shutil.which("soffice")
    try:
        bridge.uno()
    except NotInstalledError as error:
        absent(str(error), required_by=REQUIRED_VARIABLE)
    if program is None:
        absent("LibreOffice is not on the path", required_by=REQUIRED_VARIABLE)
    folder = Path(tempfile.mkdtemp(prefix="tdag-extension-"))
    try:
        package = folder / "tdag_xl.oxt"
        package.write_bytes(extension())
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        programs = Path(program).resolve().parent
        ended = _started(
            [str(programs / "unopkg"), "add", "--suppress-license", _profile(folder), str(package)], folder
        )
        assert ended.wait(_SECONDS) == 0
        yield from _running(programs / "soffice.bin", folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(program: Path, folder: Path) -> Iterator[ExtendedCalc]:
    address = f"socket,host=127.0.0.1,port={_free_port()}"
    command = [str(program), _profile(folder), "--headless", "--norestore", "--nologo", "--nodefault"]
    for _ in range(_STARTS):
        process = _started([*command, f"--accept={address};urp;"], folder)
        try:
            office = _answer(address, process)
            if office is not None:
                yield ExtendedCalc(office, folder)
                return
        finally:
            process.kill()
            process.wait()
    raise AssertionError("LibreOffice did not start")


def _answer(address: str, process: subprocess.Popen[bytes]) -> Any:
    end = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            return attached(address, process.pid)
        except StartError:
            time.sleep(0.05)
    return None


def _started(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    user = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    environment = {**os.environ, "HOME": str(folder)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user)


def _profile(folder: Path) -> str:
    return f"-env:UserInstallation={(folder / 'profile').as_uri()}"


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
