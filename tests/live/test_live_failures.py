"""An application that refuses a step in the middle: the generated sheets are put back as they were, and it is told."""

from __future__ import annotations

import pytest
from hosts.made_sheets import chart, report, sheet, table
from live.books import new_book, put_table, state_of
from live.fake_engine import CALLS, FakeAdapter, RefusingAdapter

from tdag_xl.errors import ApplicationGoneError, ApplicationRefusedError, NotPutBackError, TdagError
from tdag_xl.hosts.live.host import LiveHost

EARLIER = report(
    sheet(
        table("out_x_a", rows=[(f"=Region {n}", n, 0.5) for n in range(4)], charts=[chart("out_x_a", 1)], notes=["A."]),
        table("out_x_b", rows=[("Africa", 1, 2.0)], charts=[chart("out_x_b", 1)]),
        table("out_x_gone", rows=[("Asia", 1, 2.0)]),
    ),
    sheet(table("out_y_a"), key="list/2022", name="List 2022", long=True),
)
LATER = report(
    sheet(
        table("out_x_a", rows=[(f"Country {n}", n, 1.5) for n in range(19)], charts=[chart("out_x_a", 1)]),
        table("out_x_new", rows=[("Europe", 3, 1.0)], charts=[chart("out_x_new", 1)], notes=["New."]),
        table("out_x_b", rows=[("Africa", 4, 2.0), ("Americas", 5, 1.0)], charts=[chart("out_x_b", 1)]),
    ),
    sheet(table("out_z_a"), key="summary/2023", name="Summary 2023"),
)
STARTS, STRIDE = 3, 59


def refreshed_book():
    book = new_book("Notes")
    book.sheets["Notes"].range("A1:A2").value = [["=SUM(out_x_b[USD])"], ["='Summary 2022'!C30"]]
    LiveHost(book, adapter=FakeAdapter()).write(EARLIER)
    book.sheets["Summary 2022"].range("L3").value = "staff's own entry"
    put_table(book.sheets["Summary 2022"], "tblOwn", [["a", "b"], ["x", 1]], "N1")
    book.sheets["Notes"].activate()
    return book


def calls_of(act, book):
    CALLS.start()
    act(LiveHost(book, adapter=FakeAdapter()))
    return CALLS.count


def later(host):
    host.write(LATER)


@pytest.mark.parametrize("after", [False, True], ids=["refused", "done but refused"])
@pytest.mark.parametrize("start", range(0, STRIDE, STRIDE // STARTS))
def test_a_step_that_is_refused_leaves_every_sheet_as_it_was(start, after):
    total = calls_of(later, refreshed_book())
    told = 0
    for number in range(start + 1, total + 1, STRIDE):
        book = refreshed_book()
        before = state_of(book)
        CALLS.start(number, after=after)
        try:
            later(LiveHost(book, adapter=FakeAdapter()))
        except ApplicationRefusedError as error:
            CALLS.start()
            told += 1
            assert state_of(book) == before, f"call {number} of {total}"
            assert "as they were" in str(error) or "nothing was changed" in str(error)
        else:
            CALLS.start()
            assert state_of(book) != before
            assert not LiveHost(book, adapter=FakeAdapter()).plan(LATER).changes_anything
    assert told > 10


def test_an_application_that_refuses_to_put_back_is_told_plainly(monkeypatch):
    book = refreshed_book()
    total = calls_of(later, refreshed_book())
    CALLS.start(total // 2)
    run = CALLS.run

    def refusing(label, function, args, kwargs):
        if CALLS.count >= total // 2 - 1 and label == "Range.raw_value=":
            raise OSError("gone")
        return run(label, function, args, kwargs)

    monkeypatch.setattr(CALLS, "run", refusing)
    with pytest.raises(NotPutBackError, match="without saving"):
        later(LiveHost(book, adapter=FakeAdapter()))


def test_an_application_that_ends_in_the_middle_is_told_as_such(monkeypatch):
    book = refreshed_book()
    steps = calls_of(later, refreshed_book()) // 2
    CALLS.start()
    run = CALLS.run

    def dying(label, function, args, kwargs):
        if CALLS.count > steps:
            raise OSError("the server is not available")
        return run(label, function, args, kwargs)

    monkeypatch.setattr(CALLS, "run", dying)
    with pytest.raises(ApplicationGoneError, match="the application ended"):
        later(LiveHost(book, adapter=FakeAdapter()))


@pytest.mark.parametrize("tab", ["Summary 2022", "List 2022"])
def test_a_protected_sheet_is_told_before_anything_changes(tab):
    changed = report(
        sheet(table("out_x_a", rows=[("Asia", 7, 0.5)] * 9, charts=[chart("out_x_a", 1)])),
        sheet(table("out_y_a", rows=[("Asia", 7, 0.5)]), key="list/2022", name="List 2022", long=True),
    )
    book = refreshed_book()
    book.sheets[tab].impl._protected = True
    before = state_of(book)
    with pytest.raises(ApplicationRefusedError, match=f"the sheet '{tab}' takes no change, so nothing was"):
        LiveHost(book, adapter=FakeAdapter()).write(changed)
    assert state_of(book) == before


def test_an_interrupt_is_no_reason_to_leave_half_a_refresh(monkeypatch):
    book = refreshed_book()
    before = state_of(book)

    def progress(text):
        if text.startswith("Writing Summary 2023"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        LiveHost(book, adapter=FakeAdapter(), progress=progress).write(LATER)
    assert state_of(book) == before


def test_progress_that_cannot_be_shown_any_more_does_not_keep_the_sheets_from_being_put_back():
    book = refreshed_book()
    before = state_of(book)

    def progress(text):
        if not text.startswith("Writing Summary 2022"):
            raise OSError("the status bar is gone")

    with pytest.raises(ApplicationRefusedError):
        LiveHost(book, adapter=FakeAdapter(), progress=progress).write(LATER)
    assert state_of(book) == before


def test_an_adapter_that_fails_at_everything_stops_nothing(caplog):
    book = refreshed_book()
    plain = refreshed_book()
    LiveHost(plain).write(LATER)
    host = LiveHost(book, adapter=RefusingAdapter())
    host.write(LATER)
    assert not host.plan(LATER).changes_anything
    assert [one["cells"] for one in state_of(book)[:-1]] == [one["cells"] for one in state_of(plain)[:-1]]
    assert "could not finish a chart" in caplog.text


def test_what_the_product_raises_itself_is_not_called_a_refusal():
    book = refreshed_book()
    book.sheets["Summary 2022"].range("B15").value = "in the way"
    before = state_of(book)
    with pytest.raises(TdagError, match="B15"):
        later(LiveHost(book))
    assert state_of(book) == before
