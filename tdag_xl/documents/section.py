"""The report section: a report, said in a language, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.documents.blocks import table_blocks
from tdag_xl.documents.document import Block, Document, Heading, Labels, Paragraph, Points, Role
from tdag_xl.documents.period import anchor_of, period_blocks
from tdag_xl.languages.wording import Said
from tdag_xl.sentences import Items, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tdag_xl.languages.wording import Wording
    from tdag_xl.report import Report, Sheet, Table

_TITLE = Sentence("Partnerships and resource mobilization in the ITU Telecommunication Development Sector")
_SHARES = Sentence("Shares are shown as whole percents; a note says where those of a table do not add to a hundred.")
_MONEY = Sentence(
    "Contributions are in cash; contributions in kind are not summed. Sums are computed before they are rounded."
)


def report_document(report: Report, wording: Wording, periods: Sequence[str] | None = None) -> Document:
    """The document of `report` in the language of `wording`, for `periods` by name, all that have a sheet if None.

    Everything in it comes from the report. A comparison belongs to the first of its two periods.
    """
    sheets = [
        sheet for sheet in report.sheets if sheet.periods and (periods is None or sheet.periods[0].name in periods)
    ]
    lead = _lead(sheets, wording)
    return Document(
        wording.language,
        wording.text(_TITLE),
        (Paragraph(lead, Role.LEAD), *_blocks(sheets, wording)),
        _labels(wording),
        subject=lead,
    )


def _blocks(sheets: Sequence[Sheet], wording: Wording) -> Iterator[Block]:
    summaries, comparisons, lists = (_of_kind(sheets, kind) for kind in ("summary", "compare", "list"))
    listed = {sheet.periods[0].name for sheet in lists if _agreements_of(sheet)}
    for sheet in summaries:
        yield from period_blocks(sheet, wording, is_listed=sheet.periods[0].name in listed)
    for sheet in comparisons:
        yield from _comparison(sheet, wording)
    yield from _notes(summaries, wording)
    yield from _annex(lists, wording)


def _of_kind(sheets: Sequence[Sheet], kind: str) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.key.startswith(f"{kind}/")]


def _lead(sheets: Sequence[Sheet], wording: Wording) -> str:
    periods = Items(wording.period(sheet.periods[0]) for sheet in _of_kind(sheets, "summary"))
    return wording.text(
        Sentence(
            "This document gives information on partnerships and the mobilization of resources: {periods}.",
            periods=periods,
        )
    )


def _comparison(sheet: Sheet, wording: Wording) -> Iterator[Block]:
    one, other = (wording.period(span) for span in sheet.periods)
    yield Heading(wording.text(Sentence("Comparison: {one} and {other}", one=one, other=other)), 1, anchor_of(sheet))
    days = (wording.days(span) for span in sheet.periods)
    yield Paragraph(
        wording.text(
            Sentence(
                "The same figures for the agreements signed in two periods: {one}, and {other}.",
                **dict(zip(("one", "other"), days, strict=True)),
            )
        )
    )
    yield from (Paragraph(wording.text(line), Role.NOTE) for line in sheet.lines[2:-1])
    [table] = sheet.tables
    names = dict(zip((column.heading for column in table.columns[1:3]), (one, other), strict=True))
    caption = Sentence("{title}, {period}", title=table.title, period=Items((one, other)))
    yield from table_blocks(table, wording, wording.text(caption), names)


def _notes(summaries: Sequence[Sheet], wording: Wording) -> Iterator[Block]:
    yield Heading(wording.text(Sentence("Rates and rounding")), 1, "rates-and-rounding")
    policies = dict.fromkeys(sheet.lines[1] for sheet in summaries)  # that of a period is often that of the next
    yield Points(tuple(wording.text(line) for line in (*policies, _MONEY, _SHARES)))


def _annex(lists: Sequence[Sheet], wording: Wording) -> Iterator[Block]:
    annexed = [(sheet, table) for sheet in lists for table in _agreements_of(sheet)]
    if annexed:
        yield Heading(wording.text(Sentence("Annex: list of agreements")), 1, "annex")
    for sheet, table in annexed:
        period = wording.period(sheet.periods[0])
        yield Heading(
            wording.text(Sentence("Agreements signed: {period}", period=period)), 2, f"annex-{anchor_of(sheet)}"
        )
        caption = Sentence("{title}, {period}", title=table.title, period=period)
        yield from table_blocks(table, wording, wording.text(caption))


def _agreements_of(sheet: Sheet) -> list[Table]:
    return [table for table in sheet.tables if table.block == "agreements" and table.rows]


def _labels(wording: Wording) -> Labels:
    return Labels(
        table=wording.text(Sentence("Table")),
        figure=wording.text(Sentence("Chart")),
        contents=wording.text(Sentence("Contents")),
        language=wording.text(Sentence("Language")),
        skip_to_content=wording.text(Sentence("Skip to the content")),
        sort_by=wording.text(Sentence("Sort by {column}", column=Said("{column}"))),
        sorted_ascending=wording.text(Sentence("Sorted in ascending order")),
        sorted_descending=wording.text(Sentence("Sorted in descending order")),
        page=wording.text(Sentence("Page")),
    )
