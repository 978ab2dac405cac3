"""How far cells reach is found however a sheet is written and wherever its bytes are divided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.hosts.sheet_cells import cells, cut_sheet
from tdag_xl.hosts.sheet_extent import extent
from tdag_xl.ooxml.areas import LAST_COLUMN, LAST_ROW, Area, column_letters
from tdag_xl.ooxml.namespaces import MAIN
from tdag_xl.ooxml.xml_part import DamagedPartError

STYLES = {
    "plain": '<c r="{a}"><v>1</v></c>',
    "blank": '<c r="{a}" s="3"/>',
    "style first": '<c s="3" r="{a}"><v>1</v></c>',
    "single quotes": "<c r='{a}'><v>1</v></c>",
    "spread out": '<c\n  r = "{a}" ><v>1</v></c >',
    "prefixed": '<x:c r="{a}"><x:v>1</x:v></x:c>',
    "a > in it": '<c q=">" r="{a}"><v>1</v></c>',
    "after a comment": '<!-- <c r=" --><c r="{a}"><v>1</v></c>',
}
"""Ways to write a cell."""

CELLS = st.tuples(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN), st.sampled_from(sorted(STYLES)))
NARROW = st.tuples(st.integers(1, 999_999), st.integers(1, 26), st.just("plain"))


def sheet(places):
    rows = "".join(
        f'<row r="{row}">{STYLES[style].format(a=column_letters(column) + str(row))}</row>'
        for row, column, style in places
    )
    head = f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}"><cols><col min="1" max="2"/></cols>'
    return f"{head}<sheetData>{rows}</sheetData><conditionalFormatting/></worksheet>".encode()


def divided(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15)
@given(places=st.lists(st.one_of(CELLS, NARROW), max_size=8), size=st.integers(1, 200))
def test_no_cell_is_beyond_the_extent(style, places, size):
    places = [(row, column, style if row % 2 else "plain") for row, column, _ in places] + [(5, 5, style)]
    found = extent(lambda: divided(sheet(places), size))
    assert found.cells == len(places)
    assert all(row <= found.row and column <= found.column for row, column, _ in places)


@given(st.lists(NARROW, max_size=8))
def test_what_one_letter_and_six_digits_reach_is_never_too_far(places):
    assert not extent(lambda: [sheet(places)]).is_sparse


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_rows_and_columns_that_need_more_are_found_exactly(places):
    places = [*places, (LAST_ROW, 27, "plain")]
    found = extent(lambda: [sheet(places)])
    assert (found.row, found.column) == (LAST_ROW, max(column for _, column, _ in places))


@pytest.mark.parametrize(("cells_there", "sparse"), [(1, True), (20_000_000, False)])
def test_a_rectangle_is_sparse_unless_a_quarter_of_it_is_filled(cells_there, sparse):
    found = extent(lambda: [sheet([(LAST_ROW, 64, "plain")])])
    assert type(found)(found.row, found.column, cells_there).is_sparse is sparse


def test_cells_without_an_address_follow_one_another():
    rows = f'<worksheet xmlns="{MAIN}"><sheetData><row/><row><c/><c r="D2"/><c/></row><row r="9"><c/></row></sheetData>'
    found = [(row, column) for row, column, _ in cells([f"{rows}</worksheet>".encode()])]
    assert found == [(2, 1), (2, 4), (2, 5), (9, 1)]


@given(st.lists(CELLS, max_size=8, unique_by=lambda place: place[:2]))
def test_a_sheet_is_cut_to_the_cells_of_an_area(places):
    area = Area(10, 2, 500_000, 9000)
    kept = {(row, column) for row, column, _ in cells([cut_sheet([sheet(places)], area)])}
    assert kept == {(row, column) for row, column, _ in places if area.holds(row, column)}


@pytest.mark.parametrize("data", [b"", b"<worksheet>", sheet([(1, 1, "blank")])[:-20] + b"<c r='A'></worksheet>"])
def test_a_sheet_that_is_not_whole_cannot_be_cut(data):
    with pytest.raises(DamagedPartError):
        cut_sheet([data], Area(1, 1, 1, 1))
