"""The VBA project and the ribbon of a package: put in, replaced, and nothing else touched."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.addin_parts import (
    VBA_PROJECT,
    CodeNames,
    bind_workbook,
    code_names,
    put_ribbon,
    put_vba_project,
    ribbon_parts,
    vba_part,
)
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import ROOT, PartName

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
RIBBON_2007 = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
RIBBON_2010 = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
SIGNATURES = {
    "vbaProjectSignature": "application/vnd.ms-office.vbaProjectSignature",
    "vbaProjectSignatureAgile": "application/vnd.ms-office.vbaProjectSignatureAgile",
}


@pytest.fixture
def package():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Data").set_vba_name("Données")
        book.add_worksheet("Other")
        chart_sheet = book.add_chartsheet("Chart")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        chart_sheet.set_chart(chart)
    package = Package(Archive(stream, Path("book.xlsx")))
    part = PartName("/xl/chartsheets/sheet1.xml")
    package.write_part(part, package.read_part(part).replace(b"<sheetPr/>", b'<sheetPr codeName="Diagramm1"/>'))
    stream = io.BytesIO()
    package.archive.write(stream, package.changes)
    return Package(Archive(stream, Path("book.xlsx")))


def signed(package):
    put_vba_project(package, b"project")
    for name, content in SIGNATURES.items():
        add_part(package, PartName(f"/xl/{name}.bin"), name.encode(), content)
        kind = f"http://schemas.microsoft.com/office/2006/relationships/{name}"
        relate(package, PartName("/xl/vbaProject.bin"), kind, PartName(f"/xl/{name}.bin"))
    return package


def test_a_workbook_without_macros_gets_a_project_and_becomes_macro_enabled(package):
    assert vba_part(package) is None
    assert package.content_type(package.workbook_part) == SHEET_TYPE
    assert not put_vba_project(package, b"project")
    assert vba_part(package) == "/xl/vbaProject.bin"
    assert package.read_part(vba_part(package)) == b"project"
    assert package.content_type(vba_part(package)) == "application/vnd.ms-office.vbaProject"
    assert package.content_type(package.workbook_part) == MACRO_TYPE
    assert set(package.changes) == {"[Content_Types].xml", "xl/vbaProject.bin", "xl/_rels/workbook.xml.rels"}


def test_a_workbook_part_of_a_default_type_becomes_macro_enabled_by_an_override(package):
    types = package.read_part(PartName("/[Content_Types].xml")).decode()
    types = types.replace(f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/>', "")
    types = types.replace(
        'Extension="xml" ContentType="application/xml"', f'Extension="xml" ContentType="{SHEET_TYPE}"'
    )
    package.write_part(PartName("/[Content_Types].xml"), types.encode())
    put_vba_project(package, b"project")
    assert package.content_type(package.workbook_part) == MACRO_TYPE


def test_a_part_that_nobody_relates_to_is_left_alone(package):
    orphan = PartName("/xl/vbaProject.bin")
    add_part(package, orphan, b"somebody's", "application/octet-stream")
    put_vba_project(package, b"project")
    assert package.read_part(orphan) == b"somebody's"
    assert vba_part(package) == "/xl/vbaProject1.bin"


def test_another_project_takes_its_signatures_away_and_the_same_keeps_them(package):
    changes = dict(signed(package).changes)
    assert not put_vba_project(package, b"project")
    assert package.changes == changes
    assert put_vba_project(package, b"another")
    assert not [part for part in package.parts if "Signature" in part]
    assert [edge.part for edge in package.relationships() if edge.type == VBA_PROJECT] == []
    assert package.relationships(PartName("/xl/vbaProject.bin")) == ()


def test_the_ribbon_hangs_on_the_package_itself(package):
    put_ribbon(package, b"<customUI/>")
    assert ribbon_parts(package) == ("/customUI/customUI14.xml",)
    assert [edge.part for edge in package.relationships(ROOT) if edge.type == RIBBON_2010] == list(
        ribbon_parts(package)
    )
    before = dict(package.changes)
    put_ribbon(package, b"<customUI/>")
    assert package.changes == before
    put_ribbon(package, b"<customUI><ribbon/></customUI>")
    assert package.read_part(ribbon_parts(package)[0]) == b"<customUI><ribbon/></customUI>"
    assert len(ribbon_parts(package)) == 1


def test_ribbons_of_either_schema_are_found(package):
    add_part(package, PartName("/customUI/customUI.xml"), b"<customUI/>", "application/xml")
    relate(package, ROOT, RIBBON_2007, PartName("/customUI/customUI.xml"))
    put_ribbon(package, b"<customUI/>")
    assert set(ribbon_parts(package)) == {"/customUI/customUI.xml", "/customUI/customUI14.xml"}


def test_code_names_are_read_from_the_workbook_and_from_sheets_of_each_kind(package):
    assert code_names(package) == CodeNames(None, ("Données",), ("Diagramm1",))
    bind_workbook(package, "DieseArbeitsmappe")
    assert code_names(package).workbook == "DieseArbeitsmappe"
    assert list(package.changes) == ["xl/workbook.xml"]


def test_a_workbook_without_properties_is_bound_all_the_same(package):
    root = package.tree(package.workbook_part)
    root.remove(root.find(f"{{{ns.MAIN}}}workbookPr"))
    package.write_tree(package.workbook_part, root)
    bind_workbook(package, "ThisWorkbook")
    children = [child.tag.rpartition("}")[2] for child in package.tree(package.workbook_part)]
    assert children.index("workbookPr") < children.index("bookViews")
