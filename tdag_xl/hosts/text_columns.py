"""A column of text as the domain receives it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.cells import normalized

_MAY_CHANGE = r"[^\x21-\x7e ]|^ | $|  |^$"
"""Text that `normalized` may change: not printable ASCII, or spaces at an end or side by side, or none at all."""


def normalized_text(array: pa.Array) -> pa.Array:
    """The texts of `array`, each `normalized`; those without any letter are null."""
    unsure = pc.match_substring_regex(array, _MAY_CHANGE)
    if not pc.any(unsure).as_py():
        return array
    clean = [normalized(text) or None for text in array.filter(unsure).to_pylist()]
    return pc.replace_with_mask(array, pc.fill_null(unsure, False), pa.array(clean, pa.string()))
