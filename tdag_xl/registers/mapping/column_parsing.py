"""How a mapping says where one column comes from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from tdag_xl.cells import Kind, normalized, reading
from tdag_xl.registers.mapping.known import refuse_unknown
from tdag_xl.registers.mapping.rules import SEVERAL_NAMES, Codes, ColumnMapping, Unlisted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.registers.mapping.mapping_file import MappingFile

_COLUMN, _FIRST_OF, _JOINED, _ALL_OF, _VALUE = "column", "first_of", "joined", "all_of", "value"
_WAYS: Final = (_COLUMN, _FIRST_OF, _JOINED, _ALL_OF, _VALUE)
_WITH, _CODES, _UNLISTED, _OTHERWISE = "with", "codes", "unlisted", "otherwise"
_MORE: Final = (_WITH, _CODES, _UNLISTED, _OTHERWISE)


def column_mapping(
    file: MappingFile, keys: tuple[str, str], given: Any, codes: Mapping[str, Mapping[str, str]]
) -> ColumnMapping:
    """What `given` says of a column: a column of the source in quotation marks, or a table. Raises MappingError."""
    name = ".".join(keys)
    if isinstance(given, str) and given.strip():
        return ColumnMapping((normalized(given),))
    if not isinstance(given, dict):
        raise file.error(
            keys, f'{name} is a column of the source in quotation marks, or {{ value = "…" }} for a value.'
        )
    refuse_unknown(file, keys, given, (*_WAYS, *_MORE), "it has")
    [way, *others] = [word for word in _WAYS if word in given] or [""]
    if not way or others:
        raise file.error(keys, f"{name} says one of {', '.join(_WAYS)}; it says {'several' if others else 'none'}.")
    if way == _VALUE:
        return _constant(file, keys, given)
    if _WITH in given and way != _JOINED:
        raise file.error(keys, f"{name}: with says what stands between joined values; {way} joins none.")
    if way == _ALL_OF and keys[1] not in SEVERAL_NAMES:
        raise file.error(keys, f"{name}: all_of is for columns of several names: {' and '.join(SEVERAL_NAMES)}.")
    return ColumnMapping(
        sources=_sources(file, keys, way, given[way]),
        joiner=_joiner(file, keys, given) if way == _JOINED else None,
        codes=_codes(file, keys, given, codes),
        otherwise=_cell(file, keys, _OTHERWISE, given[_OTHERWISE]) if _OTHERWISE in given else None,
        collected=way == _ALL_OF,
    )


def _constant(file: MappingFile, keys: Sequence[str], given: Mapping[str, Any]) -> ColumnMapping:
    if len(given) > 1:
        raise file.error(keys, f"{'.'.join(keys)}: value stands alone.")
    return ColumnMapping(otherwise=_cell(file, keys, _VALUE, given[_VALUE]))


def _sources(file: MappingFile, keys: Sequence[str], way: str, given: Any) -> tuple[str, ...]:
    sources = list_of_texts(given)
    if not sources or (way == _COLUMN and not isinstance(given, str)):
        what = "a column" if way == _COLUMN else "a list of columns"
        raise file.error(keys, f"{'.'.join(keys)}: {way} is {what} of the source, in quotation marks.")
    return tuple(map(normalized, sources))


def _joiner(file: MappingFile, keys: Sequence[str], given: Mapping[str, Any]) -> str:
    joiner = given.get(_WITH, " ")
    if not isinstance(joiner, str):
        raise file.error(keys, f'{".".join(keys)}: with is a text in quotation marks, such as " – ".')
    return joiner


def _codes(
    file: MappingFile, keys: Sequence[str], given: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]]
) -> Codes | None:
    name, choices = ".".join(keys), [one.value for one in Unlisted]
    unlisted = given.get(_UNLISTED, Unlisted.KEEP)
    if unlisted not in choices:
        raise file.error(keys, f"{name}: unlisted is one of {', '.join(choices)}.")
    if (listed := given.get(_CODES)) is None:
        if _UNLISTED in given:
            raise file.error(keys, f"{name}: unlisted is about codes, of which it names no list.")
        return None
    if not isinstance(listed, str):
        raise file.error(keys, f'{name}: codes is the name of a list, such as "kinds" for [codes.kinds].')
    refuse_unknown(file, keys, [listed], tuple(codes), "there are the lists of codes:")
    return Codes(listed, codes[listed], Unlisted(unlisted))


def _cell(file: MappingFile, keys: Sequence[str], word: str, given: Any) -> str:
    if not is_cell(given):
        raise file.error(keys, f"{'.'.join(keys)}: {word} is a text, a number or a day.")
    return text_of(given)


def is_cell(value: Any) -> bool:
    """Whether a value of TOML can stand for what a cell holds."""
    return isinstance(value, (str, int, float, dt.date)) and not isinstance(value, bool)


def text_of(value: str | float | dt.date) -> str:
    """A value of TOML as a text of the register: trimmed, whole numbers as digits, days as ISO has them.

    >>> text_of(" paid "), text_of(2), text_of(dt.date(2023, 1, 31))
    ('paid', '2', '2023-01-31')
    """
    return str(reading(value, Kind.TEXT).value or "")


def list_of_texts(given: Any) -> tuple[str, ...]:
    """The texts of a list, or one alone; none where anything else is among them."""
    listed = given if isinstance(given, list) else [given]
    return tuple(listed) if all(isinstance(one, str) and one.strip() for one in listed) else ()
