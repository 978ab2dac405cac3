"""The report in six languages beside a refresh and bare tables: `python -m benchmarks.documents [WORKBOOK]`.

By format: the time of `tdag-xl report`, the start of Python included, its peak memory and the size of the files. The
peers are a refresh that writes the same workbook's sheets and charts, and python-docx writing the same tables, as text
and nothing else, into six documents.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.processes import best, python

if TYPE_CHECKING:
    from benchmarks.processes import Cost

MASTER = Path(__file__).parents[1] / "workbook" / "TDAG_Partnerships.xlsm"
RUNS = 3
REFRESH, BARE = "tdag-xl refresh --output", "python-docx, bare tables"
BARE_TABLES = """
import json, sys, docx
tables = json.load(open(sys.argv[1], encoding="utf-8"))
for number in range(6):
    document = docx.Document()
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for line, row in zip(table.rows, rows):
            for cell, text in zip(line.cells, row):
                cell.text = text
    document.save(f"{sys.argv[2]}/bare {number}.docx")
"""


def main() -> None:
    """Print what each format costs, and its ratios to the peers of the same run."""
    workbook = Path(sys.argv[1]) if len(sys.argv) > 1 else MASTER
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        costs = {kind: best(_report(workbook, kind, out), RUNS) for kind in ("docx", "html", "pdf")}
        sizes = {kind: _size(out, f".{kind}") for kind in costs}
        (out / "tables.json").write_text(json.dumps(_tables(out)), "utf-8")
        costs[REFRESH] = best(_tdag_xl("refresh", str(workbook), "--output", str(out / f"copy{workbook.suffix}")), RUNS)
        costs[BARE] = best(python(BARE_TABLES, str(out / "tables.json"), folder), RUNS)
        _print(costs, {**sizes, REFRESH: _size(out, workbook.suffix), BARE: _size(out, ".docx") - sizes["docx"]})


def _tdag_xl(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tdag_xl", *arguments]


def _report(workbook: Path, kind: str, out: Path) -> list[str]:
    asked = ("--language", "all", "--format", kind, "--output", str(out), "--force")
    return _tdag_xl("report", str(workbook), *asked)


def _size(folder: Path, ending: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(f"*{ending}"))


def _tables(folder: Path) -> list[list[list[str]]]:
    """The rows of every table of the English document, as texts."""
    import docx

    document = docx.Document(str(next(folder.glob("* en.docx"))))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def _print(costs: dict[str, Cost], sizes: dict[str, int]) -> None:
    """The ratios are those of processor time, which other work on the machine does not stretch."""
    refresh, bare = costs[REFRESH].processor, costs[BARE].processor
    print(f"{'':26}{'seconds':>9}{'CPU s':>8}{'peak MiB':>10}{'MB':>7}{'of refresh':>12}{'of bare':>9}")
    for name, cost in costs.items():
        measured = f"{cost.seconds:>9.2f}{cost.processor:>8.2f}{cost.mebibytes:>10.0f}{sizes[name] / 1e6:>7.2f}"
        print(f"{name:26}{measured}{cost.processor / refresh:>12.2f}{cost.processor / bare:>9.2f}")


if __name__ == "__main__":
    main()
