"""A workbook with our VBA as it ships, but for xlwings' module: a stand-in takes its place, and a probe looks on.

What would show in the status bar or in a box is handed to the stand-in too.
LibreOffice runs it. xlwings' own module does not compile there, and then nothing in the project does.
"""

from __future__ import annotations

import dataclasses
from io import BytesIO
from pathlib import Path

import xlsxwriter
from tdag_udfs.catalogue import FORMULAS

from tdag_xl.builder.vba_sources import project
from tdag_xl.ooxml.addin_parts import CodeNames
from tdag_xl.vba.modules import Module, ModuleKind, Project
from tdag_xl.vba.project_writer import written

SHEET = "Sheet1"
_FOLDER = Path(__file__).with_name("vba")
_CLASS = """Attribute VB_Name = "StubServer"
Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = False
"""


def test_build(path: Path) -> Path:
    """The workbook, written to `path`."""
    with xlsxwriter.Workbook(path) as book:
        book.set_vba_name("ThisWorkbook")
        sheet = book.add_worksheet(SHEET)
        sheet.set_vba_name(SHEET)
        sheet.write_column("A1", ["first", "second"])
        book.add_vba_project(BytesIO(written(_with_stand_in())), is_stream=True)
    return path


test_build.__test__ = False  # its name says test, as the file it writes is one


def _with_stand_in() -> Project:
    shipped = project(CodeNames("ThisWorkbook", (SHEET,), ()))
    ours = tuple(map(_overheard, (module for module in shipped.modules if module.name != "xlwings")))
    added = (
        _module("xlwings", _source("xlwings.bas")),
        _module("Probe", _source("Probe.bas")),
        _module("Asked", _asked()),
        _module("StubServer", _CLASS + _source("StubServer.cls"), ModuleKind.CLASS),
    )
    return dataclasses.replace(shipped, modules=(*ours, *added))


_OVERHEARD = {
    "Application.StatusBar = ": "ShowInStatusBar ",
    "MsgBox ": "ShowBox ",
    "ChDir ": "GoToFolder ",
    "ChDrive ": "GoToFolder ",
}


def _overheard(module: Module) -> Module:
    heard = module.source
    for theirs, ours in _OVERHEARD.items():
        heard = heard.replace(theirs, ours)
    return dataclasses.replace(module, source=heard)


def _module(name: str, text: str, kind: ModuleKind = ModuleKind.STANDARD) -> Module:
    return Module(name, kind, text.replace("\n", "\r\n"))


def _source(file: str) -> str:
    return (_FOLDER / file).read_text(encoding="ascii")


def _asked() -> str:
    """Functions that call each formula: with texts 1, 2, …, with what must be given only, with a first argument."""
    lines = ['Attribute VB_Name = "Asked"', "Option Explicit"]
    for formula in FORMULAS:
        every = [f'"{n}"' for n in range(1, len(formula.arguments) + 1)]
        least = every[: sum(not argument.optional for argument in formula.arguments)]
        lines += _function(f"All_{formula.name}", formula.name, every)
        lines += _function(f"Least_{formula.name}", formula.name, least)
        lines += _function(f"First_{formula.name}", formula.name, ["First", *every[1:]], "First As String")
    for callback in ("Refresh", "Check", "ShowAgreements", "Undo", "Report", "ImportRates", "About"):
        lines += [f"Public Function Click{callback}() As String", f"Tdag{callback} Nothing"]
        lines += [f'Click{callback} = "clicked"', "End Function"]
    return "\n".join(lines) + "\n"


def _function(name: str, formula: str, arguments: list[str], parameters: str = "") -> list[str]:
    call = f"{formula}({', '.join(arguments)})"
    return [f"Public Function {name}({parameters}) As String", f"{name} = InWords({call})", "End Function"]
