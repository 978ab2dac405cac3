"""A language that only brackets what a catalogue or a list translates: what stands outside brackets was not asked."""

from __future__ import annotations

from dataclasses import replace

from babel.messages.pofile import read_po

from tdag_xl.languages.catalogue import Catalogue, catalogue_file
from tdag_xl.languages.language import FRENCH
from tdag_xl.languages.wording import Wording

PSEUDO = replace(FRENCH, code="qps", elision=None)


class BracketedNames:
    """Every code has a name: itself in brackets."""

    def name(self, language, list_, code):
        return f"⟪{code}⟫"


def pseudo_catalogue():
    with catalogue_file("fr").open("rb") as file:
        messages = read_po(file, locale="fr")
    for message in messages:
        if message.id:
            message.string = tuple(map(_bracketed, message.id)) if message.pluralizable else _bracketed(message.id)
    return Catalogue(messages)


def _bracketed(template):
    return f"⟦{template}⟧"


def pseudo_wording():
    return Wording(PSEUDO, BracketedNames(), pseudo_catalogue())
