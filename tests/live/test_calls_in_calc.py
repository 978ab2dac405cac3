"""Every member of xlwings that the code for open workbooks names is called in LibreOffice, by what the buttons do."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

import xlwings as xw
from hosts.made_sheets import chart, report, sheet, table
from live.books import put_table
from live.recorded_calls import members_named, watched
from live.test_live_failures import EARLIER, LATER
from live.test_live_show import behind

from tdag_xl import ribbon
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.live.libreoffice_adapter import LibreOfficeAdapter

NOT_CALLED = {
    "bold", "cells", "close", "end", "index", "keys", "layout", "note", "open", "parent", "path", "position", "refresh",
    "table", "text", "update", "values",
    "freeze_panes",
    "caller",
    "columns",
}  # fmt: skip
"""What the code names of its own objects, and xlwings' classes have under the same name; what the adapter calls of the
engine itself; what is no method of an object; and the columns of a table without headings, which only a file brings."""


def work_through(book, monkeypatch, tmp_path):
    """Whatever the buttons do with a workbook, in few steps."""
    host = LiveHost(book)
    host.write(EARLIER)
    book.sheets["Summary 2022"]["L3"].value = "staff's own entry"
    book.sheets["Summary 2022"]["A1:D1"].merge()
    state = host.shown()
    host.write(LATER)
    host.restore(state)
    host.show(behind(("Asia", dt.date(2022, 3, 4), 2.5)))
    for count in (70, 64):
        long = table(rows=[(f"Region {number}", number, 0.5) for number in range(count)])
        both = chart("out_w_a", 1, series=("Agreements", "USD"))
        host.write(
            report(
                sheet(long, key="list/2022", name="List 2022", long=True),
                sheet(table("out_w_a", charts=[both]), key="summary/2022"),
            )
        )
    book.sheets["List 2022"].activate()
    book.sheets["List 2022"].range("C9").select()
    assert host.selected_figure() is not None
    put_table(book.sheets["Notes"], "tblRates", [["Currency", "Units per USD"], ["CHF", 0.9]], "D1")
    book.sheets["Notes"].tables["tblRates"].show_totals = True
    host.append_rows("tblRates", [{"Currency": "EUR", "Units per USD": 1.1}])
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(xw.Book, "_mock_caller", book, raising=False)
    monkeypatch.setattr(LibreOfficeAdapter, "ask_for_file", lambda *asked: None)
    for button in (ribbon.refresh, ribbon.show_agreements, ribbon.import_rates, ribbon.about):
        with suppress(SystemExit):  # there is no window to show the message in
            button()


def test_all_that_the_product_calls_was_called_in_libreoffice(calc_book, monkeypatch, tmp_path):
    calc_book.sheets[0].name = "Notes"
    with watched(monkeypatch) as calls:
        work_through(calc_book, monkeypatch, Path(tmp_path))
    assert sorted(members_named() - NOT_CALLED - calls.made) == []
