"""The cases of the custom formulas, from tests/cases/formulas: a file a formula, named as it is."""

from __future__ import annotations

import tomllib

import pytest
from case_files import CASES
from tdag_udfs.catalogue import FORMULAS

FORMULA = {formula.name: formula for formula in FORMULAS}
_FILES = {path.stem: tomllib.loads(path.read_text()) for path in sorted((CASES / "formulas").glob("*.toml"))}


def each_case():
    """Parametrizes a test over every case, as (name, arguments, gives); a "$word" is a table of its file."""
    assert set(_FILES) == set(FORMULA)
    return pytest.mark.parametrize(
        ("name", "arguments", "gives"),
        [
            pytest.param(name, _resolved(case["arguments"], file), case["gives"], id=f"{name}: {case['what']}")
            for name, file in _FILES.items()
            for case in file["cases"]
        ],
    )


def _resolved(arguments, file):
    return [file[one[1:]] if isinstance(one, str) and one.startswith("$") else one for one in arguments]
