"""A catalogue of sentences: a gettext file (.po) of this package, read by Babel.

A string marked fuzzy is a draft: it is used, and told to be checked by language staff.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable

    from babel.messages.catalog import Catalog, Message

    from tdag_xl.languages.language import Language


@dataclass(frozen=True)
class Translation:
    """The template that says something in a language, and whether it is a draft."""

    template: str
    is_draft: bool


class Catalogue:
    """The templates of one language, by those in English."""

    def __init__(self, catalogue: Catalog) -> None:
        self._catalogue = catalogue
        # The rule of the file's header Plural-Forms, in the C of gettext's manual (11.2.6).
        self._plural: Callable[[int], int] = gettext.c2py(catalogue.plural_expr)

    def translation(self, template: str) -> Translation | None:
        """What stands for `template`; None where it is missing or not translated yet."""
        message = self._catalogue.get(template)
        if message is None or not isinstance(message.string, str) or not message.string:
            return None
        return _of(message, message.string)

    def plural(self, one: str, number: int) -> Translation | None:
        """What stands for the sentence whose singular is `one`, said of `number` things; None as above."""
        message = self._catalogue.get(one)
        if message is None or not isinstance(message.string, (tuple, list)):
            return None
        template = message.string[self._plural(number)]
        return _of(message, template) if template else None


def _of(message: Message, template: str) -> Translation:
    return Translation(template, message.fuzzy)


def catalogue_file(code: str) -> Traversable:
    """The catalogue of a language in this package."""
    return files(__package__) / "catalogues" / f"{code}.po"


@cache
def catalogue(language: Language) -> Catalogue | None:
    """The catalogue of `language`; None for English, which needs none."""
    if language.code == "en":
        return None
    with catalogue_file(language.code).open("rb") as file:
        return Catalogue(read_po(file, locale=language.code))
