"""What a report says, said in a language: its sentences by the catalogue, its codes by their names, its figures."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Protocol

from tdag_xl.languages.catalogue import Catalogue, catalogue
from tdag_xl.languages.language import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE
from tdag_xl.languages.numbers import Numbers
from tdag_xl.sentences import Days, Items, PeriodName, Quantity, Sentence, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tdag_xl.cells import CellValue
    from tdag_xl.languages.language import Language
    from tdag_xl.report import Format, Span

_LISTS = {"Agreement type": "Type"}
"""The lists of tblLists that are not named like the column of a report."""
_BLANK = Sentence("(blank)")


class Names(Protocol):
    """The names of the codes of the register."""

    def name(self, language: str, list_: str, code: str) -> str | None:
        """The name of `code` of a list in a language; None where there is none."""
        ...


class Said(str):
    """A text that is in the language already."""

    __slots__ = ()


class Wording:
    """Says a report in `language`. What it could not translate, and which drafts it used, it keeps for its user."""

    def __init__(self, language: Language, names: Names, sentences: Catalogue | None = None) -> None:
        """`sentences` is the catalogue, by default the language's own."""
        self.language = language
        self.numbers = Numbers(language)
        self._names = names
        self._catalogue = sentences or catalogue(language)
        self._untranslated: dict[str, None] = {}
        self._drafts: dict[str, None] = {}

    @property
    def untranslated(self) -> tuple[str, ...]:
        """The sentences and codes that stand in English for want of a translation, in the order of their use."""
        return tuple(self._untranslated)

    @property
    def drafts(self) -> tuple[str, ...]:
        """The English of the sentences whose translation is a draft, in the order of their use."""
        return tuple(self._drafts)

    def text(self, said: str) -> Said:
        """A sentence in the language; a plain str is text of the register, and stands in isolates."""
        return Said(self._value(said))

    def paragraph(self, sentences: Iterable[str]) -> Said:
        """Sentences of the language, one after another."""
        return Said(self.language.between_sentences.join(sentences))

    def term(self, heading: str, code: str) -> str:
        """The name of a code under the heading of its column, for a cell of its own."""
        return self._name(heading, code) or code

    def heading(self, heading: str) -> Said:
        """The heading of a column of a report."""
        return self.text(Sentence(heading))

    def cell(self, value: CellValue, shown_as: Format) -> str:
        """A cell that is no code as its column shows it, register text as it stands; "" for a blank one."""
        if value is None:
            return ""
        if isinstance(value, dt.date):
            return self.numbers.short_day(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self.numbers.shown(value, shown_as)
        return str(value)

    def money(self, amount: float, currency: str) -> Said:
        """An amount with the name of its currency, from a million on in millions."""
        name = Said(self.numbers.currency(currency, amount))
        if self.numbers.is_compact(amount):
            millions = Said(self.numbers.compact(amount))
            said = self.text(Sentence("{millions} {currency}", millions=millions, currency=name))
            return Said(self._elided(said, name))
        return self.text(Sentence("{amount} {currency}", amount=Said(self.numbers.number(amount)), currency=name))

    def period(self, span: Span) -> Said:
        """A period as a heading names it."""
        return Said(self.numbers.period(span.start, span.end))

    def days(self, span: Span) -> Said:
        """The first and the last day of a period."""
        return Said(self.numbers.days(span.start, span.end))

    def _elided(self, said: str, before: str) -> str:
        if self.language.elision is None:
            return said
        word, elided = self.language.elision
        return re.sub(rf"{word}(?=[aeéèiouyh])", elided, said) if said.endswith(before) else said

    def _value(self, value: object) -> str:
        if isinstance(value, Said):
            return value
        if isinstance(value, Sentence):
            return self._sentence(value)
        if isinstance(value, Term):
            return self._name(value.heading, value) or _isolated(value)
        if isinstance(value, Items):
            return self._sentence(value.separator).join(map(self._value, value.items))
        if isinstance(value, PeriodName):
            return self.numbers.period(value.days.start, value.days.end)
        if isinstance(value, Days):
            return self.numbers.days(value.start, value.end)
        if isinstance(value, Quantity):
            return self.numbers.quantity(value.value, value.scale)
        if isinstance(value, int):
            return self.numbers.number(value)
        return _isolated(str(value))

    def _sentence(self, said: Sentence) -> str:
        template = self._template(said)
        values = {name: self._value(value) for name, value in said.values.items()}
        for name, value in values.items():
            if value.endswith(".") and f"{{{name}}}." in template:  # an abbreviation's full stop ends the sentence too
                values[name] = value.removesuffix(".")
        return template.format(**values)

    def _template(self, said: Sentence) -> str:
        """The template in the language, else the English one, which is then noted as untranslated."""
        in_english = said.template if said.many is None or said.number == 1 else said.many
        if self._catalogue is None:
            return in_english
        if said.many is None:
            found = self._catalogue.translation(said.template)
        else:
            found = self._catalogue.plural(said.template, said.number)
        if found is None:
            self._untranslated[said.template] = None
            return in_english
        if found.is_draft:
            self._drafts[said.template] = None
        return found.template

    def _name(self, heading: str, code: str) -> str | None:
        if code == str(_BLANK):
            return self.text(_BLANK)
        if self._catalogue is None:
            return code
        name = self._names.name(self.language.code, _LISTS.get(heading, heading), code)
        if name is None:
            self._untranslated[str(code)] = None
        return name


def _isolated(text: str) -> str:
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"
