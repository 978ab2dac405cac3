"""The charts of a Word file: native, with their data behind them, every figure as the document prints it."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from documents.sample_documents import AWKWARD, arabic, english
from documents.word_reading import embedded, found, members, tree

from tdag_xl.documents.document import Figure, Series
from tdag_xl.documents.word.package import word_file
from tdag_xl.report import ChartKind, Measure

BOTH = pytest.mark.parametrize("document", [english(), arabic()], ids=["english", "arabic"])


def figures(document):
    return [block for block in document.blocks if isinstance(block, Figure)]


def charts(data):
    return [tree(data, f"word/charts/chart{number}.xml") for number in (1, 2)]


def with_figure(**changes):
    figure = dataclasses.replace(figures(english())[0], **changes)
    return dataclasses.replace(english(), blocks=(figure,))


def labels(series):
    """The texts at the bars, by place; None where none is shown."""
    return [
        None if found(label, "c:delete") else "".join(found(label, ".//a:t/text()"))
        for label in found(series, "c:dLbls/c:dLbl")
    ]


@BOTH
def test_bars_carry_the_figures_as_they_are_printed(document):
    for figure, chart in zip(figures(document), charts(word_file(document)), strict=True):
        assert [labels(one) for one in found(chart, "//c:ser")] == [
            [text or None for text in series.labels] for series in figure.series
        ]


@BOTH
def test_the_chart_and_the_workbook_behind_it_hold_the_same_data(document):
    data = word_file(document)
    for number, (figure, chart) in enumerate(zip(figures(document), charts(data), strict=True), start=1):
        rows = embedded(data, number)
        assert rows[0][1:] == [series.name for series in figure.series]
        assert [row[0] for row in rows[1:]] == list(figure.categories)
        for place, (series, drawn) in enumerate(zip(figure.series, found(chart, "//c:ser"), strict=True), start=1):
            assert [row[place] for row in rows[1:]] == pytest.approx(list(series.values))
            assert found(drawn, "c:cat//c:v/text()") == list(figure.categories)
            values = [value for value in series.values if value is not None]
            assert list(map(float, found(drawn, "c:val//c:v/text()"))) == pytest.approx(values)


@BOTH
def test_a_chart_has_its_text_for_those_who_do_not_see_it(document):
    drawn = found(tree(word_file(document)), "//wp:docPr")
    assert [(one.get("name"), one.get("descr")) for one in drawn] == [(f.name, f.alt_text) for f in figures(document)]
    assert len({one.get("id") for one in drawn}) == len(drawn)


@pytest.mark.parametrize(
    ("document", "bars_from_the_right"), [(english(), False), (arabic(), True)], ids=["english", "arabic"]
)
def test_bars_start_where_lines_start(document, bars_from_the_right):
    bars, columns = charts(word_file(document))
    turned = "maxMin" if bars_from_the_right else "minMax"
    assert found(bars, "//c:valAx/c:scaling/c:orientation/@val") == [turned]
    assert found(columns, "//c:catAx/c:scaling/c:orientation/@val") == [turned]
    assert found(bars, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]  # the first category is on top
    names, labels_ = (float(found(bars, f"//c:layout//c:{side}/@val")[0]) for side in ("x", "w"))
    assert (names < 1 - names - labels_) == bars_from_the_right
    assert set(found(bars, "//a:pPr/@rtl")) == ({"1"} if bars_from_the_right else set())


@BOTH
def test_a_chart_has_the_colour_of_what_it_measures(document):
    bars, columns = charts(word_file(document))
    colours = "//c:ser/c:spPr/a:solidFill/a:srgbClr/@val"
    assert found(bars, colours) == ["0072B2"]
    assert found(columns, colours) == ["7F7F7F", "D55E00"]
    assert [bool(found(chart, "//c:legend")) for chart in (bars, columns)] == [False, True]


@BOTH
def test_all_text_of_a_chart_is_in_the_language(document):
    for chart in charts(word_file(document)):
        assert set(found(chart, "//@lang")) | set(found(chart, "//c:lang/@val")) == {document.language.tag}


def test_names_of_any_kind_are_categories():
    values = tuple(map(float, range(1, len(AWKWARD) + 1)))
    series = Series("=1", values, tuple(f"=<&>{n}" for n in range(len(AWKWARD))))
    data = word_file(with_figure(categories=AWKWARD, series=(series,)))
    chart = tree(data, "word/charts/chart1.xml")
    expected = [name.replace("\x01", "␁") for name in AWKWARD]
    assert found(chart, "//c:cat//c:v/text()") == expected
    assert [row[0] for row in embedded(data, 1)[1:]] == expected
    assert labels(found(chart, "//c:ser")[0])[0] == "=<&>0"


def test_years_stay_names():
    data = word_file(with_figure(categories=("2022", "2023")))
    chart = tree(data, "word/charts/chart1.xml")
    assert found(chart, "//c:cat/c:strRef//c:v/text()") == ["2022", "2023"]
    assert not found(chart, "//c:cat//c:numRef")


def test_a_name_of_several_lines_makes_room():
    short, long = ("A", "B"), ("International and regional organizations and associations of all kinds " * 2, "B")
    heights = [
        int(found(tree(word_file(with_figure(categories=names))), "//wp:extent/@cy")[0]) for names in (short, long)
    ]
    assert heights[0] < heights[1]


@pytest.mark.parametrize("kind", list(ChartKind))
def test_odd_figures_are_drawn(kind, tmp_path, validation_errors):
    document = with_figure(
        kind=kind,
        measure=Measure.MONEY,
        categories=("one",),
        series=(Series("a", (float("inf"),), ("∞",)), Series("b", (None,), ("",)), Series("c", (-1.0,), ("-1",))),
    )
    (tmp_path / "odd.docx").write_bytes(word_file(document))
    assert validation_errors(tmp_path / "odd.docx") == []


def test_the_workbook_behind_a_chart_is_valid(tmp_path, validation_errors):
    with zipfile.ZipFile(io.BytesIO(word_file(arabic()))) as archive:
        (tmp_path / "data.xlsx").write_bytes(archive.read("word/embeddings/data2.xlsx"))
    assert validation_errors(tmp_path / "data.xlsx") == []


def test_every_chart_has_one_workbook():
    names = members(word_file(english()))
    assert [name for name in names if name.startswith(("word/charts/chart", "word/embeddings/"))] == [
        *(
            "word/charts/chart1.xml",
            "word/embeddings/data1.xlsx",
            "word/charts/chart2.xml",
            "word/embeddings/data2.xlsx",
        )
    ]
