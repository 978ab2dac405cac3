"""`python -m tdag_xl.libreoffice.member_table` brings the table of members in README.md up to date."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

from xlwings import base_classes

from tdag_xl import libreoffice
from tdag_xl.libreoffice.differences import DIFFERENCES
from tdag_xl.libreoffice.members import lacking

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- members: begin -->\n", "<!-- members: end -->\n"

_PLUMBING = {"api", "app", "engine", "parent", "xl", "json", "get_async_pipeline_overrides"}
"""What says nothing of whether something works."""


def engine_classes() -> dict[str, type]:
    """The classes of the engine by the names that they have in xlwings."""
    modules = pkgutil.iter_modules(libreoffice.__path__, f"{libreoffice.__name__}.")
    return {
        name: cls
        for module in modules
        for name, cls in vars(importlib.import_module(module.name)).items()
        if isinstance(cls, type) and cls.__module__ == module.name and hasattr(base_classes, name)
    }


def members(base: type) -> list[str]:
    """The members that xlwings wants of a class, without those that only its engines for the web have (awaitable)."""
    return sorted(
        name
        for part in base.__mro__
        if part.__module__ == base_classes.__name__
        for name, member in vars(part).items()
        if not name.startswith("_") and name not in _PLUMBING and not inspect.iscoroutinefunction(member)
    )


def member_table() -> str:
    """All classes, each with what works, what differs from Excel and how, and what is lacking."""
    classes = engine_classes()
    bases = {
        name: base
        for name, base in vars(base_classes).items()
        if isinstance(base, type) and base.__module__ == base_classes.__name__ and members(base)
    }
    whole = [name for name in bases if name not in classes]
    parts = [_class_table(name, base, classes[name]) for name, base in bases.items() if name in classes]
    return "\n".join([*parts, f"Lacking as a whole: {_listed(whole)}.\n"])


def updated(readme: str) -> str:
    """The README with the table as it is now between its marks."""
    before, _, rest = readme.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{member_table()}\n{END}{after}"


def _class_table(name: str, base: type, cls: type) -> str:
    wanted = members(base)
    absent = [member for member in wanted if member in lacking(cls)]
    differing = {member: DIFFERENCES[f"{name}.{member}"] for member in wanted if f"{name}.{member}" in DIFFERENCES}
    same = [member for member in wanted if member not in absent and member not in differing]
    rows = [
        *([(_listed(same), "works")] if same else []),
        *((f"`{member}`", f"differs: {how}") for member, how in differing.items()),
        *([(_listed(absent), "lacking")] if absent else []),
    ]
    lines = [f"| {left} | {right} |" for left, right in rows]
    return "\n".join([f"#### {name}\n", "| member | in LibreOffice |", "|---|---|", *lines, ""])


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8")
