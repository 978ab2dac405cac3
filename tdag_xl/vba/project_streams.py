"""The text streams PROJECT ([MS-OVBA] 2.3.1) and PROJECTwm ([MS-OVBA] 2.3.3)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from tdag_xl.vba.data_encryption import encrypted
from tdag_xl.vba.modules import ModuleKind

if TYPE_CHECKING:
    from tdag_xl.vba.modules import Module, Project

_LINE = "\r\n"
_IDS = uuid.UUID("5b0cf5f6-2f0b-5a0e-9d1c-3d2f4f6a8b11")
"""The name space of project IDs: a project keeps its ID as long as it keeps its name."""

_KINDS = {"Module": ModuleKind.STANDARD, "Class": ModuleKind.CLASS, "Document": ModuleKind.DOCUMENT}
_READ_KINDS = {**_KINDS, "BaseClass": ModuleKind.FORM}
_PROPERTIES = {kind: key for key, kind in _KINDS.items()}

_UNPROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), b"\x00", b"\xff"


def project_text(project: Project, encoding: str) -> bytes:
    """The stream PROJECT of a project that anyone may see and change, no module's window open."""
    project_id = f"{{{uuid.uuid5(_IDS, project.name)}}}".upper()
    lines = [
        f'ID="{project_id}"',
        *(_item(module) for module in project.modules),
        f'Name="{project.name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypted(_UNPROTECTED, project_id)}"',
        f'DPB="{encrypted(_NO_PASSWORD, project_id)}"',
        f'GC="{encrypted(_VISIBLE, project_id)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in project.modules),
    ]
    return (_LINE.join(lines) + _LINE).encode(encoding)


def _item(module: Module) -> str:
    version = "/&H00000000" if module.kind is ModuleKind.DOCUMENT else ""
    return f"{_PROPERTIES[module.kind]}={module.name}{version}"


def module_kinds(project_text: str) -> dict[str, ModuleKind]:
    """What each module is, by its name in lower case, as the stream PROJECT says."""
    kinds = {}
    for line in project_text.splitlines():
        if line.startswith("["):
            break
        key, _, name = line.partition("=")
        if key in _READ_KINDS:
            kinds[name.partition("/")[0].lower()] = _READ_KINDS[key]
    return kinds


def name_map(project: Project, encoding: str) -> bytes:
    """The stream PROJECTwm: every module's name in the code page and in UTF-16, each ended by a null."""
    names = (
        module.name.encode(encoding) + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in project.modules
    )
    return b"".join(names) + b"\0\0"
