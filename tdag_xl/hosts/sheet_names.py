"""Which tab each generated sheet goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Keyed(Protocol):
    """A sheet with a key, and the name that its tab has at first."""

    @property
    def key(self) -> str: ...  # noqa: D102

    @property
    def name(self) -> str: ...  # noqa: D102


LONGEST_NAME = 31
"""Characters in a tab's name, at most, counted in UTF-16 (Excel specifications and limits)."""


def tab_names(sheets: Sequence[Keyed], present: Mapping[str, str], others: Iterable[str]) -> dict[str, str]:
    """The tab of each sheet by key.

    A sheet that is `present` (key to tab) keeps its tab's name, whatever staff called it. A new one takes its own
    name, or ` (2)` and so on where `others`, staff's tabs, or a sheet before it has that name. Tabs ignore case.
    """
    taken = {name.casefold() for name in (*others, *present.values())}
    names: dict[str, str] = {}
    for sheet in sheets:
        if (name := present.get(sheet.key)) is None:
            name = _free_name(sheet.name, taken)
            taken.add(name.casefold())
        names[sheet.key] = name
    return names


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        suffix = f" ({number})"
        name = _cut(wanted, LONGEST_NAME - len(suffix)) + suffix
    return name


def _cut(name: str, length: int) -> str:
    """The start of `name` that is at most `length` characters in UTF-16, in which an emoji counts two."""
    return name.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore").rstrip()
