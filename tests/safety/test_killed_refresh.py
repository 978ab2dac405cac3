"""The command itself, killed at any moment."""

import random
import shutil
import subprocess
import sys
import time

from tdag_xl.commands import summaries
from tdag_xl.ooxml.archive import Archive

REFRESH = [sys.executable, "-m", "tdag_xl", "refresh"]
KILLS = 10


def amended_master(folder):
    """A workbook whose summaries are out of date: built, then its first amount changed as text of the part."""
    path = folder / "built.xlsm"
    summaries.new(path)
    with Archive.open(path) as archive:
        part = "xl/worksheets/sheet4.xml"
        text = archive.read(part).decode()
        assert "<v>2400000</v>" in text
        changed = folder / "amended.xlsm"
        with changed.open("w+b") as stream:
            archive.write(stream, {part: text.replace("<v>2400000</v>", "<v>4800000</v>").encode()})
    return changed


def test_a_refresh_killed_at_any_moment_leaves_the_old_or_the_new_workbook(tmp_path):
    amended = amended_master(tmp_path)
    old, workbook = amended.read_bytes(), tmp_path / "workbook.xlsm"
    shutil.copy(amended, workbook)
    started = time.monotonic()
    subprocess.run([*REFRESH, workbook], check=True, capture_output=True)
    whole = time.monotonic() - started
    assert workbook.read_bytes() != old
    chance = random.Random(11)
    for _ in range(KILLS):
        shutil.copy(amended, workbook)
        process = subprocess.Popen([*REFRESH, workbook], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * chance.uniform(0.5, 1.0))
        process.kill()
        process.wait()
        if workbook.read_bytes() != old:
            assert not summaries.refresh(workbook).wrote
    summaries.refresh(workbook)
    assert {path.name for path in tmp_path.iterdir()} <= {
        "built.xlsm",
        "amended.xlsm",
        "workbook.xlsm",
        "workbook.xlsm.before-refresh",
        "workbook.xlsm.before-refresh.json",
    }
