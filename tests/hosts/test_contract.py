"""What every host promises, shown on each: memory, a closed file, a workbook open in an application."""

import datetime as dt
import re
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw
from live.books import new_book, put_table, shown_tables
from lxml import etree
from ooxml.scratch_books import by_hand

from tdag_xl.cells import Kind
from tdag_xl.errors import MissingTableError, NotAWorkbookError
from tdag_xl.hosts.base import Action
from tdag_xl.hosts.live.host import LiveHost
from tdag_xl.hosts.memory import MemoryHost
from tdag_xl.hosts.package import PackageHost
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.namespaces import q
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.report import Chart, ChartKind, Column, Format, Measure, Report, Sheet, Table
from tdag_xl.tables import TableSpec, input_table

SPEC = TableSpec("tblLines", {"Ref": Kind.TEXT, "Amount": Kind.NUMBER})
MOMENT = dt.datetime(2023, 5, 11, 9, 30, tzinfo=dt.UTC)
COLUMNS = (Column("Region", Format.TEXT, 30), Column("Agreements", Format.WHOLE), Column("Share", Format.SHARE))


class InMemory:
    """A workbook with one register table and a tab of staff's, in memory."""

    def __init__(self, folder):
        lines = input_table(SPEC, "Lines", 1, {"Ref": ["a", "b"], "Amount": [1, 2.5]}, 2)
        self.host = MemoryHost({"tblLines": lines}, tabs=["Lines", "Checks"])

    def read(self, spec):
        return self.host.read_tables([spec])

    def plan(self, report):
        return self.host.plan(report)

    def write(self, report):
        return self.host.write(report)

    def rename(self, old, new):
        self.host.rename(old, new)

    def shown(self):
        return {
            tab: {table.name: [[c.heading for c in table.columns], *map(list, table.rows)] for table in sheet.tables}
            for tab, sheet in self.host.sheets.items()
        }


class ClosedFile:
    """The same workbook as a file."""

    def __init__(self, folder):
        self.path = folder / "staff.xlsx"
        with xlsxwriter.Workbook(self.path) as book:
            sheet = book.add_worksheet("Lines")
            sheet.add_table(0, 0, 2, 1, {"name": "tblLines", "columns": [{"header": h} for h in SPEC.columns],
                                         "data": [["a", 1], ["b", 2.5]]})  # fmt: skip
            book.add_worksheet("Checks").write(0, 0, "our own checks")

    def read(self, spec):
        with PackageHost.open_to_read(self.path) as host:
            return host.read_tables([spec])

    def plan(self, report):
        with PackageHost.open(self.path) as host:
            return host.plan(report)

    def write(self, report):
        with PackageHost.open(self.path) as host:
            return host.write(report)

    def rename(self, old, new):
        with Archive.open(self.path) as archive:
            text = archive.read("xl/workbook.xml").decode()
            named = text.replace(f'name="{old}"', f'name="{new}"').replace(f"'{old}'!", f"'{new}'!")
            copy = self.path.with_suffix(".copy")
            with copy.open("w+b") as stream:
                archive.write(stream, {"xl/workbook.xml": named.encode()})
        copy.replace(self.path)

    def shown(self):
        book = openpyxl.load_workbook(self.path)
        return {
            sheet.title: {
                table.name: [[cell.value for cell in row] for row in sheet[table.ref]]
                for table in sheet.tables.values()
            }
            for sheet in book
            if sheet.title not in ("Lines", "Checks")
        }


class OpenWorkbook:
    """The same workbook open in an application."""

    def __init__(self, folder, book=None):
        self.book = new_book("Lines", "Checks") if book is None else book
        put_table(self.book.sheets["Lines"], "tblLines", [[*SPEC.columns], ["a", 1], ["b", 2.5]])
        self.book.sheets["Checks"].range("A1").value = "our own checks"
        self.host = LiveHost(self.book)

    def read(self, spec):
        return self.host.read_tables([spec])

    def plan(self, report):
        return self.host.plan(report)

    def write(self, report):
        return self.host.write(report)

    def rename(self, old, new):
        self.book.sheets[old].name = new

    def shown(self):
        return shown_tables(self.book, "Lines", "Checks")


class OpenInLibreOffice(OpenWorkbook):
    """The same workbook open in LibreOffice itself."""

    needs = ("calc",)

    def __init__(self, folder, calc):
        super().__init__(folder, with_tabs(calc.books.add()))

    def close(self):
        self.book.close()


class OpenInExcel(OpenWorkbook):
    """The same workbook open in Excel itself."""

    def __init__(self, folder):
        if "excel" not in xw.engines.engines_by_name:
            pytest.skip("Excel is not on this machine")
        super().__init__(folder, with_tabs(xw.App(visible=False).books.add()))

    def close(self):
        self.book.app.quit()


def with_tabs(book):
    """A new workbook with the tabs of the contract."""
    book.sheets[0].name = "Lines"
    book.sheets.add("Checks", after=book.sheets[0])
    return book


@pytest.fixture(
    params=[
        InMemory,
        ClosedFile,
        OpenWorkbook,
        pytest.param(OpenInLibreOffice, marks=pytest.mark.libreoffice),
        OpenInExcel,
    ]
)
def workbook(request, tmp_path):
    needed = map(request.getfixturevalue, getattr(request.param, "needs", ()))
    made = request.param(tmp_path, *needed)
    yield made
    if hasattr(made, "close"):
        made.close()


def table(name, *rows, charts=()):
    return Table(name, "Agreements by region", COLUMNS, rows, charts)


def sheet(key="summary/2022", name="Summary 2022", rows=(("Africa", 3, 0.75), ("=SUM(A1)", 1, 0.25))):
    chart = Chart(
        "out_2022_regions 1", ChartKind.BAR, Measure.COUNT, "Agreements", "Bars", "Region", ("Agreements",), "0"
    )
    return Sheet(key, name, "2022", ("A line.",), (table("out_2022_regions", *rows, charts=(chart,) if rows else ()),))


def report(*sheets, moment=MOMENT):
    return Report(tuple(sheets), moment)


def test_a_table_of_the_register_is_read(workbook):
    read = workbook.read(SPEC)["tblLines"]
    assert (read.frame["Ref"].to_list(), read.frame["Amount"].to_list()) == (["a", "b"], [1.0, 2.5])


def test_a_required_table_that_is_missing_is_an_error(workbook):
    with pytest.raises(MissingTableError, match="tblOther"):
        workbook.read(TableSpec("tblOther", {"Ref": Kind.TEXT}))


def test_each_table_of_the_report_is_written_under_its_own_name(workbook):
    plan = workbook.write(report(sheet()))
    assert [(s.key, s.name, s.action) for s in plan.sheets] == [("summary/2022", "Summary 2022", Action.ADDED)]
    assert workbook.shown() == {
        "Summary 2022": {
            "out_2022_regions": [["Region", "Agreements", "Share"], ["Africa", 3, 0.75], ["=SUM(A1)", 1, 0.25]]
        }
    }


def test_planning_changes_nothing(workbook):
    workbook.plan(report(sheet()))
    assert workbook.shown() == {}


def test_the_same_report_at_another_moment_changes_nothing(workbook):
    workbook.write(report(sheet()))
    later = workbook.plan(report(sheet(), moment=MOMENT + dt.timedelta(days=1)))
    assert (later.changes_anything, [s.action for s in later.sheets]) == (False, [Action.UNCHANGED])


def test_changed_figures_are_written_where_the_sheet_is(workbook):
    workbook.write(report(sheet()))
    changed = sheet(rows=(("Africa", 4, 0.5), ("Europe", 4, 0.5), ("Arab States", 0, 0.0)))
    assert [s.action for s in workbook.write(report(changed)).sheets] == [Action.UPDATED]
    assert workbook.shown()["Summary 2022"]["out_2022_regions"][1:] == [list(row) for row in changed.tables[0].rows]


def test_a_renamed_sheet_keeps_the_name_staff_gave_it(workbook):
    workbook.write(report(sheet()))
    workbook.rename("Summary 2022", "Résumé")
    plan = workbook.write(report(sheet(rows=(("Africa", 1, 1.0),))))
    assert [(s.name, s.action) for s in plan.sheets] == [("Résumé", Action.UPDATED)]
    assert list(workbook.shown()) == ["Résumé"]


def test_a_sheet_the_report_no_longer_has_is_removed(workbook):
    workbook.write(report(sheet(), replace(sheet("list/2022", "List 2022"), tables=(table("out_2022_list"),))))
    plan = workbook.write(report(sheet()))
    assert [(s.name, s.action) for s in plan.sheets][1:] == [("List 2022", Action.REMOVED)]
    assert list(workbook.shown()) == ["Summary 2022"]


def test_a_staff_sheet_of_that_name_stays_and_ours_gets_a_number(workbook):
    workbook.write(report(sheet("checks", "Checks")))
    assert list(workbook.shown()) == ["Checks (2)"]


def test_a_table_without_rows_keeps_its_header_and_one_blank_row(workbook):
    workbook.write(report(sheet(rows=())))
    shown = workbook.shown()["Summary 2022"]["out_2022_regions"]
    assert shown[0] == ["Region", "Agreements", "Share"]
    assert shown[1:] in ([], [[None, None, None]])


def test_what_a_host_cannot_show_is_declared():
    assert PackageHost.lacks == frozenset()
    assert "charts" in MemoryHost.lacks


@pytest.mark.parametrize("damage", ["cell", "chart", "table"])
def test_a_file_whose_generated_sheet_was_damaged_is_written_again(tmp_path, damage):
    """The fingerprint alone would say that nothing changed."""
    workbook = ClosedFile(tmp_path)
    workbook.write(report(sheet()))
    with Archive.open(workbook.path) as archive:
        part, old, new = {
            "cell": ("xl/worksheets/sheet3.xml", "<v>3</v>", "<v>33</v>"),
            "chart": ("xl/drawings/drawing1.xml", r'name="out_2022_regions 1"', 'name="mine"'),
            "table": ("xl/tables/table2.xml", "out_2022_regions", "mine"),
        }[damage]
        member = next(name for name in archive.names if name == part)
        damaged = re.sub(old, new, archive.read(member).decode())
        with (tmp_path / "damaged").open("w+b") as stream:
            archive.write(stream, {member: damaged.encode()})
    (tmp_path / "damaged").replace(workbook.path)
    assert workbook.plan(report(sheet())).changes_anything


def test_a_column_that_staff_added_at_the_right_of_a_table_is_no_change(tmp_path):
    workbook = ClosedFile(tmp_path)
    workbook.write(report(sheet()))
    with by_hand(workbook.path) as package:
        table = Workbook(package).table("out_2022_regions")
        root = package.tree(table.part)
        root.set("ref", replace(table.area, right=table.area.right + 1).text)
        etree.SubElement(root.find(q("tableColumns")), q("tableColumn"), id="99", name="Remark")
        package.write_tree(table.part, root)
    assert not workbook.plan(report(sheet())).changes_anything


def test_a_generated_sheet_that_cannot_be_read_is_a_sentence(tmp_path):
    workbook = ClosedFile(tmp_path)
    workbook.write(report(sheet()))
    with Archive.open(workbook.path) as archive, (tmp_path / "damaged").open("w+b") as stream:
        data = archive.read("xl/worksheets/sheet3.xml").replace(b'r="A1"', b'r="\xff"')
        archive.write(stream, {"xl/worksheets/sheet3.xml": data})
    (tmp_path / "damaged").replace(workbook.path)
    with pytest.raises(NotAWorkbookError, match="cannot be read"):
        workbook.plan(report(sheet()))
