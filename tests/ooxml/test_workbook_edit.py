"""Sheets come and go; tabs, local names and views go on meaning the sheets they meant."""

import pytest
from lxml import etree
from ooxml.scratch_books import M
from ooxml.small_packages import small, with_sheets

from tdag_xl.errors import UnsupportedWorkbookError
from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.part_names import PartName
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.ooxml.workbook_edit import add_sheet, calculate_on_load, remove_sheets


def without(package, *positions, more_follow=False):
    sheets = Workbook(package).sheets
    return remove_sheets(package, [sheets[position] for position in positions], more_follow=more_follow)


@pytest.mark.parametrize(
    ("states", "gone", "view", "shown"),
    [
        ("vvvv", [1], {"activeTab": "1"}, {"activeTab": "0"}),
        ("vvvv", [2], {"activeTab": "3", "firstSheet": "2"}, {"activeTab": "2", "firstSheet": "1"}),
        ("vvvvv", [3], {"activeTab": "3"}, {"activeTab": "2"}),
        ("vvvvv", [1, 2], {"activeTab": "2"}, {"activeTab": "1"}),
        ("vhvv", [2], {"activeTab": "2"}, {"activeTab": "2"}),
        ("vhhv", [0], {"activeTab": "1", "firstSheet": "2"}, {"activeTab": "0", "firstSheet": "1"}),
        ("vhv", [0], {}, {"activeTab": "1"}),
        ("vvv", [0], {}, {}),
        ("vvv", [2], {"firstSheet": "1"}, {"firstSheet": "1"}),
        ("hv", [1], {"activeTab": "1"}, {"activeTab": "0"}),
    ],
)
def test_the_same_tab_stays_active_and_first_or_else_the_nearest_visible_one(states, gone, view, shown):
    attributes = "".join(f' {name}="{value}"' for name, value in view.items())
    package = with_sheets(states, before=f"<bookViews><workbookView{attributes}/></bookViews>")
    book = without(package, *gone, more_follow=True)
    assert dict(book.root.find("m:bookViews/m:workbookView", M).items()) == shown


@pytest.mark.parametrize(
    ("gone", "active", "shown"), [([0], "11", "12"), ([0], "13", "13"), ([1], "12", "11"), ([0, 1, 2], "11", "11")]
)
def test_a_custom_view_of_a_sheet_that_goes_shows_the_first_that_stays(gone, active, shown):
    view = f'<customWorkbookViews><customWorkbookView activeSheetId="{active}"/></customWorkbookViews>'
    book = without(with_sheets("vvv", after=view), *gone, more_follow=True)
    assert book.root.find("m:customWorkbookViews", M)[0].get("activeSheetId") == shown


def names(book):
    return [(name.name, name.sheet) for name in book.names]


def test_names_local_to_a_sheet_that_goes_go_and_others_stay_with_theirs():
    local = "".join(f'<definedName name="N{n}" localSheetId="{n}">S{n}!A1</definedName>' for n in (0, 1, 2, 7))
    package = with_sheets("vvv", after=f'<definedNames><definedName name="All">1</definedName>{local}</definedNames>')
    assert names(without(package, 1)) == [("All", None), ("N0", 0), ("N2", 1), ("N7", 7)]


@pytest.mark.parametrize(("kept", "groups"), [("", 0), ('<definedName name="All">1</definedName>', 1)])
def test_names_that_are_all_gone_leave_no_list_of_names(kept, groups):
    local = '<definedName name="N" localSheetId="1">1</definedName>'
    book = without(with_sheets("vv", after=f"<definedNames>{local}{kept}</definedNames>"), 1)
    assert len(book.root.findall("m:definedNames", M)) == groups


def test_a_sheet_that_goes_is_no_more_related():
    package = with_sheets("vvv")
    book = without(package, 0, 2)
    assert [sheet.name for sheet in book.sheets] == ["S1"]
    assert package.related(book.part, ns.WORKSHEET) == ("/xl/worksheets/s1.xml",)


@pytest.mark.parametrize("states", ["v", "vh"])
def test_the_last_visible_sheet_stays_unless_more_follow(states):
    refusal = "the refresh would remove all sheets but hidden ones. Show another sheet, save, and refresh again."
    with pytest.raises(UnsupportedWorkbookError) as refused:
        without(with_sheets(states), 0)
    assert str(refused.value) == f"book.xlsx: {refusal}"
    assert len(without(with_sheets(states), 0, more_follow=True).sheets) == len(states) - 1


@pytest.mark.parametrize("states", ["", "vhv"])
def test_a_sheet_that_is_added_stands_last_with_an_id_of_its_own(states):
    package = with_sheets(states)
    part = PartName("/xl/worksheets/new.xml")
    package.write_part(part, b"<worksheet/>")
    book = add_sheet(package, "New & last", part)
    sheet = book.sheets[-1]
    assert len(book.root.findall("m:sheets", M)) == 1
    assert (sheet.name, sheet.part, sheet.position, sheet.state) == ("New & last", part, len(states), "visible")
    assert sheet.sheet_id == (14 if states else 1)
    assert sheet.is_worksheet


def test_a_workbook_without_a_list_of_sheets_gets_one_in_its_place():
    package = small(inner="<workbookPr/><definedNames/>")
    package.write_part(PartName("/xl/new.xml"), b"<worksheet/>")
    book = add_sheet(package, "New", PartName("/xl/new.xml"))
    assert [etree.QName(child).localname for child in book.root] == ["workbookPr", "sheets", "definedNames"]


@pytest.mark.parametrize(
    ("inner", "calculation"),
    [
        ("<sheets/><extLst/>", {"fullCalcOnLoad": "1"}),
        ('<sheets/><calcPr calcId="191029" fullCalcOnLoad="0"/><extLst/>', {"calcId": "191029", "fullCalcOnLoad": "1"}),
    ],
)
def test_excel_is_asked_to_calculate(inner, calculation):
    root = Workbook(small(inner=inner)).root
    calculate_on_load(root)
    assert [etree.QName(child).localname for child in root] == ["sheets", "calcPr", "extLst"]
    assert dict(root[1].items()) == calculation
