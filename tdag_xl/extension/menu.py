"""The menu and the toolbar Partnerships of Calc, in the words and the order of Excel's ribbon."""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

from tdag_xl.extension.buttons_of_ribbon import ribbon_tab
from tdag_xl.extension.registry import Members, Node, Value, component, flag, localized, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.extension.buttons_of_ribbon import Button, Tab

IMPLEMENTATION = "tdag_xl.Buttons"
"""The class of inside/tdag_buttons.py, as UNO knows it."""

PROTOCOL = "vnd.tdag-xl:"
"""What the address of every button begins with."""

TOOLBAR = "tdag_xl.Partnerships"
COMPONENT = "buttons/tdag_buttons.py"
CONFIGURATION = ("Addons.xcu", "ProtocolHandler.xcu", "CalcWindowState.xcu")

_OFFICE, _USER_INTERFACE = "org.openoffice.Office", "org.openoffice.Office.UI"
_CONTEXT = Value("com.sun.star.sheet.SpreadsheetDocument")
_SEPARATOR = Value("private:separator")
_TOP, _ICONS_AND_TEXT = 0, 2


def files() -> dict[str, bytes]:
    """The files of the extension that make the buttons, by path: configuration, icons, and what runs in LibreOffice.

    Of these, COMPONENT is a component in Python and CONFIGURATION is configuration data; the rest is only there.
    """
    tab = ribbon_tab()
    ours = importlib.resources.files("tdag_xl.extension")
    return {
        "Addons.xcu": component(_OFFICE, "Addons", _addons(tab)),
        "ProtocolHandler.xcu": component(_OFFICE, "ProtocolHandler", _handler()),
        "CalcWindowState.xcu": component(_USER_INTERFACE, "CalcWindowState", _window_state(tab)),
        COMPONENT: (ours / "inside" / "tdag_buttons.py").read_bytes(),
        "buttons/pythonpath/tdag_start.py": (ours / "inside" / "tdag_start.py").read_bytes(),
        **{_icon(button): (ours / _icon(button)).read_bytes() for button in tab.buttons},
    }


def _icon(button: Button) -> str:
    return f"icons/{button.command}.svg"


def _url(button: Button) -> Value:
    return Value(PROTOCOL + button.command)


def _addons(tab: Tab) -> Node:
    menu: Node = {"Title": localized(tab.label), "Context": _CONTEXT, "Submenu": _items(tab)}
    return {
        "AddonUI": {
            "OfficeMenuBar": Members({"tdag_xl.Menu": menu}),
            "OfficeToolBar": Members({TOOLBAR: _items(tab)}),
            "Images": Members({f"tdag_xl.{button.command}": _image(button) for button in tab.buttons}),
        }
    }


def _items(tab: Tab) -> Node:
    """The buttons, a line between groups; LibreOffice orders them by name, the shorter first."""
    return Members((f"{place:02}", item) for place, item in enumerate(_lined(tab), start=1))


def _lined(tab: Tab) -> Iterator[Node]:
    for place, group in enumerate(tab.groups):
        if place:
            yield {"URL": _SEPARATOR, "Context": _CONTEXT}
        for button in group:
            title = localized(button.label)
            yield {"URL": _url(button), "Title": title, "Target": Value("_self"), "Context": _CONTEXT}


def _image(button: Button) -> Node:
    address = Value(f"%origin%/{_icon(button)}")
    return {"URL": _url(button), "UserDefinedImages": {"ImageSmallURL": address, "ImageBigURL": address}}


def _handler() -> Node:
    return {"HandlerSet": Members({IMPLEMENTATION: {"Protocols": Value(f"{PROTOCOL}*", "oor:string-list")}})}


def _window_state(tab: Tab) -> Node:
    toolbar: Node = {
        "UIName": localized(tab.label),
        "Docked": flag(True),
        "DockingArea": number(_TOP),
        "DockPos": Value("0,9"),
        "Visible": flag(True),
        "Style": number(_ICONS_AND_TEXT),
    }
    return {"UIElements": {"States": Members({f"private:resource/toolbar/addon_{TOOLBAR}": toolbar})}}
