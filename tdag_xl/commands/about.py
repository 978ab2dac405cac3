"""What a workbook tells of the add-in in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.builder.vba_sources import version_in
from tdag_xl.errors import TdagError
from tdag_xl.ooxml.opening import opened_to_read
from tdag_xl.setup.workbook_facts import vba_project, xlwings_version

if TYPE_CHECKING:
    from pathlib import Path


def addin_in(workbook: Path) -> str:
    """The versions of the add-in and of xlwings' module in the workbook's file, which may be open; or why not."""
    try:
        with opened_to_read(workbook) as book:
            there = vba_project(book.package)
    except (TdagError, OSError) as error:
        return f"cannot be read ({error})"
    ours = None if there is None else version_in(there)
    if ours is None:
        return "there is none in the workbook; tdag-xl upgrade puts it in"
    return f"{ours}, with the xlwings module {xlwings_version(there) or 'of no known version'}"
