"""Areas and sets of cells say of rectangles what counting their cells says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.ooxml.areas import Area, CellSet, areas_of, cell_position, runs_of

AREAS = st.builds(
    lambda top, left, high, wide: Area(top, left, top + high, left + wide),
    *(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)),
)
SETS = st.lists(AREAS, max_size=4)


def cells(*areas):
    return {
        (row, column)
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }


@given(AREAS, AREAS)
def test_two_areas_meet_just_when_they_have_a_cell_in_common(one, other):
    assert one.meets(other) == bool(cells(one) & cells(other))
    assert one.covers(other) == (cells(other) <= cells(one))


@given(SETS, AREAS)
def test_a_set_covers_and_meets_an_area_as_its_cells_do(areas, area):
    chosen, mine = CellSet(areas), cells(*areas)
    assert chosen.covers(area) == (cells(area) <= mine)
    assert chosen.meets(area) == bool(cells(area) & mine)
    assert chosen.meets_below(area) == bool((cells(area) - {(area.top, area.left)}) & mine)
    assert all((cell in chosen) == (cell in mine) for cell in cells(Area(1, 1, 10, 10)))
    assert [chosen.in_row(row) for row in range(11)] == [any(cell[0] == row for cell in mine) for row in range(11)]


def test_a_gap_of_one_column_is_not_covered():
    assert not CellSet([Area(5, 2, 5, 3), Area(5, 5, 5, 6)]).covers(Area(5, 2, 5, 6))


@given(SETS)
def test_a_row_has_the_runs_of_the_areas_that_it_goes_through(areas):
    for row in range(11):
        runs = [(area.left, area.right) for area in areas if area.top <= row <= area.bottom]
        assert sorted(CellSet(areas).runs(row)) == sorted(runs)


@given(SETS)
def test_rows_of_runs_become_areas_that_hold_the_same_cells_once(areas):
    mine = cells(*areas)
    rows = [(row, runs_of(sorted(c for r, c in mine if r == row))) for row in sorted({row for row, _ in mine})]
    found = areas_of(rows)
    assert cells(*found) == mine
    assert sum(len(cells(area)) for area in found) == len(mine)
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B2", Area(2, 2, 2, 2)),
        ("$B$2:C4", Area(2, 2, 4, 3)),
        ("C4:B2", Area(2, 2, 4, 3)),
        ("xfd1048576", Area(1_048_576, 16_384, 1_048_576, 16_384)),
    ],
)
def test_an_area_is_read_whichever_corners_are_written(text, area):
    assert Area.of(text) == area


@pytest.mark.parametrize(
    "text", ["", "A0", "A", "1", "XFE1", "A1048577", "ABCD1", "Ä1", "A-1", "$1", "A$", "B2:", ":B2"]
)
def test_another_text_is_no_address(text):
    with pytest.raises(ValueError, match="is no address of a cell"):
        Area.of(text)


def test_what_is_no_address_is_quoted():
    with pytest.raises(ValueError, match=r"^'A0' is no address of a cell$"):
        cell_position("A0")
