"""Contrast by the formula of WCAG 2.2, for every pair of colours that the page sets on each other."""

from __future__ import annotations

import re

import pytest

from tdag_xl.documents.web.stylesheet import stylesheet
from tdag_xl.languages.language import LANGUAGES

TEXT, GRAPHIC = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT),
    ("grey", "paper", TEXT),
    ("link", "paper", TEXT),
    ("ink", "tint", TEXT),
    ("link", "tint", TEXT),
    ("count", "paper", GRAPHIC),
    ("money", "paper", GRAPHIC),
    ("earlier", "paper", GRAPHIC),
    ("focus", "paper", GRAPHIC),
    ("focus", "tint", GRAPHIC),
]


def luminance(colour: str) -> float:
    """The relative luminance of #RRGGBB (WCAG 2.2, definitions)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours(scheme: str) -> dict[str, str]:
    """The colours of the style sheet by name, in the light or the dark scheme."""
    css = stylesheet(list(LANGUAGES.values()))
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    dark = dark[: dark.index("\n}\n")]
    named = re.compile(r"--([a-z]+): (#[0-9A-Fa-f]{6});")
    found = dict(named.findall(light))
    return found | dict(named.findall(dark)) if scheme == "dark" else found


def test_the_formula_gives_the_ratios_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_colours_are_told_apart(scheme, one, other, least):
    shown = colours(scheme)
    assert contrast(shown[one], shown[other]) >= least


def test_text_takes_its_colours_from_these_names_alone():
    css = stylesheet([])
    rules = css[css.index("*, ::before") : css.index("@media print")]
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules.replace("url(#earlier)", ""))
