"""Reads the VBA project of any workbook ([MS-OVBA] 2.2): the source of every module, never a cache of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.vba.compound_reader import storages
from tdag_xl.vba.compression import LARGEST_TEXT, decompressed
from tdag_xl.vba.damage import damaged
from tdag_xl.vba.dir_reader import listing
from tdag_xl.vba.modules import Module, ModuleKind, Project
from tdag_xl.vba.project_streams import module_kinds

if TYPE_CHECKING:
    from tdag_xl.vba.compound_records import Storage


def read(data: bytes) -> Project:
    """The project in the bytes of a vbaProject.bin; line ends stay as they are.

    A byte that the project's code page does not define becomes U+FFFD. Raises VbaProjectError.
    """
    root = storages(data)
    vba = _member(root, "VBA")
    if vba is None or isinstance(vba, bytes):
        raise damaged("it has no storage 'VBA'")
    listed = listing(decompressed(_stream(vba, "dir")))
    kinds = module_kinds(_stream(root, "PROJECT").decode(listed.encoding, "replace"))
    modules: dict[str, Module] = {}
    left = LARGEST_TEXT
    for module in listed.modules:
        source = decompressed(_stream(vba, *module.streams)[module.offset :], left)
        left -= len(source)
        key = module.name.lower()
        if key in modules:
            raise damaged(f"it has two modules named {module.name!r}")
        kind = ModuleKind.STANDARD if module.standard else kinds.get(key, ModuleKind.CLASS)
        modules[key] = Module(module.name, kind, source.decode(listed.encoding, "replace"))
    return Project(listed.name, tuple(modules.values()), listed.references)


def _stream(storage: Storage, *names: str) -> bytes:
    """The first stream of one of these names."""
    for name in names:
        if isinstance(found := _member(storage, name), bytes):
            return found
    raise damaged(f"it has no stream {names[0]!r}")


def _member(storage: Storage, name: str) -> bytes | Storage | None:
    """What the storage holds under this name; capitals do not count ([MS-CFB] 2.6.4)."""
    if name in storage:
        return storage[name]
    return next((content for other, content in storage.items() if other.lower() == name.lower()), None)
