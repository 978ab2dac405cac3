"""The names of sheets, as their tabs show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdag_xl.libreoffice.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

_BAD = re.compile(r"[\\/?*\[\]:]|^'|'$|^$|^history$", re.IGNORECASE)
_LONGEST = 31


def refuse_bad_tab(name: str) -> None:
    """Raise RefusedError for what Excel takes as no name of a sheet."""
    if _BAD.search(name) or len(name) > _LONGEST:
        raise RefusedError(
            f"{name!r} cannot be the name of a sheet: it has 1 to {_LONGEST} characters, none of \\ / ? * [ ] :, no "
            "apostrophe at its ends, and is not History."
        )


def copy_name(name: str, taken: Iterable[str]) -> str:
    """The name that Excel gives to a copy.

    >>> copy_name("Input", ["Input", "input (2)"])
    'Input (3)'
    """
    names = {other.casefold() for other in taken}
    number = 2
    while True:
        ending = f" ({number})"
        candidate = name[: _LONGEST - len(ending)] + ending
        if candidate.casefold() not in names:
            return candidate
        number += 1
