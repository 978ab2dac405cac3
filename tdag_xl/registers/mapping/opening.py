"""The tables of a register that a mapping makes, each from where it lies."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.cells import shown
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.columns import SPECS
from tdag_xl.registers.folder import file_stem
from tdag_xl.registers.mapping.inline import inline_table
from tdag_xl.registers.mapping.mapped_table import MappedTable
from tdag_xl.registers.mapping.mapping_file import MappingFile, read_mapping_file
from tdag_xl.registers.mapping.parsing import parsed
from tdag_xl.registers.mapping.rules import InlineTable, TableMapping
from tdag_xl.registers.places import Place, opened_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tdag_xl.registers.parts import FoundTable

_LISTED = 30


@dataclass(frozen=True, eq=False)
class MappedRegister:
    """The tables in the order of the contract, and those of them that are mapped, by name."""

    found: list[FoundTable]
    mapped: Mapping[str, MappedTable]


@contextmanager
def mapped_register(path: Path, mapping: Path) -> Iterator[MappedRegister]:
    """The register that the TOML file `mapping` makes of the folder or database `path`, open while the block runs.

    Raises MappingError for a mapping that makes no sense or does not fit; RegisterFileError and EngineError.
    """
    file = read_mapping_file(mapping)
    rules = parsed(file)
    with opened_place(path) as source, opened_place(rules.own_tables or path) as own:
        mapped = {
            name: _mapped(file, table, source, path)
            for name, table in rules.tables.items()
            if isinstance(table, TableMapping)
        }
        found = [table.found() for table in mapped.values()]
        found += [inline_table(one, mapping.name) for one in rules.tables.values() if isinstance(one, InlineTable)]
        found += own.tables([spec for spec in SPECS if spec.name not in rules.tables])
        yield MappedRegister(sorted(found, key=lambda table: SPECS.index(table.spec)), mapped)


def _mapped(file: MappingFile, mapping: TableMapping, source: Place, path: Path) -> MappedTable:
    stem = file_stem(mapping.spec)
    if (table := source.table(mapping.source)) is None:
        names = source.names
        hint = NearestName(names).hint(mapping.source)
        held = f"It holds {', '.join(names[:_LISTED])}." if names else "It is empty."
        raise file.error(
            mapping.place,
            f"{stem} comes from {shown(mapping.source)}, which is not in {path}{hint}. "
            f"{held} Name one of these with from.",
        )
    return MappedTable(file, mapping, table)
