"""Writes the dir stream of a project ([MS-OVBA] 2.3.4.2), before its compression."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tdag_xl.vba.dir_records import RecordId, record
from tdag_xl.vba.modules import ModuleKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.vba.modules import Module, Project, Reference

_WINDOWS_64 = 3
_ENGLISH = 0x0409
_VERSION = (1, 0)
_NO_COOKIE = 0xFFFF


def dir_stream(project: Project, code_page: int) -> bytes:
    """The records of the project, its references and its modules."""
    encoding = f"cp{code_page}"
    return b"".join(
        (
            *_information(project.name.encode(encoding), code_page),
            *(part for reference in project.references for part in _reference(reference, encoding)),
            record(RecordId.MODULES, _short(len(project.modules))),
            record(RecordId.PROJECT_COOKIE, _short(_NO_COOKIE)),
            *(part for module in project.modules for part in _module(module, encoding)),
            record(RecordId.END),
        )
    )


def _information(name: bytes, code_page: int) -> Iterator[bytes]:
    yield record(RecordId.SYSTEM, _long(_WINDOWS_64))
    yield record(RecordId.LANGUAGE, _long(_ENGLISH))
    yield record(RecordId.LANGUAGE_INVOKED, _long(_ENGLISH))
    yield record(RecordId.CODE_PAGE, _short(code_page))
    yield record(RecordId.PROJECT_NAME, name)
    yield record(RecordId.PROJECT_DESCRIPTION)
    yield record(RecordId.PROJECT_DESCRIPTION_UNICODE)
    yield record(RecordId.HELP_FILE)
    yield record(RecordId.HELP_FILE_AGAIN)
    yield record(RecordId.HELP_CONTEXT, _long(0))
    yield record(RecordId.LIBRARY_FLAGS, _long(0))
    yield struct.pack("<HLLH", RecordId.VERSION, 4, *_VERSION)
    yield record(RecordId.CONSTANTS)
    yield record(RecordId.CONSTANTS_UNICODE)


def _reference(reference: Reference, encoding: str) -> Iterator[bytes]:
    libid = reference.libid.encode(encoding)
    yield record(RecordId.REFERENCE_NAME, reference.name.encode(encoding))
    yield record(RecordId.REFERENCE_NAME_UNICODE, reference.name.encode("utf-16-le"))
    yield record(RecordId.LIBRARY_REFERENCE, _long(len(libid)) + libid + bytes(6))


def _module(module: Module, encoding: str) -> Iterator[bytes]:
    plain, unicode = module.name.encode(encoding), module.name.encode("utf-16-le")
    yield record(RecordId.MODULE_NAME, plain)
    yield record(RecordId.MODULE_NAME_UNICODE, unicode)
    yield record(RecordId.STREAM_NAME, plain)
    yield record(RecordId.STREAM_NAME_UNICODE, unicode)
    yield record(RecordId.MODULE_DESCRIPTION)
    yield record(RecordId.MODULE_DESCRIPTION_UNICODE)
    yield record(RecordId.MODULE_OFFSET, _long(0))
    yield record(RecordId.MODULE_HELP_CONTEXT, _long(0))
    yield record(RecordId.MODULE_COOKIE, _short(_NO_COOKIE))
    yield record(RecordId.STANDARD_MODULE if module.kind is ModuleKind.STANDARD else RecordId.OTHER_MODULE)
    yield record(RecordId.MODULE_END)


def _long(number: int) -> bytes:
    return number.to_bytes(4, "little")


def _short(number: int) -> bytes:
    return number.to_bytes(2, "little")
