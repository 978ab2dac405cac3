"""The table that is likely meant where one is missing."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from tdag_xl.errors import MissingTableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_CUTOFF = 0.75  # the tables of the register are less alike than that, so that none of them is taken for another


def missing_table(name: str, sheets: Mapping[str, str], workbook: Path) -> MissingTableError:
    """The error for a table that is not among those of the workbook, whose sheets are given by their names."""
    nearest = nearest_table(name, sheets)
    return MissingTableError(name, nearest, workbook, sheet=sheets[nearest] if nearest else None)


def nearest_table(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` most like `name`; None where none is near.

    >>> nearest_table("tblRates", ["tblPartners", "Rates2"]), nearest_table("tblRates", ["tblPartners"])
    ('Rates2', None)
    """
    originals = {_word(one): one for one in names}
    return next((originals[word] for word in difflib.get_close_matches(_word(name), originals, 1, _CUTOFF)), None)


def _word(name: str) -> str:
    return name.casefold().removeprefix("tbl")
