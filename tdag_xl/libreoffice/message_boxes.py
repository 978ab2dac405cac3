"""Message boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from tdag_xl.libreoffice.office import Office

_FIRST_IS_OK, _FIRST_IS_YES = 0x10000, 0x40000
_BUTTONS = {
    None: 1,
    "ok": 1,
    "ok_cancel": 2 | _FIRST_IS_OK,
    "yes_no": 3 | _FIRST_IS_YES,
    "yes_no_cancel": 4 | _FIRST_IS_YES,
}
"""xlwings' buttons as UNO's MessageBoxButtons; the first is the one that Return clicks, as in Excel."""

_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
"""UNO's MessageBoxResults."""

_KINDS = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "ERRORBOX"}
_QUESTION = "QUERYBOX"  # an INFOBOX has one button, whatever is asked for


def answer(office: Office, window: Any, prompt: str, title: str, buttons: str | None, mode: str | None) -> str:
    """Show a message over `window` until a button is clicked; the button's name.

    Raises RefusedError for other buttons and modes than xlwings has.
    """
    if buttons not in _BUTTONS or mode not in _KINDS:
        raise RefusedError(
            f"App.alert: buttons is one of ok, ok_cancel, yes_no, yes_no_cancel, and mode info or critical; not "
            f"{buttons!r} and {mode!r}."
        )
    kind = _QUESTION if mode == "info" and _BUTTONS[buttons] > 1 else _KINDS[mode]
    toolkit = office.service("com.sun.star.awt.Toolkit")
    box = toolkit.createMessageBox(window, bridge.enum("awt.MessageBoxType", kind), _BUTTONS[buttons], title, prompt)
    try:
        return _ANSWERS[box.execute()]
    finally:
        box.dispose()
