"""A register in files, opened: its tables as the domain receives them, in the engine of one's choice."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.registers.engines import EngineName, tables_in
from tdag_xl.registers.mapping.one_row import one_row_for_each
from tdag_xl.registers.mapping.opening import MappedRegister, mapped_register
from tdag_xl.registers.places import opened_place
from tdag_xl.registers.typed_table import TypedTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tdag_xl.domain.engine import Engine
    from tdag_xl.domain.findings import TableFindings
    from tdag_xl.tables import InputTable


@dataclass(frozen=True, eq=False)
class OpenRegister:
    """The tables by name, where each was found, and what the calculations ask of the engine that holds them.

    `in_source` is what is wrong in the files that a mapping makes tables of; `notes` are sentences about how many of
    their records count.
    """

    tables: Mapping[str, InputTable]
    places: Mapping[str, str]
    calculations: Engine
    in_source: tuple[TableFindings, ...] = ()
    notes: tuple[str, ...] = ()


@contextmanager
def opened_register(
    path: Path, engine: EngineName = EngineName.PANDAS, memory: str | None = None, mapping: Path | None = None
) -> Iterator[OpenRegister]:
    """The register in the folder or DuckDB database `path`, which is only read; its frames live while the block runs.

    The TOML file `mapping` says how its tables come from those of another form. Raises RegisterFileError for what
    cannot be read, MappingError, and EngineError for an engine that is not installed or gives up.
    """
    with tables_in(engine, memory) as held:
        with _found(path, mapping) as register:
            tables, in_source = {}, []
            for found in register.found:
                typed = TypedTable(found)
                table = typed.table(held.frame(typed))
                mapped = register.mapped.get(found.spec.name)
                if mapped is not None and mapped.mapping.keys:
                    table, differences = one_row_for_each(table, mapped.mapping, held.calculations)
                    in_source.append(differences)
                tables[found.spec.name] = table
            places = {found.spec.name: found.place for found in register.found}
            notes = tuple(note for mapped in register.mapped.values() for note in mapped.notes())
        yield OpenRegister(tables, places, held.calculations, tuple(in_source), notes)


@contextmanager
def _found(path: Path, mapping: Path | None) -> Iterator[MappedRegister]:
    if mapping is not None:
        with mapped_register(path, mapping) as register:
            yield register
        return
    with opened_place(path) as place:
        yield MappedRegister(place.tables(), {})
