"""Parts, types and relationships come and go, and the rest of the package stays as it is."""

import pytest
from lxml import etree
from ooxml.small_packages import RELATIONSHIPS, edge, small

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_edit import add_part, free_part, relate, sweep, unrelate
from tdag_xl.ooxml.part_names import PartName


def test_a_new_part_gets_a_type_a_relationship_and_a_default_for_relationships():
    package = small()
    part = free_part(package, "/xl/tables/", "table")
    add_part(package, part, b"<a/>", "application/a")
    identifier = relate(package, package.workbook_part, "kind", part)
    assert identifier == "rId1"
    assert relate(package, package.workbook_part, "kind", part) == identifier, "a second time finds the first"
    assert package.content_type(part) == "application/a"
    assert package.content_type(PartName("/xl/_rels/workbook.xml.rels")) == ns.RELATIONSHIPS_CONTENT
    assert package.related(package.workbook_part, "kind") == (part,)
    assert free_part(package, "/xl/tables/", "table") == "/xl/tables/table2.xml"


def text(package, name):
    return package.read_part(PartName(name)).decode()


def test_a_new_relationship_takes_the_first_free_id_and_leads_from_its_source():
    edges = RELATIONSHIPS % (edge("rId1", "kind", "a.xml") + edge("rId3", "other", "b.xml"))
    package = small(members={"xl/_rels/workbook.xml.rels": edges, "xl/b.xml": "<b/>", "xl/w/a.xml": "<a/>"})
    book, part = package.workbook_part, PartName("/xl/w/a.xml")
    assert relate(package, book, "kind", PartName("/xl/b.xml")) == "rId2", "of another type than the one there"
    assert relate(package, book, "other", part) == "rId4", "of another target"
    assert relate(package, book, "other", PartName("/XL/W/A.XML")) == "rId4"
    found = [(relationship.id, relationship.type, relationship.target) for relationship in package.relationships(book)]
    assert found == [
        ("rId1", "kind", "a.xml"),
        ("rId3", "other", "b.xml"),
        ("rId2", "kind", "b.xml"),
        ("rId4", "other", "w/a.xml"),
    ]


def test_a_content_type_is_said_once_and_only_where_no_default_says_it():
    package = small()
    before = text(package, "/[Content_Types].xml")
    add_part(package, PartName("/xl/a.xml"), b"<a/>", "application/xml")
    assert text(package, "/[Content_Types].xml") == before
    for data in (b"<a/>", b"<b/>"):
        add_part(package, PartName("/xl/a.xml"), data, "application/a")
    assert text(package, "/[Content_Types].xml").count('PartName="/xl/a.xml" ContentType="application/a"') == 1


def test_the_default_for_relationships_stands_first_and_is_added_once():
    package = small()
    for source in ("/xl/workbook.xml", "/xl/other.xml"):
        relate(package, PartName(source), "kind", PartName("/xl/a.xml"))
    default = f'<Default Extension="rels" ContentType="{ns.RELATIONSHIPS_CONTENT}"/>'
    types = text(package, "/[Content_Types].xml")
    assert types.count(default) == 1
    assert types.index(default) < types.index('Extension="XML"')
    assert text(package, "/xl/_rels/other.xml.rels").startswith(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    )


def test_only_the_relationship_named_is_taken_away():
    edges = edge("rId1", "kind", "a.xml") + edge("rId2", "kind", "a.xml")
    package = small(members={"xl/_rels/workbook.xml.rels": RELATIONSHIPS % edges})
    unrelate(package, package.workbook_part, "rId1")
    assert [relationship.id for relationship in package.relationships(package.workbook_part)] == ["rId2"]


def test_sweeping_nothing_changes_nothing():
    package = small()
    assert sweep(package, package.reachable()) == ()
    assert package.changes == {}


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


STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"


@pytest.mark.parametrize(
    ("main", "name"),
    [(f"{ns.OFFICE}/officeDocument", ns.MAIN), (STRICT, "http://purl.oclc.org/ooxml/spreadsheetml/main")],
)
def test_trees_are_read_and_written_in_the_dialect_of_the_workbook(main, name):
    package = small()
    package.write_part(PartName("/_rels/.rels"), (RELATIONSHIPS % edge("rId1", main, "xl/workbook.xml")).encode())
    for write in (package.write_tree, lambda part, root: package.write_xml(part, etree.tostring(root))):
        write(PartName("/xl/a.xml"), etree.fromstring(f'<worksheet xmlns="{ns.MAIN}"/>'))
        assert f'<worksheet xmlns="{name}"/>' in text(package, "/xl/a.xml")
        assert package.tree(PartName("/xl/a.xml")).tag == f"{{{ns.MAIN}}}worksheet"
    assert text(package, "/xl/a.xml") == f'<worksheet xmlns="{name}"/>', "what has no declaration gets none"


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        (f"{ns.OFFICE}/officeDocument", f"{ns.OFFICE}/worksheet"),
        (STRICT, "http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet"),
    ],
)
def test_a_relationship_is_written_in_the_dialect_of_the_workbook(main, kind):
    package = small()
    package.write_part(PartName("/_rels/.rels"), (RELATIONSHIPS % edge("rId1", main, "xl/workbook.xml")).encode())
    relate(package, package.workbook_part, ns.WORKSHEET, PartName("/xl/a.xml"))
    assert f'Type="{kind}"' in text(package, "/xl/_rels/workbook.xml.rels")
    assert package.related(package.workbook_part, ns.WORKSHEET) == ("/xl/a.xml",)
