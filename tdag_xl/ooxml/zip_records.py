"""The records of a zip file (APPNOTE.TXT 6.3.10 §4.3): read from a directory, written again for a member."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from tdag_xl.ooxml import limits

STORED, DEFLATED = 0, 8
ENCRYPTED, DESCRIPTOR, UTF8 = 0x0001, 0x0008, 0x0800
NEW_YEAR_1980 = 0x0021_0000
"""The fixed timestamp of a member that is new: the earliest that a zip can say, so that output is reproducible."""

LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF
IN_EXTRA = _MAX32
"""Says of a size or offset that it stands in the zip64 extra field."""

LARGEST_OFFSET = (1 << 63) - 1
"""The farthest place that a file can be asked for."""

_ZIP64_EXTRA = 1


class BrokenZipError(ValueError):
    """The bytes are no zip file, or a part of one."""


@dataclass(frozen=True)
class Member:
    """One entry of the central directory; `moment` is the DOS date (high word) and time (low word)."""

    name: str
    raw_name: bytes
    method: int
    crc: int = 0
    compressed_size: int = 0
    size: int = 0
    offset: int = 0
    moment: int = NEW_YEAR_1980
    flags: int = 0
    extra: bytes = b""
    comment: bytes = b""
    made_by: int = 20
    needed: int = 20
    internal: int = 0
    external: int = 0


def directory(stream: BinaryIO) -> tuple[list[Member], bytes, int]:
    """The members in their order, the archive's comment, and where the directory begins. Raises BrokenZipError.

    A file in which another program could find another directory than this one is broken, too: one with bytes before
    the zip file, in its directory or in its comment that may be taken for records.
    """
    end, comment, position = _end_record(stream)
    if end[1] not in (0, _MAX16):
        raise BrokenZipError("it is one volume of several")
    count, size, offset, position = _end_record_64(stream, position, (end[4], end[5], end[6]))
    if offset + size != position:
        raise BrokenZipError("its directory is cut short, or is not where it says")
    if count > limits.MEMBERS:
        raise BrokenZipError(f"it holds {count:,} members, more than the {limits.MEMBERS:,} that are read")
    stream.seek(offset)
    data = stream.read(size)
    members: list[Member] = []
    at = 0
    for _ in range(count):
        member, at = _central(data, at)
        members.append(member)
    if at != size:
        raise BrokenZipError("its directory does not hold as many members as it says")
    return members, comment, offset


def _end_record(stream: BinaryIO) -> tuple[tuple[int, ...], bytes, int]:
    length = stream.seek(0, 2)
    start = max(0, length - _END.size - _MAX16)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        raise BrokenZipError("it has no zip directory at its end")
    record, comment = _END.unpack_from(tail, at), tail[at + _END.size :]
    if record[7] != len(comment):
        raise BrokenZipError("it does not end where its zip directory says")
    return record, comment, start + at


def _end_record_64(stream: BinaryIO, position: int, plain: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Count, size and offset of the directory, and where it ends: those of the zip64 record where there is one."""
    stream.seek(max(0, position - _LOCATOR64.size))
    locator = stream.read(_LOCATOR64.size)
    if not locator.startswith(b"PK\6\7"):
        return (*plain, position)
    at = _LOCATOR64.unpack(locator)[2]
    stream.seek(min(at, position))
    data = stream.read(_END64.size)
    if len(data) < _END64.size or not data.startswith(b"PK\6\6"):
        raise BrokenZipError("its zip64 directory is damaged")
    wide = _END64.unpack(data)[7:]
    if any(short not in (long, _MAX16, _MAX32) for short, long in zip(plain, wide, strict=True)):
        raise BrokenZipError("its two directories differ")
    return (*wide, at)


def _central(data: bytes, at: int) -> tuple[Member, int]:
    if data[at : at + 4] != b"PK\1\2" or len(data) - at < _CENTRAL.size:
        raise BrokenZipError("its directory is damaged")
    fields = _CENTRAL.unpack_from(data, at)
    (_, made_by, needed, flags, method, time, date, crc, packed, size) = fields[:10]
    name_length, extra_length, comment_length, _, internal, external, offset = fields[10:]
    at += _CENTRAL.size
    if len(data) - at < name_length + extra_length + comment_length:
        raise BrokenZipError("its directory is damaged")
    raw_name = data[at : at + name_length]
    extra = data[at + name_length : at + name_length + extra_length]
    at += name_length + extra_length
    comment = data[at : at + comment_length]
    packed, size, offset = (_from_extra(extra, (size, packed, offset))[i] for i in (1, 0, 2))
    name = raw_name.decode("utf-8" if flags & UTF8 else "cp437", "replace")
    member = Member(
        name=name,
        raw_name=raw_name,
        method=method,
        crc=crc,
        compressed_size=packed,
        size=size,
        offset=offset,
        moment=date << 16 | time,
        flags=flags,
        extra=extra,
        comment=comment,
        made_by=made_by,
        needed=needed,
        internal=internal,
        external=external,
    )
    return member, at + comment_length


def _from_extra(extra: bytes, fields: tuple[int, int, int]) -> list[int]:
    """Size, compressed size and offset; those that are 0xFFFFFFFF stand in the zip64 extra field, in this order."""
    found = next((field[4:] for kind, field in _extra_fields(extra) if kind == _ZIP64_EXTRA), b"")
    wide = iter(struct.unpack_from(f"<{len(found) // 8}Q", found))
    return [next(wide, value) if value == _MAX32 else value for value in fields]


def _extra_fields(extra: bytes) -> list[tuple[int | None, bytes]]:
    """The fields with their kind, each with its head; last, of no kind, bytes that are no proper field (padding)."""
    fields: list[tuple[int | None, bytes]] = []
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        fields.append((kind, extra[at : at + 4 + length]))
        at += 4 + length
    return [*fields, (None, extra[at:])]


def _without_zip64(extra: bytes) -> bytes:
    return b"".join(field for kind, field in _extra_fields(extra) if kind != _ZIP64_EXTRA)


def local_header(member: Member, extra: bytes) -> bytes:
    """The header before the member's bytes: sizes known, so no data descriptor follows; `extra` is the local one."""
    extra, packed, size, needed = _without_zip64(extra), member.compressed_size, member.size, member.needed
    if max(packed, size) >= _MAX32:
        extra = struct.pack("<HHQQ", _ZIP64_EXTRA, 16, size, packed) + extra
        packed = size = _MAX32
        needed = max(needed, 45)
    time, date = member.moment & _MAX16, member.moment >> 16
    head = (b"PK\3\4", needed, member.flags & ~DESCRIPTOR, member.method, time, date, member.crc, packed, size)
    return LOCAL.pack(*head, len(member.raw_name), len(extra)) + member.raw_name + extra


def central_header(member: Member) -> bytes:
    """The directory entry of a member that stands at `member.offset`."""
    values = (member.size, member.compressed_size, member.offset)
    wide = b"".join(struct.pack("<Q", value) for value in values if value >= _MAX32)
    size, packed, offset = (min(value, _MAX32) for value in values)
    extra = _without_zip64(member.extra)
    needed = member.needed
    if wide:
        extra = struct.pack("<HH", _ZIP64_EXTRA, len(wide)) + wide + extra
        needed = max(needed, 45)
    time, date = member.moment & _MAX16, member.moment >> 16
    head = (b"PK\1\2", member.made_by, needed, member.flags & ~DESCRIPTOR, member.method, time, date, member.crc)
    lengths = (len(member.raw_name), len(extra), len(member.comment))
    tail = (0, member.internal, member.external, offset)  # a file alone is volume 0
    return _CENTRAL.pack(*head, packed, size, *lengths, *tail) + member.raw_name + extra + member.comment


def end_records(count: int, size: int, offset: int, comment: bytes) -> bytes:
    """What ends the archive, with the zip64 records where a number asks for them."""
    wide = b""
    if count >= _MAX16 or max(size, offset) >= _MAX32:
        record = _END64.pack(b"PK\6\6", _END64.size - 12, 45, 45, 0, 0, count, count, size, offset)
        wide = record + _LOCATOR64.pack(b"PK\6\7", 0, offset + size, 1)
    short = min(count, _MAX16)
    end = (b"PK\5\6", 0, 0, short, short, min(size, _MAX32), min(offset, _MAX32), len(comment))
    return wide + _END.pack(*end) + comment
