"""The page's styles: page.css, with the colours of the workbook's charts and the fonts of each language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.hosts.looks import EARLIER_COLOUR, GREY, INK, LINE, MEASURE_COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.languages.language import Language

_SYSTEM_FONTS = ("system-ui", "sans-serif")


def stylesheet(languages: Sequence[Language]) -> str:
    """The style sheet of a page in `languages`."""
    rules = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return "\n".join((_colours(), *map(_fonts, languages), rules))


def _colours() -> str:
    colours = {"ink": INK, "grey": GREY, "line": LINE, "earlier": EARLIER_COLOUR} | {
        measure.value: colour for measure, colour in MEASURE_COLOURS.items()
    }
    return ":root {" + " ".join(f"--{name}: {colour};" for name, colour in colours.items()) + "}"


def _fonts(language: Language) -> str:
    named = ", ".join((*(f'"{font}"' for font in language.fonts), *_SYSTEM_FONTS))
    return f":lang({language.code}) {{ font-family: {named}; }}"
