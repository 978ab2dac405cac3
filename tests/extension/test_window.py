"""The buttons in a real window of LibreOffice Calc: the mouse clicks, Python works, a message says how it went."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from hostile.planted import planted
from judges.office_window import (
    children,
    middle,
    office_with_window,
    profile_with,
    waited_for,
)
from judges.screen import running_screen

from tdag_xl.buttons.one_at_a_time import turn
from tdag_xl.extension.buttons_of_ribbon import ribbon_tab
from tdag_xl.extension.menu import TOOLBAR
from tdag_xl.extension.package import extension

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(sys.platform != "linux", reason="the screen is an X server's"),
]

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"
BAR = f"addon_{TOOLBAR}"
LABELS = [button.label for button in ribbon_tab().buttons]


@pytest.fixture(scope="module")
def user(tmp_path_factory):
    """The environment of a user with a home folder of their own, whose settings name this Python."""
    home = tmp_path_factory.mktemp("home")
    (home / "config" / "tdag_xl").mkdir(parents=True)
    (home / "config" / "tdag_xl" / "libreoffice.json").write_text(json.dumps({"python": sys.executable}), "utf-8")
    return {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_STATE_HOME": str(home / "state")}


@pytest.fixture(scope="module")
def window(tmp_path_factory, user):
    """A window of LibreOffice with the extension, and a copy of the master workbook open in it.

    What was planted beside the workbook has not run in the end, whatever was clicked.
    """
    folder = tmp_path_factory.mktemp("window")
    workbook = Path(shutil.copy(MASTER, folder / MASTER.name))
    trace = planted(folder)
    (folder / "screen").mkdir()
    with (
        running_screen(folder / "screen") as screen,
        office_with_window(workbook, profile_with(extension(), folder), screen, user) as shown,
    ):
        waited_for(lambda: shown.frame.LayoutManager.isElementVisible(f"private:resource/toolbar/{BAR}"), "the toolbar")
        yield shown
        assert trace.read_text() == ""


def test_the_toolbar_is_docked_with_the_labels_of_the_ribbon(window):
    assert window.frame.LayoutManager.isElementDocked(f"private:resource/toolbar/{BAR}")
    assert [item.getAccessibleName() for item in window.bar(BAR) if item.getAccessibleName()] == LABELS


def test_refresh_brings_the_summary_up_to_date_with_a_changed_amount_and_undo_brings_it_back(window):
    contributions = window.book.sheets["Contributions"].tables["tblContributions"]
    amount = contributions.data_body_range[0, contributions.header_row_range.value.index("Amount")]
    summary = window.book.sheets["Summary 2022"]
    summary.activate()
    window.scroll(15)
    funder, before = summary["B17"].value, summary["E17"].value
    amount.value = amount.value * 2
    window.screen.picture("libreoffice-window")

    window.click(window.bar(BAR), "Refresh summaries")
    said = window.message("Partnerships: Refresh summaries")
    window.screen.picture("libreoffice-refreshed")
    window.close("Partnerships: Refresh summaries")

    assert "The summaries are up to date." in said
    assert summary["B17"].value == funder
    assert summary["E17"].value == pytest.approx(before * 2)
    assert window.book.sheets.active.name == "Summary 2022"
    assert window.app.calculation == "automatic"

    window.click(window.bar(BAR), "Undo last refresh")
    said = window.message("Partnerships: Undo last refresh")
    window.close("Partnerships: Undo last refresh")
    assert "show again what they showed before" in said
    assert summary["E17"].value == pytest.approx(before)


def test_the_menu_has_the_entries_of_the_ribbon(window):
    (menu,) = (item for item in window.menus() if item.getAccessibleName() == "Partnerships")
    window.screen.click(middle(menu))
    try:
        waited_for(lambda: menu.getAccessibleChildCount() and children(menu)[0].getLocationOnScreen().Y, "the menu")
        assert [one.getAccessibleName() for one in children(menu) if one.getAccessibleName()] == LABELS
        window.screen.picture("libreoffice-menu")
    finally:
        window.screen.click(middle(menu))


def test_show_agreements_lists_the_rows_behind_the_selected_figure(window):
    sheet = window.book.sheets["Summary 2022"]
    sheet.activate()
    sheet["C10"].select()
    window.click(window.bar(BAR), "Show agreements")
    said = window.message("Partnerships: Show agreements")
    window.screen.picture("libreoffice-agreements")
    window.close("Partnerships: Show agreements")
    assert said.startswith("The rows are on the sheet ")
    assert window.book.sheets.active.name in said


def test_report_writes_the_documents_into_a_folder_beside_the_workbook(window):
    window.click(window.bar(BAR), "Report")
    said = window.message("Partnerships: Report")
    window.screen.picture("libreoffice-report")
    window.close("Partnerships: Report")
    folder = Path(window.book.fullname).parent / "TDAG_Partnerships report"
    assert said.startswith(f"6 Word documents and 1 web page are in the folder {folder}.")
    assert len(list(folder.glob("*.docx"))) == 6
    assert len(list(folder.glob("*.html"))) == 1


def test_check_says_what_is_wrong(window):
    window.click(window.bar(BAR), "Check register")
    said = window.message("Partnerships: Check register")
    window.close("Partnerships: Check register")
    assert "finding" in said or "error" in said


def test_about_names_the_python_that_works(window):
    window.click(window.bar(BAR), "About")
    said = window.message("Partnerships: About")
    window.close("Partnerships: About")
    assert sys.executable in said


def test_a_click_while_another_button_is_at_work_says_so(window, user, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", user["XDG_STATE_HOME"])
    with turn(window.book.fullname, "Refresh summaries"):
        window.click(window.bar(BAR), "Check register")
        said = window.message("Partnerships: Check register")
        window.close("Partnerships: Check register")
    assert "Refresh summaries is still running" in said


def test_without_a_python_a_click_says_what_to_do(window, user):
    settings = Path(user["XDG_CONFIG_HOME"]) / "tdag_xl" / "libreoffice.json"
    named = settings.read_text("utf-8")
    settings.unlink()
    try:
        window.click(window.bar(BAR), "About")
        said = window.message("Partnerships")
        window.close("Partnerships")
    finally:
        settings.write_text(named, "utf-8")
    assert "tdag-xl libreoffice install" in said


def test_a_python_that_fails_is_told_in_its_own_words(window, user, tmp_path):
    settings = Path(user["XDG_CONFIG_HOME"]) / "tdag_xl" / "libreoffice.json"
    named = settings.read_text("utf-8")
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho 'No module named tdag_xl' >&2\nexit 1\n")
    program.chmod(0o755)
    settings.write_text(json.dumps({"python": str(program)}), "utf-8")
    window.book.api.lockControllers()  # as a Python leaves it that is killed while it writes
    try:
        window.click(window.bar(BAR), "About")
        said = window.message("Partnerships")
        window.close("Partnerships")
    finally:
        settings.write_text(named, "utf-8")
    assert "No module named tdag_xl" in said
    assert not window.book.api.hasControllersLocked()
