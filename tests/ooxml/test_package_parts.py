"""Parts are found as the package says, however it is written, and edited in the part's own manner."""

import pytest
from ooxml.small_packages import RELATIONSHIPS, edge, small

from tdag_xl.errors import NotAWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_edit import add_part, free_part, relate, sweep, unrelate
from tdag_xl.ooxml.part_names import ROOT, PartName
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.xml_part import parsed, serialized


@pytest.mark.parametrize(
    ("source", "target", "part"),
    [
        ("/xl/workbook.xml", "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        ("/xl/workbook.xml", "/xl/worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        ("/xl/worksheets/sheet1.xml", "../tables/table1.xml", "/xl/tables/table1.xml"),
        ("/xl/worksheets/sheet1.xml", "..\\tables\\table1.xml", "/xl/tables/table1.xml"),
        ("/", "xl/workbook.xml", "/xl/workbook.xml"),
        ("/xl/workbook.xml", "sheet1.xml#A1", "/xl/sheet1.xml"),
    ],
)
def test_a_target_leads_from_its_part(source, target, part):
    assert PartName(source).target(target) == part


def test_a_relative_target_leads_back():
    source, other = PartName("/xl/worksheets/sheet1.xml"), PartName("/xl/tables/table1.xml")
    assert source.relative(other) == "../tables/table1.xml"
    assert source.target(source.relative(other)) == other


def test_the_relationships_of_the_package_and_of_a_part():
    assert ROOT.relationships == "/_rels/.rels"
    assert PartName("/xl/workbook.xml").relationships == "/xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize(
    ("target", "member"),
    [("xl/workbook.xml", "xl/workbook.xml"), ("/Book.xml", "book.xml"), ("xl\\workbook.xml", "XL/Workbook.xml")],
)
def test_the_workbook_is_where_the_package_says(target, member):
    package = small(target, member)
    assert package.read_part(package.workbook_part).startswith(b"<workbook")


def test_a_package_without_a_workbook_is_no_workbook():
    with pytest.raises(NotAWorkbookError, match="holds no workbook"):
        small("xl/other.xml").workbook_part  # noqa: B018


def test_content_types_ignore_case_and_prefer_the_override():
    package = small(types='<Override PartName="/XL/Workbook.xml" ContentType="a/b"/>')
    assert package.content_type(PartName("/xl/workbook.xml")) == "a/b"
    assert package.content_type(PartName("/xl/OTHER.XML")) == "application/xml"
    assert package.content_type(PartName("/xl/vbaProject.bin")) is None


def test_an_external_target_is_no_part():
    package = small()
    data = RELATIONSHIPS % edge("rId1", "t", "http://example.org/", ' TargetMode="External"')
    package.write_part(PartName("/xl/_rels/workbook.xml.rels"), data.encode())
    (relationship,) = package.relationships(package.workbook_part)
    assert (relationship.target, relationship.part) == ("http://example.org/", None)


def test_a_new_part_gets_a_type_a_relationship_and_a_default_for_relationships():
    package = small()
    part = free_part(package, "/xl/tables/", "table")
    add_part(package, part, b"<a/>", "application/a")
    identifier = relate(package, package.workbook_part, "kind", part)
    assert relate(package, package.workbook_part, "kind", part) == identifier, "a second time finds the first"
    assert package.content_type(part) == "application/a"
    assert package.content_type(PartName("/xl/_rels/workbook.xml.rels")) == ns.RELATIONSHIPS_CONTENT
    assert package.related(package.workbook_part, "kind") == (part,)
    assert free_part(package, "/xl/tables/", "table") == "/xl/tables/table2.xml"


def test_sweeping_removes_what_only_the_cut_edge_reached():
    package = small()
    book, shared, own = package.workbook_part, PartName("/xl/shared.xml"), PartName("/xl/own.xml")
    for part in (shared, own):
        add_part(package, part, b"<a/>", "application/a")
    stray = PartName("/xl/stray.xml")
    add_part(package, stray, b"<a/>", "application/a")
    relate(package, book, "k", shared)
    cut = relate(package, book, "k", own)
    relate(package, own, "k", shared)
    before = package.reachable()
    unrelate(package, book, cut)
    assert set(sweep(package, before)) == {own, own.relationships}
    assert package.has(shared)
    assert package.has(stray), "what nothing ever reached is not ours to remove"
    assert "/xl/own.xml" not in package.read_part(PartName("/[Content_Types].xml")).decode()


def test_writing_what_is_there_is_no_change():
    package = small()
    there = package.read_part(package.workbook_part)
    package.write_part(package.workbook_part, b"<other/>")
    package.write_part(package.workbook_part, there)
    assert package.changes == {}


def test_a_copy_changes_alone():
    package = small()
    package.copy().write_part(package.workbook_part, b"<other/>")
    assert package.changes == {}


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a b="1"/>',
        b"<?xml version='1.0' encoding='utf-8'?>\n<a b=\"1\"/>",
        b'<a b="1"/>',
        b'\xef\xbb\xbf<?xml version="1.0"?><a b="1"/>',
        '<?xml version="1.0" encoding="UTF-16" standalone="yes"?>\n<a b="é"/>'.encode("utf-16"),
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<a b="é"/>'.encode("latin-1"),
    ],
)
def test_a_part_keeps_its_declaration_and_encoding(data):
    assert serialized(parsed(data), data) == data


def test_a_damaged_part_is_named():
    package = small()
    package.write_part(package.workbook_part, b"<workbook")
    with pytest.raises(NotAWorkbookError, match=r"part /xl/workbook\.xml is damaged"):
        Workbook(package).root  # noqa: B018
