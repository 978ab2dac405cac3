"""Several refreshes of one workbook at the same moment: each is done, or says who is in the way; nothing is mixed."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from python_calamine import load_workbook
from safety import at_once
from safety.amended import amended_workbook
from safety.writing import beside

from tdag_xl.commands import summaries

ROOT = Path(__file__).parents[2]
AMOUNTS = (2_500_000, 2_600_000, 2_700_000, 2_800_000, 2_900_000)
IN_THE_WAY = re.compile(r"being written by (process \d+ on|another process)|somebody saved, moved or deleted")


def contributions(workbook):
    """The sum, in whole US dollars, that the summary of 2022 shows."""
    rows = load_workbook(workbook).get_sheet_by_name("Summary 2022").to_python()
    return next(round(row[row.index("Contributions (USD)") + 1]) for row in rows if "Contributions (USD)" in row)


def test_of_five_refreshes_at_once_each_is_done_or_says_who_is_in_the_way_and_one_of_them_stands(tmp_path):
    registers = [amended_workbook(tmp_path / f"{amount}.xlsm", amount) for amount in AMOUNTS]
    alone = [round(summaries.check(register).summaries[0].figures.usd) for register in registers]
    assert len(set(alone)) == len(AMOUNTS)
    (tmp_path / "work").mkdir()
    workbook = Path(shutil.copy(registers[0], tmp_path / "work" / "workbook.xlsm"))
    first = contributions(workbook)

    command = [sys.executable, at_once.__file__, workbook, *registers]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})
    outcome = json.loads(done.stdout)
    assert {0} <= {code for code, _ in outcome} <= {0, 1}
    assert all(IN_THE_WAY.search(said) for code, said in outcome if code == 1)
    assert contributions(workbook) in alone
    assert set(beside(workbook)) == {"workbook.xlsm.before-refresh", "workbook.xlsm.before-refresh.json"}
    summaries.undo(workbook)
    assert contributions(workbook) in {first, *alone}
    assert beside(workbook) == []
