"""Packages that someone made to do harm, each from the bytes of an ordinary workbook in a few lines."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.ooxml import limits
from tdag_xl.ooxml.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable

WORKBOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
AGREEMENTS, SUMMARY = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet12.xml"
"""A sheet with a table of the register, and a generated one, in the master workbook."""


def members(data: bytes) -> dict[str, bytes]:
    """The members of a zip file by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """One part changed, or added."""
    return lambda data: zipped((parts := members(data)) | {name: change(parts.get(name, b""))})


def without(name: str) -> Callable[[bytes], bytes]:
    """One part left out."""
    return lambda data: zipped({kept: part for kept, part in members(data).items() if kept != name})


def replaced(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A text of a part replaced wherever it stands; it must be there."""

    def change(part: bytes) -> bytes:
        assert old in part, f"{name} has no {old!r}"
        return part.replace(old, new)

    return with_part(name, change)


def inside(name: str, tag: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Put `new` before the end of the element `tag`."""
    return replaced(name, b"</%s>" % tag, new + b"</%s>" % tag)


def repeated(data: bytes, times: int) -> bytes:
    """Deflated, `data` so many times: made without holding it."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b"".join(squeezer.compress(data) for _ in range(times)) + squeezer.flush()


def bomb(name: str, megabytes: int, *, told: int | None = None) -> Callable[[bytes], bytes]:
    """A member that unpacks to so many megabytes of blanks; the directory tells of `told` bytes instead, if given."""

    def change(data: bytes) -> bytes:
        packed = repeated(b" " * (1 << 20), megabytes)
        size = megabytes << 20 if told is None else told
        return appended(data, name, packed, size)

    return change


def appended(data: bytes, name: str, packed: bytes, size: int, *, offset: int | None = None) -> bytes:
    """One more member, in place of the one of this name; its bytes stand at `offset` if that is given."""
    data = zipped({kept: part for kept, part in members(data).items() if kept != name})
    end = data.rindex(b"PK\5\6")
    count, length, start = struct.unpack_from("<HLL", data, end + 10)
    common = (20, 0, 8, 0, 0x21, 0, len(packed), min(size, 0xFFFFFFFE), len(name), 0)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *common) + name.encode() + packed
    at, new = (start, local) if offset is None else (offset, b"")
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *common, 0, 0, 0, 0, at) + name.encode()
    directory = data[start : start + length] + central
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count + 1, count + 1, len(directory), start + len(new), 0)
    return data[:start] + new + directory + tail


def overlapping(data: bytes) -> bytes:
    """Two entries of the directory over the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
    packed = data[first.header_offset + 30 + len(first.filename) :][: first.compress_size]
    return appended(data, "xl/again.xml", packed, first.file_size, offset=0)


def patched(offset: int, new: bytes, *, signature: bytes = b"PK\1\2", name: str = WORKBOOK) -> Callable[[bytes], bytes]:
    """Bytes of the header of a member overwritten: of its directory entry, or of its local header (`PK\\3\\4`)."""

    def change(data: bytes) -> bytes:
        skip = 46 if signature == b"PK\1\2" else 30
        at = data.index(signature, 0)
        while data[at + skip : at + skip + len(name)] != name.encode():
            at = data.index(signature, at + 1)
        return data[: at + offset] + new + data[at + offset + len(new) :]

    return change


def ending(offset: int, new: bytes) -> Callable[[bytes], bytes]:
    """Bytes of the record at the end of the zip file overwritten."""

    def change(data: bytes) -> bytes:
        at = data.rindex(b"PK\5\6")
        return data[: at + offset] + new + data[at + offset + len(new) :]

    return change


def with_comment(comment: bytes) -> Callable[[bytes], bytes]:
    """A comment at the end of the zip file."""
    return lambda data: ending(20, struct.pack("<H", len(comment)))(data) + comment


def with_zip64(count: int, size: int, offset: int) -> Callable[[bytes], bytes]:
    """A zip64 record that tells of another directory than the record at the end does."""

    def change(data: bytes) -> bytes:
        at = data.rindex(b"PK\5\6")
        record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
        return data[:at] + record + struct.pack("<4sLQL", b"PK\6\7", 0, at, 1) + data[at:]

    return change


def crowded(data: bytes) -> bytes:
    """More members than are read."""
    stream = io.BytesIO()
    with Archive(io.BytesIO(data), Path("crowded")) as archive:
        archive.write(stream, {f"x/{number}": b"" for number in range(limits.MEMBERS)})
    return stream.getvalue()
