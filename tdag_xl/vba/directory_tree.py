"""The red-black tree in which a storage keeps its members ([MS-CFB] 2.6.4)."""

from __future__ import annotations

from typing import NamedTuple

from tdag_xl.vba.compound_records import BLACK, NO_ENTRY, RED


class Links(NamedTuple):
    """What a directory entry says of its place among its siblings."""

    left: int
    right: int
    colour: int


def order(name: str) -> tuple[int, bytes]:
    """The key by which siblings are sorted: shorter names first, then upper-case code unit by code unit.

    >>> sorted(["dir", "VBA", "_VBA_PROJECT", "PROJECT", "Dir2"], key=order)
    ['dir', 'VBA', 'Dir2', 'PROJECT', '_VBA_PROJECT']
    """
    upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in name)
    return len(name.encode("utf-16-le")), upper.encode("utf-16-be")


def tree(entries: range) -> tuple[int, dict[int, Links]]:
    """The root and the links of a valid tree over entries that are numbered in their order.

    Splitting in the middle fills every level but the last, so that the tree is valid when the nodes of an unfilled
    last level are red and all others black.
    """
    links: dict[int, Links] = {}
    filled = (len(entries) + 1).bit_length() - 1

    def subtree(part: range, level: int) -> int:
        if not part:
            return NO_ENTRY
        middle = len(part) // 2
        left, right = subtree(part[:middle], level + 1), subtree(part[middle + 1 :], level + 1)
        links[part[middle]] = Links(left, right, BLACK if level < filled else RED)
        return part[middle]

    return subtree(entries, 0), links
