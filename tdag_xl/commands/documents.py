"""The report as documents: computed as a refresh does, written in the languages and formats asked for.

The workbook is read only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.cells import normalized
from tdag_xl.commands.document_files import (
    EVERY_LANGUAGE,
    DocumentFormat,
    Wanted,
    WantedFile,
    write_documents,
)
from tdag_xl.commands.document_set import documents_in, free_name, new_folder, refuse_present
from tdag_xl.commands.refreshing import calculated
from tdag_xl.documents.section import report_document
from tdag_xl.domain.alike import NearestName
from tdag_xl.domain.code_names import CODE_NAMES, code_names
from tdag_xl.domain.columns import PERIODS
from tdag_xl.errors import PeriodError
from tdag_xl.hosts.package import PackageHost
from tdag_xl.languages.language import LANGUAGES
from tdag_xl.languages.wording import Wording
from tdag_xl.sheets import Lists, report
from tdag_xl.sheets.captions import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tdag_xl.documents.document import Document
    from tdag_xl.domain.options import Rounding
    from tdag_xl.domain.results import Results
    from tdag_xl.hosts.base import Host

    Progress = Callable[[str], None]

__all__ = [
    "EVERY_LANGUAGE",
    "DocumentFormat",
    "Reported",
    "Wanted",
    "WrittenFile",
    "report_into_new_folder",
    "report_workbook",
]


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written, with its size in bytes; `languages` by code."""

    path: Path
    format: DocumentFormat
    languages: tuple[str, ...]
    size: int


_TEXTS = 4
"""Texts without a translation that a small box names."""


@dataclass(frozen=True, eq=False)
class Reported:
    """What was written, and what to look at.

    `missing` holds, by language, the sentences and codes that stand in English for want of a translation; `drafts`
    the number of sentences whose translation is a draft. `notes` say what the report leaves out.
    """

    results: Results
    files: tuple[WrittenFile, ...]
    missing: Mapping[str, tuple[str, ...]]
    drafts: Mapping[str, int]
    notes: tuple[str, ...]

    def translations(self) -> tuple[str, ...]:
        """Sentences about what is not translated, and about drafts."""
        said = (
            f"{LANGUAGES[code].own_name} ({code}): {number_of(len(texts), 'text')} without a translation, in English: "
            f"{'; '.join(map(repr, texts))}."
            for code, texts in self.missing.items()
        )
        return (*said, *self._about_drafts())

    def translations_in_brief(self) -> tuple[str, ...]:
        """The same for a small box: the first texts without a translation, whatever the language, and drafts."""
        texts = list(dict.fromkeys(text for texts in self.missing.values() for text in texts))
        if not texts:
            return self._about_drafts()
        more = f" and {number_of(len(texts) - _TEXTS, 'more text')}" if len(texts) > _TEXTS else ""
        first = "; ".join(map(repr, texts[:_TEXTS]))
        return (
            f"Without a translation, in English: {first}{more} ({', '.join(self.missing)}). "
            "The sheet Lists has columns for what codes are called.",
            *self._about_drafts(),
        )

    def _about_drafts(self) -> tuple[str, ...]:
        if not self.drafts:
            return ()
        counts = ", ".join(f"{code} {count}" for code, count in self.drafts.items())
        return (f"Drafts that language staff should read, in sentences by language: {counts}.",)


def report_workbook(
    workbook: Path,
    wanted: Wanted,
    *,
    output: Path | None = None,
    rounding: Rounding = "half-up",
    lists: Lists = "auto",
    force: bool = False,
    progress: Progress = lambda text: None,
) -> Reported:
    """Write the documents of a workbook's file, which may be open, into the folder `output`, else beside it.

    A document that is there already is replaced only with `force`. Raises RegisterError, WorkbookError or
    DocumentError; every file is then as it was.
    """
    folder = workbook.parent if output is None else output
    files = wanted.files(workbook.stem)
    if not force:
        refuse_present([folder / file.name for file in files])
    with PackageHost.open_to_read(workbook) as host:
        said = _Said.of(host, wanted, rounding, lists)
    with documents_in(folder, [file.name for file in files], replace=force) as made:
        write_documents(said.documents, files, made, wanted.template, progress)
        return said.reported(folder, made, files)


def report_into_new_folder(
    host: Host, stem: str, parent: Path, wanted: Wanted, progress: Progress = lambda text: None
) -> tuple[Reported, Path]:
    """Write the documents of the workbook in `host` into a folder of their own in `parent`; that folder.

    It is called after `stem`, with a number where that name is taken. Raises RegisterError, WorkbookError or
    DocumentError; nothing is written then.
    """
    said = _Said.of(host, wanted, "half-up", "auto")
    files = wanted.files(stem)
    folder = free_name(parent, f"{stem} report")
    with new_folder(folder) as made:
        write_documents(said.documents, files, made, wanted.template, progress)
        return said.reported(folder, made, files), folder


@dataclass(frozen=True, eq=False)
class _Said:
    """The report said in each language; `documents` and `wordings` by its code."""

    results: Results
    notes: tuple[str, ...]
    documents: Mapping[str, Document]
    wordings: tuple[Wording, ...]

    @classmethod
    def of(cls, host: Host, wanted: Wanted, rounding: Rounding, lists: Lists) -> _Said:
        figures = calculated(host, rounding)
        periods = _periods(figures, wanted.periods)
        names = code_names(host.read_tables([CODE_NAMES]).get(CODE_NAMES.name))
        whole = report(figures, moment=None, lists=lists)
        wordings = tuple(Wording(language, names) for language in wanted.languages)
        documents = {one.language.code: report_document(whole, one, periods) for one in wordings}
        return cls(figures, whole.notes, documents, wordings)

    def reported(self, folder: Path, made: Path, files: Sequence[WantedFile]) -> Reported:
        """What is said of the files, which are in `made` still, and will be in `folder`."""
        return Reported(
            results=self.results,
            files=tuple(
                WrittenFile(
                    folder / file.name,
                    file.format,
                    tuple(language.code for language in file.languages),
                    (made / file.name).stat().st_size,
                )
                for file in files
            ),
            missing={one.language.code: one.untranslated for one in self.wordings if one.untranslated},
            drafts={one.language.code: len(one.drafts) for one in self.wordings if one.drafts},
            notes=self.notes,
        )


def _periods(figures: Results, asked: Sequence[str] | None) -> tuple[str, ...] | None:
    """The names of the periods asked for, None for all that have a summary. Raises PeriodError where there is none."""
    shown = {one.period.name: one.period.has_sheet for one in figures.summaries}
    if asked is None:
        if not any(shown.values()):
            raise PeriodError(
                f"no period of {PERIODS.name} has a summary, so there is nothing to report. Set Sheet to yes for a "
                "period, save, and try again."
            )
        return None
    names = tuple(dict.fromkeys(normalized(name) for name in asked))
    for name in names:
        if name not in shown:
            hint = NearestName(shown).hint(name)
            raise PeriodError(f"there is no period {name!r} in {PERIODS.name}{hint}. Name one that is there.")
        if not shown[name]:
            raise PeriodError(
                f"the period {name!r} has no summary. Set its Sheet to yes in {PERIODS.name}, save, and try again."
            )
    return names
