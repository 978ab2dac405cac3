"""A column of the register from a batch of a source's records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from tdag_xl.registers.mapping.rules import Unlisted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.registers.mapping.records import Records
    from tdag_xl.registers.mapping.rules import Codes, ColumnMapping

_NO_TEXT = pa.scalar(None, pa.string())


class UnlistedCodeError(ValueError):
    """A code that a list refuses, in the record `place` of a batch, from 0."""

    def __init__(self, code: str, place: int) -> None:
        self.code, self.place = code, place
        super().__init__(code)


def mapped_column(records: Records, mapping: ColumnMapping) -> pa.Array:
    """The column as text, but a plain one as the source has it. Raises UnlistedCodeError."""
    if mapping.is_plain:
        return records.as_is(mapping.sources[0])
    texts = _joined(records, mapping)
    if mapping.codes is not None:
        texts = _translated(texts, mapping.codes)
    return pc.fill_null(texts, mapping.otherwise) if mapping.otherwise else texts


def _joined(records: Records, mapping: ColumnMapping) -> pa.Array:
    """The first text of each record that is not blank, or all of them."""
    columns = [records.text(source) for source in mapping.sources]
    if not columns:
        return pa.nulls(len(records), pa.string())
    if mapping.joiner is None:
        return pc.coalesce(*columns)
    texts = pc.binary_join_element_wise(*columns, mapping.joiner, null_handling="skip")
    return pc.if_else(pc.equal(texts, ""), _NO_TEXT, texts)


def _translated(texts: pa.Array, codes: Codes) -> pa.Array:
    encoded = texts.dictionary_encode()
    found = encoded.dictionary.to_pylist()
    if codes.unlisted is Unlisted.REFUSE:
        for code in found:
            if code not in codes.meanings:
                raise UnlistedCodeError(code, pc.index(texts, code).as_py())
    meanings = [_meaning(code, codes.meanings, codes.unlisted) for code in found]
    return pa.array(meanings, pa.string()).take(encoded.indices)


def _meaning(code: str, meanings: Mapping[str, str], unlisted: Unlisted) -> str | None:
    meaning = meanings.get(code, code if unlisted is Unlisted.KEEP else "")
    return meaning or None
