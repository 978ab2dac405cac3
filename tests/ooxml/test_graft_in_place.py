"""A refreshed sheet is updated in place: ours is replaced, what staff did on it stays."""

import pytest
from lxml import etree
from ooxml.scratch_books import (
    MANY,
    REGIONS,
    SUMMARY,
    M,
    both,
    by_hand,
    cell_xml,
    grafted,
    opened,
    put_cell,
    refresh,
    scratch_book,
    sheet,
    sheet_by_hand,
    text,
    two_sheets,
)

from tdag_xl.errors import RoomTakenError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName


def test_figures_rows_and_charts_are_replaced(master):
    refresh(master, two_sheets(MANY))
    page = opened(master)[SUMMARY]
    assert page.tables["out_2022_regions"].ref == "A4:C11"
    assert [row[0].value for row in page["A5:A11"]] == [region for region, _, _ in MANY]
    assert page["C5"].number_format == "0%"
    assert len(page._charts) == 2
    series = page._charts[0].series[0]
    assert series.val.numRef.f == f"'{SUMMARY}'!$B$5:$B$11"


def test_fewer_rows_leave_no_old_figures_behind(master):
    refresh(master, two_sheets(MANY))
    refresh(master, two_sheets(REGIONS))
    page = opened(master)[SUMMARY]
    assert [page[f"A{row}"].value for row in range(8, 20)] == [None] * 12
    assert page.dimensions == "A1:C24"


def test_the_sheet_says_which_cells_it_uses(master):
    def said():
        with sheet_by_hand(master, SUMMARY) as root:
            return root.find("m:dimension", M).get("ref")

    refresh(master, scratch_book({SUMMARY: [("out_2022_regions", 3, MANY)]}), [sheet(digest="d2")])
    assert said() == "A1:C11"
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "H40", "<v>7</v>")
    refresh(master, scratch_book({SUMMARY: [("out_2022_regions", 3, REGIONS)]}), [sheet(digest="d3")])
    assert said() == "A1:H40"


def test_everything_beside_our_cells_stays(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "E2", text("a remark"))
        put_cell(root, "D5", "<f>B5*2</f><v>3</v>")
        put_cell(root, "H40", "<v>7</v>")
        root.xpath("//m:row[@r='5']", namespaces=M)[0].set("outlineLevel", "1")
        root.xpath("//m:sheetView", namespaces=M)[0].set("zoomScale", "150")
        root.xpath("//m:cols/m:col", namespaces=M)[0].set("width", "33")
        root.xpath("//m:pageSetup", namespaces=M)[0].set("paperSize", "9")
    refresh(master, two_sheets(MANY))
    book = opened(master)
    page = book[SUMMARY]
    assert (page["E2"].value, page["D5"].value, page["H40"].value) == ("a remark", "=B5*2", 7)
    assert page["A5"].value == "Region 0"
    assert page.row_dimensions[5].outlineLevel == 1
    assert (page.sheet_view.zoomScale, page.column_dimensions["A"].width, page.page_setup.paperSize) == (150, 33, 9)
    assert page.dimensions == "A1:H40"


def test_staff_entries_in_the_way_refuse_the_refresh_and_name_themselves(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "A9", text("do not lose me"))
        put_cell(root, "B10", "<f>SUM(B5:B7)</f><v>6.5</v>")
    before = master.read_bytes()
    with pytest.raises(RoomTakenError) as refusal:
        grafted(master, master, two_sheets(MANY), both("d2"))
    assert str(refusal.value) == (
        f"{master}: on sheet {SUMMARY!r} the generated tables need room where staff entries stand: "
        "A9 ('do not lose me'), B10 (=SUM(B5:B7)). Move them below or beside the generated tables, or to another "
        "sheet, save, and refresh again. Nothing was changed."
    )
    assert master.read_bytes() == before


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("<v>7</v>", "7"),
        ('<f t="shared" si="9"/><v>7</v>', "=…"),
        (text("x" * 40), repr("x" * 40)),
        (text("x" * 41), repr("x" * 39 + "…")),
        (text("_x0041_BC"), "'ABC'"),
        ("<is><r><t>rich </t></r><r><t>text</t></r></is>", "'rich text'"),
    ],
)
def test_an_entry_in_the_way_is_told_by_its_formula_or_the_start_of_its_text(master, cell, said):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "A9", cell)
    with pytest.raises(RoomTakenError) as refusal:
        grafted(master, master, two_sheets(MANY), both("d2"))
    assert f" stand: A9 ({said}). Move" in str(refusal.value)


@pytest.mark.parametrize(("count", "more"), [(10, ""), (12, " and 2 more")])
def test_of_many_entries_in_the_way_ten_are_told_and_the_others_counted(master, count, more):
    cells = [f"{column}{row}" for row in range(8, 12) for column in "ABC"][:count]
    with sheet_by_hand(master, SUMMARY) as root:
        for cell in cells:
            put_cell(root, cell, "<v>7</v>")
    with pytest.raises(RoomTakenError) as refusal:
        grafted(master, master, two_sheets(MANY), both("d2"))
    told = ", ".join(f"{cell} (7)" for cell in cells[:10])
    assert f" stand: {told}{more}. Move" in str(refusal.value)


@pytest.mark.parametrize(("index", "said"), [(1, "kept"), (2, "")])
def test_a_shared_string_in_the_way_is_quoted(master, index, said):
    with by_hand(master) as package:
        strings = package.related(package.workbook_part, f"{ns.OFFICE}/sharedStrings")
        part = strings[0] if strings else PartName("/xl/sharedStrings.xml")
        add_part(
            package, part, f'<sst xmlns="{ns.MAIN}"><si><t>first</t></si><si><t>kept</t></si></sst>'.encode(), "a/b"
        )
        relate(package, package.workbook_part, f"{ns.OFFICE}/sharedStrings", part)
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "A9", f"<v>{index}</v>")
        root.xpath("//m:c[@r='A9']", namespaces=M)[0].set("t", "s")
    with pytest.raises(RoomTakenError, match=rf"A9 \('{said}'\)"):
        grafted(master, master, two_sheets(MANY), both("d2"))


def test_blank_formatted_cells_are_not_in_the_way(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "A9", "")
    refresh(master, two_sheets(MANY))
    assert opened(master)[SUMMARY]["A9"].value == "Region 4"


def test_a_formula_typed_over_our_cell_is_written_over_and_named(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "B5", "<f>1+1</f><v>2</v>")
    result = refresh(master)
    assert result.warnings == (f"'{SUMMARY}'!B5 held the formula =1+1, and was written over.",)


def test_an_array_formula_that_reaches_into_our_cells_refuses_the_refresh(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "B9", '<f t="array" ref="B9:D12">A1</f><v>1</v>')
    with pytest.raises(RoomTakenError, match="the array formula in B9:D12"):
        grafted(master, master, two_sheets(MANY), both("d2"))


def test_a_shared_formula_keeps_its_master_cell(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "C7", '<f t="shared" ref="C7:D7" si="0">A1</f><v>1</v>')
        put_cell(root, "D7", '<f t="shared" si="0"/><v>1</v>')
    with pytest.raises(RoomTakenError, match="the shared formula at D7"):
        grafted(master, master, two_sheets(), both("d2"))


def test_merged_cells_across_our_table_refuse_the_refresh_but_a_merged_title_stays(master):
    def merge(area):
        with sheet_by_hand(master, SUMMARY) as root:
            for old in root.findall("m:mergeCells", M):
                root.remove(old)
            root.find("m:sheetData", M).addnext(
                etree.fromstring(f'<mergeCells xmlns="{ns.MAIN}" count="1"><mergeCell ref="{area}"/></mergeCells>')
            )

    merge("A1:D1")
    refresh(master)
    merge("A6:B6")
    with pytest.raises(RoomTakenError, match="the merged cells A6:B6"):
        grafted(master, master, two_sheets(), both("d3"))


def test_widths_breaks_and_scale_are_ours_until_staff_change_them(master):
    def facts():
        page = opened(master)[SUMMARY]
        return [b.id for b in page.row_breaks.brk], page.column_dimensions["A"].width, page.page_setup.scale

    def scratch(**setup):
        return scratch_book({SUMMARY: [("out_2022_regions", 3, REGIONS)]}, **setup)

    refresh(master, scratch(break_after=30, width=20, scale=70), [sheet(digest="d2")])
    assert facts() == ([30], pytest.approx(20.71, abs=0.01), 70)
    refresh(master, scratch(break_after=40, width=25, scale=100), [sheet(digest="d3")])
    assert facts() == ([40], pytest.approx(25.71, abs=0.01), None)
    with sheet_by_hand(master, SUMMARY) as root:
        root.xpath("//m:rowBreaks/m:brk", namespaces=M)[0].set("id", "12")
        root.xpath("//m:cols/m:col", namespaces=M)[0].set("width", "55")
        root.xpath("//m:pageSetup", namespaces=M)[0].set("scale", "90")
    refresh(master, scratch(break_after=30, width=30, scale=60), [sheet(digest="d4")])
    assert facts() == ([12], 55, 90)


def test_rows_and_cells_without_addresses_are_understood(master):
    with sheet_by_hand(master, SUMMARY) as root:
        data = root.find("m:sheetData", M)
        for row in list(data)[6:]:
            data.remove(row)
        for row in data:
            if row.get("r") in ("4", "5"):
                row.attrib.pop("r")
                for cell in row:
                    cell.attrib.pop("r")
    refresh(master, two_sheets(MANY))
    assert opened(master)[SUMMARY]["A5"].value == "Region 0"
    assert cell_xml(master, SUMMARY, "A11") is not None
