"""Every check, on a PC and a workbook made for the case: what doctor finds, and the fix."""

import hashlib
from dataclasses import replace
from pathlib import Path

from case_files import cases
from setup.made_book import made_book
from setup.made_pc import XLWINGS, made_pc, program_file, trusted

from tdag_xl import __version__
from tdag_xl.commands.setup import doctor
from tdag_xl.errors import SetupError
from tdag_xl.setup.install import install, settings_file
from tdag_xl.setup.machine import Excel


def filled(given):
    """What a case gives, with the versions of this package and of xlwings put in."""
    if isinstance(given, dict):
        return {filled(key): filled(value) for key, value in given.items()}
    if isinstance(given, list):
        return [filled(value) for value in given]
    if not isinstance(given, str):
        return given
    for name, text in PLACES.items():
        given = given.replace(name, text)
    return given


PLACES = {
    "{version}": __version__,
    "{xlwings}": XLWINGS,
    "{sha256}": hashlib.sha256(program_file(64, f"xlwings64-{XLWINGS}.dll".encode())).hexdigest(),
}


def apply(pc, folder, case):
    """Change the PC as the case's table `[pc]` says; paths are relative to its folder."""
    for option, given in case.get("pc", {}).items():
        CHANGES[option](pc, folder, given)


def _settings(pc, folder, text):
    settings_file(pc).write_bytes(text.replace("{pc}", str(folder)).replace("\n", "\r\n").encode())


def _remove(pc, folder, paths):
    for path in paths:
        (folder / path).unlink()


def _write(pc, folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.replace("{pc}", str(folder)).encode())


def _append(pc, folder, files):
    for path, text in files.items():
        with (folder / path).open("ab") as stream:
            stream.write(text.encode())


def _move(pc, folder, paths):
    """A DLL is elsewhere, and its installer says so."""
    for old, new in paths.items():
        (folder / new).parent.mkdir(parents=True, exist_ok=True)
        (folder / old).rename(folder / new)
        dlls = tuple(replace(dll, path=folder / new) if dll.path == folder / old else dll for dll in pc.answer.dlls)
        pc.answer = replace(pc.answer, dlls=dlls)


def _excel(pc, folder, bits):
    pc.found_excel = None if bits == "none" else Excel("16.0.17928.20156", bits or None)


def _answer(pc, folder, changes):
    pc.answer = replace(pc.answer, **{**changes, **({"dlls": ()} if "dlls" in changes else {})})


def _dead(pc, folder, sentence):
    pc.answer = SetupError(sentence.replace("{pc}", str(folder)))


def _macros(pc, folder, given):
    locations = [(path.replace("{pc}", str(folder)), deep) for path, deep in given.pop("locations", [])]
    pc.settings = replace(pc.settings, **given, locations=trusted(*locations))


def _synced(pc, folder, paths):
    pc.synced = tuple(str(folder / path) for path in paths)


def _running(pc, folder, path):
    pc.python = replace(pc.python, executable=folder / path)


CHANGES = {
    "settings": _settings,
    "remove": _remove,
    "write": _write,
    "append": _append,
    "move": _move,
    "excel_bits": _excel,
    "answer": _answer,
    "dead": _dead,
    "macros": _macros,
    "synced": _synced,
    "running": _running,
    "environment": lambda pc, folder, given: pc.environment.update(given),
    "base": lambda pc, folder, path: setattr(pc, "python", replace(pc.python, base=Path(path))),
    "zone": lambda pc, folder, zone: pc.zones.update({"TDAG.xlsm": zone}),
    "system": lambda pc, folder, system: setattr(pc, "system", system),
}


def examined(tmp_path, case):
    """The answers by name, with the PC's folder spelled {pc}."""
    folder = tmp_path / "pc"
    pc = made_pc(folder)
    install(pc)
    apply(pc, folder, case)
    workbook = None
    if "workbook" in case:
        workbook = folder / case["workbook"].get("path", "work/TDAG.xlsm")
        workbook.parent.mkdir(parents=True, exist_ok=True)
        if "bytes" in case["workbook"]:
            workbook.write_bytes(case["workbook"]["bytes"].encode())
        elif not case["workbook"].get("absent"):
            made_book(workbook, case["workbook"])
    return {
        name: {
            "state": str(answer.state),
            "found": answer.found.replace(str(folder), "{pc}"),
            "fix": answer.fix.replace(str(folder), "{pc}"),
        }
        for name, answer in doctor(workbook, machine=pc).checks
    }


@cases("setup")
def test_doctor_finds_what_a_case_says_and_nothing_else(tmp_path, case):
    case = filled(case)
    answers = examined(tmp_path, case)
    for name, expected in case["finds"].items():
        answer = answers[name]
        if begins := expected.pop("begins", None):
            assert answer.pop("found").startswith(begins)
        assert answer == {"fix": "", **expected}, name
    others = {name: answer["state"] for name, answer in answers.items() if name not in case["finds"]}
    assert set(others.values()) <= {"ok", *case.get("others", [])}, others


def test_a_pc_that_is_ready_has_no_problem(tmp_path):
    location = {"locations": [["{pc}/work", False]]}
    answers = examined(tmp_path, {"pc": {"macros": location}, "workbook": {}})
    assert {answer["state"] for answer in answers.values()} == {"ok"}
    assert len(answers) == 17
