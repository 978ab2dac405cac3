"""The words of a report's tables, as sentences that a catalogue can translate."""

from __future__ import annotations

from tdag_xl.sentences import Sentence

HEADINGS = (
    Sentence("Agreement type"),
    Sentence("Agreements"),
    Sentence("Amount"),
    Sentence("Change"),
    Sentence("Change %"),
    Sentence("Currency"),
    Sentence("Figure"),
    Sentence("ITU category"),
    Sentence("Other partners"),
    Sentence("Partner"),
    Sentence("Partner type"),
    Sentence("Partners"),
    Sentence("Plan"),
    Sentence("Priority"),
    Sentence("Rank"),
    Sentence("Ref"),
    Sentence("Region"),
    Sentence("Share"),
    Sentence("Share of USD"),
    Sentence("Share of agreements"),
    Sentence("Signed"),
    Sentence("Title"),
    Sentence("Type"),
    Sentence("USD"),
    Sentence("Value"),
)
"""The headings of the tables that a document shows."""

FIGURES = (
    Sentence("Agreements"),
    Sentence("Agreements with a financial contribution"),
    Sentence("Partners"),
    Sentence("Contributions (USD)"),
)
"""What the column Figure holds."""

CODES = frozenset(("Agreement type", "ITU category", "Partner type", "Plan", "Priority", "Region", "Type"))
"""The headings whose columns hold codes of tblLists."""
