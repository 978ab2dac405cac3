"""A folder full of what a workbook from elsewhere may bring along to be run, and the trace of what did run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MODULES = (
    "tdag_xl", "tdag_udfs", "tdag_workbook", "tdag_start", "tdag_cells", "pandas", "numpy", "pyarrow", "narwhals",
    "fastexcel", "python_calamine", "xlsxwriter", "xlwings", "lxml", "typer", "rich", "platformdirs", "uno",
    "unohelper", "json", "csv", "decimal", "zipfile", "subprocess", "threading", "sitecustomize", "usercustomize",
    "babel", "docx", "jinja2", "markupsafe", "gettext",
)  # fmt: skip
PROGRAMS = ("python", "python3", "soffice", "soffice.bin", "unopkg", "git", "strace")


def planted(folder: Path, *, without: Collection[str] = ()) -> Path:
    """Plant modules, programs and settings in the folder; the file to which each adds its name when it runs."""
    trace = folder / "trace"
    trace.touch()
    trace.chmod(0o666)
    for name in MODULES:
        if name not in without:
            (folder / f"{name}.py").write_text(f"open({str(trace)!r}, 'a').write({name + ' '!r})\n")
    for name in PROGRAMS:
        (folder / name).write_text(f"#!/bin/sh\nprintf '{name} ' >> '{trace}'\nexit 1\n")
        (folder / name).chmod(0o755)
    settings = {"INTERPRETER_WIN": folder / "python", "PYTHONPATH": folder, "ADD_WORKBOOK_TO_PYTHONPATH": "True"}
    (folder / "xlwings.conf").write_text("".join(f'"{key}","{value}"\r\n' for key, value in settings.items()))
    (folder / "libreoffice.json").write_text(json.dumps({"python": str(folder / "python")}))
    (folder / ".env").write_text(f"PYTHONPATH={folder}\n")
    (folder / "pyvenv.cfg").write_text(f"home = {folder}\n")
    (folder / "python311._pth").write_text(f"{folder}\nimport site\n")
    return trace
