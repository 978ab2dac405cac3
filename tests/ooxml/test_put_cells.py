"""Our cells of a sheet are replaced; cells, rows and what else staff have on them keep their place."""

import pytest
from lxml import etree

from tdag_xl.ooxml import worksheet
from tdag_xl.ooxml.areas import Area, CellSet
from tdag_xl.ooxml.namespaces import MAIN
from tdag_xl.ooxml.row_text import data_of
from tdag_xl.ooxml.sheet_source import numbered_rows, source_of

M = {"m": MAIN}


def sheet(rows, after=""):
    return etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>')


def fresh(rows):
    return etree.fromstring(f'<sheetData xmlns="{MAIN}">{rows}</sheetData>')


def put_cells(root, fresh_rows, fresh_cells, owned, *, filtered=()):
    """Put the rows of the tree `fresh_rows` into the tree `root`, as if it were read and written again."""
    rows = [(int(row.get("r")), etree.tostring(row).decode().replace(f' xmlns="{MAIN}"', "")) for row in fresh_rows]
    put = worksheet.put_cells(source_of(root), rows, fresh_cells, owned, filtered=filtered)
    worksheet.set_dimension(root, put.used)
    data_of(root)[:] = fresh(b"".join(put.rows).decode())
    return put


def cell_set(*areas):
    return CellSet(Area.of(area) for area in areas)


def addresses(root):
    return [[cell.get("r") or etree.QName(cell).localname for cell in row] for row in root.iterfind(".//m:row", M)]


def row_of(*addresses, number=5, inner="<v>1</v>", attributes=""):
    return f'<row r="{number}"{attributes}>' + "".join(f'<c r="{a}">{inner}</c>' for a in addresses) + "</row>"


def row_attributes(root, number=5):
    return dict(root.find(f".//m:row[@r='{number}']", M).items())


def test_cells_of_staff_stand_left_and_right_of_ours_and_an_extension_stands_last():
    root = sheet('<row r="5"><c r="A5"><v>1</v></c><c r="D5"><v>1</v></c><extLst/></row>')
    put_cells(root, fresh(row_of("B5", "C5")), cell_set("B5:C5"), cell_set())
    assert addresses(root) == [["A5", "B5", "C5", "D5", "extLst"]]


def test_an_extension_stands_behind_the_last_column_there_is():
    root = sheet('<row r="5"><c r="B5"><v>1</v></c><extLst/></row>')
    put_cells(root, fresh(row_of("XFD5")), cell_set("XFD5"), cell_set())
    assert addresses(root) == [["B5", "XFD5", "extLst"]]


def test_rows_stand_in_their_order_and_the_dimension_holds_all_cells():
    root = sheet(row_of("C2", number=2) + row_of("B9", number=9))
    put_cells(root, fresh(row_of("D5")), cell_set("D5"), cell_set())
    assert addresses(root) == [["C2"], ["D5"], ["B9"]]
    assert root.find("m:dimension", M).get("ref") == "B2:D9"


def test_new_rows_stand_before_between_and_behind_those_that_are_there():
    root = sheet(row_of("C3", number=3) + row_of("C6", number=6))
    new = "".join(row_of(f"D{number}", number=number) for number in (1, 2, 3, 4, 7, 8))
    put_cells(root, fresh(new), cell_set("D1:D4", "D7:D8"), cell_set())
    assert addresses(root) == [["D1"], ["D2"], ["C3", "D3"], ["D4"], ["C6"], ["D7"], ["D8"]]


def test_a_sheet_has_one_dimension_which_reaches_to_the_last_cell_of_a_row():
    root = sheet("")
    root.insert(0, etree.fromstring(f'<dimension xmlns="{MAIN}" ref="A1"/>'))
    put_cells(root, fresh(row_of("B5", "C5", "D5")), cell_set("B5:D5"), cell_set())
    assert [dimension.get("ref") for dimension in root.findall("m:dimension", M)] == ["B5:D5"]


def test_a_formula_in_a_row_that_is_all_ours_is_told_before_it_goes():
    rows = row_of("A2", number=2) + row_of("A5", inner="<f>1+1</f>") + row_of("A6", number=6)
    root = sheet(rows)
    put = put_cells(root, fresh(""), cell_set(), cell_set("A5:A6"))
    assert put.formulas == [("A5", "1+1")]
    assert addresses(root) == [["A2"]]
    assert b"".join(put.rows).endswith(b"</row>"), "of a row that goes nothing is left"


@pytest.mark.parametrize(
    ("rows", "ref"),
    [("", "A1"), ('<row r="3"/>', "A1"), ('<row r="3"><extLst/></row>', "A1"), (row_of("B7", number=7), "B7")],
)
def test_the_dimension_of_few_cells(rows, ref):
    root = sheet(rows)
    put_cells(root, fresh(""), cell_set(), cell_set())
    assert root.find("m:dimension", M).get("ref") == ref


def test_a_sheet_without_cells_gets_a_place_for_them():
    root = etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetFormatPr/><pageMargins/></worksheet>')
    put_cells(root, fresh(row_of("A5")), cell_set("A5"), cell_set())
    names = [etree.QName(child).localname for child in root]
    assert names == ["dimension", "sheetFormatPr", "sheetData", "pageMargins"]


@pytest.mark.parametrize(
    ("merged", "ours", "blocks"),
    [
        ("A1:D1", ["A1", "A3"], []),
        ("A20:D20", ["A20", "A3:C9"], []),
        ("A20:B20", ["A20", "A21:C24"], []),
        ("C4:D4", ["A4:C4"], []),
        ("C4:D4", ["C4", "E4"], []),
        ("D1:E9", ["A1:C9"], []),
        ("A1:A4", ["A3"], ["the merged cells A1:A4"]),
        ("A1:D1", ["D1"], ["the merged cells A1:D1"]),
        ("B2:C3", ["C3"], ["the merged cells B2:C3"]),
        ("B2:C3", ["B2", "B3"], ["the merged cells B2:C3"]),
    ],
)
def test_merged_cells_are_broken_by_a_cell_of_ours_under_them(merged, ours, blocks):
    root = sheet("", f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>')
    assert put_cells(root, fresh(""), cell_set(*ours), cell_set()).blocks == blocks


@pytest.mark.parametrize(
    ("kind", "area", "fresh_area", "owned_area", "blocks"),
    [
        ("array", "B9:D12", "A4:C9", "A4:C8", ["the array formula in B9:D12"]),
        ("array", "B9:D12", "A4:C8", "A4:C9", ["the array formula in B9:D12"]),
        ("dataTable", "B9:D12", "A4:C9", "A4:C8", ["the array formula in B9:D12"]),
        ("array", "B9:D12", "A4:C8", "A4:C8", []),
        ("array", "B5:C6", "A4:C8", "A4:C8", []),
        ("shared", "B9:D12", "A4:C9", "A4:C8", []),
    ],
)
def test_an_array_formula_is_broken_where_not_all_of_it_is_ours(kind, area, fresh_area, owned_area, blocks):
    address = area.partition(":")[0]
    formula = f'<f>1</f><f t="{kind}" ref="{area}">A1</f>'
    root = sheet(row_of(address, number=int(address[1:]), inner=formula))
    assert put_cells(root, fresh(""), cell_set(fresh_area), cell_set(owned_area)).blocks == blocks


def test_a_formula_that_shares_that_of_a_cell_of_ours_is_orphaned():
    master = '<c r="C7"><f t="shared" ref="C7:E7" si="3">A1</f></c>'
    others = '<c r="D7"><f t="shared" si="3"/></c><c r="E7"><f t="shared" si="4"/></c>'
    root = sheet(f'<row r="7">{master}{others}</row>')
    put = put_cells(root, fresh(""), cell_set(), cell_set("C7"))
    assert put.blocks == ["the shared formula at D7"]
    assert put.formulas == [("C7", "A1")]


def test_everything_that_would_be_broken_is_told():
    cells = '<c r="C7"><f t="shared" ref="C7:D7" si="3">1</f></c><c r="D7"><f t="shared" si="3"/></c>'
    array = '<c r="A7"><f t="array" ref="A7:A8">1</f></c>'
    root = sheet(f'<row r="7">{array}{cells}</row>', '<mergeCells><mergeCell ref="A9:B9"/></mergeCells>')
    put = put_cells(root, fresh(""), cell_set("B9"), cell_set("A7", "C7"))
    assert put.blocks == ["the array formula in A7:A8", "the merged cells A9:B9", "the shared formula at D7"]


def test_a_shared_formula_whose_first_cell_stays_orphans_none():
    root = sheet(
        '<row r="7"><c r="C7"><f t="shared" si="3"/></c><c r="D7"><f t="shared" ref="C7:D7" si="3">A1</f></c></row>'
    )
    put = put_cells(root, fresh(""), cell_set(), cell_set("C7"))
    assert put.blocks == []
    assert put.formulas == [("C7", "")]


@pytest.mark.parametrize(
    ("inner", "taken"),
    [
        ("<v>1</v>", ["A5"]),
        ("<f>1</f>", ["A5"]),
        ("<is><t>x</t></is>", ["A5"]),
        ("<v/>", []),
        ("<extLst/>", []),
        ("", []),
    ],
)
def test_a_cell_with_an_entry_stands_in_the_way_and_a_blank_one_gives_way(inner, taken):
    root = sheet(row_of("A5", "B5", inner=inner))
    put = put_cells(root, fresh(row_of("A5")), cell_set("A5"), cell_set())
    assert [address for address, _ in put.taken] == taken
    assert addresses(root) == [["A5", "B5"]]


def test_a_row_of_ours_alone_is_emptied_and_one_that_says_nothing_more_goes():
    staff = ' outlineLevel="1" ht="30" customHeight="1" spans="1:3"'
    rows = row_of("A5", "C5", attributes=' ht="30"') + row_of("A6", "C6", number=6, attributes=staff)
    descent = ' xmlns:x="urn:x" x:dyDescent="0.25"'
    rows += row_of("A7", number=7, attributes=descent) + row_of("A8", number=8, attributes=' ht="9"')
    root = sheet(rows)
    put_cells(root, fresh(""), cell_set(), cell_set("A5:C7"))
    assert [row.get("r") for row in root.iterfind(".//m:row", M)] == ["6", "8"]
    assert row_attributes(root, 6) == {"r": "6", "outlineLevel": "1"}
    assert row_attributes(root, 8) == {"r": "8", "ht": "9"}


def test_a_row_of_ours_without_cells_goes_unless_staff_set_something():
    root = sheet('<row r="5"/><row r="6" hidden="1"/><row r="7"><extLst/></row>')
    put_cells(root, fresh(""), cell_set(), cell_set("A5:C7"))
    assert [row.get("r") for row in root.iterfind(".//m:row", M)] == ["6", "7"]


def test_a_row_with_a_cell_of_staff_keeps_it_but_not_our_height():
    root = sheet(row_of("A5", "D5", attributes=' ht="30" hidden="1"'))
    put_cells(root, fresh(""), cell_set(), cell_set("A5:C5"))
    assert addresses(root) == [["D5"]]
    assert row_attributes(root) == {"r": "5", "hidden": "1"}


def test_a_row_written_again_keeps_what_staff_set_and_takes_our_height():
    root = sheet(row_of("A5", attributes=' ht="30" hidden="1" s="4" customFormat="1"'))
    put_cells(root, fresh(row_of("A5", attributes=' ht="18" customHeight="1"')), cell_set("A5"), cell_set("A5"))
    assert row_attributes(root) == {
        "r": "5", "ht": "18", "customHeight": "1", "hidden": "1", "s": "4", "customFormat": "1"
    }  # fmt: skip


def test_rows_that_a_filter_hid_are_shown_again_with_our_cells_and_without():
    hidden = ' hidden="1" s="4"'
    root = sheet("".join(row_of(f"A{n}", number=n, attributes=hidden) for n in (4, 5, 6, 7)))
    put_cells(root, fresh(row_of("A5")), cell_set("A5"), cell_set("A4:A7"), filtered=[Area.of("A5:A6")])
    assert [row.get("hidden") for row in root.iterfind(".//m:row", M)] == ["1", None, None, "1"]


def test_rows_and_cells_without_addresses_follow_the_one_before():
    data = fresh('<row><c/><c/></row><row r="4"><c r="C4"/><c/></row><row><c/></row>')
    rows = numbered_rows(data)
    assert list(rows) == [1, 4, 5]
    assert [row.get("r") for row in data] == ["1", "4", "5"]
    assert [[cell.get("r") for cell in row] for row in data] == [["A1", "B1"], ["C4", "D4"], ["A5"]]
