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

_LARGEST_LISTING = 16 << 20
"""Bytes of the dir stream: enough for as many modules as it can count, 65,535."""


def read(data: bytes) -> Project:
    """The project in the bytes of a vbaProject.bin; line ends stay as they are.

    A byte that the project's code page does not define becomes U+FFFD. Raises VbaProjectError.
    """
    root = _folded(storages(data))
    vba = root.get("vba")
    if vba is None or isinstance(vba, bytes):
        raise damaged("it has no storage 'VBA'")
    streams = _folded(vba)
    listed = listing(decompressed(_stream(streams, "dir"), _LARGEST_LISTING))
    kinds = module_kinds(_stream(root, "PROJECT").decode(listed.encoding, "replace"))
    modules: dict[str, Module] = {}
    left = LARGEST_TEXT
    for module in listed.modules:
        source = decompressed(_stream(streams, *module.streams)[module.offset :], left)
        left -= len(source)
        key = module.name.lower()
        if key in modules:
            raise damaged(f"it has two modules named {module.name!r}")
        kind = ModuleKind.STANDARD if module.standard else kinds.get(key, ModuleKind.CLASS)
        modules[key] = Module(module.name, kind, source.decode(listed.encoding, "replace"))
    return Project(listed.name, tuple(modules.values()), listed.references)


def _folded(storage: Storage) -> Storage:
    """What the storage holds by its name in lower case: capitals do not count ([MS-CFB] 2.6.4)."""
    return {name.lower(): content for name, content in storage.items()}


def _stream(folded: Storage, *names: str) -> bytes:
    """The first stream of one of these names."""
    for name in names:
        if isinstance(found := folded.get(name.lower()), bytes):
            return found
    raise damaged(f"it has no stream {names[0]!r}")
