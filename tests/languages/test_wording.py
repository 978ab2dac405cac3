"""What a sentence is made of decides how it is said."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from tdag_xl.domain.code_names import CodeNames
from tdag_xl.languages.catalogue import Catalogue
from tdag_xl.languages.language import ARABIC, ENGLISH, FRENCH, LANGUAGES, RUSSIAN
from tdag_xl.languages.wording import Wording
from tdag_xl.report import Format
from tdag_xl.sentences import Days, Items, Quantity, Scale, Sentence, Term

NAMES = CodeNames({("ar", "Region", "Africa"): "إفريقيا", ("ar", "Type", "Project document"): "وثيقة مشروع"})


def wording(language=ARABIC, catalogue=None):
    return Wording(language, NAMES, catalogue)


def catalogue(**strings):
    made = Catalog(locale="ar")
    for template, string in strings.items():
        made.add(template, string, flags=("fuzzy",) if template == "draft" else ())
    return Catalogue(made)


def agreements(number):
    return Sentence.counted(
        "These agreements were signed with {count} partner: {shares}.",
        "These agreements were signed with {count} different partners: {shares}.",
        number,
        shares=Items(["A", "B"]),
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "شريك واحد"), (2, "شريكين مختلفين"), (3, "3 شركاء مختلفين"), (11, "11 شريكاً مختلفاً"), (100, "100 شريك مختلف")],
)
def test_arabic_counts_in_six_forms(number, said):
    assert wording().text(agreements(number)) == f"وُقّعت هذه الاتفاقات مع {said}: \u2068A\u2069، \u2068B\u2069."


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 дней"), (1, "1 день"), (2, "2 дня"), (11, "11 дней"), (101, "101 день")]
)
def test_russian_counts_in_three_forms(number, said):
    assert wording(RUSSIAN).text(Sentence.counted("{count} day", "{count} days", number)) == said


def test_text_of_the_register_is_isolated_and_never_a_template():
    said = wording(FRENCH).text(Sentence("{name} {figure}", name="{figure} وزارة", figure=Quantity(2e6, Scale(1e6, 1))))
    assert said == "\u2068{figure} وزارة\u2069 2,0"


def test_codes_have_the_names_of_their_lists_and_english_ones_are_told():
    made = wording()
    assert made.term("Region", "Africa") == "إفريقيا"
    assert made.term("Agreement type", "Project document") == "وثيقة مشروع"
    assert made.term("Region", "Europe") == "Europe"
    assert made.text(Sentence("{name} {figure}", name=Term("Region", "Europe"), figure=1)) == "\u2068Europe\u2069 1"
    assert made.untranslated == ("Europe",)


def test_a_blank_code_is_a_word_of_the_language():
    assert wording().term("Region", "(blank)") == "(فارغ)"
    assert wording(ENGLISH).term("Region", "(blank)") == "(blank)"


def test_a_missing_translation_falls_back_to_english_and_is_told_once():
    made = wording(catalogue=catalogue(known="معروف", draft="مسودة", empty=""))
    assert [made.text(Sentence(one)) for one in ("known", "draft", "empty", "other", "other")] == [
        *("معروف", "مسودة", "empty", "other", "other")
    ]
    assert (made.untranslated, made.drafts) == (("empty", "other"), ("draft",))


def test_a_missing_plural_falls_back_to_the_right_english_form():
    made = wording(catalogue=catalogue())
    assert [made.text(Sentence.counted("{count} day", "{count} days", n)) for n in (1, 2)] == ["1 day", "2 days"]


def test_the_full_stop_of_an_abbreviation_ends_its_sentence():
    days = Days(dt.date(2023, 1, 1), dt.date(2023, 4, 30))
    said = wording(RUSSIAN).text(
        Sentence(
            "This document gives information on partnerships and the mobilization of resources: {periods}.",
            periods=days,
        )
    )
    assert said.endswith("2023\u202fг.") and not said.endswith("..")


@pytest.mark.parametrize(
    ("value", "shown_as", "said"),
    [(None, Format.TEXT, ""), ("=1+1", Format.TEXT, "=1+1"), (3, Format.NUMERAL, "3"), (True, Format.TEXT, "True")],
)
def test_a_cell_is_said_as_its_column_shows_it(value, shown_as, said):
    assert wording().cell(value, shown_as) == said


@pytest.mark.parametrize("code", LANGUAGES)
@given(name=st.text(min_size=1))
def test_any_text_of_a_register_comes_through_whole(code, name):
    said = wording(LANGUAGES[code]).text(Sentence("{name}: {figures}", name=name, figures=1))
    assert f"\u2068{name}\u2069" in said


def test_english_says_what_the_sheet_says():
    assert (
        wording(ENGLISH).text(agreements(1200)).startswith("These agreements were signed with 1,200 different partners")
    )
