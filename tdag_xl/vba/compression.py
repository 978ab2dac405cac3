"""Compressed containers: the run-length encoding of the dir stream and of every module ([MS-OVBA] 2.4.1).

A container is the byte 0x01 and chunks of up to 4096 bytes of text. A chunk is a header and either its bytes as they
are or token sequences: a byte of eight flags, then eight tokens, each a byte of text (flag 0) or a copy of text earlier
in the same chunk (flag 1).
"""

from __future__ import annotations

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.damage import damaged

_SIGNATURE = 0x01
_CHUNK = 4096
_CHUNK_SIGNATURE = 0b011 << 12
_COMPRESSED = 1 << 15
_SIZE = 0x0FFF
"""In a chunk's header: its size with the header, less 3 ([MS-OVBA] 2.4.1.1.5)."""

_SHORTEST_COPY = 3
LARGEST_TEXT = 64 << 20
"""Bytes; what the longest module of the editor has, 65,534 lines of 1,023 characters. Few bytes can claim far more."""


def compressed(text: bytes, what: str = "the text") -> bytes:
    """The container that holds `text`, called `what` where it cannot be held.

    Raises VbaProjectError where a last chunk of less than 4096 bytes does not compress, which source text always does:
    only a whole chunk may be stored as it is ([MS-OVBA] 2.4.1.3.10).
    """
    container = bytearray([_SIGNATURE])
    for start in range(0, len(text), _CHUNK):
        chunk = text[start : start + _CHUNK]
        tokens = _token_sequences(chunk)
        flag = _COMPRESSED
        if len(tokens) > _CHUNK:
            if len(chunk) < _CHUNK:
                raise VbaProjectError(
                    f"The last {len(chunk):,} bytes of {what} do not compress, and the format has no other way to "
                    "hold them. Make it a page longer or shorter."
                )
            tokens, flag = chunk, 0
        container += (len(tokens) - 1 | _CHUNK_SIGNATURE | flag).to_bytes(2, "little")
        container += tokens
    return bytes(container)


def _token_sequences(chunk: bytes) -> bytes:
    packed = bytearray()
    at, flags_at = 0, 0
    count = 0
    while at < len(chunk):
        if count % 8 == 0:
            flags_at = len(packed)
            packed.append(0)
        source, length = _longest_match(chunk, at)
        if length:
            packed[flags_at] |= 1 << count % 8
            offset_bits = _offset_bits(at)
            packed += (at - source - 1 << 16 - offset_bits | length - _SHORTEST_COPY).to_bytes(2, "little")
            at += length
        else:
            packed.append(chunk[at])
            at += 1
        count += 1
    return bytes(packed)


def _longest_match(chunk: bytes, at: int) -> tuple[int, int]:
    """Where the longest text that also stands at `at` begins, the nearest of several, and its length; else (0, 0).

    A match may run into what it is copied to, as in `aaaa` ([MS-OVBA] 2.4.1.3.19.4). Each search is for one byte more
    than the last one found, so that all of a chunk's searches together are few.
    """
    longest = min((0xFFFF >> _offset_bits(at)) + _SHORTEST_COPY, len(chunk) - at)
    best, length = 0, 0
    wanted, end = _SHORTEST_COPY, at + _SHORTEST_COPY - 1
    while wanted <= longest:
        source = chunk.rfind(chunk[at : at + wanted], 0, end)
        if source < 0:
            break
        best, length = source, wanted
        while length < longest and chunk[source + length] == chunk[at + length]:
            length += 1
        wanted, end = length + 1, source + length
    return best, length


def _offset_bits(at: int) -> int:
    """How many of a copy token's 16 bits hold the offset; the others hold the length ([MS-OVBA] 2.4.1.3.19.1)."""
    return max((at - 1).bit_length(), 4)


def decompressed(container: bytes, most: int = LARGEST_TEXT) -> bytes:
    """The text of a container, of `most` bytes at most. Raises VbaProjectError."""
    if not container or container[0] != _SIGNATURE:
        raise damaged("compressed text does not begin as it must")
    text = bytearray()
    at = 1
    while at < len(container):
        header = int.from_bytes(container[at : at + 2], "little")
        end = at + (header & _SIZE) + _SHORTEST_COPY
        if end > len(container) or header & 0x7000 != _CHUNK_SIGNATURE:
            raise damaged("compressed text is cut short or overwritten")
        chunk = container[at + 2 : end]
        if header & _COMPRESSED:
            text += _chunk_text(chunk)
        elif len(chunk) == _CHUNK:
            text += chunk
        else:
            raise damaged("a part of compressed text has the wrong size")
        if len(text) > most:
            raise damaged("its text is longer than any that Excel can hold")
        at = end
    return bytes(text)


def _chunk_text(tokens: bytes) -> bytearray:
    text = bytearray()
    at = 0
    while at < len(tokens):
        flags = tokens[at]
        at += 1
        if not flags:
            text += tokens[at : at + 8]
            at += 8
            continue
        for bit in range(8):
            if at >= len(tokens):
                break
            if flags >> bit & 1:
                _copy(text, tokens[at : at + 2])
                at += 2
            else:
                text.append(tokens[at])
                at += 1
    if len(text) > _CHUNK:
        raise damaged("a part of compressed text is too long")
    return text


def _copy(text: bytearray, token: bytes) -> None:
    offset_bits = _offset_bits(len(text))
    value = int.from_bytes(token, "little")
    offset = (value >> 16 - offset_bits) + 1
    length = (value & 0xFFFF >> offset_bits) + _SHORTEST_COPY
    if len(token) < 2 or offset > len(text) or len(text) > _CHUNK:
        raise damaged("compressed text refers to what is not there")
    start = len(text) - offset
    if offset >= length:
        text += text[start : start + length]
    else:
        text += (text[start:] * (length // offset + 1))[:length]
