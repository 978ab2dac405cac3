"""Tables of a closed workbook come out typed, wherever they stand and whatever their cells hold."""

import datetime as dt
from pathlib import Path

import fastexcel
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineError

from tdag_xl.cells import CellError, Kind
from tdag_xl.domain.columns import SPECS
from tdag_xl.errors import MissingTableError, NotAWorkbookError
from tdag_xl.hosts.exact_cells import exact_columns
from tdag_xl.hosts.package_tables import read_tables
from tdag_xl.hosts.reader_failures import reader_failures_told
from tdag_xl.hosts.table_area import TableArea, headings_by_column
from tdag_xl.hosts.typed_columns import error_cells, typed_columns
from tdag_xl.hosts.workbook_source import WorkbookSource
from tdag_xl.tables import OddCell, TableSpec, input_table

SPEC = TableSpec("tblLines", {"Ref": Kind.TEXT, "Amount": Kind.NUMBER, "Day": Kind.DATE})


def workbook(path, rows, *, top=0, left=0, headings=("Ref", "Amount", "Day")):
    """Write one table's cells; CellError cells as formulas with that value."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Lines")
        sheet.write_row(top, left, headings)
        for r, row in enumerate(rows, top + 1):
            for c, value in enumerate(row, left):
                if isinstance(value, CellError):
                    sheet.write_formula(r, c, "=NA()", None, value.code)
                elif value is not None:
                    sheet.write(r, c, value)
    return TableArea("Lines", top, top + 1, top + 1 + max(1, len(rows)), *headings_by_column(headings, left))


def source(path):
    """The file as it is, counting days from 1900."""
    return WorkbookSource(path, None, date1904=False)


def lines(table):
    return table.frame.rows()


@pytest.mark.parametrize(("top", "left"), [(0, 0), (6, 0), (0, 3), (4, 2)])
def test_a_table_is_read_wherever_it_stands(tmp_path, top, left):
    area = workbook(
        tmp_path / "w.xlsx", [["a", 1.5, dt.datetime(2022, 1, 5, 13, 30)], ["b", 2, None]], top=top, left=left
    )
    table = read_tables(source(tmp_path / "w.xlsx"), {"tblLines": area}, [SPEC])["tblLines"]
    assert [row[0] for row in lines(table)] == [top + 2, top + 3]
    assert table.frame["Ref"].to_list() == ["a", "b"]
    assert table.frame["Amount"].to_list() == [1.5, 2.0]
    assert table.frame["Day"].to_list()[0] == dt.datetime(2022, 1, 5)
    assert (table.header_row, table.odd, table.missing) == (top + 1, (), ())


def test_cells_that_do_not_fit_their_column_are_odd_and_name_their_row(tmp_path):
    rows = [["a", "12", "2022-01-09"], [7, CellError("#DIV/0!"), 44566], [None, True, "soon"], ["d", 4, None]]
    area = workbook(tmp_path / "w.xlsx", rows)
    table = read_tables(source(tmp_path / "w.xlsx"), {"tblLines": area}, [SPEC])["tblLines"]
    assert sorted(table.odd, key=lambda cell: (cell.row, cell.column)) == [
        OddCell(2, "Amount", "12"),
        OddCell(2, "Day", "2022-01-09", usable=True),
        OddCell(3, "Amount", CellError("#DIV/0!")),
        OddCell(3, "Day", 44566.0),
        OddCell(4, "Amount", True),
        OddCell(4, "Day", "soon"),
    ]
    assert table.frame["Ref"].is_null().to_list() == [False, False, True, False]
    assert table.frame["Ref"].to_list()[1] == "7"


def test_names_are_trimmed_white_space_collapsed_and_composed(tmp_path):
    area = workbook(
        tmp_path / "w.xlsx", [["  Geneva\u00a0\n office ", 1, None], ["Zu\u0308rich", 2, None], ["=1+1", 3, None]]
    )
    table = read_tables(source(tmp_path / "w.xlsx"), {"tblLines": area}, [SPEC])["tblLines"]
    assert table.frame["Ref"].to_list() == ["Geneva office", "Zürich", "=1+1"]


def test_blank_rows_are_left_out_and_a_missing_column_is_named(tmp_path):
    area = workbook(tmp_path / "w.xlsx", [["a", 1], [None, None], ["c", None]], headings=("Ref", "Amount"))
    table = read_tables(source(tmp_path / "w.xlsx"), {"TBLLINES": area}, [SPEC])["tblLines"]
    assert table.frame["row"].to_list() == [2, 4]
    assert (table.missing, table.headings) == (("Day",), ("Ref", "Amount"))


def test_a_table_without_rows_is_an_empty_frame(tmp_path):
    area = workbook(tmp_path / "w.xlsx", [])
    table = read_tables(source(tmp_path / "w.xlsx"), {"tblLines": area}, [SPEC])["tblLines"]
    assert (len(table.frame), table.frame.columns) == (0, ["row", "Ref", "Amount", "Day"])


def test_a_required_table_that_is_not_there_is_named_with_the_nearest(tmp_path):
    area = workbook(tmp_path / "w.xlsx", [["a", 1, None]])
    with pytest.raises(MissingTableError, match=r"w\.xlsx: the workbook has no table named 'tblLines'.* 'tblLine'"):
        read_tables(source(tmp_path / "w.xlsx"), {"tblLine": area}, [SPEC])


def test_no_table_of_the_register_is_taken_for_another_that_is_not_there(tmp_path):
    area = workbook(tmp_path / "w.xlsx", [])
    for missing in SPECS:
        others = {spec.name: area for spec in SPECS if spec is not missing}
        with pytest.raises(MissingTableError) as told:
            read_tables(source(tmp_path / "w.xlsx"), others, [TableSpec(missing.name, {"Ref": Kind.TEXT})])
        assert told.value.nearest is None


def test_an_optional_table_may_be_absent(tmp_path):
    workbook(tmp_path / "w.xlsx", [])
    assert (
        read_tables(source(tmp_path / "w.xlsx"), {}, [TableSpec("tblLists", {"List": Kind.TEXT}, required=False)]) == {}
    )


def test_a_sheet_that_cannot_be_read_is_a_sentence(tmp_path):
    area = workbook(tmp_path / "w.xlsx", [])
    elsewhere = TableArea("No such sheet", area.header_row, area.first_row, area.end_row, area.columns)
    with pytest.raises(NotAWorkbookError, match="'No such sheet' cannot be read"):
        read_tables(source(tmp_path / "w.xlsx"), {"tblLines": elsewhere}, [SPEC])


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(-1e6, 1e6),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Co"]), max_size=6),
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.sampled_from([CellError("#N/A"), CellError("#VALUE!")]),
)
TYPED_ROWS = st.lists(
    st.tuples(st.text("ab c\u00a0é=", max_size=4), st.floats(-1e6, 1e6), st.none()), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(rows=st.one_of(TYPED_ROWS, st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5)))
def test_reading_in_blocks_and_cell_by_cell_agree(tmp_path_factory, rows):
    path = Path(tmp_path_factory.mktemp("agree")) / "w.xlsx"
    area = workbook(path, rows)
    reader = fastexcel.read_excel(path)
    cells = exact_columns(source(path), area, error_cells(reader, area))
    exact = input_table(SPEC, "Lines", 1, cells, 2)
    read = read_tables(source(path), {"tblLines": area}, [SPEC])["tblLines"]
    assert lines(read) == lines(exact) or str(lines(read)) == str(lines(exact))  # NaN is not equal to itself
    assert set(read.odd) == set(exact.odd)
    if typed_columns(reader, area, SPEC) is not None:
        assert exact.odd == ()


PANIC = type("PanicException", (BaseException,), {})


@pytest.mark.parametrize("error", [fastexcel.FastExcelError, CalamineError, PANIC])
def test_whatever_a_reader_makes_of_a_damaged_sheet_is_a_sentence(tmp_path, error):
    with (
        pytest.raises(NotAWorkbookError, match="the sheet 'Lines' cannot be read"),
        reader_failures_told(tmp_path / "w.xlsx", "Lines"),
    ):
        raise error("out of bounds")


def test_what_is_no_failure_of_a_reader_passes(tmp_path):
    with pytest.raises(KeyboardInterrupt), reader_failures_told(tmp_path / "w.xlsx", "Lines"):
        raise KeyboardInterrupt
