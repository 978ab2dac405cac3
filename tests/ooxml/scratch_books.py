"""Scratch workbooks as a refresh makes them, masters to put them into, and edits that staff might make by hand."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import xlsxwriter
from lxml import etree

from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.graft import GeneratedSheet, graft
from tdag_xl.ooxml.namespaces import MAIN
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_names import CONTENT_TYPES, PartName
from tdag_xl.ooxml.workbook import Workbook

M = {"m": MAIN}
REGIONS = [("Africa", 1.5, 0.25), ("Americas", 2, 0.5), ("Asia & Pacific", 3, 0.25)]
MANY = [(f"Region {i}", i * 1.5, 0.1) for i in range(7)]
SUMMARY, CHECKS = "Summary 2022", "Checks & more"


def sheet(name=SUMMARY, key="summary/2022", digest="d1", moment="2026-01-01 10:00"):
    """A generated sheet."""
    return GeneratedSheet(key=key, name=name, digest=digest, moment=moment)


def scratch_book(layout, *, break_after=20, width=15, scale=100):
    """A workbook of `layout`: sheet name → tables (name, 0-based header row, rows); each table has a chart."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        title = book.add_format({"bold": True, "font_size": 14})
        share = book.add_format({"num_format": "0%"})
        rate = book.add_format({"num_format": "0.000000"})
        for name, tables in layout.items():
            page = book.add_worksheet(name)
            page.write_string(0, 0, f"Title é <{name}> & 'quoted'", title)
            page.set_landscape()
            page.set_column(0, 0, width)
            page.set_print_scale(scale)
            page.repeat_rows(0, 1)
            page.set_h_pagebreaks([break_after])
            for table, top, rows in tables:
                _add_table(book, page, name, table, top, rows, (title, rate, share))
    return stream.getvalue()


def _add_table(book, page, sheet_name, table, top, rows, formats):
    title, rate, share = formats
    last = top + len(rows)
    page.write_string(top - 1, 0, f"  {table}")
    page.set_row(top - 1, 30)
    columns = [{"header": "Region", "header_format": title}, {"header": "USD"}, {"header": "Share", "format": share}]
    page.add_table(top, 0, last, 2, {"name": table, "columns": columns, "autofilter": False})
    for row, (region, usd, part) in enumerate(rows, start=top + 1):
        page.write_string(row, 0, region)
        page.write_number(row, 1, usd, rate)
        page.write_number(row, 2, part, share)
    chart = book.add_chart({"type": "bar"})
    series = {"name": [sheet_name, top, 1], "categories": [sheet_name, top + 1, 0, last, 0]}
    chart.add_series({**series, "values": [sheet_name, top + 1, 1, last, 1]})
    page.insert_chart(top, 5, chart, {"description": f"Alt text of {table}"})
    chart.chart_name = f"{table} 1"


def summary(rows=REGIONS, top=3):
    """The usual scratch: a summary with two tables, the second always at A21."""
    return scratch_book({SUMMARY: [("out_2022_regions", top, rows), ("out_2022_types", 20, REGIONS)]})


def two_sheets(rows=REGIONS, summary_name=SUMMARY, top=3):
    """A scratch of a summary with two tables and a sheet of checks with one."""
    tables = [("out_2022_regions", top, rows), ("out_2022_types", 20, REGIONS)]
    return scratch_book({summary_name: tables, CHECKS: [("out_checks", 3, rows)]})


def both(digest="d1", summary_name=SUMMARY):
    """The generated sheets of `two_sheets`."""
    return [sheet(summary_name, digest=digest), sheet(CHECKS, "checks", digest)]


def grafted(source, target, scratch, sheets):
    """Graft `scratch` into the file `source`, write `target`, check it, and give back the graft."""
    new = Path(target).with_suffix(".new")
    with Archive.open(Path(source)) as archive:
        package = Package(archive)
        result = graft(package, scratch, sheets)
        assert package.changes == {}, "the package that was given must stay as it was"
        with new.open("wb") as stream:
            archive.write(stream, result.changes)
        archive.verify(new, result.changes)
    new.replace(target)
    return result


def opened(path, **options):
    """The workbook as openpyxl reads it; what openpyxl says it would lose is no matter, as it never saves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path, **options)


@contextmanager
def by_hand(path):
    """The package of the file at `path`, to be changed as staff would in Excel; written back at the end."""
    with Archive.open(path) as archive:
        package = Package(archive)
        yield package
        stream = io.BytesIO()
        archive.write(stream, package.changes)
    path.write_bytes(stream.getvalue())


@contextmanager
def sheet_by_hand(path, name):
    """The tree of the worksheet `name`, to be changed; written back at the end."""
    with by_hand(path) as package:
        part = part_of(package, name)
        root = package.tree(part)
        yield root
        package.write_tree(part, root)


@contextmanager
def workbook_by_hand(path):
    """The tree of the workbook part, to be changed; written back at the end."""
    with by_hand(path) as package:
        root = package.tree(package.workbook_part)
        yield root
        package.write_tree(package.workbook_part, root)


def part_of(package, name):
    """The part of the sheet `name`."""
    return next(s.part for s in Workbook(package).sheets if s.name == name)


def put_cell(root, address, inner):
    """Put a cell with the XML `inner` (`<v>1</v>`, `<f>A1</f>`) into the worksheet `root`, in its place."""
    number = int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    data = root.find("m:sheetData", M)
    row = next((r for r in data if r.get("r") == str(number)), None)
    if row is None:
        row = etree.fromstring(f'<row xmlns="{MAIN}" r="{number}"/>')
        data[:] = sorted([*data, row], key=lambda r: int(r.get("r")))
    cell = etree.fromstring(f'<c xmlns="{MAIN}" r="{address}">{inner}</c>')
    if inner.startswith("<is>"):
        cell.set("t", "inlineStr")
    others = [c for c in row if c.get("r") != address]
    row[:] = sorted([*others, cell], key=lambda c: (len(c.get("r")), c.get("r")))


def text(value):
    """The XML of an inline text, for `put_cell`."""
    return f"<is><t>{value}</t></is>"


def cell_xml(path, sheet_name, address):
    """The cell as it stands in the file, or None."""
    with Archive.open(path) as archive:
        package = Package(archive)
        found = package.tree(part_of(package, sheet_name)).xpath(f"//m:c[@r='{address}']", namespaces=M)
        return etree.tostring(found[0]).decode() if found else None


def formula(path, sheet_name, address):
    """The formula of a cell."""
    with Archive.open(path) as archive:
        package = Package(archive)
        return package.tree(part_of(package, sheet_name)).xpath(f"string(//m:c[@r='{address}']/m:f)", namespaces=M)


def with_part(path, name):
    """The bytes of a zip member."""
    with Archive.open(path) as archive:
        return archive.read(name)


def problems(path):
    """What makes a package unsound: dangling relationships, parts without type, tables or ids given twice."""
    with Archive.open(path) as archive:
        package = Package(archive)
        parts = {part.folded: part for part in package.parts}
        tables = Workbook(package).tables
        found = [f"{part} has no type" for part in parts.values() if not _has_type(package, part)]
        found += [
            f"{folded} leads to {edge.part}, which is not there"
            for folded in package.reachable()
            for edge in package.relationships(parts[folded])
            if edge.part is not None and not package.has(edge.part)
        ]
        overrides = package.tree(CONTENT_TYPES).xpath("//*[@PartName]/@PartName")
        found += [f"{name} has a type but is not there" for name in overrides if not package.has(PartName(name))]
    for facts in ([table.name.casefold() for table in tables], [table.id for table in tables]):
        found += [f"{facts} name tables twice"] * (len(facts) != len(set(facts)))
    return found


def _has_type(package, part):
    return part.folded == CONTENT_TYPES.folded or package.content_type(part) is not None


def refresh(path, scratch=None, sheets=None):
    result = grafted(path, path, scratch or two_sheets(), sheets or both("d2"))
    assert problems(path) == []
    return result


def edit_table(master, name, edit):
    with by_hand(master) as package:
        table = next(t for t in Workbook(package).tables if t.name == name)
        root = package.tree(table.part)
        edit(root)
        package.write_tree(table.part, root)
