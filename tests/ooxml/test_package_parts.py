"""Parts are found as the package says, however it is written, and edited in the part's own manner."""

import pytest
from ooxml.small_packages import RELATIONSHIPS, edge, small

from tdag_xl.errors import NotAWorkbookError
from tdag_xl.ooxml import namespaces as ns
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
        ("/", "XL/Workbook.xml", "/XL/Workbook.xml"),
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
    with pytest.raises(NotAWorkbookError) as refusal:
        small("xl/other.xml").workbook_part  # noqa: B018
    assert str(refusal.value) == "book.xlsx: the file holds no workbook. Choose an Excel workbook (.xlsx or .xlsm)."


def test_content_types_ignore_case_and_prefer_the_override():
    package = small(types='<Override PartName="/XL/Workbook.xml" ContentType="a/b"/>')
    assert package.content_type(PartName("/xl/workbook.xml")) == "a/b"
    assert package.content_type(PartName("/xl/OTHER.XML")) == "application/xml"
    assert package.content_type(PartName("/xl/vbaProject.bin")) is None
    assert package.content_type(PartName("/xl/plain")) is None


def test_an_external_target_is_no_part():
    package = small()
    data = RELATIONSHIPS % edge("rId1", "t", "http://example.org/", ' TargetMode="External"')
    package.write_part(PartName("/xl/_rels/workbook.xml.rels"), data.encode())
    (relationship,) = package.relationships(package.workbook_part)
    assert (relationship.target, relationship.part) == ("http://example.org/", None)


def test_parts_that_come_and_go_are_there_or_not():
    package = small(members={"xl/": "", "xl/a.xml": "<a/>"})
    new, old = PartName("/xl/new.xml"), PartName("/XL/A.XML")
    package.write_part(new, b"<new/>")
    package.remove_part(old)
    assert [part for part in package.parts if part.startswith("/xl")] == ["/xl/workbook.xml", "/xl/new.xml"]
    assert (package.has(new), package.has(old)) == (True, False)
    assert package.changes == {"xl/new.xml": b"<new/>", "xl/a.xml": None}
    package.remove_part(new)
    assert package.changes == {"xl/a.xml": None}
    package.write_part(old, b"<a/>")
    assert package.changes == {}


@pytest.mark.parametrize("part", ["/xl/absent.xml", "/xl/gone.xml"])
def test_a_missing_part_is_named(part):
    package = small(members={"xl/gone.xml": "<a/>"})
    package.remove_part(PartName("/xl/gone.xml"))
    with pytest.raises(NotAWorkbookError) as refusal:
        package.read_part(PartName(part))
    assert str(refusal.value) == (
        f"book.xlsx: the part {part} is missing. Open the file in Excel, let it be repaired and save it."
    )


def test_what_is_cached_of_a_part_is_forgotten_when_it_changes():
    package = small()
    book = package.workbook_part
    assert (package.relationships(book), package.content_type(book)) == ((), "application/xml")
    package.write_part(PartName("/[Content_Types].xml"), f'<Types xmlns="{ns.TYPES}"/>'.encode())
    assert package.content_type(book) is None
    package.write_part(book.relationships, (RELATIONSHIPS % edge("rId1", "kind", "#A1")).encode())
    assert [(found.id, found.target, found.part) for found in package.relationships(book)] == [("rId1", "#A1", None)]


def test_what_is_reached_is_reached_through_parts_that_are_there():
    edges = edge("rId1", "kind", "a.xml") + edge("rId2", "kind", "absent.xml")
    members = {
        "xl/_rels/workbook.xml.rels": RELATIONSHIPS % edges,
        "xl/a.xml": "<a/>",
        "xl/_rels/a.xml.rels": RELATIONSHIPS % edge("rId1", "back", "workbook.xml"),
        "xl/stray.xml": "<a/>",
        "xl/_rels/stray.xml.rels": RELATIONSHIPS % "",
    }
    assert small(members=members).reachable() == {
        "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/a.xml", "xl/_rels/a.xml.rels"
    }  # fmt: skip


def test_writing_what_is_there_is_no_change():
    package = small()
    there = package.read_part(package.workbook_part)
    package.write_part(package.workbook_part, b"<other/>")
    package.write_part(package.workbook_part, there)
    assert package.changes == {}


def test_the_start_and_the_pieces_of_a_part_are_those_that_are_pending():
    package = small(members={"xl/a.xml": "old text"})
    part = PartName("/xl/a.xml")
    assert package.head(part, 3).startswith(b"old")
    package.write_part(part, b"new text")
    assert (package.head(part, 3), list(package.chunks(part))) == (b"new", [b"new text"])


def test_a_tree_is_written_in_the_manner_of_the_part_it_replaces():
    package = small(members={"xl/a.xml": "<?xml version='1.0'?>\r\n<a/>"})
    for name in ("/xl/a.xml", "/xl/new.xml"):
        package.write_tree(PartName(name), parsed(b"<b/>"))
    assert package.changes["xl/a.xml"] == b"<?xml version='1.0'?>\r\n<b/>"
    assert package.changes["xl/new.xml"] == b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<b/>'


def test_a_copy_changes_alone():
    package = small()
    package.write_part(PartName("/xl/new.xml"), b"<new/>")
    copy = package.copy()
    copy.write_part(package.workbook_part, b"<other/>")
    copy.remove_part(PartName("/xl/new.xml"))
    assert package.changes == {"xl/new.xml": b"<new/>"}
    assert package.has(PartName("/xl/new.xml"))


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


@pytest.mark.parametrize("name", ["xl/a.xml", "/xl/a.xml", "xl\\a.xml", "\\xl\\a.xml"])
def test_a_member_holds_the_part_of_its_name_with_any_slash(name):
    assert PartName.of_member(name) == "/xl/a.xml"
