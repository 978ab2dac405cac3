"""No text of a register becomes a formula, a link, markup or a program: it reads back as the text that it is.

Two things change on the way: white space at the ends and in runs, since names are compared without it, and control
characters, which XML does not know and which are shown as their pictures. Two texts are left out here: where escapes
share an underscore, as in `_x005F_x0041_`, the writer that we use escapes the first alone; and LibreOffice saves
`_x005F_` as `_`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hostile.nasty_texts import ALL, LONG
from hosts.made_sheets import chart, report, sheet, table
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from register_files import register_folder

import tdag_xl
from tdag_xl.cells import normalized
from tdag_xl.commands import summaries
from tdag_xl.commands.rates import Scope, import_rates_into_file
from tdag_xl.hosts.cell_text import cell_text, writable
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.package import PackageHost
from tdag_xl.hosts.rendering import rendering
from tdag_xl.report import Column, Format
from tdag_xl.sheets.captions import tab_name

SHIPPED = Path(tdag_xl.__file__).parents[1] / "workbook" / "TDAG_Partnerships.xlsm"
SHORT = [text[:200] for text in ALL]
YEAR = ("2022-01-01", "2022-12-31")
PERIODS = ("<r>&1</r>", "=cmd|' _x0041_'![b]{c}.py")


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """A master workbook with every text in every column of its register, and its summaries."""
    folder = tmp_path_factory.mktemp("nasty")
    numbered = list(enumerate(zip(ALL, SHORT, strict=True)))
    register = register_folder(
        folder / "register",
        headings={"lists": ["List", "Code", "<r>=A1</r>", "_x0041_ 'x'"]},
        agreements=[[f"{n} {t}", whole, "2022-03-01", t, t, SHORT[n - 1], t, t, t] for n, (whole, t) in numbered],
        partners=[[t, t, t, t, ""] for t in SHORT],
        contributions=[[f"{n} {t}", t, "Cash", "CHF", n, ""] for n, (_, t) in numbered],
        rates=[["CHF", "2022-01-01", "0.5", ALL[0]]],
        periods=[[PERIODS[0], *YEAR, "yes", PERIODS[1]], [PERIODS[1], *YEAR, "no", ""]],
        published=[[PERIODS[0], t, t, "5", t, whole] for whole, t in zip(ALL, SHORT, strict=True)],
        lists=[["Region", t, t, t] for t in SHORT],
    )
    summaries.new(folder / "nasty.xlsm", register=register)
    return folder / "nasty.xlsm"


def unescaped(text):
    """What Excel reads where a cell holds its text inline, of which openpyxl leaves escapes as they stand."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda escape: chr(int(escape[1], 16)), text)


def generated(book):
    """The sheets of a workbook of openpyxl's that have generated tables."""
    return [tab for tab in book.worksheets if any(name.startswith("out_") for name in tab.tables)]


def texts_of(path, *, read=unescaped):
    """The texts on generated sheets by sheet and address, as openpyxl reads them; no cell is a formula or a link."""
    with closing(openpyxl.load_workbook(path)) as book:
        cells = [cell for tab in generated(book) for row in tab.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
        assert not [cell.coordinate for cell in cells if cell.hyperlink]
        return {(c.parent.title, c.row, c.column): read(c.value) for c in cells if c.data_type == "s" and c.value}


def test_every_reader_shows_the_same_texts_and_the_list_shows_every_title(refreshed):
    texts = texts_of(refreshed)
    reader = python_calamine.CalamineWorkbook.from_path(refreshed, load_tables=True)
    grids = {
        tab: reader.get_sheet_by_name(tab).to_python(skip_empty_area=False) for tab in {tab for tab, _, _ in texts}
    }
    assert {place: grids[place[0]][place[1] - 1][place[2] - 1] for place in texts} == texts
    [name] = (name for name in reader.table_names if re.fullmatch("out_r_1_r_agreements", name))
    titles = [row[2] for row in reader.get_table_by_name(name).to_python()]
    assert sorted(titles) == sorted(normalized(writable(text.replace("\r", "\n"))) for text in ALL)


def test_the_next_refresh_reads_what_was_written_and_finds_nothing_to_write(refreshed):
    before = refreshed.read_bytes()
    done = summaries.refresh(refreshed)
    assert (done.wrote, refreshed.read_bytes()) == (False, before)


def test_the_package_holds_no_formula_and_no_link_of_a_register_s_text_and_the_program_that_ships(refreshed):
    with zipfile.ZipFile(refreshed) as archive, closing(openpyxl.load_workbook(refreshed)) as book:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        trees = {name: etree.fromstring(archive.read(name)) for name in names}
        edges = [edge for name, tree in trees.items() if name.endswith(".rels") for edge in tree]
        ours = [f"xl/worksheets/sheet{book.worksheets.index(tab) + 1}.xml" for tab in generated(book)]
        program = archive.read("xl/vbaProject.bin")
    assert not [edge.get("Target") for edge in edges if edge.get("TargetMode") == "External"]
    assert len(ours) == 4
    for name in ours:
        assert not trees[name].xpath("//*[local-name() = 'f' or local-name() = 'hyperlink']")
    with zipfile.ZipFile(SHIPPED) as shipped:
        assert program == shipped.read("xl/vbaProject.bin")


def test_tabs_are_named_after_periods_as_excel_takes_them(refreshed):
    with closing(openpyxl.load_workbook(refreshed, read_only=True)) as book:
        assert book.sheetnames[-4:] == [
            "Summary <r>&1<-r>", "List <r>&1<-r>", "<r>&1<-r> v =cmd|' -x0041_'!-b-", "Checks",
        ]  # fmt: skip


def test_outside_judges_find_nothing_wrong(refreshed, validation_errors):
    assert validation_errors(refreshed) == []


def test_libreoffice_shows_the_same_texts_after_it_has_calculated(refreshed, libreoffice):
    assert texts_of(libreoffice.recalculated(refreshed), read=str) == texts_of(refreshed)


def test_sources_of_a_list_of_rates_stand_in_the_table_as_the_texts_that_they_are(tmp_path):
    workbook = Path(shutil.copy(SHIPPED, tmp_path / "book.xlsm"))
    sources = [normalized(text) for text in (*ALL, "w" * 40_000)]
    with (tmp_path / "rates.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = [["JPY", dt.date(2022, 1, 1) + dt.timedelta(n), 150, source] for n, source in enumerate(sources)]
        csv.writer(stream).writerows([["Currency", "Effective from", "Units per USD", "Source"], *rows])
    import_rates_into_file(workbook, tmp_path / "rates.csv", Scope(frozenset({"JPY"})))
    reader = python_calamine.CalamineWorkbook.from_path(workbook, load_tables=True)
    shown = [row[3] for row in reader.get_table_by_name("tblRates").to_python() if row[0] == "JPY"]
    assert shown == [cell_text(source) for source in sources]
    with closing(openpyxl.load_workbook(workbook)) as book:
        assert not [
            cell for row in book["Rates"].iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink
        ]


@pytest.mark.parametrize("title", ["Rates!A1", "=Rates!$A$1", "By region, internal:'Rates'!A1"])
def test_a_chart_s_title_is_no_formula(title):
    made = report(sheet(table("out_x", charts=(replace(chart("out_x", 1), title=title),))))
    with zipfile.ZipFile(io.BytesIO(rendering(made, {"summary/2022": "Tab"}).workbook)) as archive:
        tree = etree.fromstring(archive.read("xl/charts/chart1.xml"))
    [shown] = tree.xpath("//*[local-name() = 'title']")
    assert "".join(shown.itertext()) == title
    assert not shown.xpath(".//*[local-name() = 'f']")


def is_read_alike(text):
    return not re.search("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", text)


# Every letter that a Python text can hold, and more often those of which formulas, markup and escapes are made.
letters = st.characters() | st.sampled_from("=+-@'\"<>&;[]{}_xX05\t\r\n\x00\x1b\u202e\ufffe\ud800")
texts = st.text(letters, max_size=40).filter(is_read_alike)
nasty = st.sampled_from(SHORT) | texts
headings = st.lists(texts, min_size=2, max_size=2, unique_by=lambda text: writable(text).casefold())


@st.composite
def reports(draw):
    """A report of which every text is drawn: title, lines, notes, headings, cells, the chart's words, the tab."""
    title, line, note, name = (draw(nasty) for _ in range(4))
    first, second = draw(headings.filter(lambda pair: all(map(str.strip, map(writable, pair)))))
    columns = (Column(first, Format.TEXT), Column(second, Format.TEXT), Column("USD", Format.WHOLE))
    rows = draw(st.lists(st.tuples(nasty, nasty, st.integers(0, 9)), min_size=1, max_size=3))
    drawn = replace(chart("out_x", 1, series=("USD",)), categories=first, title=title, alt_text=note)
    one = replace(table("out_x", rows, notes=(note,)), title=title, columns=columns, charts=(drawn,))
    return report(replace(sheet(one, lines=(line,)), title=title, name=tab_name(f"S {name}")))


def shown(made):
    """The texts of a report's only table as cells hold them, with its headings."""
    [one] = made.sheets[0].tables
    return [
        [writable(column.heading) for column in one.columns[:2]],
        *([cell_text(v) for v in row[:2]] for row in one.rows),
    ]


@settings(max_examples=20, deadline=None)
@given(reports())
def test_any_text_of_a_report_is_read_back_as_it_was_written_and_a_second_refresh_finds_it_there(
    tmp_path_factory, made
):
    path = tmp_path_factory.mktemp("any") / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Mine")
    with PackageHost.open(path) as host:
        host.write(made)
    with PackageHost.open(path) as host:
        assert not host.plan(made).changes_anything
    written = python_calamine.CalamineWorkbook.from_path(path, load_tables=True)
    grid = written.get_sheet_by_name(written.get_table_by_name("out_x").sheet).to_python(skip_empty_area=False)
    [header] = (n for n, row in enumerate(grid) if "USD" in row)
    place = grid[header].index("USD") - 2
    assert [row[place : place + 2] for row in grid[header : header + len(shown(made))]] == shown(made)
    assert set(texts_of(path).values()) >= {text for row in shown(made) for text in row if text}


def test_texts_on_sheets_of_an_open_workbook_are_no_formulas_and_no_links_either(calc_book):
    rows = [(text, 1, 2.5) for text in (*SHORT, LONG[-1])]
    made = report(sheet(table(rows=rows), name="Nasty"))
    LiveHost(calc_book).write(made)
    assert not LiveHost(calc_book).plan(made).changes_anything
    tab = calc_book.sheets["Nasty"]
    cells = tab.tables["out_2022_regions"].data_body_range[:, 0]
    assert cells.value == [cell_text(text) for text, _, _ in rows]
    kinds = {tab.api.getCellByPosition(cells.column - 1, cells.row - 1 + n).Type.value for n in range(len(rows))}
    assert kinds == {"TEXT"}
