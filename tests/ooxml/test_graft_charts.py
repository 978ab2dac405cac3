"""Our charts are known by name and replaced in their frames; charts, shapes and drawings of staff stay."""

import io

import pytest
import xlsxwriter
from lxml import etree
from ooxml.scratch_books import (
    MANY,
    REGIONS,
    SUMMARY,
    both,
    by_hand,
    grafted,
    part_of,
    refresh,
    scratch_book,
    sheet,
    two_sheets,
    with_part,
)

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.sheet_charts import chart_names


def drawn(master):
    """The drawing of the summary: its root, and the part that each of its relationships leads to."""
    with Archive.open(master) as archive:
        package = Package(archive)
        drawing = package.related(part_of(package, SUMMARY), ns.DRAWING_PART)[0]
        return package.tree(drawing), {edge.id: edge.part for edge in package.relationships(drawing)}


def frames(root):
    """Name, id and relationship of each frame of a chart."""
    return [
        (anchor.xpath("string(.//*[local-name()='cNvPr']/@name)"),
         anchor.xpath("string(.//*[local-name()='cNvPr']/@id)"),
         anchor.xpath("string(.//*[local-name()='chart']/@*[local-name()='id'])"))
        for anchor in root
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "number", "ids"), [(0, "77", ["77", "2", "3"]), (2, "2", ["2", "3", "2"])], ids=["higher id", "same id"]
)
def test_charts_and_shapes_of_staff_on_our_sheet_stay(master, place, number, ids):
    with by_hand(master) as package:
        drawing = package.related(part_of(package, SUMMARY), ns.DRAWING_PART)[0]
        root = package.tree(drawing)
        copy = etree.fromstring(etree.tostring(root[0]))
        for properties in copy.iter(f"{{{ns.SHEET_DRAWING}}}cNvPr"):
            properties.set("id", number)
        chart = PartName("/xl/charts/pasted.xml")
        add_part(
            package, chart, b'<c:chartSpace xmlns:c="urn:c"/>', package.content_type(PartName("/xl/charts/chart2.xml"))
        )
        for element in copy.iter(f"{{{ns.CHART}}}chart"):
            element.set(f"{{{ns.OFFICE}}}id", relate(package, drawing, ns.CHART_PART, chart))
        root.insert(place, copy)
        shape = f'<xdr:absoluteAnchor xmlns:xdr="{ns.SHEET_DRAWING}"><xdr:sp textlink="$B$5"/></xdr:absoluteAnchor>'
        root.append(etree.fromstring(shape))
        package.write_tree(drawing, root)
        name = drawing.member
    refresh(master, two_sheets(MANY))
    root = etree.fromstring(with_part(master, name))
    assert root.xpath("//*[local-name()='cNvPr']/@id") == ids
    assert root.xpath("boolean(//*[@textlink='$B$5'])")
    assert with_part(master, "xl/charts/pasted.xml") == b'<c:chartSpace xmlns:c="urn:c"/>'


def test_what_staff_drew_inside_our_chart_stays_in_it(master):
    chart, shapes = PartName("/xl/charts/chart1.xml"), PartName("/xl/drawings/inside.xml")
    with by_hand(master) as package:
        add_part(package, shapes, b"<a/>", "a/b")
        root = package.tree(chart)
        element = etree.SubElement(root, f"{{{ns.CHART}}}userShapes")
        element.set(f"{{{ns.OFFICE}}}id", relate(package, chart, f"{ns.OFFICE}/chartUserShapes", shapes))
        package.write_tree(chart, root)
    refresh(master, two_sheets(MANY))
    assert etree.fromstring(with_part(master, "xl/charts/chart1.xml"))[-1].tag == f"{{{ns.CHART}}}userShapes"
    assert with_part(master, "xl/drawings/inside.xml") == b"<a/>"
    assert grafted(master, master, two_sheets(MANY), both("d2")).changes == {}


def test_a_drawing_whose_relationship_is_of_another_type_is_replaced(master):
    with by_hand(master) as package:
        part = part_of(package, SUMMARY).relationships
        package.write_part(part, package.read_part(part).replace(b'/drawing"', b'/drawn"'))
    refresh(master, two_sheets(MANY))
    with Archive.open(master) as archive:
        package = Package(archive)
        assert chart_names(package, part_of(package, SUMMARY)) == {"out_2022_regions 1", "out_2022_types 1"}


def test_a_chart_that_goes_leaves_no_relationship_and_one_that_comes_takes_a_free_id(master):
    before, _ = drawn(master)
    assert frames(before) == [("out_2022_regions 1", "2", "rId1"), ("out_2022_types 1", "3", "rId2")]
    other = scratch_book({SUMMARY: [("out_2022_new", 3, REGIONS), ("out_2022_types", 20, REGIONS)]})
    refresh(master, other, [sheet(digest="d2")])
    after, parts = drawn(master)
    assert frames(after) == [("out_2022_types 1", "3", "rId2"), ("out_2022_new 1", "4", "rId3")]
    assert sorted(parts) == ["rId2", "rId3"]
    assert after.xpath("//@id") == ["3", "4"], "nothing else in a frame has a number"
    assert after.xpath("//@r:id", namespaces={"r": ns.OFFICE}) == ["rId2", "rId3"]


def test_white_space_between_the_anchors_of_a_drawing_stays(master):
    with by_hand(master) as package:
        drawing = package.related(part_of(package, SUMMARY), ns.DRAWING_PART)[0]
        root = package.tree(drawing)
        root.text = root[0].tail = root[1].tail = "\n"
        root.insert(1, etree.Comment("theirs"))
        package.write_tree(drawing, root)
    refresh(master, two_sheets(MANY))
    root, _ = drawn(master)
    assert [child.tail for child in root] == ["\n", None, "\n"]


def test_a_generated_sheet_without_charts_gets_no_drawing(master):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Plain").write(0, 0, 1)
    refresh(master, stream.getvalue(), [sheet("Plain", "plain")])
    with Archive.open(master) as archive:
        package = Package(archive)
        assert package.related(part_of(package, "Plain"), ns.DRAWING_PART) == ()
        assert chart_names(package, part_of(package, "Plain")) == frozenset()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(b'"../charts/chart2.xml"', b'"http://x.org/" TargetMode="External"'), (b'Id="rId1"', b'Id="rId9"')],
    ids=["outside", "nowhere"],
)
def test_a_chart_of_ours_that_leads_to_no_part_of_the_workbook_is_damage(master, right, wrong):
    with by_hand(master) as package:
        part = package.related(part_of(package, SUMMARY), ns.DRAWING_PART)[0].relationships
        package.write_part(part, package.read_part(part).replace(right, wrong))
    with pytest.raises(ValueError, match=r"^it leads to no part of the chart 'out_2022_regions 1'$"):
        grafted(master, master, two_sheets(MANY), both("d2"))
