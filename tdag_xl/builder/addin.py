"""The add-in that a workbook carries: VBA project, ribbon and settings of xlwings, put in and known again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.builder.config_sheet import put_config_sheet
from tdag_xl.builder.ribbon import ribbon_part
from tdag_xl.builder.vba_sources import project
from tdag_xl.errors import UnsupportedWorkbookError, VbaProjectError
from tdag_xl.ooxml.addin_parts import bind_workbook, code_names, put_ribbon, put_vba_project, ribbon_parts, vba_part
from tdag_xl.ooxml.workbook import Workbook
from tdag_xl.vba.modules import Module, ModuleKind
from tdag_xl.vba.project_reader import read
from tdag_xl.vba.project_writer import written

if TYPE_CHECKING:
    from tdag_xl.ooxml.package import Package
    from tdag_xl.vba.modules import Project

WORKBOOK_MODULE = "ThisWorkbook"
SETUP_MODULE = "TdagSetup"
"""The module that tells our project from others."""

_NO_CODE = re.compile(r"(attribute |rem attribute |option (explicit|vbasupport)\b|')", re.IGNORECASE)
_CALLBACK = re.compile(r"(on|get|load)[A-Z]?")


def put_addin(package: Package) -> tuple[str, ...]:
    """Put the current VBA project, ribbon and settings into `package`; sentences on what staff should know.

    What is current stays byte for byte, also as Excel saved it. Raises UnsupportedWorkbookError, before anything
    changes, where the workbook holds the code or the ribbon of somebody else.
    """
    there = _project_there(package)
    _refuse_foreign_ribbon(package)
    put_config_sheet(package)
    if code_names(package).workbook is None:
        bind_workbook(package, WORKBOOK_MODULE)
    wanted = project(code_names(package))
    notes = _sheets_like_code(package)
    if (there is None or not _same_code(there, wanted)) and put_vba_project(package, written(wanted)):
        notes += ["The macros were signed; the signature does not hold for the new ones and was removed. Sign again."]
    put_ribbon(package, ribbon_part())
    return tuple(notes)


def _project_there(package: Package) -> Project | None:
    """The VBA project that is there; raises where it is not ours to replace."""
    part = vba_part(package)
    if part is None:
        return None
    try:
        there = read(package.read_part(part))
    except VbaProjectError as broken:
        raise UnsupportedWorkbookError(
            package.path, f"its macros cannot be read, so they are not replaced ({broken}) Nothing was changed."
        ) from broken
    foreign = foreign_modules(there)
    if foreign:
        raise UnsupportedWorkbookError(
            package.path,
            f"it holds macros that are not this add-in's (in {', '.join(foreign)}), and a workbook has one VBA "
            "project, so they would be lost. Move them to another workbook, or to the personal macro workbook, save, "
            "and try again. Nothing was changed.",
        )
    return there


def foreign_modules(there: Project) -> tuple[str, ...]:
    """The modules whose code is not this add-in's, by name."""
    coded = [module for module in there.modules if code_of(module)]
    names = {module.name.casefold() for module in coded}
    if coded and SETUP_MODULE.casefold() not in names:
        return tuple(module.name for module in coded)
    ours = project_modules()
    return tuple(module.name for module in coded if not _is_ours(module, ours))


def project_modules() -> dict[str, Module]:
    """The add-in's modules by name (case folded)."""
    return {module.name.casefold(): module for module in project(None).modules}


def _is_ours(module: Module, ours: dict[str, Module]) -> bool:
    """Whether the code may be replaced: a document module may hold staff's own, so it must be the very text."""
    if module.kind is ModuleKind.DOCUMENT:
        return any(code_of(module) == code_of(own) for own in ours.values() if own.kind is ModuleKind.DOCUMENT)
    return module.name.casefold() in ours


def code_of(module: Module) -> str:
    """The code of a module as programs leave it alone: without attributes, comment lines, case and white space."""
    lines = (" ".join(line.split()) for line in module.source.splitlines())
    return "\n".join(line.casefold() for line in lines if line and not _NO_CODE.match(line))


def _same_code(there: Project, wanted: Project) -> bool:
    return {m.name.casefold(): code_of(m) for m in there.modules} == {
        m.name.casefold(): code_of(m) for m in wanted.modules
    }


def _refuse_foreign_ribbon(package: Package) -> None:
    for part in ribbon_parts(package):
        callbacks = [
            value
            for element in package.tree(part).iter()
            for name, value in element.items()
            if _CALLBACK.match(str(name))
        ]
        if not all(str(value).startswith("Tdag") for value in callbacks) or not callbacks:
            raise UnsupportedWorkbookError(
                package.path,
                f"it has a ribbon tab of its own ({part}), which would be lost. Take it out with the tool that made "
                "it, save, and try again. Nothing was changed.",
            )


def _sheets_like_code(package: Package) -> list[str]:
    return [
        f"The sheet {sheet.name!r} ends in .py, and xlwings takes such a sheet for a program and refuses to run: "
        "rename it."
        for sheet in Workbook(package).sheets
        if sheet.name.lower().endswith(".py")
    ]
