"""Links in cells: text fields, in LibreOffice's terms."""

from __future__ import annotations

from typing import Any


def link_at(cell: Any) -> str | None:
    """Where the first link in a cell leads; None where there is none."""
    fields = cell.getTextFields()
    for place in range(fields.Count):
        field = fields.getByIndex(place)
        if hasattr(field, "URL"):
            return str(field.URL)
    return None


def add_link(document: Any, cell: Any, address: str, text: str) -> None:
    """Let the cell hold one link with this text."""
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.URL, field.Representation = address, text
    cell.setString("")
    cursor = cell.createTextCursor()
    cell.insertTextContent(cursor, field, False)
