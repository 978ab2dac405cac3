"""The profile folder of a LibreOffice that serves one Python: quiet, English, and without macros."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tdag_xl.libreoffice import guard

PREFIX = "xlwings-libreoffice-"

OWNER = "owner"
"""The file in it that tells the Python that it serves."""

_SETTINGS = {
    "Setup/L10N": {"ooLocale": "en-US", "ooSetupSystemLocale": "en-US"},
    "Setup/Office": {"ooSetupInstCompleted": "true", "OfficeRestartInProgress": "false"},
    "Setup/Product": {"WhatsNew": "false", "WhatsNewDialog": "false", "LastTimeDonateShown": "4102444800"},
    "Office.Calc/Formula/Load": {"OOXMLRecalcMode": "1", "ODFRecalcMode": "1"},
    "Office.Common/Misc": {"ShowTipOfTheDay": "false", "CrashReport": "false", "FirstRun": "false"},
    "Office.Common/Security/Scripting": {"MacroSecurityLevel": "3", "DisableMacrosExecution": "true"},
    "Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments": {"AutoCheckEnabled": "false"},
    "Office.Recovery/AutoSave": {"Enabled": "false", "UserAutoSaveEnabled": "false"},
    "Office.Recovery/RecoveryInfo": {"Enabled": "false"},
}
"""No wizard, tip, donation bar, recovery or search for updates; formulas and formats in English; values stored in files
are trusted (never calculated on opening); macros of workbooks do not run."""

_WITH_MACROS = {"MacroSecurityLevel": "0", "DisableMacrosExecution": "false"}


def new_profile(*, macros: bool = False) -> Path:
    """A new profile folder of this Python's; with `macros`, those of workbooks may run."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / OWNER).write_text(_process(os.getpid()), encoding="ascii")
    settings = _SETTINGS | ({"Office.Common/Security/Scripting": _WITH_MACROS} if macros else {})
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_xcu(settings), encoding="utf-8")
    return folder


def sweep() -> None:
    """Remove the profiles of Pythons that are gone, with the processes and lock files that are left of them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_left(folder):
            guard.cleaned(folder)


def _is_left(folder: Path) -> bool:
    """Whether the Python that a profile serves is gone; False where that cannot be told, or it is another user's."""
    try:
        is_ours = folder.stat().st_uid == os.getuid()
        owner = (folder / OWNER).read_text(encoding="ascii")
        pid, _, space = owner.split()
    except (OSError, ValueError):
        return False  # it is being made, or removed
    return is_ours and space == _space() and owner != _process(int(pid))


def _process(pid: int) -> str:
    """What tells a process from all that had or will have its number; "" where there is none."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    state, *numbers = status.rpartition(")")[2].split()
    return "" if state in "ZX" else f"{pid} {numbers[18]} {_space()}"


def _space() -> str:
    """What tells the processes that this one sees from those of other containers."""
    return Path("/proc/self/ns/pid").readlink().name


def _xcu(settings: dict[str, dict[str, str]]) -> str:
    items = "".join(
        f'<item oor:path={quoteattr(f"/org.openoffice.{path}")}><prop oor:name={quoteattr(name)} oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, values in settings.items()
        for name, value in values.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    return (
        f'{head}xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n'
    )
