"""What a button in LibreOffice Calc starts: the very functions of Excel's ribbon, in a process of their own.

`python -P -E -m tdag_xl.calc_button COMMAND` reads on its input, as JSON, how to reach the LibreOffice that started it.
Exit code 0: the click ended in a message; otherwise the last words on stderr are for LibreOffice to show.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from tdag_xl import libreoffice, ribbon
from tdag_xl.libreoffice.errors import LibreOfficeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xlwings as xw

COMMANDS = ("refresh", "show_agreements", "undo", "report", "check", "import_rates", "about")


def main(command: str, connection: Mapping[str, Any]) -> None:
    """Do the command of the ribbon for the workbook with the button. Raises SystemExit, with why it could not begin."""
    if command not in COMMANDS:
        raise SystemExit(f"The buttons of this extension are of another version than tdag_xl: there is no {command!r}.")
    try:
        book = _clicked_book(connection)
    except LibreOfficeError as error:
        raise SystemExit(str(error)) from error
    if book is None:
        raise SystemExit("The workbook was closed before the button could begin.")
    libreoffice.registered().activate()
    book.set_mock_caller()
    getattr(ribbon, command)()


def _clicked_book(connection: Mapping[str, Any]) -> xw.Book | None:
    app = libreoffice.attached(connection["address"], connection["pid"], key=connection["key"])
    return next((book for book in app.books if book.api.RuntimeUID == connection["document"]), None)


if __name__ == "__main__":
    main(sys.argv[1], json.load(sys.stdin))
