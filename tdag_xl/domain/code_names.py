"""What the codes of tblLists are called in the languages of documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from tdag_xl.cells import Kind
from tdag_xl.domain.columns import LISTS
from tdag_xl.domain.frames import records
from tdag_xl.tables import TableSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.tables import InputTable

LANGUAGES = ("ar", "es", "fr", "ru", "zh")
"""The optional columns of tblLists, each headed by the code of its language. The codes themselves are English."""

CODE_NAMES = TableSpec(LISTS.name, {**LISTS.columns, **dict.fromkeys(LANGUAGES, Kind.TEXT)}, required=False)
"""tblLists with its names. No calculation reads them, so nothing is amiss where they are blank or missing."""


@dataclass(frozen=True)
class CodeNames:
    """The names of codes by language, list and code."""

    names: Mapping[tuple[str, str, str], str] = field(default_factory=lambda: MappingProxyType({}))

    def name(self, language: str, list_: str, code: str) -> str | None:
        """What the code of that list is called in the language; None where tblLists does not say."""
        return self.names.get((language, list_, code))


def code_names(table: InputTable | None) -> CodeNames:
    """The names in tblLists, read as CODE_NAMES; of a code that stands there twice, the first name."""
    if table is None:
        return CodeNames()
    names: dict[tuple[str, str, str], str] = {}
    for line in records(table.frame):
        for language in LANGUAGES:
            if line["List"] and line["Code"] and (name := line[language]):
                names.setdefault((language, line["List"], line["Code"]), name)
    return CodeNames(MappingProxyType(names))
