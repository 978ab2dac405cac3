"""Staff go on working while a refresh writes, or it is cut short: nothing is lost, and the next refresh is right."""

from __future__ import annotations

from functools import partial

import pytest
from hosts.made_sheets import report, sheet, table
from live.books import cells_of, new_book, shown_tables, state_of
from live.fake_engine import CALLS, ApplicationError, EndedError, FakeAdapter
from live.test_live_failures import LATER, calls_of, later, refreshed_book

from tdag_xl.errors import RoomTakenError, TdagError
from tdag_xl.hosts.live.host import LiveHost

STRIDE, ENDS_STRIDE = 307, 89
YEARS = (2022, 2023)


def put(tab, address, value):
    def edit(book):
        book.sheets[tab].range(address).value = value

    return edit


def renamed(tab, name):
    def edit(book):
        book.sheets[tab].name = name

    return edit


def inserted(book):
    book.sheets.add("Ideas", before=book.sheets[0]).range("A1").value = "ask"


EDITS = {
    "a cell of their own sheet": (put("Notes", "D4", "typed"), lambda book: values(book, "Notes")["D4"] == "typed"),
    "a cell beside our tables": (
        put("Summary 2022", "M9", "typed"),
        lambda book: values(book, "Summary 2022")["M9"] == "typed",
    ),
    "a figure of ours": (put("Summary 2022", "C9", 999), lambda book: True),
    "a heading of ours": (put("Summary 2022", "C8", "Deals"), lambda book: True),
    "a new sheet": (inserted, lambda book: values(book, "Ideas")["A1"] == "ask"),
    "their own sheet renamed": (renamed("Notes", "Ours"), lambda book: "C30" in str(cells_of(book.sheets["Ours"]))),
    "a generated sheet renamed": (renamed("Summary 2022", "Résumé"), lambda book: "Résumé" in tabs(book)),
    "a generated sheet deleted": (lambda book: book.sheets["List 2022"].delete(), lambda book: True),
}


def tabs(book):
    return [sheet.name for sheet in book.sheets]


def values(book, tab):
    return {address: value for address, (value, *_) in cells_of(book.sheets[tab]).items()}


def without_leftovers(state):
    """The state without blank sheets, which carry tables away, and charts that have not got their names yet."""
    *sheets, names = state
    for one in sheets:
        one["charts"] = [chart for chart in one["charts"] if not chart[0].startswith("Chart ")]
    return [one for one in sheets if one["cells"] or one["tables"]], names


def theirs(book):
    """What staff have on their own sheet and on a generated one, whatever these are called by now."""
    [own] = [sheet for sheet in book.sheets if any("SUM(out_x_b" in str(cell) for cell in cells_of(sheet).values())]
    [generated] = [sheet for sheet in book.sheets if "tblOwn" in [table.name for table in sheet.tables]]
    return values(book, own.name)["A1"], values(book, generated.name)["L3"], generated.tables["tblOwn"].range.value


@pytest.fixture(scope="module")
def refreshed():
    """The calls that the refresh takes, and what staff have and the sheets show after it."""
    book = refreshed_book()
    count = calls_of(later, book)
    return count, theirs(book)[1:], shown_tables(book, "Notes").values(), without_leftovers(state_of(book))


@pytest.mark.parametrize("is_refused", [False, True], ids=["", "and then a step is refused"])
@pytest.mark.parametrize("edit", EDITS)
def test_what_staff_change_meanwhile_stays_and_the_next_refresh_shows_the_figures(edit, is_refused, refreshed):
    total, before, wanted, _ = refreshed
    change, is_kept = EDITS[edit]
    outcomes = set()

    def changed(book):
        change(book)
        if is_refused:
            raise ApplicationError

    for number in range(1 + len(edit) * (2 + is_refused), total + 1, STRIDE):
        book = refreshed_book()
        CALLS.start(at=number, edit=partial(changed, book))
        try:
            later(LiveHost(book, adapter=FakeAdapter()))
        except TdagError as error:
            outcomes.add(str(error))
        finally:
            CALLS.start()
        assert is_kept(book), f"call {number} of {total}"
        later(LiveHost(book, adapter=FakeAdapter()))
        assert is_kept(book) and theirs(book)[1:] == before, f"call {number} of {total}"
        assert [found for found in shown_tables(book).values() if "out_x_a" in found or "out_z_a" in found] == [
            *wanted
        ], f"call {number} of {total}"
        assert not LiveHost(book, adapter=FakeAdapter()).plan(LATER).changes_anything
    assert all("was changed" in one or "as they were" in one for one in outcomes), outcomes


def test_what_staff_type_where_a_table_is_about_to_grow_stays():
    def pages(count):
        rows = [(f"Region {n}", n, 0.5) for n in range(count)]
        return report(
            *(sheet(table(f"out_{year}_a", rows=rows), key=f"summary/{year}", name=f"Summary {year}") for year in YEARS)
        )

    def typing(text):
        if text.startswith("Writing Summary 2022"):
            put("Summary 2023", "C12", "typed")(book)

    book = new_book("Notes")
    LiveHost(book, adapter=FakeAdapter()).write(pages(2))
    before = state_of(book)
    with pytest.raises(RoomTakenError, match=r"'Summary 2023'.* C12 \('typed'\)"):
        LiveHost(book, adapter=FakeAdapter(), progress=typing).write(pages(6))
    assert values(book, "Summary 2023")["C12"] == "typed"
    put("Summary 2023", "C12", None)(book)
    assert state_of(book) == before


def cut_short(total):
    """Workbooks in which a refresh was ended at a call, with what there was before, and the number of the call."""
    for number in range(1, total + 1, ENDS_STRIDE):
        book = refreshed_book()
        before = LiveHost(book, adapter=FakeAdapter()).shown(), without_leftovers(state_of(book))
        CALLS.start(ends_at=number)
        with pytest.raises(EndedError):
            later(LiveHost(book, adapter=FakeAdapter()))
        CALLS.start()
        yield book, before, f"call {number} of {total}"


def test_after_a_refresh_that_was_cut_short_the_next_one_leaves_no_trace_of_it(refreshed):
    total, *_, wanted = refreshed
    for book, _, call in cut_short(total):
        later(LiveHost(book, adapter=FakeAdapter()))
        assert without_leftovers(state_of(book)) == wanted, call


def test_a_refresh_that_was_cut_short_can_be_taken_back(refreshed):
    for book, (state, before), call in cut_short(refreshed[0]):
        LiveHost(book, adapter=FakeAdapter()).restore(state)
        assert without_leftovers(state_of(book)) == before, call
