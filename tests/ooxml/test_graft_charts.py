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

THEIRS = PartName("/xl/charts/theirs.xml")
THEIR_CHART = b'<c:chartSpace xmlns:c="urn:c"/>'


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


def pasted_chart(package, drawing, name, number):
    """A copy of our first chart, as staff paste one: its anchor, not yet in the drawing, which leads to THEIRS."""
    anchor = etree.fromstring(etree.tostring(package.tree(drawing)[0]))
    for properties in anchor.iter(f"{{{ns.SHEET_DRAWING}}}cNvPr"):
        properties.set("id", number)
        properties.set("name", name)
    ours = package.related(drawing, ns.CHART_PART)[0]
    add_part(package, THEIRS, THEIR_CHART, package.content_type(ours))
    for element in anchor.iter(f"{{{ns.CHART}}}chart"):
        element.set(f"{{{ns.OFFICE}}}id", relate(package, drawing, ns.CHART_PART, THEIRS))
    return anchor


@pytest.mark.parametrize(
    ("place", "number", "ids"), [(0, "77", ["77", "2", "3"]), (2, "2", ["2", "3", "2"])], ids=["higher id", "same id"]
)
def test_charts_and_shapes_of_staff_on_our_sheet_stay(master, place, number, ids):
    with by_hand(master) as package:
        drawing = package.related(part_of(package, SUMMARY), ns.DRAWING_PART)[0]
        copy = pasted_chart(package, drawing, "out_2022_regions 1", number)
        root = package.tree(drawing)
        root.insert(place, copy)
        shape = f'<xdr:absoluteAnchor xmlns:xdr="{ns.SHEET_DRAWING}"><xdr:sp textlink="$B$5"/></xdr:absoluteAnchor>'
        root.append(etree.fromstring(shape))
        package.write_tree(drawing, root)
        name = drawing.member
    refresh(master, two_sheets(MANY))
    root = etree.fromstring(with_part(master, name))
    assert root.xpath("//*[local-name()='cNvPr']/@id") == ids
    assert root.xpath("boolean(//*[@textlink='$B$5'])")
    assert with_part(master, THEIRS.member) == THEIR_CHART


def test_a_chart_that_staff_named_otherwise_stays(master):
    with by_hand(master) as package:
        drawing = package.related(part_of(package, SUMMARY), ns.DRAWING_PART)[0]
        theirs = pasted_chart(package, drawing, "Chart 8", "9")
        root = package.tree(drawing)
        root.append(theirs)
        package.write_tree(drawing, root)
    refresh(master, two_sheets(MANY))
    root, parts = drawn(master)
    assert [(name, parts[identifier]) for name, _, identifier in frames(root)[2:]] == [("Chart 8", THEIRS)]
    assert with_part(master, THEIRS.member) == THEIR_CHART


def test_a_chart_of_ours_moves_with_its_table(master):
    def rows():
        return drawn(master)[0].xpath("*/*[local-name()='from']/*[local-name()='row']/text()")

    assert rows() == ["3", "20"]
    refresh(master, two_sheets(top=8))
    assert rows() == ["8", "20"]


def test_what_staff_drew_inside_our_chart_stays_in_it(master):
    root, parts = drawn(master)
    chart, shapes = parts[frames(root)[0][2]], PartName("/xl/drawings/inside.xml")
    with by_hand(master) as package:
        add_part(package, shapes, b"<a/>", "a/b")
        root = package.tree(chart)
        element = etree.SubElement(root, f"{{{ns.CHART}}}userShapes")
        element.set(f"{{{ns.OFFICE}}}id", relate(package, chart, f"{ns.OFFICE}/chartUserShapes", shapes))
        package.write_tree(chart, root)
    refresh(master, two_sheets(MANY))
    after = etree.fromstring(with_part(master, chart.member))
    assert f"'{SUMMARY}'!$B$5:$B$11" in after.xpath("//*[local-name()='f']/text()"), "the chart is the new one"
    assert (after[-1].tag, after[-1].attrib) == (element.tag, element.attrib)
    assert with_part(master, shapes.member) == b"<a/>"
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
