"""What xlwings' users do most, each as a script of its own that runs unchanged on LibreOffice."""

import runpy
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parent / "examples").glob("[!_]*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_example_gives_what_it_gives_in_excel(script, calc_book):
    example = runpy.run_path(str(script))
    assert example["main"](calc_book) == example["EXPECTED"]
