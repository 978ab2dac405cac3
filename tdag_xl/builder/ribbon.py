"""The part that puts the tab Partnerships on Excel's ribbon, checked for what no schema knows.

Excel tells of a callback that is not there when somebody clicks, and drops the whole tab for a double id.
"""

from __future__ import annotations

import importlib.resources
import re
from typing import TYPE_CHECKING

from lxml import etree

from tdag_xl.builder.vba_sources import modules
from tdag_xl.errors import BuildError
from tdag_xl.ooxml.xml_part import DamagedPartError, parsed
from tdag_xl.vba.modules import Module, ModuleKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element as Element

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"

ICONS = frozenset({"ErrorChecking", "ExportWord", "FileOpen", "Help", "RefreshAll", "TableSelect", "Undo"})
"""Built-in icons, by the control they belong to: all are used as `imageMso` in published ribbons.

RefreshAll, ErrorChecking and Help stand in each of Microsoft's lists of Excel's controls from 2013 to Microsoft 365.
"""

LONGEST = {"id": 1024, "label": 1024, "screentip": 1024, "supertip": 1024, "keytip": 3}
"""Characters that the attributes hold ([MS-CUSTOMUI2] 2.3: ST_UniqueID, ST_String, ST_Keytip)."""

_SIGNATURE = "control As IRibbonControl"  # of onAction on a button
_CALLBACK = re.compile(r"on[A-Z]|get[A-Z]|loadImage$")
_IDENTITIES = ("id", "idQ", "idMso")


def ribbon_part() -> bytes:
    """The bytes of the part, checked against the VBA modules that go with it. Raises BuildError."""
    data = (importlib.resources.files("tdag_workbook") / "ribbon.xml").read_bytes()
    refuse_unsound(data, modules())
    return data.replace(b"\r\n", b"\n")


def refuse_unsound(data: bytes, code: Sequence[Module]) -> None:
    """Raise BuildError, with every reason, where Excel would drop the tab or a click would do nothing."""
    try:
        root = parsed(data)
    except DamagedPartError as broken:
        raise BuildError(f"The ribbon is no XML: {broken}.") from broken
    found = [*_foreign(root), *_doubles(root)]
    for control in root.iter(etree.Element):
        for check in _CHECKS:
            found += [f"{_name(control)}: {reason}" for reason in check(control)]
        found += [f"{_name(control)}: {reason}" for reason in _callback_problems(control, code)]
    if found:
        raise BuildError("The ribbon would not work. " + " ".join(found))


def _name(control: Element) -> str:
    return str(control.get("id") or etree.QName(control).localname)


def _foreign(root: Element) -> Iterator[str]:
    spaces = {etree.QName(element).namespace or "none" for element in root.iter(etree.Element)}
    for space in sorted(spaces - {NAMESPACE}):
        yield f"The namespace {space} is not {NAMESPACE}."
    if etree.QName(root).localname != "customUI":
        yield "The root is not customUI."


def _doubles(root: Element) -> Iterator[str]:
    for attribute in ("id", "keytip"):
        values = [
            str(element.get(attribute)).upper() for element in root.iter(etree.Element) if attribute in element.attrib
        ]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield f"More than one control has the {attribute} {value!r}."


def _identity_problems(control: Element) -> Iterator[str]:
    given = [name for name in _IDENTITIES if name in control.attrib]
    if len(given) > 1:
        yield f"it has {' and '.join(given)}, of which Excel takes one."
    if not given and etree.QName(control).localname in ("tab", "group", "button"):
        yield "it has no id."


def _text_problems(control: Element) -> Iterator[str]:
    for name, most in LONGEST.items():
        text = control.get(name)
        if text is not None and not 1 <= len(text) <= most:
            yield f"{name} has {len(text):,} characters, not 1 to {most:,}."
    keytip = control.get("keytip", "A")
    if not (keytip.isascii() and keytip.isalnum()):
        yield f"the keytip {keytip!r} has other characters than letters and digits."


def _icon_problems(control: Element) -> Iterator[str]:
    icon = control.get("imageMso")
    if icon is not None and icon not in ICONS:
        yield f"the icon {icon!r} is not among those known to exist: {', '.join(sorted(ICONS))}."
    if "image" in control.attrib:
        yield "it names an image of its own, and the workbook holds none."


_CHECKS: tuple[Callable[[Element], Iterator[str]], ...] = (_identity_problems, _text_problems, _icon_problems)


def _callback_problems(control: Element, code: Sequence[Module]) -> Iterator[str]:
    is_button = etree.QName(control).localname == "button"
    if is_button and "onAction" not in control.attrib:
        yield "a click on it calls nothing."
    for attribute, procedure in sorted((str(name), str(value)) for name, value in control.items()):
        if not _CALLBACK.match(attribute):
            continue
        if not (is_button and attribute == "onAction"):
            yield f"the signature of a callback for {attribute} is not known here."
        elif reason := _procedure_problem(procedure, code):
            yield f"{attribute}={procedure!r}: {reason}"


def _procedure_problem(procedure: str, code: Sequence[Module]) -> str | None:
    line = re.compile(
        rf"^(.*\b(?:Sub|Function|Property \w+) {re.escape(procedure)}\b.*)$", re.MULTILINE | re.IGNORECASE
    )
    standard = [module for module in code if module.kind is ModuleKind.STANDARD]
    declared = [found.strip() for module in standard for found in line.findall(module.source.replace("\r\n", "\n"))]
    wanted = f"Public Sub {procedure}({_SIGNATURE})"
    if not declared:
        return f"no module has {wanted}."
    if declared != [wanted]:
        return f"the modules have {'; '.join(declared)}, not {wanted}."
    return None
