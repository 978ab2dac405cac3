"""The page on security names tests and files that are there, and the limits that the code has."""

import re
from pathlib import Path

import tdag_xl
from tdag_xl.builder import register_files
from tdag_xl.ooxml import limits
from tdag_xl.rate_files import file_text
from tdag_xl.registers import csv_records

ROOT = Path(tdag_xl.__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_what_it_names_is_there():
    named = re.findall(r"`((?:tests|tdag_xl)/[\w/]+(?:\.py)?)`", PAGE)
    linked = [f"docs/{target}" for target in re.findall(r"\]\(([\w/.-]+\.md)\)", PAGE)]
    assert len(named) > 10
    assert [path for path in (*named, *linked) if not (ROOT / path).exists()] == []


def test_the_limits_are_those_of_the_code():
    said = " ".join(PAGE.split())
    assert f"{limits.MEMBERS:,} members, {limits.PART_BYTES >> 30} GB for a part" in said
    assert f"{limits.PACKAGE_BYTES >> 30} GB for all when unpacked" in said
    assert f"{limits.TREE_MARKS // 1_000_000} million marks" in said
    assert f"{file_text.LARGEST >> 20} MB and {file_text.MOST_LINES:,} lines" in said
    register = f"{register_files.LARGEST >> 20} MB, {csv_records.HIGHEST:,} rows, {csv_records.WIDEST:,} columns"
    assert register in said
