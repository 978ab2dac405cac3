"""Workbooks of other programs: every one in the folder that the environment variable TDAG_CORPUS names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

VARIABLE = "TDAG_CORPUS"
ABSENT = f"{VARIABLE} names no folder of workbooks"
_EXTENSIONS = {".xlsx", ".xlsm", ".xltx", ".xltm"}


def corpus_files() -> list[Path]:
    """The workbooks, by name; none where the variable is unset. Raises UsageError where its folder holds none."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return []
    files = sorted(p for p in Path(folder).glob("*") if p.suffix.lower() in _EXTENSIONS and not p.name.startswith("~$"))
    if not files:
        raise pytest.UsageError(f"{VARIABLE}={folder} holds no workbook")
    return files


def corpus_parameters() -> list:
    """`corpus_files` for parametrize: one test a workbook, or a single one that is skipped with the reason."""
    skipped = pytest.param(None, id="no-corpus", marks=pytest.mark.skip(reason=ABSENT))
    return [pytest.param(path, id=path.name) for path in corpus_files()] or [skipped]
