"""Register folders made for a test."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tdag_xl.domain.columns import SPECS

Rows = Sequence[Sequence[str]]
MakeRegister = Callable[..., Path]


@pytest.fixture
def make_register(tmp_path: Path) -> MakeRegister:
    """`make_register(rates=[[…], …], headings={"rates": […]}, without=["lists"])`: a folder, tables not named empty."""

    def made(*, headings: Mapping[str, Sequence[str]] | None = None, without: Sequence[str] = (), **rows: Rows) -> Path:
        folder = tmp_path / "register"
        folder.mkdir(exist_ok=True)
        for spec in SPECS:
            stem = spec.name.removeprefix("tbl").lower()
            if stem not in without:
                header = (headings or {}).get(stem, list(spec.columns))
                with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as stream:
                    csv.writer(stream).writerows([header, *rows.get(stem, [])])
        return folder

    return made
