"""A small workbook with the add-in in it, changed as a case says."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import xlsxwriter

from tdag_xl.builder.addin import put_addin
from tdag_xl.builder.config_sheet import SHEET
from tdag_xl.ooxml.addin_parts import put_ribbon, put_vba_project, ribbon_parts, vba_part
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_names import ROOT, PartName
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.vba.project_reader import read
from tdag_xl.vba.project_writer import written

_PROPERTIES = PartName("/docProps/app.xml")


def made_book(path, book):
    """Write the workbook of a case: `book` is its table `[workbook]`."""
    package = Package(Archive(io.BytesIO(_plain(book)), Path("book.xlsx")))
    if book.get("addin", True):
        put_addin(package)
        _change_macros(package, book.get("code", {}))
        _change_ribbon(package, book.get("ribbon", "ours"))
        _change_settings(package, book.get("settings", {}))
    if book.get("broken_macros"):
        part = vba_part(package)
        package.write_part(part, package.read_part(part)[:3000])
    if "saved_by" in book:
        data = package.read_part(_PROPERTIES).replace(b"Microsoft Excel", book["saved_by"].encode())
        package.write_part(_PROPERTIES, data)
    with path.open("wb") as stream:
        package.archive.write(stream, package.changes)


def _plain(book):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Data")
        for row in range(book.get("formulas", 0)):
            sheet.write_formula(row, 0, "=TDAG_USD(B1, C1, D1, E1)")
        sheet.write_formula("G1", "=SUM(A1:A2)")
        for name in book.get("names", ()):
            made.define_name(name, "=Data!$A$1")
    return stream.getvalue()


def _change_macros(package, texts):
    """`texts`: old text of a module → new text."""
    project = read(package.read_part(vba_part(package)))
    modules = project.modules
    for old, new in texts.items():
        assert any(old in module.source for module in modules), old
        modules = tuple(replace(module, source=module.source.replace(old, new)) for module in modules)
    if texts:
        put_vba_project(package, written(replace(project, modules=modules)))


def _change_ribbon(package, how):
    [part] = ribbon_parts(package)
    if how == "other":
        put_ribbon(package, package.read_part(part).replace(b"Refresh", b"Renew"))
    elif how == "lost":
        root = package.tree(ROOT.relationships)
        for edge in list(root):
            if "extensibility" in edge.get("Type"):
                root.remove(edge)
        package.write_tree(ROOT.relationships, root)


def _change_settings(package, texts):
    """`texts`: old text of the sheet of settings → new text; `sheet = false` renames it away."""
    [sheet] = [sheet for sheet in Workbook(package).sheets if sheet.name == SHEET]
    data = package.read_part(sheet.part)
    for old, new in texts.items():
        assert old.encode() in data, old
        data = data.replace(old.encode(), new.encode())
    package.write_part(sheet.part, data)
