"""What a VBA project consists of: modules and references."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ModuleKind(Enum):
    """What a module is for the editor: its icon, and how it is named in the project ([MS-OVBA] 2.3.1.5 to 2.3.1.8)."""

    STANDARD = "standard"
    CLASS = "class"
    DOCUMENT = "document"
    """The code behind the workbook or a sheet, bound by the code name."""
    FORM = "form"
    """The code behind a form; its controls are not part of the text. Read, never written."""


@dataclass(frozen=True)
class Module:
    """A module: `source` is its full text, `Attribute` lines included; lines end in carriage return and line feed."""

    name: str
    kind: ModuleKind
    source: str


class ReferenceKind(Enum):
    """What a reference leads to ([MS-OVBA] 2.3.4.2.2)."""

    LIBRARY = "library"
    PROJECT = "project"
    CONTROL = "control"


@dataclass(frozen=True)
class Reference:
    """A type library or another project that the code uses; `libid` says which ([MS-OVBA] 2.1.1.8, 2.1.1.12)."""

    name: str
    libid: str
    kind: ReferenceKind = ReferenceKind.LIBRARY


@dataclass(frozen=True)
class Project:
    """A VBA project: its modules and references in their order."""

    name: str
    modules: tuple[Module, ...]
    references: tuple[Reference, ...] = ()


STDOLE = Reference(
    "stdole",
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
)
"""The types of OLE Automation, which Excel gives every project."""

OFFICE = Reference(
    "Office",
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
    r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
)
"""What Office programs share, such as the ribbon's IRibbonControl; Excel finds it by its GUID, wherever it lies."""
