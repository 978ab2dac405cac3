"""A package that was made to do harm is told in a sentence or served, in bounded time and memory, and left as it is."""

import io
import re

import pytest
import xlsxwriter
from hostile.children import outcomes
from hostile.harms import CANARY, HARMS, KINDS
from hostile.packages import with_part

from tdag_xl.ooxml import limits
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.formula_references import references
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.xml_part import DamagedPartError, parsed
from tdag_xl.setup.workbook_facts import formula_cells


@pytest.mark.parametrize("kind", KINDS)
def test_every_harm_is_told_or_served(kind):
    """In a process that may map 3 GB; what it said is in the harm's list."""
    first = HARMS.index(KINDS[kind][0])
    said = outcomes("hostile.harmed", first, first + len(KINDS[kind]))
    wrong = {HARMS[number].name: text for number, text in said.items() if not re.search(HARMS[number].said, text)}
    assert wrong == {}
    assert not any(CANARY in text for text in said.values())


def test_a_part_of_more_elements_than_a_tree_may_have_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "TREE_MARKS", 20)
    parsed(b"<a>" + b"<b/>" * 18 + b"</a>")
    with pytest.raises(DamagedPartError, match="some 21 elements and attributes, more than 20"):
        parsed(b"<a>" + b"<b/>" * 19 + b"</a>")


def test_a_text_of_beginnings_alone_is_looked_at_once(tmp_path):
    """Looked at again from each beginning, to the end, either would take hours."""
    assert list(references("'" * 1_000_000)) == []
    assert _calls_in(tmp_path / "book.xlsx", b"<f " * 300_000) == 0


def _calls_in(path, data):
    """How many formulas call Python in a workbook whose only sheet holds these bytes."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()
    with Archive(io.BytesIO(with_part("xl/worksheets/sheet1.xml", lambda _: data)(path.read_bytes())), path) as archive:
        return formula_cells(Package(archive))
