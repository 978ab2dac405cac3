"""The official languages of the Union, and how each is set on a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"
"""What stands around text of another direction in a sentence (Unicode Standard Annex 9, 2.5 and 2.6)."""


class Direction(Enum):
    """Which way a language is written."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


@dataclass(frozen=True)
class Language:
    """A language of documents.

    `code` is that of BCP 47, `own_name` what its readers call it, `tag` the language of text for a spelling checker.
    `locale` is the CLDR locale of its dates and names, `number_locale` that of its numbers; `percent` the pattern of a
    percentage, None for that of the locale. `elision` is what the language puts for its word before a vowel. `fonts`
    hold its script, the most wanted first.
    """

    code: str
    own_name: str
    tag: str
    locale: str
    number_locale: str
    fonts: tuple[str, ...]
    direction: Direction = Direction.LEFT_TO_RIGHT
    percent: str | None = None
    elision: tuple[str, str] | None = None
    between_sentences: str = " "

    @property
    def is_right_to_left(self) -> bool:
        """Whether lines start at the right."""
        return self.direction is Direction.RIGHT_TO_LEFT


_LATIN = ("Calibri", "Carlito", "Arial", "Liberation Sans")
_ARABIC = ("Calibri", "Arial", "Noto Sans Arabic", "DejaVu Sans")
_CHINESE = ("Microsoft YaHei", "SimSun", "Noto Sans CJK SC", "WenQuanYi Micro Hei")

ENGLISH = Language("en", "English", "en-GB", "en_GB", "en_GB", _LATIN)
# The Union's Arabic documents write 9,7 and %42 in European digits: Morocco's number symbols, Egypt's months.
ARABIC = Language("ar", "العربية", "ar-SA", "ar_EG", "ar_MA", _ARABIC, Direction.RIGHT_TO_LEFT, percent="%#,##0")
CHINESE = Language("zh", "中文", "zh-CN", "zh_Hans_CN", "zh_Hans_CN", _CHINESE, between_sentences="")
FRENCH = Language("fr", "Français", "fr-FR", "fr", "fr", _LATIN, elision=("de ", "d’"))
RUSSIAN = Language("ru", "Русский", "ru-RU", "ru", "ru", _LATIN)
SPANISH = Language("es", "Español", "es-ES", "es", "es", _LATIN)

LANGUAGES = {one.code: one for one in (ENGLISH, ARABIC, CHINESE, FRENCH, RUSSIAN, SPANISH)}
"""The official languages by code, English first."""
