"""The machine that a Windows program file is for, from its header ([PE Format], "COFF File Header")."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_I386, _AMD64, _ARM64 = 0x014C, 0x8664, 0xAA64
_BITS = {_I386: 32, _AMD64: 64, _ARM64: 64}
_POINTER = 0x3C
"""Where the DOS header says where the PE header begins."""


def bits(path: Path) -> int | None:
    """32 or 64, the bits of the program that can load the file; None for no such file format. Raises OSError."""
    with path.open("rb") as stream:
        head = stream.read(_POINTER + 4)
        if len(head) < _POINTER + 4 or not head.startswith(b"MZ"):
            return None
        stream.seek(struct.unpack_from("<I", head, _POINTER)[0])
        signature = stream.read(6)
    if len(signature) < 6 or not signature.startswith(b"PE\0\0"):
        return None
    return _BITS.get(struct.unpack_from("<H", signature, 4)[0])
