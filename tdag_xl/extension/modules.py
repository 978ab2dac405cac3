"""The modules that the formulas need, found by following their imports, so that the extension brings all of them."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = "tdag_udfs.catalogue"
_OURS = ("tdag_udfs", "tdag_xl")


def module_files(root: str = ROOT) -> dict[str, bytes]:
    """`root`, what it imports of ours and the packages these are in, by path, such as `tdag_udfs/catalogue.py`.

    Imports for types alone are not followed. Raises BuildError where a module cannot be found.
    """
    found: dict[str, bytes] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        path, file = _place(name)
        if path in found:
            continue
        found[path] = file.read_bytes().replace(b"\r\n", b"\n")
        waiting += [one for one in (*_parents(name), *_imports(found[path])) if one.split(".")[0] in _OURS]
    return dict(sorted(found.items()))


def _place(name: str) -> tuple[str, Path]:
    """The path of the module inside the extension, and its file."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise BuildError(f"The formulas import {name}, which is not installed.")
    stem = name.replace(".", "/")
    return (f"{stem}/__init__.py" if spec.submodule_search_locations else f"{stem}.py"), Path(spec.origin)


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _imports(source: bytes) -> Iterator[str]:
    """The modules that running the source imports at its top level."""
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Import):
            yield from (one.name for one in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            for one in statement.names:
                whole = f"{statement.module}.{one.name}"
                yield whole if _is_module(whole) else statement.module


def _is_module(name: str) -> bool:
    if name.split(".")[0] not in _OURS:
        return False
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # its parent is a module, not a package
        return False
