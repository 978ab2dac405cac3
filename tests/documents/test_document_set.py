"""Documents come to stand in a folder all together, or the folder is as it was."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from tdag_xl.commands import document_set
from tdag_xl.commands.document_set import documents_in, free_name, new_folder, refuse_present
from tdag_xl.errors import DocumentError, PrintingError, TemplateError

NAMES = ("a.docx", "b.docx", "c.docx")


def write(folder, names=NAMES):
    for name in names:
        (folder / name).write_text(f"new {name}")


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.docx").write_text("old b")
    (tmp_path / "mine.txt").write_text("mine")
    return tmp_path


def failing_at(monkeypatch, step, name):
    """Let the move of the document `name` fail, by `step` of document_set or Path."""
    owner = Path if hasattr(Path, step) else document_set
    real = getattr(owner, step)

    def fails(source, target):
        if Path(target).name == name and Path(target).parent != Path(source).parent:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(source, target)

    monkeypatch.setattr(owner, step, fails)


def test_all_are_there_in_the_end_and_nothing_else(folder):
    with documents_in(folder, NAMES, replace=True) as made:
        write(made)
        assert contents_of_documents(folder) == {"b.docx": "old b", "mine.txt": "mine"}
    assert contents(folder) == {name: f"new {name}" for name in NAMES} | {"mine.txt": "mine"}


def contents_of_documents(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_a_block_that_fails_leaves_the_folder_as_it_was(folder):
    before = contents(folder)
    with pytest.raises(ZeroDivisionError), documents_in(folder, NAMES, replace=True) as made:
        write(made)
        raise ZeroDivisionError
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("step", "name"), [("second_name", "a.docx"), ("replace", "b.docx"), ("second_name", "c.docx")]
)
def test_a_move_that_fails_takes_the_others_back(folder, monkeypatch, step, name):
    before = contents(folder)
    failing_at(monkeypatch, step, name)
    said = rf"{name}: the document could not be written: there is no room left"
    with pytest.raises(DocumentError, match=said), documents_in(folder, NAMES, replace=True) as made:
        write(made)
    monkeypatch.undo()
    assert contents(folder) == before


def test_a_document_that_appears_meanwhile_is_not_replaced_unless_told(folder):
    before = contents(folder)
    with pytest.raises(DocumentError, match=r"b\.docx"), documents_in(folder, NAMES, replace=False) as made:
        write(made)
    assert contents(folder) == before


def test_a_folder_that_is_missing_is_made_and_goes_again_where_it_fails(tmp_path):
    deep = tmp_path / "a" / "b"
    with pytest.raises(ZeroDivisionError), documents_in(deep, NAMES, replace=False):
        raise ZeroDivisionError
    assert contents(tmp_path) == {}
    with documents_in(deep, NAMES, replace=False) as made:
        write(made)
    assert set(contents(deep)) == set(NAMES)


def test_a_new_folder_has_its_name_when_it_is_whole_and_anybody_may_read_it_whom_the_user_lets(tmp_path):
    target = free_name(tmp_path, "x report")
    with new_folder(target) as made:
        write(made)
        assert not target.exists()
    assert set(contents(target)) == set(NAMES)
    assert [path.name for path in tmp_path.iterdir()] == ["x report"]
    (tmp_path / "other").mkdir()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_a_new_folder_whose_block_fails_is_gone(tmp_path):
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "x report") as made:
        write(made)
        raise ZeroDivisionError
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("kind", [DocumentError, PrintingError])
def test_an_error_names_the_document_where_it_would_stand(tmp_path, kind):
    with pytest.raises(kind) as caught, documents_in(tmp_path, NAMES, replace=False) as made:
        raise kind(made / "a.docx", "no luck.")
    assert str(caught.value) == f"{tmp_path / 'a.docx'}: no luck."
    with pytest.raises(kind) as caught, new_folder(tmp_path / "x report") as made:
        raise kind(made / "a.docx", "no luck.")
    assert str(caught.value) == f"{tmp_path / 'x report' / 'a.docx'}: no luck."
    with pytest.raises(TemplateError) as caught, documents_in(tmp_path, NAMES, replace=False):
        raise TemplateError(tmp_path / "template.docx", "no luck.")
    assert str(caught.value) == f"{tmp_path / 'template.docx'}: no luck."


def test_a_name_that_is_taken_gets_a_number(tmp_path):
    assert free_name(tmp_path, "x report").name == "x report"
    (tmp_path / "x report").mkdir()
    (tmp_path / "x report (2)").write_text("a file")
    assert free_name(tmp_path, "x report").name == "x report (3)"


def test_a_document_that_is_there_is_named(folder):
    refuse_present([folder / "a.docx", folder / "c.docx"])
    with pytest.raises(DocumentError, match=r"b\.docx: there is a document of this name"):
        refuse_present([folder / name for name in NAMES])
    (folder / "c.docx").symlink_to(folder / "nowhere")
    with pytest.raises(DocumentError, match=r"c\.docx: there is a document"):
        refuse_present([folder / "c.docx"])
