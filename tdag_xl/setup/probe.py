"""Run by another Python, with nothing installed: prints, as JSON, what it is and what it has."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import struct
import sys

_PACKAGES = ("xlwings", "tdag_xl", "pywin32")


def _failure(module: str) -> str | None:
    try:
        importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the answer
        return f"{type(error).__name__}: {error}"
    return None


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _dlls() -> list[list[str]]:
    try:
        files = importlib.metadata.files("xlwings") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    dlls = [file for file in files if file.suffix == ".dll"]
    return [[os.path.normpath(file.locate()), file.hash.value if file.hash else ""] for file in dlls]


def _answer(modules: list[str]) -> dict[str, object]:
    failures = {module: failure for module in modules if (failure := _failure(module))}
    return {
        "version": ".".join(map(str, sys.version_info[:3])),
        "bits": struct.calcsize("P") * 8,
        "packages": _versions(),
        "failures": failures,
        "dlls": _dlls(),
    }


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(_answer(sys.argv[1:])) + "\n")
