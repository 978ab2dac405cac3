"""The rows of lists are spelled as XlsxWriter spells the same cells in a table of a section."""

import datetime as dt
import re

import pytest
from hosts.made_sheets import report, sheet
from hosts.whole_rendering import SAME
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.cells import CellError
from tdag_xl.hosts.cell_text import looks_rich
from tdag_xl.hosts.rendering import rendering
from tdag_xl.ooxml.scratch import scratch_package, scratch_sheets
from tdag_xl.report import Column, Format, Table

CELL = re.compile(r'<c r="([A-Z]+)([0-9]+)" s="([0-9]+)"(.*?)(?=<c |</row>)', re.DOTALL)
COLUMNS = tuple(Column(form.name, form, 14) for form in Format)
MOMENT = dt.datetime(2023, 4, 30)


def spelled(*tables, long, date1904=False):
    """The cells under the headings of the tables, by row: column, format, and what stands behind these."""
    made = report(sheet(*tables, long=long))
    rendered = rendering(made, {"summary/2022": "Tab"}, date1904=date1904)
    page = scratch_sheets(scratch_package(rendered.workbook), SAME, rendered.bodies)["Tab"]
    areas = [table.get("ref") for table in page.tables]
    rows = [(number, text) for number, text in page.rows if number > int(re.findall("[0-9]+", areas[0])[0])]
    return [[(letters, style, rest) for letters, _, style, rest in CELL.findall(text)] for _, text in rows], areas, rows


def table_of(rows, name="out_x", columns=COLUMNS):
    return Table(name, "A list", columns, tuple(rows))


def rest(cells):
    return [rest for _, _, rest in cells]


def is_spelled_right_by_xlsxwriter(text):
    """XlsxWriter escapes one of two escapes that share an underscore, and takes some text for markup."""
    return not re.search("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", text) and not looks_rich(text)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.text(st.characters() | st.sampled_from("<>&\"'_x0041 \t\n\r\x07")).filter(is_spelled_right_by_xlsxwriter),
    st.dates(dt.date(1900, 3, 1)),
    st.sampled_from([dt.date(1899, 12, 31), dt.date(1900, 1, 1), dt.date(1900, 2, 28), MOMENT, CellError("#N/A")]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(VALUES, min_size=2, max_size=2), min_size=1, max_size=4), st.booleans())
def test_a_list_spells_each_cell_as_a_section_does(rows, date1904):
    columns = (Column("Any", Format.NUMBER), Column("Text", Format.TEXT))
    table = table_of([("a", *row) for row in rows], columns=(Column("First", Format.TEXT), *columns))
    as_list, _, _ = spelled(table, long=True, date1904=date1904)
    as_section, _, _ = spelled(table, long=False, date1904=date1904)
    assert [rest(cells) for cells in as_list] == [rest(cells) for cells in as_section]


@pytest.mark.parametrize(
    ("text", "shown"), [("<r>1</r>", "&lt;r&gt;1&lt;/r&gt;"), ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_")]
)
def test_a_list_holds_text_as_it_is_also_where_xlsxwriter_cannot(text, shown):
    [[(_, _, cell)]], _, _ = spelled(table_of([(text,)], columns=COLUMNS[:1]), long=True)
    assert cell == f' t="inlineStr"><is><t>{shown}</t></is></c>'


def test_each_column_of_a_list_has_its_format_in_every_row():
    rows, _, _ = spelled(table_of([(None,) * len(COLUMNS)] * 3), long=True)
    formats = [[style for _, style, _ in cells] for cells in rows]
    assert len(set(formats[0])) == len(COLUMNS)
    assert formats == [formats[0]] * 3


def test_lists_of_unlike_length_stand_side_by_side_and_their_tables_reach_to_their_ends():
    one, other = table_of([(1,)] * 2, columns=COLUMNS[:1]), table_of([(1, 2)] * 4, "out_y", COLUMNS[:2])
    rows, areas, _ = spelled(one, other, long=True)
    assert [[letters for letters, _, _ in cells] for cells in rows] == [["A", "C", "D"]] * 2 + [["C", "D"]] * 2
    top = int(areas[0][1:].partition(":")[0])
    assert areas == [f"A{top}:A{top + 2}", f"C{top}:D{top + 4}"]


def test_a_list_without_rows_has_a_blank_one():
    rows, areas, _ = spelled(table_of([], columns=COLUMNS[:2]), long=True)
    assert [rest(cells) for cells in rows] == [["/>", "/>"]]
    assert re.fullmatch(r"A(\d+):B(\d+)", areas[0])


def test_a_row_in_which_text_wraps_is_higher():
    columns = (Column("Title", Format.TEXT, 12),)
    _, _, rows = spelled(table_of([("short",), ("a title that takes several lines",)], columns=columns), long=True)
    heights = [re.search(r' ht="([0-9.]+)" customHeight="1"', text) for _, text in rows]
    assert heights[0] is None
    assert float(heights[1][1]) % 15 == 0
