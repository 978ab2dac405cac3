"""Calc's menu and toolbar: the words and the order of the ribbon, each entry running what the ribbon's button runs."""

from __future__ import annotations

import ast
import importlib.resources

import pytest
from lxml import etree

from tdag_xl import calc_button, ribbon
from tdag_xl.extension import menu
from tdag_xl.extension.buttons_of_ribbon import ribbon_tab
from tdag_xl.extension.registry import OOR, Members, Value, component, flag, localized, number

NAME = f"{{{OOR}}}name"


@pytest.fixture(scope="module")
def files():
    return menu.files()


def tree(data):
    """The nodes and values of a configuration file, by name."""
    return _content(etree.fromstring(data))


def _content(element):
    return {
        child.get(NAME): child.findtext("value") if child.tag == "prop" else _content(child)
        for child in element
        if child.get(NAME) is not None
    }


def ribbon_labels():
    root = etree.fromstring((importlib.resources.files("tdag_workbook") / "ribbon.xml").read_bytes())
    return [[button.get("label") for button in group.iterfind("{*}button")] for group in root.iterfind(".//{*}group")]


def groups(items):
    """The labels of a menu or toolbar as LibreOffice orders them, a list for each group."""
    found = [[]]
    for _, item in sorted(items.items(), key=lambda named: (len(named[0]), named[0])):
        if item["URL"] == "private:separator":
            found.append([])
        else:
            found[-1].append(item["Title"])
    return found


def test_the_menu_and_the_toolbar_are_the_ribbon_s_groups(files):
    addons = tree(files["Addons.xcu"])["AddonUI"]
    (entry,) = addons["OfficeMenuBar"].values()
    assert entry["Title"] == "Partnerships"
    assert groups(entry["Submenu"]) == ribbon_labels()
    assert groups(addons["OfficeToolBar"][menu.TOOLBAR]) == ribbon_labels()


def test_every_entry_shows_in_calc_only(files):
    addons = tree(files["Addons.xcu"])["AddonUI"]
    (entry,) = addons["OfficeMenuBar"].values()
    items = [entry, *entry["Submenu"].values(), *addons["OfficeToolBar"][menu.TOOLBAR].values()]
    assert {item["Context"] for item in items} == {"com.sun.star.sheet.SpreadsheetDocument"}


def test_every_address_is_one_that_the_component_handles_and_a_function_of_the_ribbon(files):
    (protocol,) = tree(files["ProtocolHandler.xcu"])["HandlerSet"][menu.IMPLEMENTATION].values()
    assert protocol == f"{menu.PROTOCOL}*"
    (entry,) = tree(files["Addons.xcu"])["AddonUI"]["OfficeMenuBar"].values()
    urls = [item["URL"] for item in entry["Submenu"].values() if item["URL"] != "private:separator"]
    assert all(url.startswith(menu.PROTOCOL) for url in urls)
    commands = [url.removeprefix(menu.PROTOCOL) for url in urls]
    assert sorted(commands) == sorted(calc_button.COMMANDS)
    assert all(callable(getattr(ribbon, command)) for command in commands)


def test_the_component_has_the_names_that_the_configuration_gives_it(files):
    code = ast.parse(files[menu.COMPONENT])
    given = {
        line.targets[0].id: line.value.value
        for line in code.body
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
    }
    assert (given["IMPLEMENTATION"], given["PROTOCOL"]) == (menu.IMPLEMENTATION, menu.PROTOCOL)
    assert given["TITLE"] == ribbon_tab().label


def test_every_button_has_an_icon_that_is_an_image(files):
    images = tree(files["Addons.xcu"])["AddonUI"]["Images"].values()
    assert {image["URL"] for image in images} == {menu.PROTOCOL + command for command in calc_button.COMMANDS}
    for image in images:
        for address in image["UserDefinedImages"].values():
            picture = etree.fromstring(files[address.removeprefix("%origin%/")])
            assert etree.QName(picture).localname == "svg"


def test_the_toolbar_is_docked_under_the_others_with_its_labels(files):
    (toolbar,) = tree(files["CalcWindowState.xcu"])["UIElements"]["States"].items()
    assert toolbar == (
        f"private:resource/toolbar/addon_{menu.TOOLBAR}",
        {"UIName": "Partnerships", "Docked": "true", "DockingArea": "0", "DockPos": "0,9", "Visible": "true",
         "Style": "2"},
    )  # fmt: skip


def test_all_configuration_that_is_named_is_there(files):
    assert set(menu.CONFIGURATION) == {name for name in files if name.endswith(".xcu")}


def test_a_configuration_file_says_types_languages_and_what_replaces_what():
    one = {"Text": localized("Ünit & <b>"), "Plain": Value("p"), "Many": number(3), "Yes": flag(True)}
    data = component("org.example", "Part", {"Group": {"Set": Members({"one": one})}})
    root = etree.fromstring(data)
    assert (root.get(f"{{{OOR}}}package"), root.get(NAME)) == ("org.example", "Part")
    replaced = [node.get(NAME) for node in root.iter("node") if node.get(f"{{{OOR}}}op") == "replace"]
    assert replaced == ["one"]
    told = {
        one.get(NAME): (one.get(f"{{{OOR}}}type"), one.findtext("value"), dict(one.find("value").attrib))
        for one in root.iter("prop")
    }
    language = {"{http://www.w3.org/XML/1998/namespace}lang": "en-US"}
    assert told == {
        "Text": ("xs:string", "Ünit & <b>", language),
        "Plain": ("xs:string", "p", {}),
        "Many": ("xs:int", "3", {}),
        "Yes": ("xs:boolean", "true", {}),
    }
