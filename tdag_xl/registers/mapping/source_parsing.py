"""How a mapping says which table of the source, and which of its records, a table of the register is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tdag_xl.cells import normalized
from tdag_xl.registers.mapping.column_parsing import is_cell, text_of
from tdag_xl.registers.mapping.known import refuse_unknown
from tdag_xl.registers.mapping.rules import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tdag_xl.registers.mapping.mapping_file import MappingFile

FROM: Final = "from"
WHERE, EXCEPT = "where", "except"
SOURCES: Final = "sources"

_NO_NAME = '/\\:"\0'


@dataclass(frozen=True)
class Source:
    """A table of the source by its name there, where the mapping names it, and which of its records count."""

    table: str
    place: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()


def sources(file: MappingFile) -> Mapping[str, Source]:
    """The tables to which the mapping gives names, with [sources.NAME]. Raises MappingError."""
    given = file.data.get(SOURCES, {})
    if not isinstance(given, dict):
        raise file.error((SOURCES,), "sources are tables with names, such as [sources.flows].")
    named = {}
    for name, facts in given.items():
        place = (SOURCES, name)
        if not isinstance(facts, dict):
            raise file.error(place, f"sources.{name} is a table, such as [sources.{name}].")
        refuse_unknown(file, place, facts, (FROM, WHERE, EXCEPT), "a source has")
        named[name] = Source(*_table(file, place, facts.get(FROM, name)), _conditions(file, place, facts))
    return named


def source_of(file: MappingFile, stem: str, given: Mapping[str, Any], named: Mapping[str, Source]) -> Source:
    """What the table `stem` of the register is made from: a source by its name, or a table. Raises MappingError."""
    table, place = _table(file, (stem,), given.get(FROM, stem))
    source = named.get(table, Source(table, place))
    return Source(source.table, source.place, (*source.conditions, *_conditions(file, (stem,), given)))


def _table(file: MappingFile, place: tuple[str, ...], given: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(given, str) or not given.strip(". ") or any(sign in given for sign in _NO_NAME):
        raise file.error(
            (*place, FROM), f"{'.'.join(place)}: {FROM} is the name of a file, a folder or a table, without a path."
        )
    return given, (*place, FROM)


def _conditions(file: MappingFile, place: tuple[str, ...], facts: Mapping[str, Any]) -> tuple[Condition, ...]:
    return tuple(condition for word in (WHERE, EXCEPT) for condition in _all_of(file, (*place, word), facts.get(word)))


def _all_of(file: MappingFile, place: tuple[str, ...], given: Any) -> Iterator[Condition]:
    name = ".".join(place)
    if given is None:
        return
    if not isinstance(given, dict):
        raise file.error(place, f'{name} names columns of the source, as in {place[-1]}.status = ["paid"].')
    for column, values in given.items():
        listed = values if isinstance(values, list) else [values]
        if not listed or not all(map(is_cell, listed)):
            raise file.error(
                (*place, column),
                f'{name}.{column} is a value or a list of values, such as ["paid", "commitment"]; "" is a blank.',
            )
        wanted = frozenset(text_of(value) or None for value in listed)
        yield Condition((*place, column), normalized(column), wanted, wanted=place[-1] == WHERE)
