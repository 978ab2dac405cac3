"""Writes a compound file, version 3 ([MS-CFB]): the same storages give the same bytes, for no moment is recorded."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Self

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba import compound_records as cr
from tdag_xl.vba.compound_records import Entry, Header, Storage
from tdag_xl.vba.directory_tree import Links, order, tree

_SECTOR = 1 << cr.SECTOR_SHIFTS[3]
_ENTRIES = _SECTOR // cr.ENTRY.size
_NUMBERS = _SECTOR // 4
"""How many sector numbers a sector of the FAT holds; one of the DIFAT holds one less, and the next one's number."""

_LONGEST_NAME = 31
_FORBIDDEN = frozenset("/\\:!\0")


@dataclass
class _Member:
    name: str
    kind: int
    links: Links
    content: bytes = b""
    child: int = cr.NO_ENTRY
    start: int = 0

    def entry(self) -> Entry:
        name = self.name.encode("utf-16-le")
        left, right, colour = self.links
        length = len(name) + 2
        return Entry(name, length, self.kind, colour, left, right, self.child, self.start, len(self.content))


@dataclass
class _Sectors:
    """Sectors in their order, each run of them one chain, and what the allocation table says of each."""

    size: int
    content: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        """Append `data` as a chain; return its first sector."""
        if not data:
            return cr.END_OF_CHAIN
        first = len(self.table)
        self.content += data + bytes(-len(data) % self.size)
        self.table += [*range(first + 1, len(self.content) // self.size), cr.END_OF_CHAIN]
        return first


def compound_file(root: Storage) -> bytes:
    """The bytes of a compound file that holds `root`. Raises VbaProjectError for a name that it cannot hold."""
    members = _members(root)
    sectors, mini = _Sectors(_SECTOR), _Sectors(cr.MINI_SECTOR)
    for member in members:
        member.start = (mini if len(member.content) < cr.MINI_CUTOFF else sectors).add(member.content)
    members[0].content = bytes(mini.content)
    members[0].start = sectors.add(members[0].content)
    mini_fat = _whole_sectors(mini.table)
    first_mini_fat = sectors.add(mini_fat)
    directory = [member.entry() for member in members]
    directory += [Entry()] * (-len(members) % _ENTRIES)
    first_entries = sectors.add(b"".join(entry.packed() for entry in directory))
    lists = _Lists.of(sectors.table)
    header = Header(
        directory=first_entries,
        fat_count=len(lists.fat),
        mini_fat=first_mini_fat,
        mini_fat_count=len(mini_fat) // _SECTOR,
        difat=lists.first_difat,
        difat_count=len(lists.difat) // _NUMBERS,
    )
    in_header = [*lists.fat, *[cr.FREE] * cr.HEADER_DIFAT][: cr.HEADER_DIFAT]
    after = (sectors.content, _whole_sectors(lists.table), _whole_sectors(lists.difat))
    return b"".join((header.packed(), _packed(in_header), *after))


def _members(root: Storage) -> list[_Member]:
    """The members in the order of their entries: the root, then those of each storage together, sorted."""
    members = [_Member("Root Entry", cr.ROOT, Links(cr.NO_ENTRY, cr.NO_ENTRY, cr.BLACK))]
    ahead: list[tuple[_Member, Storage]] = [(members[0], root)]
    for parent, storage in ahead:
        first = len(members)
        parent.child, links = tree(range(first, first + len(storage)))
        for name in sorted(storage, key=order):
            _refuse_bad_name(name, members[-1].name if len(members) > first else "")
            content, place = storage[name], links[len(members)]
            if isinstance(content, bytes):
                members.append(_Member(name, cr.STREAM, place, content))
            else:
                members.append(_Member(name, cr.STORAGE, place))
                ahead.append((members[-1], content))
    return members


def _refuse_bad_name(name: str, before: str) -> None:
    if not name or len(name.encode("utf-16-le")) > 2 * _LONGEST_NAME or _FORBIDDEN.intersection(name):
        raise VbaProjectError(
            f"{name!r} is no name that a compound file can hold: up to {_LONGEST_NAME} characters, none of / \\ : ! "
            "among them. Choose another name."
        )
    if order(name) == order(before):
        raise VbaProjectError(f"{before!r} and {name!r} differ in case only. Rename one of them.")


@dataclass
class _Lists:
    """What the FAT says of each sector; the FAT's sectors; the list of those too many for the header, and its start.

    The FAT's sectors follow those of the content, the DIFAT's follow the FAT's ([MS-CFB] 2.3, 2.5).
    """

    table: list[int]
    fat: list[int]
    difat: list[int]
    first_difat: int

    @classmethod
    def of(cls, content: list[int]) -> Self:
        """The lists of a file whose content takes sectors of which `content` says what follows each."""
        fat_count = difat_count = 0
        while (needed := _sectors_needed(len(content) + fat_count + difat_count)) != (fat_count, difat_count):
            fat_count, difat_count = needed
        first_difat = len(content) + fat_count
        fat = [*range(len(content), first_difat)]
        difat: list[int] = []
        for number in range(difat_count):
            start = cr.HEADER_DIFAT + number * (_NUMBERS - 1)
            part = fat[start : start + _NUMBERS - 1]
            follower = first_difat + number + 1 if number + 1 < difat_count else cr.END_OF_CHAIN
            difat += [*part, *[cr.FREE] * (_NUMBERS - 1 - len(part)), follower]
        table = content + [cr.FAT_SECTOR] * fat_count + [cr.DIFAT_SECTOR] * difat_count
        return cls(table, fat, difat, first_difat if difat_count else cr.END_OF_CHAIN)


def _sectors_needed(total: int) -> tuple[int, int]:
    """How many sectors FAT and DIFAT take where `total` sectors are to be listed."""
    fat = -(-total // _NUMBERS)
    return fat, -(-max(0, fat - cr.HEADER_DIFAT) // (_NUMBERS - 1))


def _whole_sectors(numbers: list[int]) -> bytes:
    return _packed(numbers + [cr.FREE] * (-len(numbers) % _NUMBERS))


def _packed(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}L", *numbers)
