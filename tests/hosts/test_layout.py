"""Where the things of a sheet stand: nothing overlaps, nothing is cut, little moves."""

from __future__ import annotations

from itertools import combinations

import pytest
from hosts.made_sheets import chart, sheet, sheets, table, written
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.hosts.layout import FULL_SCALE, PAGE_WIDTH, layout
from tdag_xl.hosts.placement import Role
from tdag_xl.hosts.sections import PAGE_HEIGHT
from tdag_xl.hosts.text_lines import text_lines, text_width
from tdag_xl.report import ChartKind, Sheet

MOMENT = "As built, not refreshed since."


@pytest.mark.parametrize("long", [False, True])
def test_a_sheet_without_tables_has_its_lines(long):
    page = layout(Sheet("shown", "Shown", "Nothing", ("A line.",), (), long=long), MOMENT)
    assert [text.text for text in page.texts] == ["Nothing", "A line.", MOMENT]
    assert page.tables == ()


def overlap(one, other):
    """Whether two boxes (left, top, right, bottom; right and bottom outside) share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def cell_box(page, area):
    return (
        page.left(area.first_column),
        page.top(area.first_row),
        page.left(area.last_column + 1),
        page.top(area.last_row + 1),
    )


def text_box(page, text):
    left, top = page.left(text.column), page.top(text.row)
    pixels = 9.6 if text.role is Role.NOTE else 7  # for digits of 9 points in a wide font; of 10 in the usual one
    width = min(text_width(text.text), text.width) * (6.4 if text.role is Role.NOTE else pixels)
    return left, top, left + width, page.top(text.row + 1)


def chart_box(page, chart):
    left, top = page.left(chart.column) + chart.x_offset, page.top(chart.row)
    return left, top, left + chart.width, top + chart.height


@given(st.booleans().flatmap(lambda long: sheets(long=long)))
@settings(max_examples=40, deadline=None)
def test_no_two_things_stand_on_the_same_cells(made):
    page = layout(made, MOMENT)
    for one, other in combinations(written(page), 2):
        boxes = [(a.first_column, a.first_row, a.last_column + 1, a.last_row + 1) for a in (one, other)]
        assert not overlap(*boxes), (one, other)


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_no_chart_covers_a_written_cell_a_line_of_text_or_another_chart(made):
    page = layout(made, MOMENT)
    charts = [chart_box(page, chart) for chart in page.charts]
    below = [cell_box(page, table.area) for table in page.tables]
    below += [text_box(page, text) for text in page.texts if text.role is not Role.TITLE]
    assert len(charts) == sum(len(table.charts) for table in made.tables)
    assert not [(one, other) for one in charts for other in below if overlap(one, other)]
    assert not [pair for pair in combinations(charts, 2) if overlap(*pair)]


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_charts_stay_on_the_width_of_the_page(made):
    page = layout(made, MOMENT)
    assert all(box[0] >= 0 and box[2] <= PAGE_WIDTH for box in (chart_box(page, chart) for chart in page.charts))


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_no_page_ends_within_a_chart_or_within_a_table_that_fits_a_page(made):
    page = layout(made, MOMENT)
    whole = [chart_box(page, chart) for chart in page.charts]
    whole += [cell_box(page, placed.area) for placed in page.tables]
    ends = page_ends(page, max(box[3] for box in whole))
    for box in whole:
        if box[3] - box[1] <= PAGE_HEIGHT - 40:
            assert not [end for end in ends if box[1] < end < box[3]], (box, ends)


@given(sheets())
@settings(max_examples=40, deadline=None)
def test_a_page_ends_by_itself_only_where_a_table_is_higher_than_a_page(made):
    page = layout(made, MOMENT)
    tables = [cell_box(page, placed.area) for placed in page.tables]
    notes = [text_box(page, text) for text in page.texts if text.role is Role.NOTE]
    breaks = {page.top(row) for row in page.row_breaks}
    for end in set(page_ends(page, max(box[3] for box in tables))) - breaks:
        above = max((box for box in tables if box[1] < end), key=lambda box: box[1])
        content = max([above[3], *(note[3] for note in notes if note[1] == above[3] or above[3] < note[1] < end)])
        assert content - above[1] > PAGE_HEIGHT - 60, (end, above)


def page_ends(page, bottom):
    """Where pages end: at the breaks set, and before the row that does not fit any more."""
    ends, start, row = [], 0, 0
    while page.top(row) < bottom:
        if row in page.row_breaks or page.top(row + 1) - start > PAGE_HEIGHT:
            start = page.top(row)
            ends.append(start)
        row += 1
    return ends


@given(sheets(long=True))
@settings(max_examples=20, deadline=None)
def test_lists_stand_side_by_side_under_one_header_row_that_stays_in_view(made):
    page = layout(made, MOMENT)
    assert {placed.row for placed in page.tables} == {page.header_row}
    assert page.frozen_rows == page.header_row + 1
    assert page.column_breaks == tuple(placed.column for placed in page.tables[1:])


def anchors(*tables):
    return [(placed.row, placed.column) for placed in layout(sheet(*tables), MOMENT).tables]


@pytest.mark.parametrize("charts", [(), (1,), (1, 2)], ids=["no chart", "a chart beside", "charts under"])
def test_a_few_more_rows_move_nothing_below(charts):
    def of(count):
        rows = [(f"Region {n}", n, n) for n in range(count)]
        drawn = [chart("out_a", number) for number in charts]
        return anchors(table("out_a", rows, drawn), table("out_b"))

    assert of(5) == of(6) == of(7)
    assert of(5) != of(12)


def test_a_note_that_comes_or_goes_moves_nothing_below():
    assert anchors(table("out_a"), table("out_b")) == anchors(
        table("out_a", notes=["Shares are rounded one by one and add to 101 %."]), table("out_b")
    )


def test_a_block_that_cannot_grow_keeps_no_room_to_grow():
    fixed, growing = table("out_a", most_rows=1), table("out_a")
    assert anchors(fixed, table("out_b"))[1] < anchors(growing, table("out_b"))[1]


def test_one_chart_stands_beside_a_narrow_table_and_two_under_it():
    beside = layout(sheet(table(charts=[chart("t", 1)])), MOMENT)
    assert (beside.charts[0].row, beside.charts[0].column) == (
        beside.tables[0].row,
        beside.tables[0].area.last_column + 1,
    )
    under = layout(sheet(table(charts=[chart("t", 1), chart("t", 2)])), MOMENT)
    first, second = under.charts
    assert first.row == second.row > under.tables[0].area.last_row
    assert chart_box(under, second)[0] > chart_box(under, first)[2]


def test_charts_of_many_long_names_take_the_whole_width_rather_than_more_than_a_page():
    rows = [
        (f"{n:02d} " + "inclusive and secure telecommunications for sustainable development", n, n) for n in range(16)
    ]
    page = layout(sheet(table(rows=rows, charts=[chart("t", 1), chart("t", 2)])), MOMENT)
    assert [chart.width for chart in page.charts] == [PAGE_WIDTH, PAGE_WIDTH]
    assert all(chart.height <= PAGE_HEIGHT for chart in page.charts)


def test_names_stand_in_one_column_and_a_rank_hangs_left_of_them():
    ranked = table("out_a")
    ranked = type(ranked)(
        "out_top",
        "Top",
        (type(ranked.columns[0])("Rank", ranked.columns[1].format), *ranked.columns),
        ((1, "A", 2, 3.0),),
    )
    assert [column for _, column in anchors(table("out_b"), ranked)] == [1, 0]


def test_rows_are_as_high_as_the_lines_their_text_wraps_to():
    page = layout(sheet(table(rows=[("Africa", 1, 1), ("words " * 20, 1, 1), ("国" * 40, 1, 1)])), MOMENT)
    first = page.tables[0].first_body_row
    assert first not in page.heights
    assert page.heights[first + 1] == 20 * len(text_lines("words " * 20, 35.5))
    assert page.heights[first + 2] == 3 * 20  # 40 wide characters are 80, in lines of 35.5


def test_a_sheet_wider_than_the_page_prints_smaller():
    wide = sheet(table(rows=[("x" * 300, 1, 1)]), long=True)
    columns = tuple(type(column)(column.heading, column.format, width=250) for column in wide.tables[0].columns)
    wide = sheet(type(wide.tables[0])("t", "T", columns, wide.tables[0].rows), long=True)
    assert layout(wide, MOMENT).scale < layout(sheet(table()), MOMENT).scale == FULL_SCALE


def test_columns_side_by_side_have_no_plot_area_of_their_own():
    page = layout(sheet(table(charts=[chart("t", 1, kind=ChartKind.COLUMN)])), MOMENT)
    assert page.charts[0].plot is None


@given(st.text(max_size=200), st.floats(3, 60))
@settings(deadline=None)
def test_broken_lines_hold_the_whole_text_and_none_is_too_wide(text, width):
    lines = text_lines(text, width)
    assert "".join(lines).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
    assert all(text_width(line) <= width or not line.strip() for line in lines)
