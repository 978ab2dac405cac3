"""The VBA runs: every wrapper and every callback, set up or not, in LibreOffice with a stand-in for xlwings' module.

A module that does not compile there gives 0, "" or nothing without a word: each expectation here is another value.
"""

from __future__ import annotations

import itertools

import pytest
from builder.vba_test_build import SHEET, test_build
from judges.macros import installed_macros
from tdag_udfs.catalogue import FORMULAS

import tdag_xl

PYTHON = r"C:\tools\tdag\Scripts\python.exe"
DLL = [rf"C:\tools\tdag\xlwings{bits}-9.8.7.dll" for bits in (32, 64)]
DLL_BESIDE = [rf"C:\tools\tdag\Scripts\xlwings{bits}-9.8.7.dll" for bits in (32, 64)]
PLANTED = r"D:\received\python.exe"
NAMES = [formula.name for formula in FORMULAS]
BUTTONS = {
    "Refresh": "refresh", "Check": "check", "ShowAgreements": "show_agreements", "Undo": "undo",
    "Report": "report", "ImportRates": "import_rates", "About": "about",
}  # fmt: skip
NOT_AVAILABLE, BAD = "Error 2042", "Error 2015"
COUNTED = ("Probe", "Counted", [])
COMMANDS = ("Probe", "CommandsRun", [])
PROBLEM = ("Probe", "Problem", [])
SHOWN = ("Probe", "Shown", [])
LEFT = ("Probe", "LeftAs", [])
FOLDERS = ("Probe", "Folders", [])


def set_up(*files, user=PYTHON, beside=""):
    return ("Probe", "SetUp", [user, beside, "|".join(files)])


READY = set_up(PYTHON, *DLL)


def fail(what):
    return ("Probe", "LetFail", [what])


def formula(name, first="x"):
    return ("Asked", f"First_{name}", [first])


def click(button):
    return ("Asked", f"Click{button}", [])


USD = formula("TDAG_USD")
KINDS = ("error", "exception", "row", "grid", "column")
SCENES = {
    "all arguments": [READY, *(("Asked", f"All_{name}", []) for name in NAMES)],
    "what must be given": [READY, *(("Asked", f"Least_{name}", []) for name in NAMES)],
    "results": [READY, *itertools.starmap(formula, itertools.product(NAMES, KINDS))],
    "cells": [READY, (f"{SHEET}!C1", '=TDAG_USD(A1;"CHF";3;"x")'), (f"{SHEET}!C2", '=TDAG_TOP(2;A2;"x")')],
    "no set-up": [set_up(user=""), *map(formula, NAMES), COUNTED, PROBLEM, click("Refresh"), COMMANDS],
    "no python": [set_up(*DLL), USD, COUNTED, PROBLEM, click("Refresh"), COMMANDS],
    "no DLL": [set_up(PYTHON), USD, USD, COUNTED, PROBLEM, click("Refresh"), COMMANDS],
    "DLL beside python": [set_up(PYTHON, *DLL_BESIDE), USD, USD, USD, COUNTED],
    "DLL of a venv": [READY, USD, USD, USD, COUNTED],
    "python at the root": [set_up("C:\\python.exe", user="C:\\python.exe"), USD, COUNTED],
    "python on the path": [set_up("python", user="python"), USD, PROBLEM],
    "planted settings": [set_up(PYTHON, PLANTED, *DLL, beside=PLANTED), USD, COUNTED, PROBLEM, click("Undo"), COMMANDS],
    "same settings beside": [set_up(PYTHON, *DLL, beside=PYTHON), USD, PROBLEM],
    "settings unreadable": [READY, fail("settings"), USD, PROBLEM, click("Check"), COMMANDS],
    "server does not start": [READY, fail("server"), USD, USD, USD, COUNTED],
    "server starts": [READY, USD, USD, FOLDERS],
    "server cannot start": [READY, fail("server"), USD, FOLDERS],
    "server ended": [READY, USD, fail("kept server"), USD, USD, COUNTED],
    "exception": [READY, formula("TDAG_USD", "exception"), USD, COUNTED],
    "set up later": [set_up(user=""), USD, READY, USD, click("About"), USD],
    "buttons": [READY, *map(click, BUTTONS), COMMANDS],
    "click meanwhile": [READY, ("Probe", "LetUserClickMeanwhile", []), click("Check"), COMMANDS],
    "command fails": [READY, fail("command"), click("Check"), click("Undo"), COMMANDS],
    "says formulas": [set_up(user=""), USD, USD, formula("TDAG_TOP"), SHOWN],
    "says server": [READY, fail("server"), USD, USD, SHOWN],
    "says exception": [READY, *[formula("TDAG_USD", "exception")] * 2, formula("TDAG_TOP", "exception"), SHOWN],
    "says button": [set_up(user=""), USD, click("About"), SHOWN],
    "says at work": [READY, ("Probe", "LetUserClickMeanwhile", []), click("Check"), SHOWN],
    "says no python": [set_up(*DLL), click("Check"), SHOWN],
    "python is killed": [READY, LEFT, fail("python"), click("Check"), LEFT],
    "says failure": [READY, fail("command"), click("Check"), SHOWN],
    "opening": [("Probe", "Version", []), ("Probe", "Described", [])],
}  # fmt: skip


@pytest.fixture(scope="module")
def gave(libreoffice, tmp_path_factory):
    """What the steps of each scene gave, but for the first, which sets the scene."""
    workbook = test_build(tmp_path_factory.mktemp("macros") / "test build.xlsm")
    answers = installed_macros(libreoffice).played(workbook, list(SCENES.values()))
    return dict(zip(SCENES, answers, strict=True))


def answer(name, *arguments):
    return f"String tdag_udfs.excel {name} in test build.xlsm: {' '.join(arguments)}"


def test_every_formula_hands_its_arguments_to_python_in_their_order(gave):
    numbers = [[str(n) for n, _ in enumerate(formula.arguments, 1)] for formula in FORMULAS]
    assert gave["all arguments"][1:] == [answer(name, *given) for name, given in zip(NAMES, numbers, strict=True)]


def test_an_argument_that_is_left_out_is_missing_in_python_too(gave):
    given = [["missing" if a.optional else str(n) for n, a in enumerate(f.arguments, 1)] for f in FORMULAS]
    assert gave["what must be given"][1:] == [answer(name, *one) for name, one in zip(NAMES, given, strict=True)]


def test_marked_texts_become_true_errors_alone_in_a_row_in_a_column_and_in_a_grid(gave):
    expected = [
        "Error 2036",
        BAD,
        "[String a][Error 2042][Integer 3]",
        "[String a][Error 2015];[Error 2042][Double 4.5];",
        "[Error 2007];[String ];",
    ]
    assert gave["results"][1:] == expected * len(NAMES)


def test_a_cell_calls_a_formula_with_the_values_of_its_references(gave):
    first, second = gave["cells"][1:]
    assert first == answer("TDAG_USD", "first", "CHF", "3", "x").removeprefix("String ")
    assert second == answer("TDAG_TOP", "2", "second", "x").removeprefix("String ")


def test_without_the_set_up_every_formula_is_not_available_at_once(gave):
    *given, counted, problem, _, commands = gave["no set-up"][1:]
    assert given == [NOT_AVAILABLE] * len(NAMES)
    assert counted == "0 files asked for, 0 servers started"
    assert problem.startswith("problem: This PC is not set up for it. Run  tdag-xl install")
    assert commands == "commands: "


def test_a_python_that_is_gone_is_said_by_its_path(gave):
    given, counted, problem, _, commands = gave["no python"][1:]
    assert (given, counted, commands) == (NOT_AVAILABLE, "1 files asked for, 0 servers started", "commands: ")
    assert f"is not there ({PYTHON})" in problem


def test_without_the_dll_formulas_are_not_available_and_buttons_work(gave):
    *given, counted, problem, _, commands = gave["no DLL"][1:]
    assert given == [NOT_AVAILABLE] * 2
    assert counted == "3 files asked for, 0 servers started"
    assert problem == "problem: "
    assert commands == "commands: from tdag_xl import ribbon; ribbon.refresh()|"


@pytest.mark.parametrize(("scene", "files"), [("DLL beside python", 2), ("DLL of a venv", 3)])
def test_files_are_looked_for_once_and_one_server_is_kept(gave, scene, files):
    *given, counted = gave[scene][1:]
    assert given == [answer("TDAG_USD", "x", "2", "3", "4")] * 3
    assert counted == f"{files} files asked for, 1 servers started"


def test_a_python_in_the_root_of_a_drive_has_no_folder_above(gave):
    assert gave["python at the root"][1:] == [NOT_AVAILABLE, "2 files asked for, 0 servers started"]


def test_a_python_without_a_folder_is_not_taken(gave):
    given, problem = gave["python on the path"][1:]
    assert given == NOT_AVAILABLE
    assert "is not there (python)" in problem


def test_a_file_beside_the_workbook_does_not_choose_the_program_that_runs(gave):
    given, counted, problem, _, commands = gave["planted settings"][1:]
    assert (given, counted, commands) == (NOT_AVAILABLE, "0 files asked for, 0 servers started", "commands: ")
    assert "names a program to run" in problem
    assert gave["same settings beside"][1:] == [answer("TDAG_USD", "x", "2", "3", "4"), "problem: "]


def test_settings_that_cannot_be_read_are_a_problem_and_no_failure(gave):
    given, problem, _, commands = gave["settings unreadable"][2:]
    assert (given, commands) == (NOT_AVAILABLE, "commands: ")
    assert "cannot be read (a key stands twice)" in problem


def test_a_server_that_does_not_start_is_waited_for_once(gave):
    *given, counted = gave["server does not start"][2:]
    assert given == [NOT_AVAILABLE] * 3
    assert counted == "3 files asked for, 1 servers started"


@pytest.mark.parametrize("scene", ["server starts", "server cannot start"])
def test_python_starts_in_its_own_folder_and_excel_goes_back_to_the_one_it_was_in(gave, scene):
    drive, folder, server, *back = gave[scene][-1].removeprefix("folders:|").split("|")
    assert (drive, folder, server) == (PYTHON.rpartition("\\")[0], PYTHON.rpartition("\\")[0], "server")
    assert len(back) == 2
    assert back[0] == back[1] not in ("", folder)


def test_a_server_that_ended_is_started_again_for_the_same_cell(gave):
    right = answer("TDAG_USD", "x", "2", "3", "4")
    assert gave["server ended"][1:] == [
        right, "kept server will fail", right, right, "3 files asked for, 2 servers started",
    ]  # fmt: skip


def test_an_exception_in_python_is_a_bad_value_and_the_next_call_works(gave):
    given, after, counted = gave["exception"][1:]
    assert (given, after) == (BAD, answer("TDAG_USD", "x", "2", "3", "4"))
    assert counted == "3 files asked for, 2 servers started"


def test_after_the_set_up_a_click_lets_formulas_try_again(gave):
    before, _, still, _, after = gave["set up later"][1:]
    assert (before, still) == (NOT_AVAILABLE, NOT_AVAILABLE)
    assert after == answer("TDAG_USD", "x", "2", "3", "4")


def test_each_button_runs_its_function(gave):
    *clicks, commands = gave["buttons"][1:]
    assert clicks == ["clicked"] * len(BUTTONS)
    expected = "".join(f"from tdag_xl import ribbon; ribbon.{function}()|" for function in BUTTONS.values())
    assert commands == f"commands: {expected}"


def test_a_click_while_a_button_is_at_work_runs_nothing(gave):
    assert gave["click meanwhile"][-2:] == ["clicked", "commands: from tdag_xl import ribbon; ribbon.check()|"]


def test_after_a_command_that_fails_the_next_click_works(gave):
    assert gave["command fails"][-3:] == [
        "clicked",
        "clicked",
        "commands: from tdag_xl import ribbon; ribbon.check()|from tdag_xl import ribbon; ribbon.undo()|",
    ]


TO_DO = "This PC is not set up for it. Run  tdag-xl install  on the command line; tdag-xl doctor says more."


def test_the_status_bar_says_once_what_to_do_for_the_formulas(gave):
    assert gave["says formulas"][-1] == f"shown:|bar Formulas TDAG_...: {TO_DO}"


def test_the_status_bar_says_once_why_the_server_did_not_start(gave):
    (said,) = gave["says server"][-1].split("|")[1:]
    assert said.startswith(
        "bar Formulas TDAG_...: Python did not start (no server in two minutes). Run  tdag-xl install"
    )


def test_the_status_bar_says_in_one_line_and_once_a_formula_how_python_failed(gave):
    said = gave["says exception"][-1].split("|")[1:]
    assert said == [f"bar Formulas TDAG_...: {name}: Python is unhappy" for name in ("TDAG_USD", "TDAG_TOP")]


def test_a_click_without_the_set_up_shows_one_box_with_what_to_do(gave):
    assert gave["says button"][-1].split("|")[2:] == [f"box Partnerships: {TO_DO}"]


def test_a_click_meanwhile_is_told_so_and_the_status_bar_is_given_back(gave):
    assert gave["says at work"][-1].split("|")[1:] == [
        "bar Partnerships: Python starts ...",
        "box Partnerships: One moment: the button that you clicked before is still at work.",
        "bar False",
    ]


def test_an_error_that_a_function_left_behind_takes_no_sentence_away(gave):
    (said,) = gave["says no python"][-1].split("|")[1:]
    assert said.startswith(f"box Partnerships: The Python of the set-up is not there ({PYTHON})")


def test_a_python_that_is_ended_from_outside_leaves_excel_as_it_was(gave):
    before, *_, after = gave["python is killed"][1:]
    assert before == after
    assert before.startswith("events True")


def test_a_failure_to_run_is_told_and_the_status_bar_is_given_back(gave):
    assert gave["says failure"][-1].split("|")[2:] == ["bar False", "box Partnerships: the program is blocked"]


def test_the_version_is_that_of_the_package_and_describing_the_formulas_disturbs_nothing(gave):
    assert gave["opening"] == [tdag_xl.__version__, "described"]
