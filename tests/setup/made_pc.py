"""A PC made in a folder: a Python with xlwings' DLLs, the user's settings, and what Windows says about Excel."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

from tdag_xl import __version__
from tdag_xl.builder.xlwings_module import pinned_version
from tdag_xl.setup.dll_check import sha256
from tdag_xl.setup.machine import Excel, MacroSettings, Probe, RecordedDll, RunningPython, TrustedLocation

XLWINGS = pinned_version()
_MACHINES = {32: 0x014C, 64: 0x8664}


def program_file(bits, tail=b""):
    """The bytes of the smallest file with the header of a Windows program."""
    dos = b"MZ" + bytes(0x3A) + struct.pack("<I", 0x40)
    return dos + b"PE\0\0" + struct.pack("<H", _MACHINES[bits]) + bytes(18) + tail


@dataclass
class MadeMachine:
    """A `Machine` that answers what it is told."""

    home: Path
    python: RunningPython
    system: str = "Windows"
    environment: dict[str, str] = field(default_factory=dict)
    code_page: int | None = 1252
    found_excel: Excel | None = field(default_factory=lambda: Excel("16.0.17928.20156", 64))
    settings: MacroSettings = field(default_factory=MacroSettings)
    zones: dict[str, int] = field(default_factory=dict)
    synced: tuple[str, ...] = ()
    answer: Probe | Exception | None = None
    asked: list[Path] = field(default_factory=list)

    def excel(self):
        return self.found_excel

    def macro_settings(self):
        return self.settings

    def zone(self, path):
        return self.zones.get(path.name)

    def synced_folders(self):
        return self.synced

    def probe(self, interpreter, modules):
        self.asked.append(interpreter)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def made_pc(folder, *, venv="venv"):
    """A Windows PC with a virtual environment, its DLLs as pip puts them, and no settings of xlwings yet."""
    scripts = folder / venv / "Scripts"
    scripts.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe", "tdag-xl.exe"):
        (scripts / name).write_bytes(program_file(64, name.encode()))
    dlls = [folder / venv / f"xlwings{bits}-{XLWINGS}.dll" for bits in (32, 64)]
    for bits, path in zip((32, 64), dlls, strict=True):
        path.write_bytes(program_file(bits, path.name.encode()))
    (folder / "home").mkdir()
    answer = Probe(
        "3.11.9",
        64,
        {"xlwings": XLWINGS, "tdag_xl": __version__, "pywin32": "311"},
        {},
        tuple(RecordedDll(path, sha256(path)) for path in dlls),
    )
    python = RunningPython(scripts / "python.exe", Path("C:/Python311"), "3.11.9", 64)
    return MadeMachine(folder / "home", python, answer=answer)


def trusted(*locations):
    """Trusted locations from (path, whether its subfolders count)."""
    return tuple(TrustedLocation(path, subfolders) for path, subfolders in locations)
