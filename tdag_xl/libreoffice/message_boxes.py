"""Message boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge

if TYPE_CHECKING:
    from tdag_xl.libreoffice.office import Office

_BUTTONS = {None: 1, "ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
"""xlwings' buttons as UNO's MessageBoxButtons."""

_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
"""UNO's MessageBoxResults."""

_KINDS = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "ERRORBOX"}


def answer(office: Office, window: Any, prompt: str, title: str, buttons: str | None, mode: str | None) -> str:
    """Show a message over `window` until a button is clicked; the button's name."""
    toolkit = office.service("com.sun.star.awt.Toolkit")
    kind = bridge.enum("awt.MessageBoxType", _KINDS[mode])
    box = toolkit.createMessageBox(window, kind, _BUTTONS[buttons], title, prompt)
    try:
        return _ANSWERS[box.execute()]
    finally:
        box.dispose()
