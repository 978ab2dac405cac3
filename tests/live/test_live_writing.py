"""What a live refresh writes, and what it leaves to staff."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hosts.made_sheets import chart, report, sheet, table
from live.books import cells_of, new_book, put_table, shown_tables, state_of, tables_of
from live.fake_engine import CALLS, FakeAdapter
from live.fake_engine.charts import Chart as FakeChart

from tdag_xl.errors import RoomTakenError, UnsupportedWorkbookError
from tdag_xl.hosts.base import Action
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.ooxml.areas import Area
from tdag_xl.report import ChartKind, Column, Format

MOMENT = dt.datetime(2023, 5, 11, 9, 30, tzinfo=dt.UTC)
ROWS = (("Africa", 11, 2.5), ("Asia", 3, 1.0))
NASTY = (
    "=SUM(A1)", "+41 22", "-", "@home", "-5", "+5", "00123", "2024-01-02", "TRUE", "1e5", "8 %", "50%", "12:30", "#N/A",
    "'quoted'", "''", "日内瓦国际电信联盟发展局", "وزارة الاتصالات", "a\x01b", "tab\tand\nline", "_x0041_", "x" * 9_000,
    "y" * 40_000, "🙂" * 20_000, " spaced ", "<&>\"",
)  # fmt: skip


def host_of(book):
    return LiveHost(book, adapter=FakeAdapter())


def refreshed(*sheets, staff="Notes"):
    book = new_book(staff)
    host_of(book).write(report(*sheets))
    return book


def small(*rows, **more):
    return sheet(table(rows=rows or ROWS, **more))


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_text_stays_text_whatever_it_looks_like(text):
    book = refreshed(small((text, 1, 1.0), ("Africa", 1, 1.0)))
    cell = book.sheets["Summary 2022"].range("B9").impl
    value = cell._sheet._peek(9, 2).value
    assert isinstance(value, str)
    assert cell._sheet._peek(9, 2).formula is None
    assert value.startswith(text.replace("\x01", "␁")[:40])
    assert len(value.encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize("text", ["=SUM(A1)", "00123", "2024-01-02", "'quoted'"])
def test_a_text_among_figures_stays_text(text):
    columns = (Column("Region", Format.TEXT), Column("Value", Format.NUMBER), Column("USD", Format.WHOLE))
    made = table(rows=[("a", text, 1), ("b", 2, 1), ("c", None, 1)])
    book = refreshed(sheet(replace(made, columns=columns)))
    assert [row[1] for row in shown_tables(book, "Notes")["Summary 2022"]["out_2022_regions"]] == [
        "Value",
        text,
        2,
        None,
    ]


def test_a_heading_that_is_a_number_stays_text():
    columns = (Column("Region", Format.TEXT), Column("2022", Format.WHOLE), Column("2023-01", Format.WHOLE))
    book = refreshed(sheet(replace(table(rows=ROWS), columns=columns)))
    assert [c.value for c in columns_of(book)] == ["Region", "2022", "2023-01"]


def columns_of(book):
    tab = book.sheets["Summary 2022"]
    return [tab.impl._peek(8, column) for column in (2, 3, 4)]


def test_dates_are_dates_and_days_before_the_calendar_are_text():
    columns = (Column("Region", Format.TEXT), Column("Signed", Format.DATE), Column("USD", Format.WHOLE))
    days = (dt.date(2022, 3, 4), dt.datetime(2022, 3, 5), dt.date(1865, 5, 17))
    made = replace(table(rows=[("a", day, 1) for day in days]), columns=columns)
    book = refreshed(sheet(made))
    found = book.sheets["Summary 2022"].range("C9:C11").value
    assert found == [dt.datetime(2022, 3, 4), dt.datetime(2022, 3, 5), "1865-05-17"]
    assert not host_of(book).plan(report(sheet(made))).changes_anything


def test_a_sheet_of_staffs_is_left_alone():
    book = new_book("Notes", "Summary 2022")
    put_table(book.sheets["Notes"], "tblMine", [["a"], ["x"]])
    book.sheets["Notes"].range("C1").value = "=SUM(out_2022_regions[USD])"
    before = state_of(book)[:2]
    host_of(book).write(report(small()))
    assert state_of(book)[:2] == before
    assert [one.name for one in book.sheets] == ["Notes", "Summary 2022", "Summary 2022 (2)"]


def test_a_formula_of_staffs_finds_its_table_after_every_refresh():
    book = refreshed(small(*ROWS, charts=[chart("out_2022_regions", 1)]))
    book.sheets["Notes"].range("A1:A2").value = [["=SUM(out_2022_regions[USD])"], ["='Summary 2022'!C9"]]
    longer = table(name="out_2022_first", rows=ROWS * 9)
    host_of(book).write(report(sheet(longer, table(rows=ROWS * 3))))
    formulas = [row[0] for row in book.sheets["Notes"].range("A1:A2").formula]
    top = int(tables_of(book.sheets["Summary 2022"])["out_2022_regions"][0].split(":")[0][1:])
    assert top > 20
    assert formulas == ["=SUM(out_2022_regions[USD])", f"='Summary 2022'!C{top + 1}"]


def test_tables_that_change_places_keep_the_formulas_that_point_at_them():
    first, second = table("out_x_a", rows=ROWS), table("out_x_b", rows=ROWS * 4)
    book = refreshed(sheet(first, second))
    host_of(book).write(report(sheet(second, first)))
    fresh = refreshed(sheet(second, first))
    assert tables_of(book.sheets["Summary 2022"]) == tables_of(fresh.sheets["Summary 2022"])
    assert cells_of(book.sheets["Summary 2022"]) == cells_of(fresh.sheets["Summary 2022"])


def test_what_staff_put_on_a_generated_sheet_stays():
    book = refreshed(small(charts=[chart("out_2022_regions", 1)]))
    tab = book.sheets["Summary 2022"]
    tab.range("L3:L4").value = [["checked by me"], ["=1+1"]]
    tab.impl._notes.append("a note")
    tab.impl._charts.append(FakeChart(tab.impl, "My chart", (1, 2, 3, 4)))
    put_table(tab, "tblMine", [["a", "b"], ["x", 1]], "N1")
    host_of(book).write(report(small(*ROWS * 5, charts=[chart("out_2022_regions", 1)])))
    assert [tab.range("L3").value, tab.range("L4").formula] == ["checked by me", "=1+1"]
    assert tab.impl._notes == ["a note"]
    assert [c.name for c in tab.charts] == ["out_2022_regions 1", "My chart"]
    assert tables_of(tab)["tblMine"][0] == "N1:O2"


def test_an_entry_where_a_table_needs_room_is_named_and_nothing_is_written():
    book = refreshed(small())
    book.sheets["Summary 2022"].range("C11").value = "mine"
    before = state_of(book)
    with pytest.raises(RoomTakenError, match=r"C11 \('mine'\)"):
        host_of(book).write(report(small(*ROWS * 4)))
    assert state_of(book) == before


def test_merged_cells_where_a_table_needs_room_are_named():
    book = refreshed(small())
    book.sheets["Summary 2022"].impl._merges.append(Area.of("B11:C12"))
    with pytest.raises(RoomTakenError, match=r"cells are merged .*: B11:C12\. Unmerge them"):
        host_of(book).write(report(small(*ROWS * 4)))


def test_a_table_of_staffs_in_the_way_is_named():
    book = refreshed(small())
    put_table(book.sheets["Summary 2022"], "tblMine", [["a"], ["x"]], "D13")
    with pytest.raises(RoomTakenError, match="'tblMine'"):
        host_of(book).write(report(small(*ROWS * 4)))


@pytest.mark.parametrize("what", ["table", "name"])
def test_a_name_that_is_taken_is_told(what):
    book = new_book("Notes")
    if what == "table":
        put_table(book.sheets["Notes"], "out_2022_regions", [["a"], ["x"]])
    else:
        book.names.add("out_2022_regions", "=Notes!$A$1")
    before = state_of(book)
    with pytest.raises(UnsupportedWorkbookError, match="out_2022_regions"):
        host_of(book).write(report(small()))
    assert state_of(book) == before


def test_columns_that_staff_added_at_the_right_end_stay_in_the_table():
    book = refreshed(small())
    tab = book.sheets["Summary 2022"]
    tab.range("E8:E10").value = [["Mine"], ["=1"], ["=1"]]
    tab.impl._tables[0]._area = Area.of("B8:E10")  # as when staff type beside a table
    assert not host_of(book).plan(report(small())).changes_anything
    host_of(book).write(report(small(*ROWS * 2)))
    assert tables_of(tab)["out_2022_regions"][0] == "B8:E12"
    assert [row[0] for row in tab.range("E8:E12").formula] == ["Mine", "=1", "=1", "=1", "=1"]


def with_own_column(book, last_row):
    tab = book.sheets["Summary 2022"]
    tab.range("E8:E10").value = [["Mine"], ["=1"], ["=1"]]
    tab.impl._tables[0]._area = Area.of(f"B8:E{last_row}")
    return tab


def test_an_entry_where_a_column_that_staff_added_needs_room_is_named():
    book = refreshed(small())
    tab = with_own_column(book, 10)
    tab.range("E12").value = "mine"
    before = state_of(book)
    with pytest.raises(RoomTakenError, match=r"E12 \('mine'\)"):
        host_of(book).write(report(small(*ROWS * 3)))
    assert state_of(book) == before


def test_a_table_that_goes_leaves_what_staff_added_to_it():
    book = refreshed(sheet(table(rows=ROWS), table("out_2022_other", rows=ROWS)))
    tab = with_own_column(book, 11)
    tab.range("B11").value = "typed under the last row"
    host_of(book).write(report(sheet(table("out_2022_other", rows=ROWS))))
    assert [t.name for t in tab.tables] == ["out_2022_other"]
    assert [row[0] for row in tab.range("E8:E10").formula] == ["Mine", "=1", "=1"]
    assert tab.range("B11").value == "typed under the last row"


def test_a_filter_on_a_generated_table_goes_with_the_old_figures():
    book = refreshed(sheet(table(rows=ROWS), long=True))
    [filtered] = book.sheets["Summary 2022"].impl._tables
    filtered._criteria = "Africa"
    host_of(book).write(report(sheet(table(rows=ROWS * 2), long=True)))
    assert filtered._criteria is None


def test_a_column_that_staff_put_inside_a_table_is_refused():
    book = refreshed(small())
    tab = book.sheets["Summary 2022"]
    tab.range("B8:E8").value = [["Region", "Mine", "Agreements", "USD"]]
    tab.impl._tables[0]._area = Area.of("B8:E10")
    with pytest.raises(RoomTakenError, match="'Mine'"):
        host_of(book).write(report(small(*ROWS * 2)))


def test_a_total_row_stays_where_the_table_keeps_its_length_and_is_refused_where_not():
    book = refreshed(small(*ROWS, notes=[]))
    tab = book.sheets["Summary 2022"]
    tab.tables["out_2022_regions"].show_totals = True
    host_of(book).write(report(small(("Africa", 12, 2.0), ("Asia", 1, 1.0))))
    assert tables_of(tab)["out_2022_regions"] == ("B8:D11", False, True)
    with pytest.raises(RoomTakenError, match="total row"):
        host_of(book).write(report(small(*ROWS * 2)))


def test_a_formula_typed_over_a_figure_is_replaced_and_named():
    book = refreshed(small())
    book.sheets["Summary 2022"].range("C9").value = "=1+1"
    plan = host_of(book).write(report(small()))
    assert [s.action for s in plan.sheets] == [Action.UPDATED]
    assert plan.warnings == ("'Summary 2022'!C9 held the formula =1+1, and was written over.",)
    assert book.sheets["Summary 2022"].range("C9").value == 11


def test_formulas_and_names_that_point_at_a_sheet_that_goes_are_named_before_it_does():
    book = refreshed(small(), sheet(table("out_list"), key="list/2022", name="List 2022"))
    book.sheets["Notes"].range("B2").value = "='List 2022'!C9+SUM(out_list[USD])"
    book.names.add("best", "='List 2022'!$C$9")
    book.sheets["List 2022"].range("L1").value = "mine"
    plan = host_of(book).plan(report(small()))
    assert plan.warnings == (
        "The sheet 'List 2022' is removed with what was put on it: entries in L1.",
        "Notes!B2 refers to what is removed: ='List 2022'!C9+SUM(out_list[USD]) becomes =#REF!+SUM(#REF!).",
        "The name 'best' refers to what is removed: ='List 2022'!$C$9 becomes =#REF!.",
    )
    assert host_of(book).write(report(small())).warnings == plan.warnings
    assert [one.name for one in book.sheets] == ["Notes", "Summary 2022"]


def test_staff_are_left_on_the_sheet_and_cells_where_they_were():
    book = refreshed(small())
    notes = book.sheets["Notes"]
    notes.activate()
    notes.range("B3:C4").select()
    host_of(book).write(report(small(*ROWS * 2), sheet(table("out_z"), key="z", name="Z")))
    assert book.sheets.active.name == "Notes"
    assert book.app.selection.address == "$B$3:$C$4"


def test_the_application_is_as_it_was_after_a_refresh_and_after_a_failure():
    book = refreshed(small())
    before = dict(book.app.impl._state)
    host_of(book).write(report(small(*ROWS * 2)))
    assert book.app.impl._state == before
    book.sheets["Summary 2022"].range("B20").value = "mine"
    with pytest.raises(RoomTakenError):
        host_of(book).write(report(small(*ROWS * 9)))
    assert book.app.impl._state == before


def test_a_refresh_that_would_change_nothing_writes_nothing():
    book = refreshed(small(charts=[chart("out_2022_regions", 1)]))
    CALLS.start()
    plan = host_of(book).write(report(small(charts=[chart("out_2022_regions", 1)]), moment=MOMENT))
    assert not plan.changes_anything
    assert not [call for call in CALLS.made if call.endswith("=") and not call.startswith("App.")]


@pytest.mark.parametrize("damage", ["cell", "chart", "table"])
def test_a_sheet_that_was_damaged_is_written_again(damage):
    book = refreshed(small(charts=[chart("out_2022_regions", 1)]))
    tab = book.sheets["Summary 2022"]
    if damage == "cell":
        tab.range("C9").value = 12
    elif damage == "chart":
        tab.charts[0].delete()
    else:
        tab.tables[0].resize(tab.range("B8:D9"))
    wanted = report(small(charts=[chart("out_2022_regions", 1)]))
    assert host_of(book).write(wanted).changes_anything
    assert not host_of(book).plan(wanted).changes_anything
    assert [c.name for c in tab.charts] == ["out_2022_regions 1"]


def test_the_moment_stands_on_the_sheets_that_are_written():
    book = new_book("Notes")
    host_of(book).write(report(small(), moment=MOMENT))
    assert book.sheets["Summary 2022"].range("A3").value == "Refreshed 2023-05-11 09:30 UTC"


def with_heading(heading):
    columns = (Column("Region", Format.TEXT), Column(heading, Format.WHOLE), Column("USD", Format.WHOLE))
    return report(sheet(replace(table(rows=ROWS), columns=columns)))


def test_widths_are_ours_until_staff_change_them():
    short, long = with_heading("Agreements"), with_heading("Agreementsofextraordinary")
    book = new_book("Notes")
    host_of(book).write(short)
    tab = book.sheets["Summary 2022"]
    host_of(book).write(long)
    assert tab.range("C1").column_width == pytest.approx(20, abs=0.1)
    tab.range("B1").column_width = 60
    host_of(book).write(short)
    assert [tab.range("B1").column_width, tab.range("C1").column_width] == [60, pytest.approx(20, abs=0.1)]


def test_charts_show_their_cells_in_the_colours_of_their_measure():
    two = chart("out_2022_regions", 1, kind=ChartKind.COLUMN, series=("USD", "Agreements"), rows=(0, 0))
    book = refreshed(small(charts=[two]))
    [drawn] = book.sheets["Summary 2022"].impl._charts
    assert [(s._name, s._categories, s._values, s._colour) for s in drawn._series] == [
        ("='Summary 2022'!$C$8", "='Summary 2022'!$B$9", "='Summary 2022'!$C$9", (0, 114, 178)),
        ("='Summary 2022'!$D$8", "='Summary 2022'!$B$9", "='Summary 2022'!$D$9", (127, 127, 127)),
    ]
    assert (drawn._type, drawn._legend) == ("column_clustered", [True, "bottom"])
    assert drawn._axes["value"] == {"visible": False, "minimum_scale": 0}


def test_the_first_row_is_the_topmost_bar():
    book = refreshed(small(charts=[chart("out_2022_regions", 1)]))
    [drawn] = book.sheets["Summary 2022"].impl._charts
    assert drawn._axes["category"]["reverse_order"]
    assert drawn._legend[0] is False


def test_a_chart_that_stays_is_the_same_object():
    book = refreshed(small(charts=[chart("out_2022_regions", 1)]))
    [before] = book.sheets["Summary 2022"].impl._charts
    host_of(book).write(report(small(*ROWS * 3, charts=[chart("out_2022_regions", 1)])))
    [after] = book.sheets["Summary 2022"].impl._charts
    assert after is before
    assert after._series[0]._values == "='Summary 2022'!$C$9:$C$14"


def test_a_copy_of_a_generated_sheet_is_staffs():
    book = refreshed(small())
    tab = book.sheets["Summary 2022"]
    tab.impl.copy(None, tab.impl)
    host_of(book).write(report(small(*ROWS * 2)))
    assert [one.name for one in book.sheets] == ["Notes", "Summary 2022", "Summary 2022 (2)"]
    assert tables_of(tab)["out_2022_regions"][0] == "B8:D12"
    assert [t[0] for t in tables_of(book.sheets["Summary 2022 (2)"]).values()] == ["B8:D10"]


def test_names_that_mark_a_sheet_are_hidden_where_the_application_can():
    book = refreshed(small())
    ours = [name for name in book.impl._names if name._name.startswith("_TDAG_")]
    assert ours
    assert all(name._hidden for name in ours)


def test_progress_is_told_in_words():
    told = []
    book = new_book("Notes")
    LiveHost(book, progress=told.append).write(report(small(), sheet(table("out_z"), key="z", name="Z")))
    assert told == ["Writing Summary 2022 (1 of 2)", "Writing Z (2 of 2)"]
