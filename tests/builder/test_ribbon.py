"""The tab on the ribbon: what Excel would drop or leave without effect is refused, and the validator finds no error."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree

from tdag_xl.builder.ribbon import ICONS, NAMESPACE, refuse_unsound, ribbon_part
from tdag_xl.builder.vba_sources import modules, project
from tdag_xl.errors import BuildError
from tdag_xl.ooxml.addin_parts import CodeNames, put_ribbon, put_vba_project
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.vba.modules import Module, ModuleKind
from tdag_xl.vba.project_writer import written

BUTTON = '<button id="b" label="B" imageMso="Help" keytip="B" onAction="Click"/>'
CLICK = "Public Sub Click(control As IRibbonControl)\r\nEnd Sub\r\n"


def ribbon(inside, namespace=NAMESPACE):
    tab = f'<tab id="t" label="T"><group id="g" label="G">{inside}</group></tab>'
    return f'<customUI xmlns="{namespace}"><ribbon><tabs>{tab}</tabs></ribbon></customUI>'.encode()


def code(text=CLICK, kind=ModuleKind.STANDARD):
    return [Module("M", kind, f'Attribute VB_Name = "M"\r\n{text}')]


def workbook(path, part):
    """A workbook with this ribbon and our VBA project."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_vba_name("ThisWorkbook")
        book.add_worksheet("Sheet1").set_vba_name("Sheet1")
    package = Package(Archive(stream, Path("book.xlsm")))
    put_vba_project(package, written(project(CodeNames("ThisWorkbook", ("Sheet1",), ()))))
    put_ribbon(package, part)
    with path.open("wb") as file:
        package.archive.write(file, package.changes)
    return path


def test_the_validator_finds_no_error_in_a_workbook_with_the_ribbon_and_the_macros(validation_errors, tmp_path):
    assert validation_errors(workbook(tmp_path / "book.xlsm", ribbon_part())) == []


def test_the_validator_reads_the_ribbon(validation_errors, tmp_path):
    broken = ribbon_part().replace(b'size="large"', b'size="huge"')
    (error,) = validation_errors(workbook(tmp_path / "book.xlsm", broken))
    assert "customUI14.xml" in error
    assert "huge" in error


def test_one_tab_has_the_seven_buttons_in_their_groups():
    root = etree.fromstring(ribbon_part())
    groups = {
        group.get("label"): [button.get("label") for button in group] for group in root.iter(f"{{{NAMESPACE}}}group")
    }
    assert [tab.get("label") for tab in root.iter(f"{{{NAMESPACE}}}tab")] == ["Partnerships"]
    assert groups == {
        "Summaries": ["Refresh summaries", "Show agreements", "Undo last refresh", "Report"],
        "Register": ["Check register", "Import rates"],
        "Help": ["About"],
    }


def test_refresh_alone_is_large_and_every_button_says_what_it_does():
    buttons = list(etree.fromstring(ribbon_part()).iter(f"{{{NAMESPACE}}}button"))
    assert [button.get("label") for button in buttons if button.get("size") == "large"] == ["Refresh summaries"]
    for button in buttons:
        assert {"label", "screentip", "supertip", "keytip", "imageMso", "onAction"} <= set(button.attrib)
        assert len(button.get("supertip")) > len(button.get("label"))


def test_no_icon_stands_for_two_buttons():
    icons = re.findall(rb'imageMso="(\w+)"', ribbon_part())
    assert sorted(icons) == sorted(icon.encode() for icon in ICONS)


def test_no_key_of_the_tab_hides_another():
    keys = re.findall(r'<button[^>]* keytip="(\w+)"', ribbon_part().decode())
    assert not [(one, other) for one in keys for other in keys if one != other and other.startswith(one)]


def test_every_callback_of_the_shipped_ribbon_is_a_sub_and_every_sub_has_a_button():
    subs = re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)\r$", modules()[-1].source, re.MULTILINE)
    assert sorted(re.findall(r'onAction="(\w+)"', ribbon_part().decode())) == sorted(subs)


def test_a_sound_ribbon_is_taken():
    refuse_unsound(ribbon(BUTTON), code())


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (BUTTON + BUTTON.replace('keytip="B"', 'keytip="C"'), "More than one control has the id 'B'"),
        (BUTTON.replace('"b"', '"T"'), "More than one control has the id 'T'"),
        (BUTTON + BUTTON.replace('"b"', '"c"').replace('"B"', '"b"'), "More than one control has the keytip 'B'"),
        (BUTTON.replace('"Help"', '"HappyFace"'), "b: the icon 'HappyFace' is not among those known to exist"),
        (BUTTON.replace("imageMso", "image"), "b: it names an image of its own"),
        (BUTTON.replace("label", 'idMso="Copy" label'), "b: it has id and idMso, of which Excel takes one"),
        (BUTTON.replace('id="b"', ""), "button: it has no id"),
        (BUTTON.replace('onAction="Click"', ""), "b: a click on it calls nothing"),
        (BUTTON.replace('"B"', '"ABCD"'), "b: keytip has 4 characters, not 1 to 3"),
        (BUTTON.replace('"B"', '"A B"'), "b: the keytip 'A B' has other characters than letters and digits"),
        (BUTTON.replace("label", f'supertip="{"x" * 1025}" label'), "b: supertip has 1,025 characters, not 1 to 1,024"),
        (BUTTON.replace("label", 'screentip="" label'), "b: screentip has 0 characters"),
        (BUTTON.replace("label", 'getLabel="Click" label'), "the signature of a callback for getLabel is not known"),
        (BUTTON.replace("button", "toggleButton"), "the signature of a callback for onAction is not known"),
        ("<other xmlns='urn:x'/>" + BUTTON, f"The namespace urn:x is not {NAMESPACE}"),
    ],
)
def test_what_excel_would_drop_is_refused(inside, reason):
    with pytest.raises(BuildError, match=re.escape(reason)):
        refuse_unsound(ribbon(inside), code())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Public Sub Click()\r\nEnd Sub\r\n",
        "Private Sub Click(control As IRibbonControl)\r\nEnd Sub\r\n",
        "Public Sub Click(control As IRibbonUI)\r\nEnd Sub\r\n",
        "Public Sub Click(control As IRibbonControl, pressed As Boolean)\r\nEnd Sub\r\n",
        "Public Function Click(control As IRibbonControl)\r\nEnd Function\r\n",
        "' Public Sub Click(control As IRibbonControl)\r\n",
        CLICK + CLICK,
    ],
)
def test_a_callback_without_one_sub_of_the_right_signature_is_refused(text):
    with pytest.raises(BuildError, match=r"b: onAction='Click': .* Public Sub Click\(control As IRibbonControl\)\."):
        refuse_unsound(ribbon(BUTTON), code(text))


def test_a_sub_behind_a_sheet_is_no_callback():
    with pytest.raises(BuildError, match="no module has Public Sub Click"):
        refuse_unsound(ribbon(BUTTON), code(kind=ModuleKind.DOCUMENT))


def test_the_older_schema_is_refused():
    with pytest.raises(BuildError, match=r"The namespace http://schemas.microsoft.com/office/2006/01/customui is not"):
        refuse_unsound(ribbon(BUTTON, "http://schemas.microsoft.com/office/2006/01/customui"), code())


def test_a_ribbon_that_is_no_xml_or_something_else_is_refused():
    with pytest.raises(BuildError, match="The ribbon is no XML"):
        refuse_unsound(b"<customUI>", code())
    with pytest.raises(BuildError, match="The root is not customUI"):
        refuse_unsound(f'<ribbon xmlns="{NAMESPACE}"/>'.encode(), code())


def test_all_reasons_are_told_at_once():
    with pytest.raises(BuildError, match=r"More than one.*the icon 'X'.*no module has"):
        refuse_unsound(ribbon(BUTTON.replace('"Help"', '"X"') + BUTTON), code(""))
