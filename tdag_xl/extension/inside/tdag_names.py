"""What the formulas are called towards LibreOffice, the same where the extension is built and where it runs."""

from __future__ import annotations

SERVICE = "tdagxl.Formulas"
IMPLEMENTATION = "tdagxl.FormulasInPython"
INTERFACE = "tdagxl.XFormulas"

_RANGES = frozenset({"rates", "table", "labels", "values"})


def identifier(name: str) -> str:
    """The identifier of a formula or argument in the interface, where no underscore may stand.

    >>> identifier("TDAG_USD_WHY"), identifier("value_date")
    ('tdagUsdWhy', 'valueDate')
    """
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def is_range(argument: str) -> bool:
    """Whether the argument is a whole column or table: Calc gives the range itself then, and takes nothing else."""
    return argument in _RANGES
