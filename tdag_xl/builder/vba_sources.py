"""The VBA project of the workbook: its text sources, xlwings' own module, and the wrappers of the formulas."""

from __future__ import annotations

import importlib.resources
import re

from tdag_udfs.catalogue import FORMULAS

from tdag_xl import __version__
from tdag_xl.builder.vba_limits import refuse_unfit
from tdag_xl.builder.wrappers import wrappers
from tdag_xl.builder.xlwings_module import xlwings_module
from tdag_xl.errors import BuildError
from tdag_xl.ooxml.addin_parts import CodeNames
from tdag_xl.vba.modules import OFFICE, STDOLE, Module, ModuleKind, Project

NAME = "TdagPartnerships"

_WORKBOOK = "{00020819-0000-0000-C000-000000000046}"
_WORKSHEET = "{00020820-0000-0000-C000-000000000046}"
_CHART_SHEET = "{00020821-0000-0000-C000-000000000046}"
_ALONE = CodeNames("ThisWorkbook", (), ())
_VERSION = re.compile(r'^Public Const TDAG_VERSION As String = "([^"]*)"', re.MULTILINE)


def project(names: CodeNames | None = None) -> Project:
    """The VBA project of a workbook with these code names; None: of one without sheets.

    The same sources give the same project. Raises BuildError where a source would not run.
    """
    return Project(NAME, modules(names), (STDOLE, OFFICE))


def modules(names: CodeNames | None = None) -> tuple[Module, ...]:
    """The modules in their order: those of the workbook and of its sheets, then xlwings' and ours."""
    names = names or _ALONE
    if names.workbook is None:
        raise BuildError("The workbook has no code name, so that no module can be bound to it. Give it one.")
    found = (
        _document(names.workbook, _WORKBOOK, _text("ThisWorkbook.cls")),
        *(_document(name, _WORKSHEET) for name in names.sheets),
        *(_document(name, _CHART_SHEET) for name in names.chart_sheets),
        xlwings_module(),
        _standard("TdagSetup", _text("TdagSetup.bas").replace("{version}", __version__)),
        _standard("TdagFormulas", f"{_text('TdagFormulas.bas')}\n{wrappers(FORMULAS)}"),
        _standard("TdagCallbacks", _text("TdagCallbacks.bas")),
    )
    for module in found:
        refuse_unfit(module)
    _refuse_clash(found)
    return found


def _refuse_clash(found: tuple[Module, ...]) -> None:
    taken = {module.name.casefold() for module in found if module.kind is ModuleKind.STANDARD}
    for module in found:
        if module.kind is ModuleKind.DOCUMENT and module.name.casefold() in taken:
            raise BuildError(
                f"{module.name!r} is the code name of a sheet and of a module of this add-in. Give the sheet another "
                "in the editor (Alt+F11): its property (Name)."
            )


def version_in(there: Project) -> str | None:
    """The version of this package that built the project; None where it is not one of ours."""
    for module in there.modules:
        if module.name.casefold() == "tdagsetup" and (said := _VERSION.search(module.source)):
            return said[1]
    return None


def _text(file: str) -> str:
    """A source of the folder workbook/vba: lines end in line feed, and every code page has its letters."""
    return (importlib.resources.files("tdag_workbook") / "vba" / file).read_text(encoding="ascii")


def _standard(name: str, text: str) -> Module:
    return Module(name, ModuleKind.STANDARD, text.replace("\n", "\r\n"))


def _document(name: str, base: str, code: str = "") -> Module:
    """The module behind the workbook or a sheet, its attributes as Excel writes them ([MS-VBAL] 4.2)."""
    attributes = (
        f'Attribute VB_Name = "{name}"',
        f'Attribute VB_Base = "0{base}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        "Attribute VB_PredeclaredId = True",
        "Attribute VB_Exposed = True",
        "Attribute VB_TemplateDerived = False",
        "Attribute VB_Customizable = True",
    )
    lines = "\n".join(attributes) + "\n" + code
    return Module(name, ModuleKind.DOCUMENT, lines.replace("\n", "\r\n"))
