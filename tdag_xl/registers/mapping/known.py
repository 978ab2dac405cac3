"""The keys that a mapping may have, and what to say of any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.cells import shown
from tdag_xl.domain.alike import NearestName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tdag_xl.registers.mapping.mapping_file import MappingFile


def refuse_unknown(
    file: MappingFile, place: Sequence[str], given: Iterable[str], known: Sequence[str], having: str
) -> None:
    """Raise MappingError for a key among `given` that is not `known`; `having` begins the list of those that are."""
    for key in given:
        if key not in known:
            hint = NearestName(known).hint(key)
            where = f"{'.'.join(place)}: " if place else ""
            raise file.error(
                (*place, key), f"{where}{shown(key)} is not known{hint}. In its place {having} {', '.join(known)}."
            )
