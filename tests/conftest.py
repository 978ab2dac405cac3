"""What every test may ask for: real workbooks, a workbook full of staff content, and two outside judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judges.calc import running_calc
from judges.corpus import ABSENT, corpus_files, corpus_parameters
from judges.office import Office, installed_office
from judges.validator import Validator, installed_validator
from staff_workbook import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import xlwings as xw

collect_ignore = ["judges/macro_calls.py"]
"""LibreOffice's own Python runs it."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test that takes `corpus_file` (a Path) once for every workbook of TDAG_CORPUS."""
    if "corpus_file" in metafunc.fixturenames:
        metafunc.parametrize("corpus_file", corpus_parameters())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that ask for a judge, so that `-m "not libreoffice and not validator"` leaves the rest."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if {"libreoffice", "calc", "office_with_formulas"} & set(asked):
            item.add_marker("libreoffice")
        if "validation_errors" in asked:
            item.add_marker("validator")


@pytest.fixture(name="corpus_files")
def all_corpus_files() -> list:
    """Every workbook of TDAG_CORPUS; skips where it is unset."""
    return corpus_files() or pytest.skip(ABSENT)


@pytest.fixture
def staff_workbook(tmp_path: Path) -> Path:
    """A workbook full of staff content, a new file for every test."""
    return build(tmp_path / "staff.xlsm")


@pytest.fixture(scope="session")
def validation_errors() -> Validator:
    """`validation_errors(path)`: the Open XML SDK's errors; `validation_errors.of_each(paths)` for many."""
    return installed_validator()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """`libreoffice.to_pdf(path)` and `libreoffice.recalculated(path)`, each the Path of a new file."""
    return installed_office(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def running_office() -> Iterator[xw.App]:
    """LibreOffice as an application of xlwings, until the session ends."""
    yield from running_calc()


@pytest.fixture
def calc(running_office: xw.App) -> xw.App:
    """LibreOffice as the active application of xlwings, the same for all tests; each opens or adds its own workbook."""
    running_office.engine.activate()
    return running_office


@pytest.fixture
def calc_book(calc: xw.App) -> Iterator[xw.Book]:
    """A new workbook in LibreOffice, closed after the test."""
    book = calc.books.add()
    yield book
    book.close()
