"""What a part is written from: its bytes, or those of a large one held compressed.

A list of 10,000 agreements is a worksheet of 12 MB, of which compressed hardly a megabyte is left.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = 1 << 16
"""Bytes that are compressed together."""

_FASTEST = 1

LARGE = 1 << 20
"""Bytes from which on the content of a part is held compressed."""


class Packed:
    """Bytes of which the `pieces` are held compressed, and what stands before and behind these as it is.

    They are given back as they were: `before`, the pieces (joined, never cut), `behind`.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.before = self.behind = b""
        self._packed = [(len(data), zlib.compress(data, _FASTEST)) for data in _gathered(pieces)]

    def __len__(self) -> int:
        return len(self.before) + sum(length for length, _ in self._packed) + len(self.behind)

    def __iter__(self) -> Iterator[bytes]:
        yield self.before
        yield from self.pieces()
        yield self.behind

    def pieces(self) -> Iterator[bytes]:
        """The bytes that are held compressed."""
        return (zlib.decompress(packed) for _, packed in self._packed)

    def between(self, before: bytes, behind: bytes) -> Content:
        """The pieces with these bytes before and behind them; held compressed only where they are many."""
        packed = Packed(())
        packed.before, packed.behind, packed._packed = before, behind, self._packed
        return packed if len(packed) >= LARGE else b"".join(packed)


Content = bytes | Packed


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are worth compressing."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= _PIECE:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)


def pieces_of(content: Content) -> Iterator[bytes]:
    """The content, piece by piece."""
    return iter(content) if isinstance(content, Packed) else iter((content,))


def whole(content: Content) -> bytes:
    """All bytes of the content."""
    return content if isinstance(content, bytes) else b"".join(content)


def same_bytes(one: Iterable[bytes], other: Iterable[bytes]) -> bool:
    """Whether the pieces make up the same bytes, wherever they are cut.

    >>> same_bytes([b"ab", b"c"], [b"a", b"", b"bc"]), same_bytes([b"ab"], [b"abc"])
    (True, False)
    """
    left = right = b""
    ahead, beside = iter(one), iter(other)
    while True:
        left, right = left or next(filter(None, ahead), b""), right or next(filter(None, beside), b"")
        length = min(len(left), len(right))
        if left[:length] != right[:length] or not length:
            return left == right
        left, right = left[length:], right[length:]
