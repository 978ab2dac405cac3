"""Installing names this Python in the user's settings; undoing gives back what stood there."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from setup.made_pc import made_pc
from setup.test_conf_file import FILES

from tdag_xl.errors import SetupError
from tdag_xl.setup.install import NOTE, install, settings_file, undo


def files_in(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def another_python(pc, folder):
    return replace(pc, python=made_pc(folder).python)


def test_a_new_file_names_the_python_beside_the_running_program(pc):
    pc.python = replace(pc.python, executable=pc.python.executable.with_name("pythonw.exe"))
    done = install(pc)
    python = pc.python.executable.with_name("python.exe")
    assert done.file.read_bytes() == f'"INTERPRETER_WIN","{python}"\r\n'.encode()
    assert (done.interpreter, done.before, done.wrote) == (str(python), None, True)


def test_nothing_but_the_settings_and_a_note_is_written(pc, tmp_path):
    before = everything(tmp_path)
    done = install(pc)
    new = {path.name for path in everything(tmp_path).keys() - before.keys()}
    assert new == {".xlwings", done.file.name, NOTE}
    assert {path: everything(tmp_path)[path] for path in before} == before


def test_undoing_removes_what_was_not_there_before(pc, tmp_path):
    before = everything(tmp_path)
    install(pc)
    assert undo(pc).removed
    assert everything(tmp_path) == before


def test_a_folder_that_was_there_stays(pc, tmp_path):
    settings_file(pc).parent.mkdir()
    before = everything(tmp_path)
    install(pc)
    undo(pc)
    assert everything(tmp_path) == before


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.none(), FILES.filter(lambda data: b"\0" not in data)))
def test_installing_and_undoing_leaves_every_byte_as_it_was(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pc")
    pc = made_pc(folder / "pc")
    if data is not None:
        settings_file(pc).parent.mkdir()
        settings_file(pc).write_bytes(data)
    before = everything(folder)
    wrote = install(pc).wrote
    assert wrote
    assert not install(pc).wrote
    undo(pc)
    assert everything(folder) == before


def test_installing_another_python_keeps_what_stood_there_first(pc, tmp_path):
    file = settings_file(pc)
    file.parent.mkdir()
    file.write_bytes(b'"INTERPRETER_WIN","C:\\old\\python.exe"\r\n')
    install(pc)
    second = install(another_python(pc, tmp_path / "second"))
    assert second.before == str(pc.python.executable)
    assert undo(pc).interpreter == "C:\\old\\python.exe"
    assert file.read_bytes() == b'"INTERPRETER_WIN","C:\\old\\python.exe"\r\n'


def test_lines_that_others_wrote_meanwhile_survive_undoing(pc):
    file = install(pc).file
    file.write_bytes(file.read_bytes() + b'"LICENSE_KEY","x"\r\n')
    assert not undo(pc).removed
    assert file.read_bytes() == b'"LICENSE_KEY","x"\r\n'


def test_a_python_that_somebody_else_named_since_is_left_alone(pc):
    file = install(pc).file
    file.write_bytes(b'"INTERPRETER_WIN","C:\\theirs\\python.exe"\r\n')
    before = files_in(file.parent)
    with pytest.raises(SetupError, match="was changed or taken out since"):
        undo(pc)
    assert files_in(file.parent) == before


def test_undoing_what_was_never_installed_is_refused(pc):
    with pytest.raises(SetupError, match="has written nothing there"):
        undo(pc)


def test_a_python_that_was_named_already_is_nothing_to_write_and_nothing_to_undo(pc):
    file = settings_file(pc)
    file.parent.mkdir()
    file.write_bytes(f'"interpreter_win","{pc.python.executable}"'.encode())
    assert not install(pc).wrote
    assert files_in(file.parent).keys() == {file.name}
    with pytest.raises(SetupError, match="has written nothing there"):
        undo(pc)


def test_a_dry_run_writes_nothing(pc, tmp_path):
    before = everything(tmp_path)
    assert install(pc, dry_run=True).wrote
    assert everything(tmp_path) == before
    install(pc)
    after = everything(tmp_path)
    assert undo(pc, dry_run=True).removed
    assert everything(tmp_path) == after


def test_a_file_saved_as_unicode_is_refused(pc):
    file = settings_file(pc)
    file.parent.mkdir()
    file.write_bytes('"A","1"\r\n'.encode("utf-16"))
    before = files_in(file.parent)
    with pytest.raises(SetupError, match="save it with the encoding ANSI"):
        install(pc)
    assert files_in(file.parent) == before


DAMAGED = {
    "half": "{",
    "no object": "[]",
    "other fields": '{"value": "x"}',
    "other kinds": '{"value": 1, "text": 2, "file_existed": true, "folder_existed": true}',
    "no bytes": '{"value": "\u4e2d", "text": null, "file_existed": true, "folder_existed": true}',
}


@pytest.mark.parametrize("note", DAMAGED.values(), ids=list(DAMAGED))
def test_a_damaged_note_is_told(pc, note):
    file = install(pc).file
    file.with_name(NOTE).write_text(note, encoding="utf-8")
    written = file.read_bytes()
    for attempt in (undo, lambda pc: install(another_python(pc, file.parent))):
        with pytest.raises(SetupError, match=rf"{NOTE} is damaged \((?!.*_Before)"):
            attempt(pc)
    assert file.read_bytes() == written


def test_a_python_that_may_not_be_looked_at_is_told(pc, tmp_path, monkeypatch):
    before = everything(tmp_path)

    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refused)
    with pytest.raises(SetupError, match="Permission denied"):
        install(pc)
    monkeypatch.undo()
    assert everything(tmp_path) == before


def test_a_symbolic_link_is_followed(pc, tmp_path):
    shared = tmp_path / "shared.conf"
    shared.write_bytes(b'"A","1"\r\n')
    file = settings_file(pc)
    file.parent.mkdir()
    file.symlink_to(shared)
    install(pc)
    assert file.is_symlink()
    assert shared.read_bytes().endswith(b'"A","1"\r\n')
    undo(pc)
    assert shared.read_bytes() == b'"A","1"\r\n'


@pytest.mark.parametrize("failing", ["xlwings.conf", NOTE])
def test_a_disk_that_fails_leaves_all_as_it_was(pc, tmp_path, monkeypatch, failing):
    before = everything(tmp_path)

    def move(source, target):
        if target.name == failing:
            raise PermissionError(13, "Permission denied", str(target))
        source.replace(target)

    monkeypatch.setattr("tdag_xl.setup.install.move_over", move)
    with pytest.raises(SetupError, match=r"Permission denied.*Nothing was changed"):
        install(pc)
    assert everything(tmp_path) == before


def test_an_installation_killed_before_the_settings_were_written_can_be_done_again_and_undone(
    pc, tmp_path, monkeypatch
):
    before = everything(tmp_path)
    with monkeypatch.context() as killed:
        killed.setattr("tdag_xl.setup.install.with_value", lambda data, value: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            install(pc)
    assert everything(tmp_path) == before
    with monkeypatch.context() as killed:

        def kill(source, target):
            if target.name == "xlwings.conf":
                raise KeyboardInterrupt
            source.replace(target)

        killed.setattr("tdag_xl.setup.install.move_over", kill)
        with pytest.raises(KeyboardInterrupt):
            install(pc)
    assert json.loads((settings_file(pc).parent / NOTE).read_text())["text"] is None
    assert install(pc).wrote
    undo(pc)
    assert everything(tmp_path) == before
