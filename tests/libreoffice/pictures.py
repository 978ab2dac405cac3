"""Pictures as files, made here."""

from __future__ import annotations

import struct
import zlib


def png(path, width, height, colour=(200, 30, 30), dots_per_inch=None):
    """A PNG of one colour, with or without its dots per inch; the path."""
    rows = (b"\0" + bytes(colour) * width) * height
    density = b""
    if dots_per_inch is not None:
        per_metre = round(dots_per_inch / 0.0254)
        density = _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + header + density + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    )
    return path


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
