"""The records of the dir stream, which lists a project's references and modules ([MS-OVBA] 2.3.4.2)."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING

from tdag_xl.vba.damage import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator


class RecordId(IntEnum):
    """What a record begins with. Texts come twice: in the project's code page, and in UTF-16."""

    SYSTEM = 0x0001
    LANGUAGE = 0x0002
    CODE_PAGE = 0x0003
    PROJECT_NAME = 0x0004
    PROJECT_DESCRIPTION = 0x0005
    HELP_FILE = 0x0006
    HELP_CONTEXT = 0x0007
    LIBRARY_FLAGS = 0x0008
    VERSION = 0x0009
    CONSTANTS = 0x000C
    LIBRARY_REFERENCE = 0x000D
    PROJECT_REFERENCE = 0x000E
    MODULES = 0x000F
    END = 0x0010
    PROJECT_COOKIE = 0x0013
    LANGUAGE_INVOKED = 0x0014
    REFERENCE_NAME = 0x0016
    MODULE_NAME = 0x0019
    STREAM_NAME = 0x001A
    MODULE_DESCRIPTION = 0x001C
    MODULE_HELP_CONTEXT = 0x001E
    STANDARD_MODULE = 0x0021
    OTHER_MODULE = 0x0022
    MODULE_END = 0x002B
    MODULE_COOKIE = 0x002C
    CONTROL_REFERENCE = 0x002F
    CONTROL_REFERENCE_EXTENDED = 0x0030
    MODULE_OFFSET = 0x0031
    STREAM_NAME_UNICODE = 0x0032
    ORIGINAL_REFERENCE = 0x0033
    CONSTANTS_UNICODE = 0x003C
    HELP_FILE_AGAIN = 0x003D
    REFERENCE_NAME_UNICODE = 0x003E
    PROJECT_DESCRIPTION_UNICODE = 0x0040
    MODULE_NAME_UNICODE = 0x0047
    MODULE_DESCRIPTION_UNICODE = 0x0048


_FIXED_TAIL: dict[int, int] = {
    RecordId.LIBRARY_REFERENCE: 6,
    RecordId.CONTROL_REFERENCE: 6,
    RecordId.CONTROL_REFERENCE_EXTENDED: 26,
}
"""What follows the libid of a reference. The size of these records must be ignored ([MS-OVBA] 2.3.4.2.2.3 and on)."""


def record(kind: RecordId, data: bytes = b"") -> bytes:
    """A record: its id, the size of its data, its data."""
    return struct.pack("<HL", kind, len(data)) + data


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a dir stream as ids and data, up to its last one. Raises VbaProjectError."""
    at = 0
    while at + 6 <= len(stream):
        kind, size = struct.unpack_from("<HL", stream, at)
        at += 6
        size = _true_size(stream, kind, size, at)
        if at + size > len(stream):
            break
        yield kind, stream[at : at + size]
        if kind == RecordId.END:
            return
        at += size
    raise damaged("the list of its modules is cut short")


def _true_size(stream: bytes, kind: int, size: int, at: int) -> int:
    if kind == RecordId.VERSION:
        return size + 2  # its size leaves out the minor version (2.3.4.2.1.11)
    if kind == RecordId.PROJECT_REFERENCE:
        absolute = 4 + _number(stream, at)
        return absolute + 4 + _number(stream, at + absolute) + 6
    if kind in _FIXED_TAIL:
        return 4 + _number(stream, at) + _FIXED_TAIL[kind]
    return size


def _number(stream: bytes, at: int) -> int:
    return int.from_bytes(stream[at : at + 4], "little")


def counted(data: bytes) -> bytes:
    """What follows a four-byte count in a record's data, which may be longer."""
    return data[4 : 4 + _number(data, 0)]
