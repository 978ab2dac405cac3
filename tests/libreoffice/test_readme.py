"""The README says what is so: its list of members is that of the classes, and its start runs as it stands."""

import re
import subprocess
import sys

import pytest
from xlwings import base_classes

from tdag_xl.libreoffice import member_table
from tdag_xl.libreoffice.differences import DIFFERENCES
from tdag_xl.libreoffice.members import lacking

README = member_table.README.read_text(encoding="utf-8")


def test_the_readme_lists_the_members_as_they_are():
    assert member_table.updated(README) == README, "run python -m tdag_xl.libreoffice.member_table"


@pytest.mark.parametrize("member", DIFFERENCES)
def test_what_differs_is_there(member):
    class_name, name = member.split(".")
    assert name in member_table.members(getattr(base_classes, class_name))
    assert name not in lacking(member_table.engine_classes()[class_name])


def test_the_start_runs_as_it_stands(calc, tmp_path):
    start = re.search(r"<!-- start -->\n```python\n(.*?)```", README, re.DOTALL)[1]
    ran = subprocess.run([sys.executable, "-c", start], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (ran.stderr, ran.stdout) == ("", "[['item', 'pieces'], ['pens', 12.0], ['ink', 3.0]] 15.0\n")
    assert (tmp_path / "order.xlsx").stat().st_size > 4000
