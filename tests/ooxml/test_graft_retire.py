"""A sheet whose key is gone is removed with all that only it reaches; what staff lose is said before."""

import pytest
import xlsxwriter
from lxml import etree
from ooxml.scratch_books import (
    CHECKS,
    REGIONS,
    SUMMARY,
    M,
    both,
    by_hand,
    formula,
    grafted,
    opened,
    part_of,
    problems,
    put_cell,
    scratch_book,
    sheet,
    sheet_by_hand,
    text,
    two_sheets,
    with_part,
    workbook_by_hand,
)
from raw_members import raw_members

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.graft import retirement_warnings
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_edit import add_part, relate
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.retiring import Gone, without_lost

ONLY_CHECKS = scratch_book({CHECKS: [("out_checks", 3, REGIONS)]})
CHECKS_SHEET = [sheet(CHECKS, "checks", "d2")]


@pytest.fixture
def plain(tmp_path):
    """A master of staff alone, that refers to the summary to come."""
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Staff")
        page.write_formula("A1", f"=SUM('{SUMMARY}'!$B$5:$B$7)*2", None, 13)
        page.write_formula("A2", "=SUM(out_2022_regions[USD])+SUM(out_checks[USD])", None, 13)
        page.write_formula("A3", f"='{CHECKS}'!B5&\"'{SUMMARY}'!B5\"", None, "")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": f"='{SUMMARY}'!$B$5:$B$7", "values_data": [1.5, 2, 3]})
        page.insert_chart("C3", chart)
        page.data_validation("D1", {"validate": "list", "source": f"='{SUMMARY}'!$A$5:$A$7"})
        page.conditional_format("D1:D3", {"type": "formula", "criteria": f"='{SUMMARY}'!$A$5>1"})
        page.write_url("E1", f"internal:'{SUMMARY}'!A1")
        book.define_name("Figures", f"='{SUMMARY}'!$B$5:$B$7")
        last = book.add_worksheet("Last")
        last.print_area("A1:B9")
        book.define_name("Last!Local", "=Last!$A$1")
    return path


@pytest.fixture
def master(plain, tmp_path):
    """The master with both generated sheets, the summary between the sheets of staff and active."""
    path = tmp_path / "refreshed.xlsx"
    grafted(plain, path, two_sheets(), both())
    with workbook_by_hand(path) as root:
        sheets = root.find("m:sheets", M)
        sheets.insert(1, sheets[2])
        new = {"0": "0", "1": "2", "2": "1", "3": "3"}
        for name in root.find("m:definedNames", M):
            if local := name.get("localSheetId"):
                name.set("localSheetId", new[local])
        root.find("m:bookViews", M)[0].set("activeTab", "1")
    return path


def warnings(path, keys):
    with Archive.open(path) as archive:
        package = Package(archive)
        found = retirement_warnings(package, keys)
        assert package.changes == {}
        return found


def test_the_members_are_those_from_before_the_sheet_came(plain, master):
    only = grafted(plain, plain.with_name("only.xlsx"), ONLY_CHECKS, CHECKS_SHEET)
    result = grafted(master, master, ONLY_CHECKS, CHECKS_SHEET)
    assert result.removed == (SUMMARY,)
    assert len(raw_members(master)) == len(raw_members(plain)) + sum(
        data is not None and name not in raw_members(plain) for name, data in only.changes.items()
    )
    assert problems(master) == []


def test_other_sheets_keep_their_local_names_and_the_active_tab_is_a_neighbour(master):
    grafted(master, master, ONLY_CHECKS, CHECKS_SHEET)
    book = opened(master)
    assert book.sheetnames == ["Staff", "Last", CHECKS]
    assert book["Last"].print_area == "'Last'!$A$1:$B$9"
    assert list(book["Last"].defined_names) == ["Local"]
    assert book.active.title == "Staff"
    assert book[CHECKS].print_title_rows == "$1:$2"


def test_formulas_say_that_what_they_named_is_gone(master):
    grafted(master, master, ONLY_CHECKS, CHECKS_SHEET)
    assert formula(master, "Staff", "A1") == "SUM(#REF!)*2"
    assert formula(master, "Staff", "A2") == "SUM(#REF!)+SUM(out_checks[USD])"
    assert formula(master, "Staff", "A3") == f"'{CHECKS}'!B5&\"'{SUMMARY}'!B5\""
    book = opened(master)
    assert book["Staff"]._charts[0].series[0].val.numRef.f == "#REF!"
    assert book["Staff"].data_validations.dataValidation[0].formula1 == "#REF!"
    assert book.defined_names["Figures"].value == "#REF!"
    assert b"<formula>#REF!&gt;1</formula>" in with_part(master, "xl/worksheets/sheet1.xml")


def test_each_loss_is_told_before_anything_is_written(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "H2", text("a remark"))
    told = warnings(master, ["checks"])
    assert told[0] == f"The sheet {SUMMARY!r} is removed with what was put on it: entries in H2."
    expected = ["Staff!A1", "Staff!A2", "A chart on sheet 'Staff'", "The name 'Figures'", "A link on sheet 'Staff'"]
    for place in [*expected, "A rule or link on sheet 'Staff'"]:
        assert any(sentence.startswith(place) for sentence in told), place
    assert not any("A3" in sentence for sentence in told)
    before = f"=SUM('{SUMMARY}'!$B$5:$B$7)*2 becomes =SUM(#REF!)*2."
    assert any(sentence.endswith(before) for sentence in told)
    assert grafted(master, master, ONLY_CHECKS, CHECKS_SHEET).warnings == told


@pytest.mark.parametrize(("count", "more"), [(20, ""), (22, " and 2 more")])
def test_many_entries_on_a_sheet_that_goes_are_counted(master, count, more):
    with sheet_by_hand(master, SUMMARY) as root:
        for row in range(1, count + 1):
            put_cell(root, f"H{row}", "<v>1</v>")
    named = ", ".join(f"H{row}" for row in range(1, 21))
    assert warnings(master, ["checks"])[0] == (
        f"The sheet {SUMMARY!r} is removed with what was put on it: entries in {named}{more}."
    )


def test_a_blank_cell_of_staff_is_no_loss(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "H2", "")
    assert not any(sentence.startswith("The sheet") for sentence in warnings(master, ["checks"]))


def test_what_else_stands_on_a_sheet_that_goes_is_named(master):
    with by_hand(master) as package:
        page = part_of(package, SUMMARY)
        for kind in ("comments", "threadedComment", "pivotTable", "slicer", "oleObject", "ctrlProp", "customProperty"):
            add_part(package, PartName(f"/xl/{kind}.xml"), b"<a/>", "application/a")
            relate(package, page, f"{ns.OFFICE}/{kind}", PartName(f"/xl/{kind}.xml"))
        drawing = package.related(page, ns.DRAWING_PART)[0]
        root = package.tree(drawing)
        shape = f'<xdr:absoluteAnchor xmlns:xdr="{ns.SHEET_DRAWING}"><xdr:sp/></xdr:absoluteAnchor>'
        root.extend([etree.Comment("no shape"), etree.fromstring(shape), etree.fromstring(shape)])
        package.write_tree(drawing, root)
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "H2", text("a remark"))
    assert warnings(master, ["checks"])[0] == (
        f"The sheet {SUMMARY!r} is removed with what was put on it: entries in H2; 2 charts, shapes or pictures; "
        "notes; comments; a pivot table; a slicer; an embedded object; a form control."
    )


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM('SUMMARY 2022'!B5:B7)+1", "SUM(#REF!)+1"),
        ("'Jan:Summary 2022'!A1", "#REF!"),
        ("'[1]Summary 2022'!B5", "'[1]Summary 2022'!B5"),
        ("SUM(OUT_x[USD])+out_x", "SUM(#REF!)+#REF!"),
        ("[1]!out_x+Other!out_x", "[1]!out_x+Other!out_x"),
        ("out_y[USD]+Other!A1", "out_y[USD]+Other!A1"),
    ],
)
def test_references_to_a_sheet_or_table_that_goes_are_lost(formula, after):
    gone = Gone()
    gone.add_sheet(SUMMARY)
    gone.add_table("out_X")
    assert without_lost(formula, gone) == after


def test_a_pivot_table_is_told_to_choose_another_source_and_keeps_the_one_it_has(master):
    source = f'<worksheetSource ref="A4:C7" sheet="{SUMMARY}"/>'
    with by_hand(master) as package:
        part = PartName("/xl/pivotCache/cache.xml")
        add_part(package, part, source.encode(), f"{ns.CONTENT}spreadsheetml.pivotCacheDefinition+xml")
        relate(package, package.workbook_part, f"{ns.OFFICE}/pivotCacheDefinition", part)
    told = f"The source of a pivot table, \"'{SUMMARY}'!A4:C7\", leads to what is removed: choose another."
    assert told in grafted(master, master, ONLY_CHECKS, CHECKS_SHEET).warnings
    assert with_part(master, "xl/pivotCache/cache.xml") == source.encode()


def test_nothing_is_told_when_all_sheets_stay(master):
    assert warnings(master, ["checks", "summary/2022"]) == ()


def test_a_retired_sheet_can_come_back(master):
    grafted(master, master, ONLY_CHECKS, CHECKS_SHEET)
    result = grafted(master, master, two_sheets(), both("d3"))
    assert (result.added, result.updated) == ((SUMMARY,), (CHECKS,))
    assert problems(master) == []


def test_the_calculation_chain_goes_when_a_sheet_in_it_goes(master):
    with sheet_by_hand(master, SUMMARY) as root:
        put_cell(root, "H2", "<f>1</f><v>1</v>")
    with by_hand(master) as package:
        data = f'<calcChain xmlns="{ns.MAIN}"><c r="A1" i="1"/><c r="H2" i="3"/></calcChain>'
        add_part(package, PartName("/xl/calcChain.xml"), data.encode(), "application/chain")
        relate(package, package.workbook_part, ns.CALC_CHAIN, PartName("/xl/calcChain.xml"))
    assert grafted(master, master, ONLY_CHECKS, CHECKS_SHEET).changes["xl/calcChain.xml"] is None


def test_the_last_visible_sheet_is_not_removed(tmp_path):
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Staff")
    grafted(path, path, two_sheets(), both())
    with workbook_by_hand(path) as root:
        for element in root.find("m:sheets", M):
            if element.get("name") != SUMMARY:
                element.set("state", "hidden")
    with pytest.raises(UnsupportedWorkbookError, match="remove all sheets but hidden ones"):
        grafted(path, path, b"", [])
    assert warnings(path, ["to come"]) == (), "another sheet takes its place"
