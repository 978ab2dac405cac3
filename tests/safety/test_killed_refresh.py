"""The command itself: which files it changes, and what is told and left where it is killed, or a system call fails."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from judges.required import absent
from safety.amended import amended_workbook
from safety.system_calls import calls_in, cannot_trace, strace

from tdag_xl.commands import summaries

COMMAND = [sys.executable, "-m", "tdag_xl"]
CHANGING = "creat,open,openat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,unlink,unlinkat,truncate"

FAULTS = [
    # system call, its file, which of those in order (0 the first, 1 the last), fault, what is said
    ("read", "workbook.xlsm>", 0.1, "error=EIO", "share failed"),
    ("write", ".tmp", 0.5, "error=ENOSPC", "no room left on the disk"),
    ("renameat2", ".tmp", 0.0, "signal=SIGKILL", None),
    ("unlink", ".tmp", 1.0, "signal=SIGKILL", None),
    ("fsync", "<", 1.0, "error=EIO", "the new workbook is in place"),
]


@pytest.fixture
def workbook(tmp_path):
    """A workbook whose summaries are out of date, alone in a folder."""
    (tmp_path / "work").mkdir()
    return amended_workbook(tmp_path / "work" / "workbook.xlsm", 4_800_000)


@pytest.fixture
def traced(workbook, tmp_path):
    """`traced(*injections)`: the command's refresh of the workbook, done under strace, which writes tmp_path/log."""
    if reason := cannot_trace():
        absent(reason, required_by="TDAG_REQUIRE_STRACE")

    def run(*injections):
        command = [*strace(workbook, tmp_path / "log", *injections), *COMMAND, "refresh", workbook]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


@pytest.mark.usefixtures("traced")
def test_a_refresh_changes_no_file_but_the_workbook_and_those_beside_it(workbook, tmp_path):
    log = tmp_path / "log"
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = ["strace", "-f", "-o", log, "-e", f"trace={CHANGING}", *COMMAND, "refresh", workbook]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    changes = [
        line
        for line in log.read_text().splitlines()
        if "(" in line and not re.search(r"\bopen(at)?\(.*O_RDONLY", line) and "/dev/" not in line
    ]
    assert len(changes) > 10
    assert [line for line in changes if str(workbook.parent) not in line] == []


def test_a_fault_of_the_command_is_told_and_leaves_a_whole_workbook_that_can_be_taken_back(workbook, traced, tmp_path):
    old = workbook.read_bytes()
    assert traced().returncode == 0
    calls = calls_in(tmp_path / "log")
    for name, file, place, fault, said in FAULTS:
        shutil.rmtree(workbook.parent)
        workbook.parent.mkdir()
        workbook.write_bytes(old)
        fitting = [call for call in calls if call.name == name and file in call.arguments]
        number = fitting[int(place * (len(fitting) - 1))].number
        done = traced("-e", f"inject={name}:{fault}:when={number}")
        assert done.returncode == (1 if said else -9), (name, fault)
        assert "Traceback" not in done.stderr
        if said:
            assert done.stderr.startswith(f"Error: {workbook}: ")
            assert said in done.stderr
        in_place = name == "unlink" or (said or "").startswith("the new workbook")
        assert (workbook.read_bytes() != old) == in_place, (name, fault)
        if in_place:
            summaries.undo(workbook)
        assert summaries.check(workbook)
        assert workbook.read_bytes() == old
