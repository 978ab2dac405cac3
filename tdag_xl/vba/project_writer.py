"""Writes a VBA project: the bytes of vbaProject.bin ([MS-OVBA] 2.2.1), without caches, from text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.compound_writer import compound_file
from tdag_xl.vba.compression import compressed
from tdag_xl.vba.dir_writer import dir_stream
from tdag_xl.vba.identifiers import code_page_of
from tdag_xl.vba.project_reader import read
from tdag_xl.vba.project_rules import refuse_unwritable
from tdag_xl.vba.project_streams import name_map, project_text

if TYPE_CHECKING:
    from tdag_xl.vba.modules import Project

_NO_CACHE = bytes.fromhex("CC61FFFF000000")
"""The stream _VBA_PROJECT: a version that no program has, so that each compiles from the source ([MS-OVBA] 2.3.4.1)."""


def written(project: Project) -> bytes:
    """The bytes of vbaProject.bin; the same project gives the same bytes. What was written is read back and compared.

    The code page is 1252, unless a module has a name in another script, as Excel in that language gives. Raises
    VbaProjectError for what VBA would not take: a name, a double, a letter outside the code page, half a line end, a
    module that does not begin with its name.
    """
    code_page = code_page_of([project.name, *(module.name for module in project.modules)])
    encoding = f"cp{code_page}"
    refuse_unwritable(project, code_page)
    modules = {
        module.name: compressed(module.source.encode(encoding), f"the module {module.name!r}")
        for module in project.modules
    }
    data = compound_file(
        {
            "PROJECT": project_text(project, encoding),
            "PROJECTwm": name_map(project, encoding),
            "VBA": {"_VBA_PROJECT": _NO_CACHE, "dir": compressed(dir_stream(project, code_page)), **modules},
        }
    )
    if read(data) != project:
        raise VbaProjectError(f"The project {project.name!r} was not written as it should be. Please report this.")
    return data
