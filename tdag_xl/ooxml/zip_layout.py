"""Whether the members of a zip file lie in it as its directory says, so that every program reads the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from tdag_xl.ooxml import zip_records as zr
from tdag_xl.ooxml.zip_records import BrokenZipError, Member

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAID_BY_BOTH = zr.ENCRYPTED | zr.UTF8


def refuse_odd_layout(stream: BinaryIO, members: Sequence[Member], directory_at: int) -> None:
    """Raise BrokenZipError where members share bytes, or where the header before one contradicts the directory.

    A few bytes that several members share make a file that unpacks to any size; a program that reads header after
    header would see other members than one that reads the directory (APPNOTE.TXT 6.3.10 §4.3.7, §4.3.12).
    """
    end = 0
    for member in sorted(members, key=lambda member: member.offset):
        if member.offset < end:
            raise BrokenZipError(f"{member.name!r} shares bytes with another member")
        end = _start(stream, member) + member.compressed_size
        if end > directory_at:
            raise BrokenZipError(f"{member.name!r} is cut short")


def _start(stream: BinaryIO, member: Member) -> int:
    """Where the member's bytes begin."""
    stream.seek(min(member.offset, zr.LARGEST_OFFSET))
    head = stream.read(zr.LOCAL.size)
    if len(head) < zr.LOCAL.size or not head.startswith(b"PK\3\4"):
        raise BrokenZipError(f"{member.name!r} is not where its directory says")
    fields: tuple[int, ...] = zr.LOCAL.unpack(head)[2:]
    flags, method, _, _, crc, packed, size, name_length, extra_length = fields
    unknown = (0, zr.IN_EXTRA) if flags & zr.DESCRIPTOR else (zr.IN_EXTRA,)
    told = ((crc, member.crc), (packed, member.compressed_size), (size, member.size))
    same = (
        method == member.method
        and flags & _SAID_BY_BOTH == member.flags & _SAID_BY_BOTH
        and stream.read(name_length) == member.raw_name
        and all(here == there or here in unknown for here, there in told)
    )
    if not same:
        raise BrokenZipError(f"the header of {member.name!r} does not say what the directory says of it")
    return member.offset + zr.LOCAL.size + name_length + extra_length
