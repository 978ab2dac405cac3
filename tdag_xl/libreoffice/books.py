"""The workbooks that are open in an application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tdag_xl.libreoffice.book import Book
from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.members import engine_class
from tdag_xl.libreoffice.opening import loaded, new_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.app import App

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


@engine_class
class Books(base_classes.Books):
    """The open workbooks of an application; other kinds of documents are left out."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def app(self) -> App:
        """The application."""
        return self._app

    @property
    def api(self) -> Any:
        """The components of the desktop."""
        return self._app.office.desktop.Components

    @property
    def active(self) -> Book:
        """The workbook in front. Raises RefusedError where none is open."""
        book = self.front
        if book is None:
            raise RefusedError("Books.active: no workbook is open in this LibreOffice.")
        return book

    @property
    def front(self) -> Book | None:
        """The workbook in front; None where none is open."""
        component = self._app.office.desktop.CurrentComponent
        if component is not None and component.supportsService(_SPREADSHEET):
            return Book(self._app, component)
        return next(iter(self), None)  # another kind of document is in front

    def __iter__(self) -> Iterator[Book]:
        found = [Book(self._app, one) for one in self.api if one.supportsService(_SPREADSHEET)]
        return iter(sorted(found, key=lambda book: int(book.uid)))  # as they were opened: LibreOffice counts them

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: Any) -> Book:
        """The one of that name, in any case, or at that place, from 1. Raises KeyError."""
        books = list(self)
        if isinstance(name_or_index, int):
            if not 1 <= name_or_index <= len(books):
                raise KeyError(f"there is no workbook number {name_or_index}; {len(books)} are open")
            return books[name_or_index - 1]
        found = [book for book in books if book.name.casefold() == str(name_or_index).casefold()]
        if not found:
            raise KeyError(f"no workbook of the name {name_or_index!r} is open")
        return found[0]

    def __contains__(self, name: object) -> bool:
        return any(book.name.casefold() == str(name).casefold() for book in self)

    def add(self) -> Book:
        """A new workbook with one sheet, named Book1, Book2 … until it is saved."""
        taken = {book.name.casefold() for book in self}
        number = next(n for n in range(1, len(taken) + 2) if f"book{n}" not in taken)
        document = new_document(self._app.office)
        document.Title = f"Book{number}"
        return self._settled(document)

    def _settled(self, document: Any) -> Book:
        book = Book(self._app, document)
        self._app.settle(book)
        return book

    def open(self, fullname: Any, update_links: Any = None, read_only: Any = None, format: Any = None,  # noqa: A002 - xlwings' name
             password: Any = None, write_res_password: Any = None, ignore_read_only_recommended: Any = None,
             origin: Any = None, delimiter: Any = None, editable: Any = None, notify: Any = None, converter: Any = None,
             add_to_mru: Any = None, local: Any = None, corrupt_load: Any = None) -> Book:  # fmt: skip
        """The workbook of a file, active; the one that is open where the file is open here already.

        `update_links`, `read_only` and `password` are heeded, and for text files `format`, `delimiter` and `origin` (a
        code page of Windows). Links are updated only where `update_links` says so. Another argument raises
        NotSupportedError unless it asks for what happens anyway. Raises FileRefusedError.
        """
        path = Path(fullname).absolute()
        for book in self:
            if book.path == path:
                book.activate()
                return book
        text = {"format": format, "delimiter": delimiter, "origin": origin}
        others = {
            "write_res_password": write_res_password, "ignore_read_only_recommended": ignore_read_only_recommended,
            "editable": editable, "notify": notify, "converter": converter, "add_to_mru": add_to_mru, "local": local,
            "corrupt_load": corrupt_load,
        }  # fmt: skip
        if not read_only:
            self._app.office.opened(path)
        document = loaded(
            self._app.office, path, read_only=read_only, password=password, update_links=update_links, text=text,
            others=others,
        )  # fmt: skip
        if read_only:
            document.Title = path.name
            self._app.read_only[document.RuntimeUID] = path
        return self._settled(document)
