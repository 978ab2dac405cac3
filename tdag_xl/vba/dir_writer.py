"""Writes the dir stream of a project ([MS-OVBA] 2.3.4.2), before its compression."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tdag_xl.vba.dir_records import RecordId, record
from tdag_xl.vba.identifiers import CODE_PAGE
from tdag_xl.vba.modules import ModuleKind

if TYPE_CHECKING:
    from tdag_xl.vba.modules import Module, Project, Reference

_WINDOWS_64 = 3
_ENGLISH = 0x0409
_CODE_PAGE_NUMBER = 1252
_VERSION = (1, 0)
_NO_COOKIE = 0xFFFF


def dir_stream(project: Project) -> bytes:
    """The records of the project, its references and its modules."""
    return b"".join(
        (
            _information(project),
            *map(_reference, project.references),
            record(RecordId.MODULES, _short(len(project.modules))),
            record(RecordId.PROJECT_COOKIE, _short(_NO_COOKIE)),
            *map(_module, project.modules),
            record(RecordId.END),
        )
    )


def _information(project: Project) -> bytes:
    return b"".join(
        (
            record(RecordId.SYSTEM, _long(_WINDOWS_64)),
            record(RecordId.LANGUAGE, _long(_ENGLISH)),
            record(RecordId.LANGUAGE_INVOKED, _long(_ENGLISH)),
            record(RecordId.CODE_PAGE, _short(_CODE_PAGE_NUMBER)),
            record(RecordId.PROJECT_NAME, project.name.encode(CODE_PAGE)),
            record(RecordId.PROJECT_DESCRIPTION),
            record(RecordId.PROJECT_DESCRIPTION_UNICODE),
            record(RecordId.HELP_FILE),
            record(RecordId.HELP_FILE_AGAIN),
            record(RecordId.HELP_CONTEXT, _long(0)),
            record(RecordId.LIBRARY_FLAGS, _long(0)),
            struct.pack("<HLLH", RecordId.VERSION, 4, *_VERSION),
            record(RecordId.CONSTANTS),
            record(RecordId.CONSTANTS_UNICODE),
        )
    )


def _reference(reference: Reference) -> bytes:
    libid = reference.libid.encode(CODE_PAGE)
    return (
        _text(RecordId.REFERENCE_NAME, RecordId.REFERENCE_NAME_UNICODE, reference.name)
        + record(RecordId.LIBRARY_REFERENCE, _long(len(libid)) + libid + bytes(6))
    )  # fmt: skip


def _module(module: Module) -> bytes:
    standard = module.kind is ModuleKind.STANDARD
    return b"".join(
        (
            _text(RecordId.MODULE_NAME, RecordId.MODULE_NAME_UNICODE, module.name),
            _text(RecordId.STREAM_NAME, RecordId.STREAM_NAME_UNICODE, module.name),
            _text(RecordId.MODULE_DESCRIPTION, RecordId.MODULE_DESCRIPTION_UNICODE, ""),
            record(RecordId.MODULE_OFFSET, _long(0)),
            record(RecordId.MODULE_HELP_CONTEXT, _long(0)),
            record(RecordId.MODULE_COOKIE, _short(_NO_COOKIE)),
            record(RecordId.STANDARD_MODULE if standard else RecordId.OTHER_MODULE),
            record(RecordId.MODULE_END),
        )
    )


def _text(kind: RecordId, unicode: RecordId, text: str) -> bytes:
    return record(kind, text.encode(CODE_PAGE)) + record(unicode, text.encode("utf-16-le"))


def _long(number: int) -> bytes:
    return number.to_bytes(4, "little")


def _short(number: int) -> bytes:
    return number.to_bytes(2, "little")
