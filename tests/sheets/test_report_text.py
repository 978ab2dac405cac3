"""What a whole report says, read as text."""

from __future__ import annotations

from pathlib import Path

from sheets.report_text import report_text
from sheets.small_register import small_report

SHOWN = Path(__file__).parent / "small_report.txt"
ONE_PERIOD = "Period,From,To,Sheet,Compare with\n2022,2022-01-01,2022-12-31,yes,\n"


def test_a_small_report_reads_as_it_should():
    """Where the words of a sheet change on purpose, change the file too, and read it once as staff would."""
    assert report_text(small_report(periods=ONE_PERIOD)) == SHOWN.read_text("utf-8").rstrip("\n")
