"""Which paths Excel can start a Python from: proved on the command lines of xlwings' VBA, refused where not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from setup.command_lines import commands, of_a_button, of_formulas
from setup.made_pc import made_pc

from tdag_xl.errors import SetupError
from tdag_xl.setup.install import install, settings_file
from tdag_xl.setup.interpreter import as_bytes, from_bytes

LETTERS = st.sampled_from("abcXYZ 0123&^()[]{}=;'+,`~@#$.-_éßØ")
NAMES = st.text(LETTERS, min_size=1, max_size=12).filter(lambda name: name.strip(" ."))
WINDOWS_PATHS = st.builds(
    lambda root, names: "\\".join([root, *names, "python.exe"]),
    st.sampled_from(["C:", "d:", r"\\server\share"]),
    st.lists(NAMES, min_size=1, max_size=4),
)
WORKBOOK = r"False;C:\R&D\50 books\TDAG.xlsm;C:\R&D\50 books\TDAG.xlsm;;;;"


class AnyMachine:
    """What the rules for paths ask of a machine."""

    def __init__(self, code_page):
        self.code_page = code_page


@given(WINDOWS_PATHS)
def test_a_button_starts_any_accepted_python_in_its_own_folder(path):
    as_bytes(path, AnyMachine(1252))
    *change, run = commands(of_a_button(path, WORKBOOK))
    folder = path.rpartition("\\")[0]
    assert change == ([path[:2], f'cd "{folder}"'] if path[1] == ":" else [f'pushd "{folder}"'])
    assert run.startswith(f'"{path}" -B -c "import xlwings.utils;')
    assert "ribbon.refresh()" in run


@given(WINDOWS_PATHS)
def test_formulas_start_any_accepted_python(path):
    [run] = commands(of_formulas(path, WORKBOOK))
    assert run.startswith(f'"{path}" -B -c "import sys, os;')
    assert run.endswith("xlwings.serve('$(CLSID)')\"")


@pytest.mark.parametrize(
    ("path", "letter"), [(r"C:\100%\python.exe", "%"), (r"C:\hey!\python.exe", "!"), ('C:\\a"b\\python.exe', '"')]
)
def test_letters_that_cmd_takes_for_something_else_are_refused(path, letter):
    with pytest.raises(SetupError, match=f"holds '{letter}'"):
        as_bytes(path, AnyMachine(1252))


@pytest.mark.parametrize(
    ("path", "page", "read"),
    [
        (r"C:\Zoë\python.exe", 1252, True),
        (r"C:\Łódź\python.exe", 1250, True),
        (r"C:\Łódź\python.exe", 1252, False),
        (r"C:\用户\python.exe", 936, True),
        (r"C:\用户\python.exe", 1252, False),
        (r"C:\ユーザー\python.exe", 932, True),
        (r"C:\مستخدم\python.exe", 1256, True),
        (r"C:\Zoë\python.exe", 65001, False),
        (r"C:\Zoe\python.exe", 65001, True),
    ],
)
def test_a_path_must_be_spelled_in_the_letters_of_the_code_page(path, page, read):
    if read:
        assert from_bytes(as_bytes(path, AnyMachine(page)), AnyMachine(page)) == path
    else:
        with pytest.raises(SetupError, match=f"code page {page}"):
            as_bytes(path, AnyMachine(page))


def test_a_path_too_long_for_windows_is_refused():
    with pytest.raises(SetupError, match="longer than 240"):
        as_bytes("C:\\" + "x" * 240 + "\\python.exe", AnyMachine(1252))


def test_the_python_of_the_store_is_refused(tmp_path):
    pc = made_pc(tmp_path, venv="AppData/Local/Microsoft/WindowsApps/PythonSoftwareFoundation.Python.3.11")
    with pytest.raises(SetupError, match="Microsoft Store"):
        install(pc)
    assert not settings_file(pc).exists()


def test_a_program_without_python_beside_is_refused(pc):
    pc.python.executable.unlink()
    with pytest.raises(SetupError, match=r"There is no .*python\.exe"):
        install(pc)


def test_a_user_folder_that_macros_cannot_read_is_refused(pc):
    pc.home = pc.home / "用户"
    pc.home.mkdir()
    with pytest.raises(SetupError, match="'用', a letter that Excel's macros cannot read"):
        install(pc)
    assert list(pc.home.iterdir()) == []


def test_elsewhere_than_on_windows_the_running_python_is_named(pc):
    python = pc.python.executable.with_name("tdag-xl.exe")
    pc.system, pc.code_page, pc.python = "Linux", None, replace(pc.python, executable=python)
    assert install(pc).interpreter == str(python)
