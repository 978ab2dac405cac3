"""A live refresh goes block by block: its calls grow with tables and columns, not with rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hosts.made_sheets import report, sheet, table
from live.books import new_book
from live.fake_engine import CALLS, FakeAdapter

import tdag_xl
from tdag_xl.hosts.live.host import LiveHost

SOURCES = Path(tdag_xl.__file__).parent


def made(rows, *, long=True, tables=1):
    many = [table(f"out_x_{n}", rows=[(f"Region {row}", row, 1.5) for row in range(rows)]) for n in range(tables)]
    return report(sheet(*many, long=long))


def calls(act):
    CALLS.start()
    act()
    return CALLS.count


@pytest.mark.parametrize("step", ["first", "changed", "unchanged", "shown", "restored"])
def test_calls_do_not_grow_with_rows(step):
    def count(rows):
        book = new_book("Notes")
        host = LiveHost(book, adapter=FakeAdapter())
        first = calls(lambda: host.write(made(rows)))
        if step == "first":
            return first
        state = host.shown()
        if step == "unchanged":
            return calls(lambda: host.write(made(rows)))
        if step == "shown":
            return calls(host.shown)
        changed = calls(lambda: host.write(made(rows + 100)))
        return changed if step == "changed" else calls(lambda: host.restore(state))

    assert count(2_000) == pytest.approx(count(100), abs=60)  # other widths, one call for each column


def test_calls_grow_with_tables():
    def count(tables):
        book = new_book("Notes")
        return calls(lambda: LiveHost(book).write(made(100, tables=tables)))

    one, two, three = count(1), count(2), count(3)
    assert two - one > 0
    assert three - two == pytest.approx(two - one, abs=60)


def test_no_cell_is_written_alone_but_where_it_stands_alone():
    book = new_book("Notes")
    CALLS.start()
    LiveHost(book).write(made(500))
    assert CALLS.made["Range.raw_value="] < 12


def test_the_paid_part_of_xlwings_is_never_imported_by_us_and_its_api_in_one_module_alone():
    texts = {path: path.read_text("utf-8") for path in SOURCES.rglob("*.py")}
    assert not [path for path, text in texts.items() if "xlwings.pro" in text]
    assert {path.name for path, text in texts.items() if path.name.startswith("live") and ".api" in text} == set()


def test_the_live_host_can_be_imported_where_there_is_no_application():
    code = (
        "import sys; import tdag_xl.hosts.live; assert 'xlwings' not in sys.modules and 'xlsxwriter' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
