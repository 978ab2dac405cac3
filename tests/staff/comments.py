"""A threaded comment with its reply, the people who wrote it, and the old-style note that stands in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staff.parts import MICROSOFT_2017, Parts, by_hand

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CELL = "D7"
_THREAD = "{5B0E1B7C-93B4-4C6E-9D55-0F1E2D3C4B01}"
_STAND_IN = "[Threaded comment]\n\nIs this one agreement or two?\nReply:\n    One: the annex was signed with it."


def write_stand_in(sheet: Worksheet) -> None:
    """Writes the note that programs without threaded comments show."""
    sheet.write_comment(CELL, _STAND_IN, {"author": f"tc={_THREAD}"})


def add_threaded_comment(parts: Parts, title: str) -> None:
    """Adds the thread to the sheet `title`, which has the stand-in, and the people to the workbook."""
    sheet = parts.sheet(title)
    parts.add_related(
        sheet,
        "xl/threadedComments/threadedComment1.xml",
        by_hand("threaded_comments.xml", cell=CELL, thread=_THREAD),
        "application/vnd.ms-excel.threadedcomments+xml",
        f"{MICROSOFT_2017}/threadedComment",
    )
    parts.add_related(
        "xl/workbook.xml",
        "xl/persons/person.xml",
        by_hand("persons.xml"),
        "application/vnd.ms-excel.person+xml",
        f"{MICROSOFT_2017}/person",
    )
    (notes,) = parts.targets(sheet, "/comments")
    parts.replace(notes, f'<comment ref="{CELL}"', f'<comment ref="{CELL}" shapeId="0" xr:uid="{_THREAD}"')
    parts.replace(
        notes,
        "<comments ",
        '<comments xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" ',
    )
