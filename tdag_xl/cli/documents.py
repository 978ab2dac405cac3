"""The verb report: the figures of a workbook as documents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tdag_xl.cli.console import Output, progress, say, sentences
from tdag_xl.cli.options import ERROR_FINDINGS, Debug, Json, Workbook
from tdag_xl.cli.program import app
from tdag_xl.cli.summaries import Lists, Rounding, RoundingOption

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tdag_xl.commands.documents import Reported, WrittenFile
    from tdag_xl.languages.language import Language


class LanguageCode(StrEnum):
    """The official languages, or all of them."""

    ENGLISH = "en"
    ARABIC = "ar"
    CHINESE = "zh"
    FRENCH = "fr"
    RUSSIAN = "ru"
    SPANISH = "es"
    ALL = "all"


class Format(StrEnum):
    """What a document is written as."""

    WORD = "docx"
    PDF = "pdf"
    WEB = "html"


Languages = Annotated[
    list[LanguageCode] | None,
    typer.Option("--language", help="A language; may be repeated. Without it, English.", show_default=False),
]
Formats = Annotated[
    list[Format] | None,
    typer.Option("--format", help="A format; may be repeated. Without it, docx. A web page holds all languages."),
]
Periods = Annotated[
    list[str] | None,
    typer.Option("--period", help="A period by name; may be repeated. Without it, all that have a summary."),
]


@app.command(epilog="Example: tdag-xl report workbook/TDAG_Partnerships.xlsm --language all --output report/")
def report(
    workbook: Workbook,
    language: Languages = None,
    format_: Formats = None,
    period: Periods = None,
    output: Annotated[
        Path | None,
        typer.Option(help="The folder to write into; without it, that of the workbook.", readable=False),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="A Word file whose styles, header and footer to take.", readable=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace documents of the same names.")] = False,
    rounding: RoundingOption = Rounding.HALF_UP,
    lists: Annotated[Lists, typer.Option(help="The annex; auto leaves it out over 10,000 rows.")] = Lists.AUTO,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Write the report as documents, in any of the official languages; the workbook is only read."""
    printed = _ReportOutput(as_json)
    formats = tuple(format_ or (Format.WORD,))
    if template is not None and set(formats) == {Format.WEB}:
        raise typer.BadParameter("a web page takes no template; add --format docx or pdf.", param_hint="--template")
    with sentences(printed, debug), progress(f"Reporting {workbook.name}"):
        from tdag_xl.commands import documents

        wanted = documents.Wanted(
            _languages(language or (LanguageCode.ENGLISH,)),
            tuple(documents.DocumentFormat(one.value) for one in formats),
            None if period is None else tuple(period),
            template,
        )
        done = documents.report_workbook(
            workbook,
            wanted,
            output=output,
            rounding=rounding.value,
            lists=lists.value,
            force=force,
            progress=lambda text: None if as_json else say(text, err=True),
        )
    printed.reported(done)
    raise typer.Exit(ERROR_FINDINGS if done.results.has_errors else 0)


class _ReportOutput(Output):
    """Prints what a report wrote."""

    def reported(self, done: Reported) -> None:
        """The files; on stderr, what they leave out, what is not translated, and what disagrees."""
        if self.as_json:
            self._json(
                {
                    "files": [_facts(file) for file in done.files],
                    "missing": done.missing,
                    "drafts": done.drafts,
                    "disagreements": done.results.disagreements(),
                }
            )
            return
        say(*(str(file.path) for file in done.files))
        say(*done.notes, *done.translations(), done.results.findings_in_brief(), err=True)
        say(*(f"Published: {sentence}" for sentence in done.results.disagreements()), err=True)


def _languages(codes: Sequence[LanguageCode]) -> tuple[Language, ...]:
    """The languages in the order asked for, each once."""
    from tdag_xl.languages.language import LANGUAGES

    asked = LANGUAGES if LanguageCode.ALL in codes else dict.fromkeys(code.value for code in codes)
    return tuple(LANGUAGES[code] for code in asked)


def _facts(file: WrittenFile) -> dict[str, Any]:
    return {
        "path": str(file.path),
        "languages": list(file.languages),
        "format": file.format.value,
        "bytes": file.size,
    }
