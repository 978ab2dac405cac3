"""A workbook changed at random is served or refused in a sentence, and a refusal changes nothing."""

from hostile.fuzz import broken_promises

CASES = 150
"""About a minute; `python -m hostile.fuzz SECONDS` goes on as long as asked."""


def test_no_change_of_a_workbook_breaks_a_promise():
    assert broken_promises(20_261_124, CASES) == {}
