"""A column of text as the domain receives it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.cells import normalized

_MAY_CHANGE = r"[^\x21-\x7e ]|^ | $|  |^$"
"""Text that `normalized` may change: not printable ASCII, or spaces at an end or side by side, or none at all."""


def normalized_text(array: pa.Array) -> pa.Array:
    """The texts of `array`, each `normalized`; those without any letter are null."""
    if _is_plain(array):
        return array
    unsure = pc.match_substring_regex(array, _MAY_CHANGE)
    if not pc.any(unsure).as_py():
        return array
    clean = [normalized(text) or None for text in array.filter(unsure).to_pylist()]
    return pc.replace_with_mask(array, pc.fill_null(unsure, False), pa.array(clean, pa.string()))


def _is_plain(array: pa.Array) -> bool:
    """Whether no text can change, as a look at all bytes at once tells; ten times quicker than at each text."""
    if array.type != pa.string() or array.null_count == len(array):
        return False
    _, offsets, letters = array.buffers()
    ends = pa.Array.from_buffers(pa.int32(), len(array) + 1, [None, offsets], offset=array.offset)
    first, last = ends[0].as_py(), ends[len(array)].as_py()
    if first == last:
        return False
    found = pc.min_max(pa.Array.from_buffers(pa.uint8(), last - first, [None, letters], offset=first)).as_py()
    if found["min"] < ord(" ") or found["max"] > ord("~"):
        return False
    if found["min"] > ord(" "):
        return bool(pc.min(pc.binary_length(array)).as_py())
    doubtful = (pc.match_substring(array, "  "), pc.starts_with(array, " "), pc.ends_with(array, " "))
    return bool(pc.min(pc.binary_length(array)).as_py()) and not any(pc.any(one).as_py() for one in doubtful)
