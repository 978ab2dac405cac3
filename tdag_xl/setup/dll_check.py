"""The check of xlwings' DLL, through which formulas reach Python; buttons do without."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from tdag_xl.setup import pe_header
from tdag_xl.setup.examination import Answer, State
from tdag_xl.setup.workbook_facts import vba_project, xlwings_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tdag_xl.setup.examination import Examination


def dlls(examination: Examination) -> Answer:
    """Whether the DLL of Excel's bits and the macros' version lies where xlwings' VBA looks, whole."""
    wanted = _wanted(examination)
    answers = [_one(examination, f"xlwings{bits}-{version}.dll", bits) for bits, version in wanted]
    both = Answer(State.OK, " ".join(answer.found for answer in answers))
    return next((answer for answer in answers if answer.state is not State.OK), both)


def _wanted(examination: Examination) -> list[tuple[int, str]]:
    """Bits and version of the DLL that Excel loads; both kinds where Excel's bits are not known."""
    package = examination.book.package if examination.book is not None else None
    version = (xlwings_version(vba_project(package)) if package is not None else None) or examination.addin.xlwings
    excel = examination.machine.excel()
    return [(bits, version) for bits in ((32, 64) if excel is None or excel.bits is None else (excel.bits,))]


def _one(examination: Examination, name: str, bits: int) -> Answer:
    folders = places(examination.interpreter)
    there = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if there is None:
        return _missing(examination, name, folders)
    found = pe_header.bits(there)
    if found != bits:
        what = f"is for {found} bit programs" if found else "is no program file"
        return Answer(State.PROBLEM, f"{there} {what}, and Excel needs one for {bits} bit.", _again(examination))
    recorded = next((dll.sha256 for dll in examination.probe.dlls if dll.path == there), None)
    if recorded is None:
        return Answer(State.WARNING, f"{there} is there, but pip did not put it there.", _again(examination))
    if recorded != sha256(there):
        return Answer(
            State.PROBLEM, f"{there} is not what pip installed: it was changed or damaged since.", _again(examination)
        )
    return Answer(State.OK, f"{there}, {bits} bit, as installed.")


def places(interpreter: Path) -> tuple[Path, Path]:
    """The folders in which xlwings' VBA looks: the interpreter's, and the one above (`XLPyLoadDLL` in xlwings.bas)."""
    return interpreter.parent, interpreter.parent.parent


def sha256(path: Path) -> str:
    """The digest as a wheel's RECORD spells it: base64 of the URL alphabet, without padding."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _missing(examination: Examination, name: str, folders: tuple[Path, Path]) -> Answer:
    recorded = next((dll for dll in examination.probe.dlls if dll.path.name == name), None)
    looked = f"{name} is neither in {folders[0]} nor in {folders[1]}, where Excel looks for it."
    if recorded is None:
        others = ", ".join(sorted(_others(folders)))
        hint = f" There is {others}, of another version." if others else ""
        return Answer(State.PROBLEM, f"{looked}{hint}", _again(examination))
    if recorded.path.is_file():
        return Answer(
            State.PROBLEM,
            f"{looked} pip put it to {recorded.path}.",
            "Install tdag_xl in a virtual environment instead of with pip --user or --target, and run tdag-xl install "
            "from there.",
        )
    return Answer(
        State.PROBLEM,
        f"{looked} pip put it to {recorded.path}, and it is gone: an antivirus program may have quarantined it.",
        f"Ask IT to allow {name} (SHA-256 {hexadecimal(recorded.sha256)}), then: {_again(examination)}",
    )


def hexadecimal(recorded: str) -> str:
    """A digest of a RECORD as IT and antivirus programs write it.

    >>> hexadecimal("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")[:12]
    'e3b0c44298fc'
    """
    return base64.urlsafe_b64decode(recorded + "=" * (-len(recorded) % 4)).hex()


def _others(folders: tuple[Path, Path]) -> Iterator[str]:
    for folder in folders:
        yield from (path.name for path in folder.glob("xlwings??-*.dll"))


def _again(examination: Examination) -> str:
    return (
        f'"{examination.interpreter}" -m pip install --force-reinstall --no-deps xlwings=={examination.addin.xlwings}'
    )
