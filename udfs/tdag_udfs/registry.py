"""What a custom formula is: its name, its help, its arguments and the function behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_HELP = 255
"""Characters that Excel's Function Wizard shows of a description or of the help of an argument."""


@dataclass(frozen=True)
class Argument:
    """An argument as the Function Wizard shows it; `name` is an identifier both of Python and of VBA."""

    name: str
    help: str
    optional: bool = False


@dataclass(frozen=True)
class Formula:
    """A custom formula; `function` takes its arguments in order, each a cell or a grid (see grids.py).

    It gives a cell, or a rectangular grid that spills: numbers, texts, True and False, CellError; never a blank but "".
    """

    name: str
    category: str
    description: str
    arguments: tuple[Argument, ...]
    function: Callable[..., Any]

    def __post_init__(self) -> None:
        for text in (self.description, *(argument.help for argument in self.arguments)):
            if len(text) > LONGEST_HELP:
                raise ValueError(f"{self.name}: this help is longer than {LONGEST_HELP} characters: {text}")
            text.encode("cp1252")  # the code page of the VBA project
