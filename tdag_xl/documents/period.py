"""What a document says of one period: its sentences, its tables and its charts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tdag_xl.documents.blocks import funders_table, table_blocks
from tdag_xl.documents.document import Block, Heading, Paragraph
from tdag_xl.report import Format
from tdag_xl.sentences import SHARES, Items, Quantity, Sentence, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.languages.wording import Said, Wording
    from tdag_xl.report import Sheet, Table

_PARTNERS = ("partner_types", "itu_categories")
_DISTRIBUTIONS = ("agreement_types", "regions", "priorities")


def period_blocks(sheet: Sheet, wording: Wording, *, is_listed: bool) -> Iterator[Block]:
    """The section of the period that `sheet` summarizes; `is_listed` when an annex lists its agreements."""
    tables = {table.block: table for table in sheet.tables}
    anchor = anchor_of(sheet)
    period = wording.period(sheet.periods[0])
    title = Sentence("Partnerships and results of resource mobilization: {period}", period=period)
    yield Heading(wording.text(title), 1, anchor)
    yield Paragraph(wording.paragraph(_agreements(sheet, tables["headline"], wording, is_listed=is_listed)))
    headline = replace(tables["headline"], notes=())  # what it says of kinds stands with the rates
    yield from table_blocks(headline, wording, _caption(headline, wording, period))
    yield Heading(wording.text(Sentence("Partners")), 2, f"{anchor}-partners")
    yield from (Paragraph(text) for text in _partners(tables, wording))
    for block in _PARTNERS:
        yield from table_blocks(tables[block], wording, _caption(tables[block], wording, period))
    yield Heading(wording.text(Sentence("Financial contributions")), 2, f"{anchor}-contributions")
    yield from _contributions(tables, wording, period)
    for block in _DISTRIBUTIONS:
        yield Heading(wording.text(tables[block].title), 2, f"{anchor}-{block}")
        yield from table_blocks(tables[block], wording, _caption(tables[block], wording, period))


def anchor_of(sheet: Sheet) -> str:
    """The place of a sheet's section, the same in every language."""
    return sheet.key.replace("/", "-")


def _caption(table: Table, wording: Wording, period: Said) -> Said:
    return wording.text(Sentence("{title}, {period}", title=table.title, period=period))


def _agreements(sheet: Sheet, headline: Table, wording: Wording, *, is_listed: bool) -> Iterator[str]:
    agreements, paying, _, usd = (value for _, value in headline.rows)
    days = wording.days(sheet.periods[0])
    count = _count(agreements)
    if not count:
        yield wording.text(
            Sentence(
                "In the period {days}, the Telecommunication Development Bureau (BDT) signed no agreement.", days=days
            )
        )
        return
    yield wording.text(
        Sentence.counted(
            "In the period {days}, the Telecommunication Development Bureau (BDT) signed {count} agreement.",
            "In the period {days}, the Telecommunication Development Bureau (BDT) signed {count} agreements "
            "with a wide range of partners.",
            count,
            days=days,
        )
    )
    yield _paying(_count(paying), float(str(usd)), wording)
    if is_listed:
        yield wording.text(Sentence("The annex lists the agreements of the period."))
    else:
        yield wording.text(Sentence("The list of the agreements is too long for this document."))


def _paying(count: int, usd: float, wording: Wording) -> Said:
    if not count:
        return wording.text(Sentence("None of them came with a financial contribution."))
    return wording.text(
        Sentence.counted(
            "{count} of them came with a financial contribution, of about {amount}.",
            "{count} of them came with financial contributions, of about {amount} in all.",
            count,
            amount=wording.money(usd, "USD"),
        )
    )


def _partners(tables: dict[str, Table], wording: Wording) -> Iterator[str]:
    partners = _count(tables["headline"].rows[2][1])
    if not partners:
        return
    yield wording.text(
        Sentence.counted(
            "These agreements were signed with {count} partner: {shares}.",
            "These agreements were signed with {count} different partners: {shares}.",
            partners,
            shares=_shares(tables["partner_types"]),
        )
    )
    yield wording.text(
        Sentence(
            "By ITU membership category, the same partners are: {shares}.", shares=_shares(tables["itu_categories"])
        )
    )


def _shares(table: Table) -> Items:
    """The shares of a block, each after its name, as the table shows them."""
    heading = table.columns[0].heading
    place = [column.format for column in table.columns].index(Format.SHARE)
    return Items(
        Sentence("{name} ({share})", name=Term(heading, str(row[0])), share=Quantity(float(str(row[place])), SHARES))
        for row in table.rows
    )


def _contributions(tables: dict[str, Table], wording: Wording, period: Said) -> Iterator[Block]:
    by_type, funders = tables["contributions_by_partner_type"], tables["top_funders"]
    yield from table_blocks(by_type, wording, _caption(by_type, wording, period))
    if not funders.rows:
        return
    said = Sentence.counted(
        "The partner with the largest financial contribution of the period was the following.",
        "The {count} partners with the largest financial contributions of the period were the following.",
        len(funders.rows),
    )
    yield Paragraph(wording.text(said))
    yield funders_table(funders, wording, _caption(funders, wording, period))


def _count(value: object) -> int:
    return int(value) if isinstance(value, (int, float)) else 0
