"""The examples of docs/mapping.md do what it says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from domain.test_laws import _same
from registers.conftest import without_duckdb
from test_cli import run

import tdag_xl

DOCS = Path(tdag_xl.__file__).parents[1] / "docs"
PAGE = (DOCS / "mapping.md").read_text("utf-8")
EXPECTED = Path(__file__).parents[1] / "cases" / "mapped"
EXIT_CODES = {"fts": 0, "iati": 3}


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@without_duckdb
def test_the_commands_of_the_page_give_the_figures_of_the_page(tmp_path, monkeypatch):
    shutil.copytree(DOCS / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    [commands] = blocks("sh")
    shown = blocks("text")
    for line, figures in zip(commands.splitlines(), shown, strict=True):
        _, *arguments = shlex.split(line)
        done = run(*arguments)
        assert done.exit_code == EXIT_CODES[Path(arguments[1]).name]
        assert done.stdout.startswith(figures)
    assert {path.name for path in tmp_path.iterdir()} == {"docs", "fts.xlsx", "iati.xlsx"}


@pytest.mark.parametrize("name", EXIT_CODES)
def test_every_figure_and_finding_of_an_example(tmp_path, engine, name):
    folder = DOCS / "examples" / name
    done = run(
        "summarize", folder, "--mapping", folder / f"{name}.toml", "--output", tmp_path / "new.xlsx",
        "--engine", engine, "--json",
    )  # fmt: skip
    assert done.exit_code == EXIT_CODES[name]
    assert _same(json.loads(done.stdout), json.loads((EXPECTED / f"{name}.json").read_text("utf-8")))


@pytest.mark.parametrize("text", blocks("toml"))
def test_what_the_page_shows_is_toml(text):
    assert tomllib.loads(text.replace("FOLDER", "x"))
