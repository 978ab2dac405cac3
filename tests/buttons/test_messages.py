"""The message says what happened in plain words, and no more than a box can show."""

from __future__ import annotations

from pathlib import Path

from sheets.small_register import AGREEMENTS, PERIODS, small_results

from tdag_xl.buttons import messages
from tdag_xl.buttons.message import LONGEST
from tdag_xl.commands.documents import DocumentFormat, Reported, WrittenFile
from tdag_xl.commands.kept_state import Kept
from tdag_xl.commands.live import Checked, LiveRefresh, Undone
from tdag_xl.commands.refreshing import Refreshed
from tdag_xl.hosts.base import Action, Plan, SheetChange
from tdag_xl.sheets import report

ACTIONS = (Action.UPDATED, Action.UPDATED, Action.ADDED, Action.REMOVED, Action.UNCHANGED)
CHANGES = tuple(SheetChange(str(place), f"Tab {place}", action) for place, action in enumerate(ACTIONS))


def refreshed(plan=Plan(CHANGES), no_undo=None, lists="auto", **changed):  # noqa: B008 - frozen
    results = small_results(**changed)
    made = report(results, moment=None, lists=lists)
    return messages.of_refresh(LiveRefresh(Refreshed(results, made, plan, wrote=True), no_undo)).text


def test_the_sheets_are_counted_by_what_became_of_them():
    assert "Sheets: 2 updated, 1 added, 1 removed." in refreshed()


def test_the_checks_are_named_as_staff_named_them():
    plan = Plan((SheetChange("checks", "Contrôles", Action.UPDATED),))
    assert "in the register. See the sheet Contrôles." in refreshed(plan)


def test_errors_are_said_to_keep_rows_from_counting_and_warnings_are_not():
    assert "counts nowhere" not in refreshed()
    text = refreshed(agreements=AGREEMENTS.replace("2022-05-02", "soon"))
    assert "1 error and 1 warning in the register. See the sheet Checks.\nA row with an error counts nowhere." in text


def test_what_staff_should_know_of_their_own_formulas_is_said():
    plan = Plan(CHANGES, warnings=("Mine!A1 points at a sheet that goes.",), followed=("Mine!A2 follows a table.",))
    assert "Mine!A1 points at a sheet that goes.\nMine!A2 follows a table." in refreshed(plan)


def test_lists_that_are_left_out_are_said_to_be():
    assert "2022: The lists of agreements and contributions are left out" in refreshed(lists="never")


def test_a_refresh_that_cannot_be_taken_back_says_so_in_place_of_the_offer():
    text = refreshed(no_undo="This refresh cannot be taken back: the disk is full.")
    assert text.endswith("This refresh cannot be taken back: the disk is full.")
    assert "Undo last refresh" not in text


def reported(missing, drafts):
    results = small_results()
    kinds = [*["docx"] * 6, "html"]
    files = tuple(
        WrittenFile(Path(f"{place}.{kind}"), DocumentFormat(kind), ("ar",), 1) for place, kind in enumerate(kinds)
    )
    return messages.of_report(
        Reported(results, files, missing, drafts, ("A list is left out.",)), Path("/büro/x report")
    ).text


def test_a_report_says_how_many_documents_there_are_and_where():
    text = reported({}, {})
    assert text.startswith(f"6 Word documents and 1 web page are in the folder {Path('/büro/x report')}.")
    assert "1 published figure does not agree with the register.\nPublished: 2022, Share of partners" in text
    assert "A list is left out." in text
    assert "translation" not in text and "Drafts" not in text


def test_texts_without_a_translation_are_named_as_far_as_a_box_allows_each_once():
    texts = tuple(f"Code {number}" for number in range(90))
    text = reported({"ar": texts, "fr": texts[:3]}, {"ar": 12, "fr": 7})
    assert "in English: 'Code 0'; 'Code 1'; 'Code 2'; 'Code 3' and 86 more texts (ar, fr)." in text
    assert text.endswith("Drafts that language staff should read, in sentences by language: ar 12, fr 7.")
    assert len(text) < LONGEST
    assert "in English: 'ADMIN RELATED' (ar)." in reported({"ar": ("ADMIN RELATED",)}, {})


def test_of_many_periods_the_first_are_told_and_the_others_counted():
    more = "".join(f"Y{year},{year}-01-01,{year}-12-31,no,\n" for year in range(1900, 1990))
    text = refreshed(periods=PERIODS + more)
    assert "… and 88 more periods." in text
    assert len(text) < LONGEST


def test_check_tells_the_first_findings_and_counts_the_others():
    dates = ("2022-03-01", "2022-05-02", "2022-07-03", "2023-02-01")
    broken = AGREEMENTS
    for date in dates:
        broken = broken.replace(date, "soon")
    message = messages.of_check(Checked(small_results(agreements=broken), None))
    assert message.text.startswith(
        "4 errors and 1 warning in the register.\n\nError: sheet Agreements, row 2, Signed: "
    )
    assert "… and 1 more finding." in message.text
    assert message.show is None


def test_check_of_a_clean_register_says_that_nothing_was_found():
    clean = small_results(
        agreements=AGREEMENTS.replace("Americas,Buenos Aires,", "Americas,Buenos Aires,X"),
        published="Period,Figure,Group,Value,Unit,Source\n",
    )
    assert messages.of_check(Checked(clean, "Checks")).text.endswith("Nothing was found.")


def test_undo_says_which_refresh_in_the_words_of_the_sheets():
    kept = Kept("/x/TDAG.xlsm", "2026-03-01T09:30:00+00:00", "", "before", "after")
    text = messages.of_undo(Undone(kept, Plan(CHANGES))).text
    assert text.startswith(
        "The generated sheets show again what they showed before the refresh of 2026-03-01 09:30 UTC."
    )
    assert "Sheets: 2 updated, 1 added, 1 removed." in text
    cut_short = Kept("/x/TDAG.xlsm", "2026-03-01T09:30:00+00:00", "", "before")
    assert "09:30 UTC, which had been cut short." in messages.of_undo(Undone(cut_short, Plan(()))).text
