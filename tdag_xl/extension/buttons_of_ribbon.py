"""The buttons of Excel's ribbon: what they are called, say and run, so that Calc's menu and toolbar are the same."""

from __future__ import annotations

import importlib.resources
import re
from dataclasses import dataclass

from lxml import etree

from tdag_xl.errors import BuildError

_NAMESPACES = {"ui": "http://schemas.microsoft.com/office/2009/07/customui"}
_CALLBACK = re.compile(
    r'^Public Sub (\w+)\(control As IRibbonControl\)\s+RunButton "from tdag_xl import ribbon; ribbon\.(\w+)\(\)"',
    re.MULTILINE,
)


@dataclass(frozen=True)
class Button:
    """A button: the function of tdag_xl.ribbon that it runs, its label, and the tip that says what that does."""

    command: str
    label: str
    tip: str


@dataclass(frozen=True)
class Tab:
    """The tab of the ribbon: its label, and its groups of buttons."""

    label: str
    groups: tuple[tuple[Button, ...], ...]

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons in their order."""
        return tuple(button for group in self.groups for button in group)


def ribbon_tab() -> Tab:
    """The tab Partnerships. Raises BuildError where a button calls what runs no function of the ribbon."""
    sources = importlib.resources.files("tdag_workbook")
    commands = dict(_CALLBACK.findall((sources / "vba" / "TdagCallbacks.bas").read_text(encoding="ascii")))
    (tab,) = etree.fromstring((sources / "ribbon.xml").read_bytes()).iterfind(".//ui:tab", _NAMESPACES)
    groups = (
        tuple(_button(one, commands) for one in group.iterfind("ui:button", _NAMESPACES))
        for group in tab.iterfind("ui:group", _NAMESPACES)
    )
    return Tab(str(tab.get("label")), tuple(groups))


def _button(element: etree._Element, commands: dict[str, str]) -> Button:
    label, callback = str(element.get("label")), str(element.get("onAction"))
    if callback not in commands:
        raise BuildError(f"The button {label!r} calls {callback}, which runs no function of tdag_xl.ribbon.")
    return Button(commands[callback], label, str(element.get("supertip")))
