"""The fonts of a document: it holds names in every script, so each script has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.documents.word.elements import w
from tdag_xl.languages.language import CHINESE, ENGLISH

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tdag_xl.languages.language import Language


@dataclass(frozen=True)
class Fonts:
    """The font of each kind of script that Word and DrawingML tell apart."""

    latin: str
    east_asian: str
    complex: str


_ARABIC = "Arial"
"""On every Windows and Mac, with Arabic letters (Calibri has none) that fit its Latin ones."""


def fonts_of(language: Language) -> Fonts:
    """The fonts of a document in the language; in Arabic, figures look like the text that they stand in."""
    latin = _ARABIC if language.is_right_to_left else ENGLISH.fonts[0]
    return Fonts(latin, CHINESE.fonts[0], _ARABIC)


def font_table(fonts: Fonts) -> Element:
    """`w:fonts`: that the fonts have no serifs, for a machine that has to take another one."""
    names = sorted({fonts.latin, fonts.east_asian, fonts.complex})
    return w("fonts", *(w("font", w("family", val="swiss"), w("pitch", val="variable"), name=name) for name in names))
