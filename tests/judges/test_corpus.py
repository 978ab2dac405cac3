"""Real workbooks are found through the environment alone; without them a test is skipped, never passed."""

import pytest
from judges.corpus import ABSENT, VARIABLE, corpus_files, corpus_parameters


def test_every_workbook_of_the_folder_is_taken(monkeypatch, tmp_path):
    for name in ("b.xlsx", "a.xlsm", "INDEX.csv", "~$b.xlsx", "C.XLSX"):
        (tmp_path / name).touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert [path.name for path in corpus_files()] == ["C.XLSX", "a.xlsm", "b.xlsx"]
    assert [parameter.id for parameter in corpus_parameters()] == ["C.XLSX", "a.xlsm", "b.xlsx"]


def test_without_the_variable_a_test_is_skipped_with_the_reason(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert corpus_files() == []
    (parameter,) = corpus_parameters()
    assert [(mark.name, mark.kwargs) for mark in parameter.marks] == [("skip", {"reason": ABSENT})]


def test_a_folder_without_workbooks_is_a_mistake(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(pytest.UsageError, match="holds no workbook"):
        corpus_files()


def test_a_test_may_ask_for_each_workbook(corpus_file):
    assert corpus_file.is_file()
