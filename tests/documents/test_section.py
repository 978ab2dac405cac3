"""The document says what the report says: every figure, no sentence of its own."""

from __future__ import annotations

import re

import pytest
from languages.pseudo_language import pseudo_wording
from sheets.small_register import AGREEMENTS, PERIODS, small_report

from tdag_xl.documents.document import Figure, Heading, Paragraph, Points, Table
from tdag_xl.documents.section import report_document
from tdag_xl.domain.code_names import CodeNames
from tdag_xl.languages.language import ENGLISH, LANGUAGES
from tdag_xl.languages.wording import Wording

REGISTER_COLUMNS = {"⟦Ref⟧", "⟦Title⟧", "⟦Partner⟧", "⟦Other partners⟧"}


def document(report=None, periods=None, language=ENGLISH):
    return report_document(report or small_report(), Wording(language, CodeNames()), periods)


def blocks_of(made, kind):
    return [block for block in made.blocks if isinstance(block, kind)]


def all_tables(report):
    return {table.name: table for sheet in report.sheets for table in sheet.tables}


def sentences_of(made):
    """Every text of a document that is not a cell."""
    labels = vars(made.labels).values()
    yield from (made.title, made.subject, *labels)
    for block in made.blocks:
        if isinstance(block, (Heading, Paragraph)):
            yield block.text
        elif isinstance(block, Points):
            yield from block.items
        elif isinstance(block, Table):
            yield from (block.caption, *block.notes, *(column.heading for column in block.columns))
        else:
            yield from (block.caption, block.alt_text)


PERIOD = re.compile(r"(\d{4}|janvier\u2009–\u2009avril 2023)")


def test_no_sentence_is_hard_coded():
    made = report_document(small_report(), pseudo_wording())
    for text in sentences_of(made):
        outside = _outside_brackets(text)
        assert not outside.strip() or PERIOD.fullmatch(outside), text


def _outside_brackets(text):
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    return text


def test_no_name_of_a_code_is_hard_coded():
    made = report_document(small_report(), pseudo_wording())
    for table in blocks_of(made, Table):
        for place, column in enumerate(table.columns):
            for row in table.rows:
                cell = row[place]
                if isinstance(cell.value, str) and column.heading not in REGISTER_COLUMNS:
                    assert re.fullmatch(r"⟦.*⟧|⟪.*⟫", cell.text), cell
    for figure in blocks_of(made, Figure):
        assert all(re.fullmatch(r"⟦.*⟧|⟪.*⟫", name) for name in figure.categories)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_of_the_report_is_in_the_document(code):
    report, made = small_report(), document(language=LANGUAGES[code])
    written = {table.name: table for table in blocks_of(made, Table)}
    wanted = {
        name: table
        for name, table in all_tables(report).items()
        if table.block not in ("", "contributions") and table.rows
    }
    assert set(written) == set(wanted)
    for name, table in wanted.items():
        if table.block != "top_funders":
            assert [[cell.value for cell in row] for row in written[name].rows] == [list(row) for row in table.rows]


def test_every_chart_of_the_report_is_in_the_document_with_its_values():
    report, made = small_report(), document()
    charts = {chart.name: (chart, table) for table in all_tables(report).values() for chart in table.charts}
    figures = {figure.name: figure for figure in blocks_of(made, Figure)}
    assert set(figures) == set(charts)
    for name, (chart, table) in charts.items():
        places = [column.heading for column in table.columns]
        first, last = chart.rows or (0, len(table.rows) - 1)
        for series, heading in zip(figures[name].series, chart.series, strict=True):
            column = [row[places.index(heading)] for row in table.rows[first : last + 1]]
            assert list(series.values) == column
            assert len(series.labels) == len(figures[name].categories) == len(column)


def test_the_top_funders_stand_in_the_currency_that_they_gave():
    [funders] = [table for table in blocks_of(document(), Table) if table.name == "out_2022_top_funders"]
    assert [[cell.text for cell in row] for row in funders.rows] == [
        ["1", "Switzerland", "1.5\u00a0million US dollars", "1,500,000", "100%"]
    ]
    one = small_report(contributions="Ref,Partner,Kind,Currency,Amount,Value date\nA1,Switzerland,Cash,CHF,900000,\n")
    [funders] = [table for table in blocks_of(document(one), Table) if table.name == "out_2022_top_funders"]
    assert funders.rows[0][2].text == "900,000 Swiss francs"


def test_the_sentences_count_what_the_report_counts():
    said = [block.text for block in blocks_of(document(), Paragraph)]
    assert said[1] == (
        "In the period 1 January\u2009–\u200931 December 2022, the Telecommunication Development Bureau (BDT) signed "
        "3 agreements with a wide range of partners. 2 of them came with financial contributions, of about "
        "1.5\u00a0million US dollars in all. The annex lists the agreements of the period."
    )
    assert "These agreements were signed with 3 different partners: Academia (33%)" in said[2]


def test_a_period_without_agreements_or_money_is_said_so():
    none = "Period,From,To,Sheet,Compare with\n2021,2021-01-01,2021-12-31,yes,\n2022,2022-01-01,2022-12-31,yes,\n"
    made = document(small_report(periods=none, contributions="Ref,Partner,Kind,Currency,Amount,Value date\n"))
    said = [block.text for block in blocks_of(made, Paragraph)]
    assert any(text.endswith("(BDT) signed no agreement.") for text in said)
    assert any("None of them came with a financial contribution." in text for text in said)
    assert not [table for table in blocks_of(made, Table) if not table.rows]


def test_only_the_periods_asked_for_are_told():
    made = document(periods=["2022"])
    anchors = [heading.anchor for heading in blocks_of(made, Heading) if heading.level == 1]
    assert anchors == ["summary-2022", "rates-and-rounding", "annex"]


def test_anchors_are_unique_and_the_same_in_every_language():
    anchors = {
        code: [one.anchor for one in blocks_of(document(language=LANGUAGES[code]), Heading)] for code in LANGUAGES
    }
    assert len(set(map(tuple, anchors.values()))) == 1
    assert len(set(anchors["en"])) == len(anchors["en"])


def test_a_list_that_is_too_long_is_not_annexed_and_the_document_says_so():
    made = document(small_report(list_limit=2))
    said = " ".join(block.text for block in blocks_of(made, Paragraph))
    assert "The list of the agreements is too long for this document." in said
    assert "out_2022_agreements" not in {table.name for table in blocks_of(made, Table)}


def test_the_headings_of_a_comparison_are_its_periods_in_the_language():
    [compared] = [table for table in blocks_of(document(language=LANGUAGES["zh"]), Table) if "compare" in table.name]
    assert [column.heading for column in compared.columns] == ["指标", "2023年1月至4月", "2022年", "变化", "变化百分比"]


def test_nothing_of_a_large_register_is_charted_beyond_its_first_rows():
    lines = [f"X{n:02d},T,2022-03-{1 + n:02d},Cooperation agreement,Acme,,Region {n:02d},P,Q" for n in range(20)]
    made = document(small_report(agreements=AGREEMENTS + "\n".join(lines), periods=PERIODS))
    [regions] = [figure for figure in blocks_of(made, Figure) if figure.name == "out_2022_regions 1"]
    assert len(regions.categories) == 16 and "(first 16 of 22)" in regions.caption


def test_chinese_sentences_follow_each_other_without_a_space():
    said = [block.text for block in blocks_of(document(language=LANGUAGES["zh"]), Paragraph)]
    assert "协议。其中2项协议" in said[1]
