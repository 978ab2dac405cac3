"""Pictures small enough to be made on the spot, and the same every time."""

from __future__ import annotations

import io
import struct
import zlib


def png(width: int, height: int, colour: tuple[int, int, int]) -> io.BytesIO:
    """A picture of one colour (red, green, blue: 0 to 255), as a PNG file."""
    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
