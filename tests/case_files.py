"""Cases as files: a folder of TOML files, one file one case, its name the sentence it shows."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path

import pytest
from register_files import tables

from tdag_xl.domain.columns import SPECS

CASES = Path(__file__).parent / "cases"
BASE = tomllib.loads((CASES / "small_register.toml").read_text())


def cases(folder):
    """Parametrizes a test over the files of a folder, as (its content)."""
    paths = sorted((CASES / folder).glob("*.toml"))
    assert paths, folder
    return pytest.mark.parametrize("case", [pytest.param(_content(path), id=path.stem) for path in paths])


def _content(path):
    return tomllib.loads(path.read_text())


def case_tables(case):
    """The tables of a case: those of the small register, with the case's own in their place.

    Columns that a case leaves out are there but blank, unless `lacking` names them.
    """
    texts = {**BASE, **{stem: text for stem, text in case.items() if stem in BASE}}
    return tables(**{stem: _with_all_columns(stem, text, case.get("lacking", ())) for stem, text in texts.items()})


def _with_all_columns(stem, text, lacking):
    heading, *rows = [[field.strip() for field in row] for row in csv.reader(io.StringIO(text.strip()))]
    [spec] = [spec for spec in SPECS if spec.name.lower() == f"tbl{stem}"]
    blank = [column for column in spec.columns if column not in heading and column not in lacking]
    out = io.StringIO()
    csv.writer(out).writerows([heading + blank, *(row + [""] * len(blank) for row in rows)])
    return out.getvalue()
