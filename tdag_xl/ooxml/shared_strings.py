"""Text that cells share, and text in runs (ECMA-376 Part 1 §18.4.8, §18.4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.ooxml import namespaces as ns
from tdag_xl.ooxml.namespaces import q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tdag_xl.ooxml.package import Package


def shared_strings(package: Package) -> Iterator[str]:
    """The shared strings of the workbook in their order, as they are escaped."""
    for part in package.related(package.workbook_part, ns.SHARED_STRINGS):
        for item in package.tree(part).iterfind(q("si")):
            yield joined_text(item)


def joined_text(element: Element) -> str:
    """The text of all runs below the element."""
    return "".join(run.text or "" for run in element.iter(q("t")))
