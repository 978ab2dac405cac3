"""The charts of the web page: lengths that are the figures, in the direction of the reader, with room for all text."""

from __future__ import annotations

import dataclasses
import math

import lxml.etree
import pytest
from documents.sample_documents import AWKWARD, arabic, english
from hypothesis import given, settings
from hypothesis import strategies as st

from tdag_xl.documents.document import Figure, Series
from tdag_xl.documents.web.chart import chart, legend
from tdag_xl.documents.web.inline_text import readable
from tdag_xl.documents.web.label_lines import lines, width
from tdag_xl.report import ChartKind, Measure

BARS, COLUMNS = (block for block in english().blocks if isinstance(block, Figure))
NUMBERS = st.none() | st.floats() | st.integers(-10, 10**12)


def drawn(figure: Figure, *, right_to_left: bool = False) -> lxml.etree._Element:
    return lxml.etree.fromstring(chart(figure, "f", right_to_left=right_to_left))


def lengths(svg: lxml.etree._Element, name: str) -> list[float]:
    return [float(bar.get(name).rstrip("%em")) for bar in svg.iter("rect")]


def figure_of(values, kind=ChartKind.BAR, measure=Measure.COUNT, names=None) -> Figure:
    names = names or tuple(f"name {place}" for place in range(len(values)))
    labels = tuple("" if value is None else str(value) for value in values)
    return Figure("f", kind, measure, "Caption", "Told", names, (Series("one", tuple(values), labels),))


def test_bars_are_as_long_as_their_figures():
    long, short = lengths(drawn(figure_of((24, 6))), "width")
    assert long == pytest.approx(4 * short, rel=1e-4)


def test_columns_are_as_high_as_their_figures():
    assert lengths(drawn(figure_of((1.5, 3), ChartKind.COLUMN)), "height") == [6, 12]


def test_bars_grow_from_the_side_where_lines_start():
    left, right = drawn(BARS), drawn(BARS, right_to_left=True)
    assert lengths(left, "x") == [0, 0]
    ends = [x + long for x, long in zip(lengths(right, "x"), lengths(right, "width"), strict=True)]
    assert ends == pytest.approx([100, 100])
    names = [text for text in right.iter("text") if text.get("class") == "name"]
    assert {text.get("x") for text in names} == {"100%"}
    figures = [text for text in right.iter("text") if text.get("class") == "figure"]
    assert all(text.get("dx").startswith("-") for text in figures)


def test_columns_stand_in_the_order_of_reading():
    left, right = drawn(COLUMNS), drawn(COLUMNS, right_to_left=True)
    assert lengths(left, "x") == sorted(lengths(left, "x"))
    assert lengths(right, "x") == sorted(lengths(right, "x"), reverse=True)


def test_an_earlier_period_is_told_apart_without_colours():
    assert [bar.get("class") for bar in drawn(COLUMNS).iter("rect")] == ["bar earlier", "bar money"] * 2
    names = lxml.etree.fromstring(legend(COLUMNS))
    assert ["".join(one.itertext()).strip() for one in names] == ["2022", "2023"]
    assert legend(BARS) == ""


def test_a_chart_says_what_it_shows():
    svg = drawn(BARS)
    assert (svg.get("role"), svg.findtext("title"), svg.findtext("desc")) == ("img", BARS.caption, BARS.alt_text)
    assert svg.get("aria-labelledby") == svg.find("title").get("id")
    assert svg.get("aria-describedby") == svg.find("desc").get("id")


def test_a_missing_figure_has_neither_length_nor_text():
    svg = drawn(figure_of((None, 5)))
    assert lengths(svg, "width")[0] == 0
    assert [text.text for text in svg.iter("text") if text.get("class") == "figure"] == ["\u20665\u2069"]


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, max_size=20), st.sampled_from(ChartKind), st.booleans())
def test_any_figures_stay_within_the_chart(values, kind, right_to_left):
    svg = drawn(figure_of(values, kind), right_to_left=right_to_left)
    height = float(svg.get("height").rstrip("em"))
    assert math.isfinite(height)
    for x, y, wide, high in zip(*(lengths(svg, name) for name in ("x", "y", "width", "height")), strict=True):
        assert min(x, y, wide, high) >= 0
        assert x + wide <= 100.01
        assert y + high <= height


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.sampled_from(AWKWARD), st.floats(4, 40), st.integers(1, 5))
def test_names_are_set_in_lines_that_fit(text, room, most):
    set_in = lines(readable(text), room, most)
    assert len(set_in) <= most
    assert all(width(line) <= room for line in set_in)
    whole = "".join(readable(text).split())
    shown = "".join("".join(set_in).split())
    assert shown == whole or whole.startswith(shown.removesuffix("…"))


def test_a_long_name_takes_no_time():
    assert lines("\u0301" * 32_767, 20, 3)[0].startswith("\u0301")


@pytest.mark.parametrize("document", [english(), arabic()], ids=["en", "ar"])
def test_every_name_and_figure_of_a_chart_is_in_it(document):
    for figure in (block for block in document.blocks if isinstance(block, Figure)):
        said = "".join(drawn(figure).itertext())
        assert all(name in said for name in figure.categories)
        assert all(label in said for series in figure.series for label in series.labels)


def test_names_that_look_like_markup_are_text():
    svg = drawn(dataclasses.replace(figure_of((1,) * len(AWKWARD)), categories=AWKWARD))
    assert {one.tag for one in svg.iter()} == {"svg", "title", "desc", "g", "text", "rect"}
    assert [one.findtext("title") for one in svg.iter("g")] == [f"{readable(name)} 1" for name in AWKWARD]
