"""Reads the dir stream of a project ([MS-OVBA] 2.3.4.2), whoever wrote it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.errors import VbaProjectError
from tdag_xl.vba.damage import damaged
from tdag_xl.vba.dir_records import RecordId, counted, records
from tdag_xl.vba.modules import Reference, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAC_CODE_PAGES = {
    10000: "mac_roman",
    10001: "shift_jis",
    10002: "big5",
    10003: "euc_kr",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10008: "gb2312",
    10029: "mac_latin2",
    10081: "mac_turkish",
}

_REFERENCES: dict[int, ReferenceKind] = {
    RecordId.LIBRARY_REFERENCE: ReferenceKind.LIBRARY,
    RecordId.PROJECT_REFERENCE: ReferenceKind.PROJECT,
    RecordId.CONTROL_REFERENCE: ReferenceKind.CONTROL,
}


@dataclass(frozen=True)
class ListedModule:
    """A module as the dir stream lists it; its text begins at `offset` in the first of `streams` that is there."""

    name: str
    streams: tuple[str, ...]
    offset: int
    standard: bool


@dataclass(frozen=True)
class Listing:
    """What the dir stream says of a project; `encoding` is the Python codec of its code page."""

    encoding: str
    name: str
    references: tuple[Reference, ...]
    modules: tuple[ListedModule, ...]


def listing(stream: bytes) -> Listing:
    """The contents of a decompressed dir stream. Raises VbaProjectError."""
    every = list(records(stream))
    project: dict[int, bytes] = {}
    for kind, data in every:
        project.setdefault(kind, data)
    encoding = _codec(int.from_bytes(project.get(RecordId.CODE_PAGE, b""), "little"))
    start = next((i for i, (kind, _) in enumerate(every) if kind == RecordId.MODULES), None)
    if start is None:
        raise damaged("it has no list of modules")
    modules = tuple(_modules(every[start + 1 :], encoding))
    if len(modules) != int.from_bytes(every[start][1], "little"):
        raise damaged("the list of its modules is not as long as it says")
    return Listing(
        encoding=encoding,
        name=_text(project.get(RecordId.PROJECT_NAME, b""), encoding),
        references=tuple(_references(every[:start], encoding)),
        modules=modules,
    )


def _codec(code_page: int) -> str:
    name = _MAC_CODE_PAGES.get(code_page, f"cp{code_page}")
    try:
        return codecs.lookup(name).name
    except LookupError as unknown:
        raise VbaProjectError(
            f"The VBA project is written in code page {code_page}, which is not known here. Open the workbook in Excel "
            "on a PC set to the language it comes from, and export the modules there."
        ) from unknown


def _modules(every: Iterable[tuple[int, bytes]], encoding: str) -> Iterator[ListedModule]:
    fields: dict[int, bytes] = {}
    for kind, data in every:
        if kind != RecordId.MODULE_END:
            fields[kind] = data
            continue
        names = _names(fields, RecordId.MODULE_NAME_UNICODE, RecordId.MODULE_NAME, encoding)
        streams = _names(fields, RecordId.STREAM_NAME_UNICODE, RecordId.STREAM_NAME, encoding)
        if not names:
            raise damaged("one of its modules has no name")
        yield ListedModule(
            name=names[0],
            streams=streams or names,
            offset=int.from_bytes(fields.get(RecordId.MODULE_OFFSET, b""), "little"),
            standard=RecordId.STANDARD_MODULE in fields,
        )
        fields = {}


def _names(fields: dict[int, bytes], unicode: RecordId, plain: RecordId, encoding: str) -> tuple[str, ...]:
    """The name in UTF-16, then the name in the code page; those that are there."""
    pairs = ((fields.get(unicode), "utf-16-le"), (fields.get(plain), encoding))
    return tuple(_text(data, codec) for data, codec in pairs if data)


def _references(every: Iterable[tuple[int, bytes]], encoding: str) -> Iterator[Reference]:
    name, before = "", 0
    for kind, data in every:
        if kind == RecordId.REFERENCE_NAME:
            name = _text(data, encoding)
        elif kind == RecordId.REFERENCE_NAME_UNICODE:
            name = _text(data, "utf-16-le") or name
        elif kind == RecordId.ORIGINAL_REFERENCE:
            yield Reference(name, _text(data, encoding), ReferenceKind.CONTROL)
        elif kind in _REFERENCES and before != RecordId.ORIGINAL_REFERENCE:
            yield Reference(name, _text(counted(data), encoding), _REFERENCES[kind])
        before = kind


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace")
