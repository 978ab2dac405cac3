"""Every catalogue says every sentence of the documents, with the same fields, in every plural form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import tdag_xl
from tdag_xl.languages.catalogue import catalogue, catalogue_file
from tdag_xl.languages.language import LANGUAGES

TRANSLATED = [code for code in LANGUAGES if code != "en"]
NUMBERS = (0, 1, 2, 3, 11, 100)


def said_in_the_program():
    """Every template that the program says, a plural as (one, many)."""
    keywords = {"Sentence": None, "counted": (1, 2)}
    folder = Path(tdag_xl.__file__).parent
    found = set()
    for name in ("documents", "languages", "sheets"):
        found |= {message for _, _, message, *_ in extract_from_dir(folder / name, keywords=keywords)}
    return found | {", ", "; "}


def messages(code):
    with catalogue_file(code).open("rb") as file:
        return [message for message in read_po(file, locale=code) if message.id]


def fields(template):
    return sorted(re.findall(r"{(\w+)}", template))


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_the_sentences_of_the_program_and_no_others(code):
    assert {tuple(one.id) if one.pluralizable else one.id for one in messages(code)} == said_in_the_program()


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_left_untranslated_and_no_field_is_lost(code):
    for message in messages(code):
        if not message.pluralizable:
            assert message.string and fields(message.string) == fields(message.id), message.id
            continue
        for template in message.string:
            missing = set(fields(message.id[1])) - set(fields(template))
            assert template and missing <= {"count", "amount"}, template  # "one", "two" and "none" may stand in words
            assert set(fields(template)) <= set(fields(message.id[1])), template


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_plural_has_as_many_forms_as_the_language(code):
    forms = {"ar": 6, "es": 2, "fr": 2, "ru": 3, "zh": 1}[code]
    assert {len(message.string) for message in messages(code) if message.pluralizable} == {forms}


DAYS = {
    "ar": ["{count} يوم", "يوم واحد", "يومان", "{count} أيام", "{count} يوماً", "{count} يوم"],
    "es": ["{count} días", "{count} día", *["{count} días"] * 4],
    "fr": ["{count} jour", "{count} jour", *["{count} jours"] * 4],
    "ru": ["{count} дней", "{count} день", "{count} дня", "{count} дня", "{count} дней", "{count} дней"],
    "zh": ["{count}天"] * 6,
}


@pytest.mark.parametrize("code", TRANSLATED)
def test_nought_one_two_three_eleven_and_a_hundred_days(code):
    found = [catalogue(LANGUAGES[code]).plural("{count} day", number) for number in NUMBERS]
    assert [one.template for one in found] == DAYS[code]


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_no_published_document_says_is_marked_as_a_draft(code):
    settled = [one for one in messages(code) if not one.fuzzy and one.string != one.id]
    published = {
        "ar": [
            "Partnerships and resource mobilization in the ITU Telecommunication Development Sector",
            "Signed contribution",
        ]
    }
    assert [one.id for one in settled] == published.get(code, [])


def test_english_needs_no_catalogue():
    assert catalogue(LANGUAGES["en"]) is None
