"""What a mapping says in its TOML file; whatever makes no sense is told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tdag_xl.cells import Kind, shown
from tdag_xl.domain.columns import SPECS
from tdag_xl.registers.folder import file_stem
from tdag_xl.registers.mapping.column_parsing import column_mapping, is_cell, list_of_texts, text_of
from tdag_xl.registers.mapping.known import refuse_unknown
from tdag_xl.registers.mapping.rules import NEEDED, ColumnMapping, InlineTable, RegisterMapping, TableMapping
from tdag_xl.registers.mapping.source_parsing import EXCEPT, FROM, SOURCES, WHERE, Source, source_of, sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tdag_xl.registers.mapping.mapping_file import MappingFile
    from tdag_xl.tables import TableSpec

_TABLES: Final = {file_stem(spec): spec for spec in SPECS}
_OWN_TABLES, _CODES = "own_tables", "codes"
_KEYS, _FIRST_BY = "one_row_for_each", "first_by"


def parsed(file: MappingFile) -> RegisterMapping:
    """What the file says. Raises MappingError."""
    data = file.data
    refuse_unknown(file, (), data, (*_TABLES, SOURCES, _CODES, _OWN_TABLES), "a mapping has")
    codes, named = _code_lists(file, data.get(_CODES, {})), sources(file)
    tables: dict[str, TableMapping | InlineTable] = {}
    for stem, spec in _TABLES.items():
        if isinstance(given := data.get(stem), list):
            tables[spec.name] = _inline_table(file, stem, spec, given)
        elif given is not None:
            tables[spec.name] = _table(file, stem, spec, given, codes, named)
    if not tables:
        raise file.error((), f"it names no table. Name one or more of {', '.join(_TABLES)}.")
    own = data.get(_OWN_TABLES)
    if own is not None and not (isinstance(own, str) and own):
        raise file.error((_OWN_TABLES,), f"{_OWN_TABLES} is a folder or a DuckDB database, in quotation marks.")
    return RegisterMapping(file.path, tables, None if own is None else file.path.parent / Path(own))


def _code_lists(file: MappingFile, given: Any) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(given, dict):
        raise file.error((_CODES,), "codes are lists with names, such as [codes.kinds].")
    for name, meanings in given.items():
        if not isinstance(meanings, dict):
            raise file.error((_CODES, name), f'codes.{name} is a list such as [codes.{name}] with lines "2" = "Grant".')
        for code, meaning in meanings.items():
            if not is_cell(meaning):
                raise file.error(
                    (_CODES, name, code), f"codes.{name}: {shown(code)} stands for a text, in quotation marks."
                )
    return {
        name: {text_of(code): text_of(meaning) for code, meaning in meanings.items()}
        for name, meanings in given.items()
    }


def _inline_table(file: MappingFile, stem: str, spec: TableSpec, given: list[Any]) -> InlineTable:
    for row in given:
        if not isinstance(row, dict):
            raise file.error((stem,), f"each row of {stem} is a table, such as [[{stem}]].")
        refuse_unknown(file, (stem,), row, tuple(spec.columns), f"the table {stem} has")
        for column, value in row.items():
            if not is_cell(value):
                raise file.error((stem,), f"{stem}: {column} holds a text, a number or a day.")
    return InlineTable(spec, tuple({column: text_of(value) for column, value in row.items()} for row in given))


def _table(
    file: MappingFile,
    stem: str,
    spec: TableSpec,
    given: Any,
    codes: Mapping[str, Mapping[str, str]],
    named: Mapping[str, Source],
) -> TableMapping:
    if not isinstance(given, dict):
        raise file.error((stem,), f"{stem} is a table, such as [{stem}], or rows, such as [[{stem}]].")
    words = (FROM, WHERE, EXCEPT, _KEYS, _FIRST_BY)
    refuse_unknown(file, (stem,), given, (*spec.columns, *words), f"a mapping of {stem} has")
    columns = {c: column_mapping(file, (stem, c), given[c], codes) for c in spec.columns if c in given}
    for column in NEEDED[spec.name]:
        if column not in columns:
            raise file.error((stem,), f"{stem} does not say where {column} comes from. Add a line {_key(column)} = ….")
    keys = _keys(file, stem, given, columns)
    for column, mapping in columns.items():
        if mapping.collected and not keys:
            raise file.error((stem, column), f"{stem}: all_of needs {_KEYS}, which says of which records.")
    source = source_of(file, stem, given, named)
    return TableMapping(
        spec,
        source=source.table,
        place=source.place,
        columns=columns,
        conditions=source.conditions,
        keys=keys,
        first_by=_first_by(file, stem, spec, given, columns),
    )


def _keys(
    file: MappingFile, stem: str, given: Mapping[str, Any], columns: Mapping[str, ColumnMapping]
) -> tuple[str, ...]:
    if _KEYS not in given:
        return ()
    keys = list_of_texts(given[_KEYS])
    if not keys:
        raise file.error(
            (stem, _KEYS), f'{stem}: {_KEYS} is a column of the register, such as "Ref", or a list of such.'
        )
    for key in keys:
        _refuse_unmapped(file, stem, _KEYS, key, columns)
        if columns[key].collected:
            raise file.error((stem, _KEYS), f"{stem}: {key} is collected with all_of, so it cannot be a key.")
    return keys


def _first_by(
    file: MappingFile, stem: str, spec: TableSpec, given: Mapping[str, Any], columns: Mapping[str, ColumnMapping]
) -> str | None:
    if (column := given.get(_FIRST_BY)) is None:
        return None
    if _KEYS not in given:
        raise file.error(
            (stem, _FIRST_BY), f"{stem}: {_FIRST_BY} chooses a record of those that {_KEYS} brings together."
        )
    if not isinstance(column, str):
        raise file.error((stem, _FIRST_BY), f'{stem}: {_FIRST_BY} is a column of the register, such as "Signed".')
    _refuse_unmapped(file, stem, _FIRST_BY, column, columns)
    if spec.columns[column] is Kind.TEXT:
        fitting = [name for name, kind in spec.columns.items() if kind is not Kind.TEXT and name in columns]
        hint = f" Name {' or '.join(fitting)}." if fitting else ""
        raise file.error(
            (stem, _FIRST_BY), f"{stem}: {_FIRST_BY} is a column of days or numbers; {column} is none.{hint}"
        )
    return column


def _refuse_unmapped(file: MappingFile, stem: str, word: str, column: str, columns: Sequence[str] | Any) -> None:
    refuse_unknown(file, (stem, word), [column], tuple(columns), f"{word} names a column that {stem} maps:")


def _key(column: str) -> str:
    return f'"{column}"' if " " in column else column
