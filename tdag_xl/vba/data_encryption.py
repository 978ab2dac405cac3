"""The values of a PROJECT stream that say how a project is protected ([MS-OVBA] 2.4.3)."""

from __future__ import annotations

_VERSION = 2
_SEED = 0x59
"""Any byte will do ([MS-OVBA] 2.4.3.2); always the same one, so that the same project gives the same bytes. Its bits 1
and 2 count the bytes of padding: none."""


def encrypted(data: bytes, project_id: str) -> str:
    """`data` as hexadecimal digits, bound to the project's ID, which is written with its braces.

    Each byte is combined with the sum of the byte before it and the encrypted byte two before it.
    """
    key = sum(project_id.encode("ascii")) & 0xFF
    result = bytearray([_SEED, _SEED ^ _VERSION, _SEED ^ key])
    previous = key
    for byte in len(data).to_bytes(4, "little") + data:
        result.append(byte ^ (result[-2] + previous) & 0xFF)
        previous = byte
    return result.hex().upper()
