"""The figures of all six documents, read back from the files as a reader sees them, are those of `refresh --json`.

Nothing here asks how the documents were made: each language's way to write a figure stands below.
"""

from __future__ import annotations

import copy
import csv
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import pytest
from lxml import etree, html
from register_files import SHIPPED
from typer.testing import CliRunner

from tdag_xl.cli import app

MASTER = Path(__file__).parents[2] / "workbook" / "TDAG_Partnerships.xlsm"
WITH_A_SUMMARY = ("2022", "Jan–Apr 2023")
SIGNS = {"en": (",", "."), "ar": (".", ","), "zh": (",", "."), "fr": ("\u202f", ","), "ru": ("\xa0", ","),
         "es": (".", ",")}  # fmt: skip
"""What stands between thousands, and before decimals."""

DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
BLOCKS = ("headline", "partner_types", "itu_categories", "contributions_by_partner_type", "top_funders",
          "agreement_types", "regions", "priorities")  # fmt: skip
LISTS = {"Agreement type": "Type"} | {
    name: name for name in ("Type", "Partner type", "ITU category", "Region", "Plan", "Priority")
}
TEXTS = ("Ref", "Title", "Partner", "Other partners")
MILLIONS = ("mill", "мил", "مليون", "ملايين")
UNITS = {"万": 10_000, "亿": 100_000_000} | dict.fromkeys(MILLIONS, 1_000_000)
CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def figures():
    """`refresh --json`."""
    return run("refresh", MASTER, "--dry-run", "--json")


@pytest.fixture(scope="module")
def names():
    """What codes are called, by language, list and code."""
    with (SHIPPED / "lists.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        (language, row["List"], row["Code"]): row.get(language) or row["Code"] for row in rows for language in SIGNS
    }


def shown_tables(figures):
    """The rows of every table of the report in reading order, with the period that each belongs to."""
    periods = figures["periods"]
    yield from (
        (block, periods[period][block]) for period in WITH_A_SUMMARY for block in BLOCKS if periods[period][block]
    )
    yield from (("compare", rows) for rows in figures["compare"].values())
    yield from (("agreements", periods[period]["agreements"]) for period in WITH_A_SUMMARY)


def number(text, language):
    """The figure that a reader of the language sees."""
    thousands, decimals = SIGNS[language]
    plain = DIRECTION_MARKS.sub("", text)
    if "%" in plain:
        assert plain.lstrip("+-").startswith("%") == (language == "ar"), text
        return number(plain.replace("%", "").strip(), language) / 100
    for part in plain.lstrip("+-").partition(decimals)[0].split(thousands)[1:]:
        assert len(part) == 3, text
    return Decimal(plain.replace(thousands, "").replace(decimals, "."))


def rounded(value, decimals):
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimals_of(column, block):
    if column.startswith("Share") or column == "Change %":
        return 2  # whole percents
    return 2 if (block, column) == ("agreements", "USD") else 0


def assert_cell(text, block, column, value, language, names):
    if value is None:
        assert text == ""
    elif column in LISTS:
        assert text == names[language, LISTS[column], value]
    elif column in TEXTS:
        assert text == value
    elif column == "Signed":
        year, _, day = value.split("-")
        assert {year, str(int(day))} <= set(re.findall(r"\d+", text)), text
    elif column == "Figure":
        assert text == value if language == "en" else text
    else:
        assert number(text, language) == rounded(value, decimals_of(column, block)), (text, value)


def assert_money(text, amount, language):
    """An amount in words, rounded to a tenth of a million from a million on."""
    said = re.search(r"\d[\d.,\u202f\xa0]*", DIRECTION_MARKS.sub("", text))[0].strip("\xa0\u202f.,")
    unit = next((size for word, size in UNITS.items() if word in text), 1)
    assert abs(number(said, language) * unit - Decimal(repr(amount))) <= (50_000 if unit > 1 else Decimal("0.5")), text


def assert_row(cells, block, row, language, names):
    if block == "top_funders":
        given = row["USD"] if row["Currency"] is None else row["Amount"]
        assert_money(cells.pop(2), given, language)
        row = {column: value for column, value in row.items() if column not in ("Currency", "Amount")}
    assert len(cells) == len(row)
    for text, (column, value) in zip(cells, row.items(), strict=True):
        assert_cell(text, block, column, value, language, names)


def assert_tables(tables, figures, language, names):
    """`tables` are rows of texts without their headings."""
    expected = list(shown_tables(figures))
    assert len(tables) == len(expected)
    for cells, (block, rows) in zip(tables, expected, strict=True):
        assert len(cells) == len(rows), (language, block)
        for texts, row in zip(cells, rows, strict=True):
            assert_row(list(texts), block, row, language, names)


def numbers_in(text):
    return re.findall(r"\d+(?:[.,]\d+)?", text)


def assert_sentences(text, language):
    """The published headline figures stand in the prose."""
    decimal = SIGNS[language][1]
    said = numbers_in(text)
    for counted, paying, millions in ((71, 50, "9.7"), (30, 12, "5.4")):
        amount = f"{Decimal(millions) * 100:.0f}" if language == "zh" else millions.replace(".", decimal)
        places = [place for place, found in enumerate(said) if found == str(counted)]
        assert any({str(paying), amount} <= set(said[place : place + 4]) for place in places), (language, counted)


def digits(value):
    """A figure as far as a part of a workbook holds it."""
    return f"{value:.12g}" if isinstance(value, (int, float)) else value


def table_columns(figures):
    """For every chart that may be: the values of a column, for a run of its rows."""
    found = set()
    for block, rows in shown_tables(figures):
        for column in rows[0]:
            values = [row[column] for row in rows]
            starts = range(len(values)) if block == "compare" else (0,)
            for start in starts:
                for end in range(start + 1, len(values) + 1):
                    found.add(tuple(map(digits, values[start:end])))
    return found


OTHERWISE = (("headline", 0, "Value"), ("regions", 1, "USD"), ("top_funders", 2, "Share"), ("agreements", 70, "USD"))


def one_more(figures, block, place, column):
    """The figures, one of them another, which no reader could miss."""
    other = copy.deepcopy(figures)
    other["periods"]["2022"][block][place][column] += 1
    return other


def chart_values(document):
    for part in document.part.package.iter_parts():
        if re.fullmatch(r"/word/charts/chart\d+\.xml", str(part.partname)):
            for series in etree.fromstring(part.blob).iterfind(".//c:ser", CHART):
                points = series.findall("c:val//c:pt/c:v", CHART)
                yield tuple(digits(float(point.text)) for point in points)


def test_every_word_document_shows_the_figures_of_the_workbook(tmp_path, figures, names):
    run("report", MASTER, "--language", "all", "--output", tmp_path, "--json")
    columns = table_columns(figures)
    in_english = None
    for language in SIGNS:
        document = docx.Document(tmp_path / f"TDAG_Partnerships report {language}.docx")
        tables = [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in document.tables]
        assert_tables(tables, figures, language, names)
        assert_sentences(" ".join(paragraph.text for paragraph in document.paragraphs), language)
        charts = list(chart_values(document))
        assert set(charts) <= columns
        in_english = in_english or charts
        assert charts == in_english and len(charts) > 10
        for block, place, column in OTHERWISE:
            with pytest.raises(AssertionError):
                assert_tables(tables, one_more(figures, block, place, column), language, names)


def test_the_web_page_shows_the_figures_of_the_workbook_in_every_language(tmp_path, figures, names):
    run("report", MASTER, "--language", "all", "--format", "html", "--output", tmp_path, "--json")
    page = html.fromstring((tmp_path / "TDAG_Partnerships report.html").read_bytes())
    articles = {article.get("id"): article for article in page.iter("article")}
    assert set(articles) == set(SIGNS)
    for language, article in articles.items():
        cells = [
            [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iterfind("tbody/tr")]
            for table in article.iter("table")
        ]
        tables = [[[cell.text_content() for cell in row] for row in rows] for rows in cells]
        assert_tables(tables, figures, language, names)
        assert_sentences(" ".join(paragraph.text_content() for paragraph in article.iter("p")), language)
        assert_sorting_values(cells, figures)


def assert_sorting_values(tables, figures):
    """What a table sorts by is the figure itself, unrounded."""
    for cells, (block, rows) in zip(tables, shown_tables(figures), strict=True):
        for row_cells, row in zip(cells, rows, strict=True):
            values = [value for column, value in row.items() if (block, column) != ("top_funders", "Currency")]
            for cell, value in zip(row_cells, values, strict=True):
                if isinstance(value, (int, float)):
                    assert float(cell.get("data-value")) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("9,696,333", "en", "9696333"),
        ("\u200e+%30", "ar", "0.30"),
        ("5.391.477", "ar", "5391477"),
        ("5\u202f391\u202f477", "fr", "5391477"),
        ("-20\xa0%", "ru", "-0.20"),
        ("0,00", "es", "0"),
    ],
)
def test_a_figure_is_read_as_its_language_writes_it(text, language, value):
    assert number(text, language) == Decimal(value)


@pytest.mark.parametrize(("text", "language"), [("9.696.333", "en"), ("42%", "ar"), ("%42", "fr"), ("12,34,567", "en")])
def test_a_figure_of_another_language_is_not_read(text, language):
    with pytest.raises((AssertionError, ArithmeticError)):
        number(text, language)
