"""Titles of charts and of their axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tdag_xl.libreoffice.office import Office


def title_text(titled: Any) -> str | None:
    """The text of the title of a chart or of an axis; None where it has none."""
    title = titled.getTitleObject()
    return None if title is None else "".join(part.String for part in title.getText())


def put_title(office: Office, titled: Any, text: str | None, write: Callable[[Any], None]) -> None:
    """Give a chart or an axis a title, or none; a new one as `write` writes it, else as the old one was written."""
    if text is None:
        titled.setTitleObject(None)
        return
    title = titled.getTitleObject()
    parts = title.getText() if title is not None else ()
    if parts:
        part = parts[0]
    else:
        title = title or office.service("com.sun.star.chart2.Title")
        part = office.service("com.sun.star.chart2.FormattedString")
        write(part)
    part.setString(text)
    title.setText((part,))
    titled.setTitleObject(title)
