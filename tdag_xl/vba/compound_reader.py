"""Reads a compound file of version 3 or 4 ([MS-CFB]), whoever wrote it.

Safe on hostile bytes: every sector belongs to one chain at most, so that what is read is never more than the file, and
every directory entry to one place in the tree. The order and colours of the tree do not count: other programs'
files have them wrong.
"""

from __future__ import annotations

import struct
import sys
from array import array

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba import compound_records as cr
from tdag_xl.vba.compound_records import Entry, Header, Storage
from tdag_xl.vba.damage import damaged


def storages(data: bytes) -> Storage:
    """The root storage of a compound file. Raises VbaProjectError."""
    return _Reader(data).root()


class _Chains:
    """Chains of sectors in `content`; `table` says which sector follows each."""

    def __init__(self, content: bytes, size: int, table: array[int]) -> None:
        self._content, self._size, self._table = content, size, table
        self._taken = bytearray(len(table))

    def read(self, first: int, length: int | None = None) -> bytes:
        """The chain's first `length` bytes, or all of it."""
        pieces: list[bytes] = []
        sector = first
        while sector != cr.END_OF_CHAIN if length is None else len(pieces) * self._size < length:
            if sector >= len(self._taken) or self._taken[sector]:
                raise damaged("a chain of sectors leads out of the file, in a circle or into another one")
            self._taken[sector] = True
            pieces.append(self._content[sector * self._size : (sector + 1) * self._size])
            sector = self._table[sector]
        joined = b"".join(pieces)
        if length is not None and len(joined) < length:
            raise damaged("it ends too early")
        return joined[:length]


class _Reader:
    def __init__(self, data: bytes) -> None:
        header = _header(data)
        self._version = header.version
        size = 1 << header.shift
        content = data[size:]
        self._sector_size, self._count = size, -(-len(content) // size)
        fat_sectors = self._fat_sectors(data, content, header)
        fat = _table(b"".join(content[number * size : (number + 1) * size] for number in fat_sectors))
        self._chains = _Chains(content, size, fat[: self._count])
        self._entries = Entry.every(self._chains.read(header.directory))
        if not self._entries or self._entries[0].kind != cr.ROOT:
            raise damaged("its directory has no root")
        mini_table = _table(self._chains.read(header.mini_fat) if header.mini_fat_count else b"")
        root = self._entries[0]
        self._mini = _Chains(self._chains.read(root.start, self._size(root)), cr.MINI_SECTOR, mini_table)

    def _fat_sectors(self, data: bytes, content: bytes, header: Header) -> list[int]:
        """The sectors of the FAT, listed in the header and in the DIFAT's chain ([MS-CFB] 2.5)."""
        numbers = list(struct.unpack_from(f"<{cr.HEADER_DIFAT}L", data, cr.HEADER.size))
        seen: set[int] = set()
        follower = header.difat if header.difat_count else cr.END_OF_CHAIN
        while follower not in (cr.END_OF_CHAIN, cr.FREE):
            if follower >= self._count or follower in seen:
                raise damaged("the list of its sector tables leads out of the file or in a circle")
            seen.add(follower)
            start = follower * self._sector_size
            *more, follower = _table(content[start : start + self._sector_size])
            numbers += more
        fat = [number for number in numbers if number != cr.FREE]
        if len(fat) > self._count or any(number >= self._count for number in fat):
            raise damaged("a sector table is not in the file")
        return fat

    def _size(self, entry: Entry) -> int:
        """The stream's size; version 3 uses the lower half of the field only ([MS-CFB] 2.6.3)."""
        return entry.size & 0xFFFFFFFF if self._version == 3 else entry.size

    def root(self) -> Storage:
        root: dict[str, bytes | Storage] = {}
        ahead = [(root, self._entries[0].child)]
        seen = {0}
        while ahead:
            storage, number = ahead.pop()
            if number == cr.NO_ENTRY:
                continue
            if number in seen or number >= len(self._entries):
                raise damaged("its directory leads out of itself or in a circle")
            seen.add(number)
            entry = self._entries[number]
            ahead += [(storage, entry.left), (storage, entry.right)]
            name = _name(entry)
            if name in storage:
                raise damaged(f"its directory names {name!r} twice")
            if entry.kind == cr.STREAM:
                storage[name] = self._stream(entry)
            elif entry.kind == cr.STORAGE:
                inner: dict[str, bytes | Storage] = {}
                storage[name] = inner
                ahead.append((inner, entry.child))
            else:
                raise damaged(f"{name!r} in its directory is of no known kind")
        return root

    def _stream(self, entry: Entry) -> bytes:
        size = self._size(entry)
        return (self._mini if size < cr.MINI_CUTOFF else self._chains).read(entry.start, size)


def _header(data: bytes) -> Header:
    if len(data) < cr.HEADER.size + 4 * cr.HEADER_DIFAT:
        raise damaged("it ends too early")
    header = Header.unpacked(data)
    if header.signature != cr.SIGNATURE:
        raise VbaProjectError("This is no VBA project: it does not begin as a compound file does. Choose another file.")
    if (header.byte_order, header.mini_shift, header.mini_cutoff) != (cr.LITTLE_ENDIAN, cr.MINI_SHIFT, cr.MINI_CUTOFF):
        raise damaged("its header says what no compound file says")
    if cr.SECTOR_SHIFTS.get(header.version) != header.shift:
        raise damaged("its header tells of a version that does not exist")
    return header


def _name(entry: Entry) -> str:
    if entry.name_length % 2 or not 4 <= entry.name_length <= len(entry.name):
        raise damaged("a name in its directory has an impossible length")
    try:
        return entry.name[: entry.name_length - 2].decode("utf-16-le")
    except UnicodeDecodeError as broken:
        raise damaged("a name in its directory is no text") from broken


def _table(data: bytes) -> array[int]:
    """Sector numbers, as an array of four bytes each."""
    if len(data) % 4:
        raise damaged("it ends too early")
    numbers = array("I", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
