"""The fixed records of a compound file, and its special sector numbers ([MS-CFB] 2.1 to 2.6)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple, Union

Storage = Mapping[str, Union[bytes, "Storage"]]
"""What a storage holds by name: a stream's bytes, or a storage."""

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
LITTLE_ENDIAN = 0xFFFE
SECTOR_SHIFTS = {3: 9, 4: 12}
"""Sector sizes are 2 to this power, by major version."""

MINI_SHIFT = 6
MINI_SECTOR = 1 << MINI_SHIFT
MINI_CUTOFF = 4096
"""A stream shorter than this lies in the mini stream, in mini sectors; any other in sectors of its own."""

HEADER_DIFAT = 109
"""How many sectors of the FAT the header itself lists, after its fields."""

STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1
NO_ENTRY = 0xFFFFFFFF

DIFAT_SECTOR, FAT_SECTOR, END_OF_CHAIN, FREE = 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF


HEADER = struct.Struct("<8s16x5H10x2L4x5L")
ENTRY = struct.Struct("<64sHBB3L36xLQ")


class Header(NamedTuple):
    """The file's header ([MS-CFB] 2.2) without its list of FAT sectors; of version 3 where nothing else is said."""

    signature: bytes = SIGNATURE
    minor_version: int = 0x003E
    version: int = 3
    byte_order: int = LITTLE_ENDIAN
    shift: int = SECTOR_SHIFTS[3]
    mini_shift: int = MINI_SHIFT
    fat_count: int = 0
    directory: int = END_OF_CHAIN
    mini_cutoff: int = MINI_CUTOFF
    mini_fat: int = END_OF_CHAIN
    mini_fat_count: int = 0
    difat: int = END_OF_CHAIN
    difat_count: int = 0

    @classmethod
    def unpacked(cls, data: bytes) -> Header:
        """The header that `data` begins with."""
        return cls._make(HEADER.unpack_from(data))

    def packed(self) -> bytes:
        """The header's bytes."""
        return HEADER.pack(*self)


class Entry(NamedTuple):
    """A directory entry ([MS-CFB] 2.6.1) without class, state and timestamps; an unused one where nothing is said.

    `name` is UTF-16, padded with nulls; `name_length` counts its bytes with one null character.
    """

    name: bytes = b""
    name_length: int = 0
    kind: int = 0
    colour: int = RED
    left: int = NO_ENTRY
    right: int = NO_ENTRY
    child: int = NO_ENTRY
    start: int = 0
    size: int = 0

    @classmethod
    def every(cls, data: bytes) -> list[Entry]:
        """The entries of a directory; a rest that is no whole entry is left out."""
        whole = len(data) // ENTRY.size * ENTRY.size
        return [cls._make(fields) for fields in ENTRY.iter_unpack(data[:whole])]

    def packed(self) -> bytes:
        """The entry's bytes."""
        return ENTRY.pack(*self)
