"""The profile folder of a LibreOffice that serves one Python: quiet, English, and without macros."""

from __future__ import annotations

import tempfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

PREFIX = "xlwings-libreoffice-"

_SETTINGS = {
    "Setup/L10N": {"ooLocale": "en-US", "ooSetupSystemLocale": "en-US"},
    "Setup/Office": {"ooSetupInstCompleted": "true", "OfficeRestartInProgress": "false"},
    "Setup/Product": {"WhatsNew": "false", "WhatsNewDialog": "false", "LastTimeDonateShown": "4102444800"},
    "Office.Common/Misc": {"ShowTipOfTheDay": "false", "CrashReport": "false", "FirstRun": "false"},
    "Office.Common/Security/Scripting": {"MacroSecurityLevel": "3", "DisableMacrosExecution": "true"},
    "Office.Recovery/AutoSave": {"Enabled": "false", "UserAutoSaveEnabled": "false"},
    "Office.Recovery/RecoveryInfo": {"Enabled": "false"},
}
"""No wizard, tip, donation bar or recovery; formulas and formats in English; macros of workbooks do not run."""


def new_profile(*, macros: bool = False) -> Path:
    """A new profile folder; with `macros`, those of workbooks may run."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    settings = {path: dict(values) for path, values in _SETTINGS.items()}
    if macros:
        settings["Office.Common/Security/Scripting"] = {"MacroSecurityLevel": "0", "DisableMacrosExecution": "false"}
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_xcu(settings), encoding="utf-8")
    return folder


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
