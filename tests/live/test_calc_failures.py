"""LibreOffice refusing a step of a refresh, or dying in the middle of one."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
import xlwings as xw
from hosts.made_sheets import chart, report, sheet, table
from live.books import put_table
from live.calc_files import state_of
from live.recorded_calls import watched
from live.test_live_failures import EARLIER, LATER

from tdag_xl import libreoffice
from tdag_xl.errors import TdagError
from tdag_xl.hosts.live.host import LiveHost

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"
PLACES = 4


@pytest.fixture
def book(calc_book):
    calc_book.sheets[0].name = "Notes"
    LiveHost(calc_book).write(EARLIER)
    calc_book.sheets["Notes"].range("A1:A2").value = [["=SUM(out_x_b[USD])"], ["='Summary 2022'!C30"]]
    calc_book.sheets["Summary 2022"].range("L3").value = "staff's own entry"
    put_table(calc_book.sheets["Summary 2022"], "tblOwn", [["a", "b"], ["x", 1]], "N1")
    calc_book.sheets["Notes"].activate()
    return calc_book


def test_a_step_that_is_refused_leaves_every_sheet_as_it_was(book, calc, monkeypatch):
    before = state_of(book)
    with watched(monkeypatch) as calls:
        LiveHost(book).plan(LATER)
    reading = calls.count
    with watched(monkeypatch, fail_at=10**9) as calls, pytest.raises(KeyboardInterrupt):
        LiveHost(book, progress=interrupted_before("Writing Summary 2023")).write(LATER)
    assert state_of(book) == before
    for place in range(1, PLACES + 1):
        number = reading + (calls.count // 2 - reading) * place // PLACES
        with watched(monkeypatch, fail_at=number), pytest.raises(TdagError, match=r"as they were|nothing was changed"):
            LiveHost(book).write(LATER)
        assert state_of(book) == before, f"call {number}"


def interrupted_before(step):
    def progress(text):
        if text.startswith(step):
            raise KeyboardInterrupt

    return progress


def test_a_protected_sheet_is_told_before_anything_changes(book):
    book.sheets["Summary 2022"].api.protect("")
    before = state_of(book)
    changed = report(sheet(table("out_x_a", rows=[("Asia", 7, 0.5)] * 9, charts=[chart("out_x_a", 1)])))
    with pytest.raises(TdagError, match="the sheet 'Summary 2022' takes no change, so nothing was"):
        LiveHost(book).write(changed)
    assert state_of(book) == before


def test_an_office_that_is_killed_in_the_middle_leaves_the_file_and_nothing_else(tmp_path):
    path = tmp_path / "master.xlsm"
    shutil.copy(MASTER, path)
    app = xw.App(impl=libreoffice.registered().impl.apps.add(add_book=False))
    pid = app.pid
    book = app.books.open(path)
    book.sheets["Summary 2022"].name = "Résumé"

    def killed(text):
        if text.startswith("Writing"):
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(TdagError, match="ended"):
        LiveHost(book, progress=killed).write(LATER)
    assert pid not in xw.apps.keys()  # noqa: SIM118 - not a dict
    assert path.read_bytes() == MASTER.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["master.xlsm"]
    assert not Path(f"/proc/{pid}").exists()
