"""What keeps a project from being written, each told as a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.identifiers import LONGEST_MODULE_NAME, is_encodable, is_identifier
from tdag_xl.vba.modules import ModuleKind, ReferenceKind

if TYPE_CHECKING:
    from tdag_xl.vba.modules import Module, Project

_LONE_LINE_END = re.compile(r"\r(?!\n)|(?<!\r)\n")
_MOST_MODULES = 0xFFFF
_TAKEN = {
    "dir": "a stream of every project",
    "vba": "a library of every project",
    "excel": "a library of every project",
}


def refuse_unwritable(project: Project, code_page: int) -> None:
    """Raise VbaProjectError unless Excel would take the project as it is."""
    _refuse_name("project", project.name)
    _refuse_doubles(project)
    for reference in project.references:
        if reference.kind is not ReferenceKind.LIBRARY or not is_encodable(reference.name + reference.libid, code_page):
            raise VbaProjectError(
                f"The reference {reference.name!r} cannot be written: only type libraries can be, with letters of code "
                f"page {code_page}. Leave it out."
            )
    for module in project.modules:
        _refuse_name("module", module.name)
        _refuse_unencodable(module, code_page)
        if module.kind is ModuleKind.FORM:
            raise VbaProjectError(f"The module {module.name!r} is a form, which cannot be written. Leave it out.")
        _refuse_source(module)


def _refuse_name(what: str, name: str) -> None:
    if not is_identifier(name) or len(name) > LONGEST_MODULE_NAME:
        raise VbaProjectError(
            f"{name!r} is no name that VBA takes for a {what}: it must begin with a letter, go on with letters, digits "
            f"and underscores, have {LONGEST_MODULE_NAME} characters at most and be no word of the language. Rename it."
        )


def _refuse_doubles(project: Project) -> None:
    if len(project.modules) > _MOST_MODULES:
        raise VbaProjectError(f"A project holds {_MOST_MODULES:,} modules at most. Put the code into fewer.")
    taken = {**_TAKEN, project.name.lower(): "the project"}
    taken |= {reference.name.lower(): "a reference" for reference in project.references}
    for module in project.modules:
        if (other := taken.get(module.name.lower())) is not None:
            raise VbaProjectError(
                f"The module {module.name!r} has the name of {other} (capitals do not count). Rename one of them."
            )
        taken[module.name.lower()] = "another module"


def _refuse_source(module: Module) -> None:
    if (alone := _LONE_LINE_END.search(module.source)) is not None:
        raise VbaProjectError(
            f"The module {module.name!r}, line {_line(module.source, alone.start())}, ends in half a line end; VBA "
            "wants carriage return and line feed. Save the source with Windows line ends."
        )
    first = f'Attribute VB_Name = "{module.name}"'
    if module.source.partition("\r\n")[0] != first:
        raise VbaProjectError(f"The module {module.name!r} must begin with the line {first}. Put it there.")


def _refuse_unencodable(module: Module, code_page: int) -> None:
    if not is_encodable(module.name, code_page):
        raise VbaProjectError(
            f"The module {module.name!r} is named in another script than the rest, and a project holds one. Rename it."
        )
    try:
        module.source.encode(f"cp{code_page}")
    except UnicodeEncodeError as error:
        letter = module.source[error.start]
        raise VbaProjectError(
            f"The module {module.name!r}, line {_line(module.source, error.start)}, holds {letter!r}, which code page "
            f"{code_page} lacks. Write it in the code as ChrW({ord(letter)}), or otherwise in a comment."
        ) from error


def _line(source: str, position: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", source[:position])) + 1
