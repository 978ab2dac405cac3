"""Which files hold the documents of a report, in which format and languages, and what writes each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tdag_xl.languages.language import LANGUAGES
from tdag_xl.sheets.captions import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tdag_xl.documents.document import Document
    from tdag_xl.languages.language import Language

EVERY_LANGUAGE = tuple(LANGUAGES.values())
"""The official languages, English first."""


class DocumentFormat(StrEnum):
    """What a document is written as."""

    WORD = "docx"
    PDF = "pdf"
    WEB = "html"


@dataclass(frozen=True)
class Wanted:
    """The documents to write: languages, formats, and `periods` by name (None: all that have a summary).

    `template` is a Word file whose styles the Word documents take, and the PDFs made of them.
    """

    languages: tuple[Language, ...]
    formats: tuple[DocumentFormat, ...] = (DocumentFormat.WORD,)
    periods: tuple[str, ...] | None = None
    template: Path | None = None

    def files(self, stem: str) -> tuple[WantedFile, ...]:
        """The files, in the order of the formats; a web page holds all languages."""
        files: list[WantedFile] = []
        for one in dict.fromkeys(self.formats):
            groups = [self.languages] if one is DocumentFormat.WEB else [(language,) for language in self.languages]
            files += (WantedFile(_file_name(stem, one, group), one, group) for group in groups)
        return tuple(files)


@dataclass(frozen=True)
class WantedFile:
    """A file to write: its name, its format, and the languages in it."""

    name: str
    format: DocumentFormat
    languages: tuple[Language, ...]


def _file_name(stem: str, kind: DocumentFormat, languages: Sequence[Language]) -> str:
    """`TDAG report fr.docx`; without a code where several languages are in it."""
    code = f" {languages[0].code}" if len(languages) == 1 else ""
    return f"{stem} report{code}.{kind.value}"


def write_documents(
    documents: Mapping[str, Document],
    files: Sequence[WantedFile],
    folder: Path,
    template: Path | None,
    progress: Callable[[str], None],
) -> None:
    """Write each of the `files` into `folder`, of the documents by language. Raises DocumentError."""
    printed = {}
    for file in files:
        held = [documents[language.code] for language in file.languages]
        if file.format is DocumentFormat.PDF:
            printed[folder / file.name] = held[0]
            continue
        progress(f"Writing {file.name}")
        # A writer is imported when its format is asked for: each brings a library that the others do without.
        if file.format is DocumentFormat.WEB:
            from tdag_xl.documents.web import write_web

            write_web(held, folder / file.name)
        else:
            from tdag_xl.documents.word import write_word

            write_word(held[0], folder / file.name, template=template)
    if printed:
        from tdag_xl.documents.pdf import write_pdfs

        progress(f"Printing {number_of(len(printed), 'PDF')} with LibreOffice")
        write_pdfs(printed, template=template)  # all at once: LibreOffice takes longer to start than to print
