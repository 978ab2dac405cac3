"""The page about setting up a PC keeps up with the program."""

import re
from pathlib import Path

from tdag_xl.builder.xlwings_module import pinned_version
from tdag_xl.setup.doctor import OF_THE_FILE, OF_THE_PARTS, OF_THE_PC
from tdag_xl.setup.install import NOTE

PAGE = (Path(__file__).parents[2] / "docs" / "setup.md").read_text(encoding="utf-8")


def test_the_digests_are_of_the_pinned_version():
    assert set(re.findall(r"xlwings(?:\d\d-| )(\d[\d.]*\d)", PAGE)) == {pinned_version()}
    assert len(re.findall(r"^  \| xlwings\d\d-.*\.dll \| `[0-9a-f]{64}` \|$", PAGE, re.MULTILINE)) == 2


def test_every_check_of_doctor_is_explained():
    table = PAGE[PAGE.index("## What doctor tells") : PAGE.index("## What IT should know")]
    explained = {name for row in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE) for name in row.split(", ")}
    assert {check.name for check in (*OF_THE_PC, *OF_THE_FILE, *OF_THE_PARTS)} == explained - {"check"}


def test_the_note_beside_the_settings_is_named():
    assert NOTE in PAGE
