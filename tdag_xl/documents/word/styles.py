"""The named styles of a document: what a template has of them stays, the others are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tdag_xl.documents.word.elements import child, q, w
from tdag_xl.documents.word.fonts import fonts_of
from tdag_xl.hosts.looks import GREY, INK, LINE
from tdag_xl.languages.language import ARABIC, CHINESE, ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from tdag_xl.languages.language import Language

TITLE, LEAD, NORMAL, NOTE, CAPTION, BULLET, FIGURE, FOOTER = (
    *("Title", "Lead", "Normal", "Note", "caption", "List Bullet", "Figure", "footer"),
)
HEADINGS = ("heading 1", "heading 2", "heading 3")
TABLE, TABLE_TEXT, LIST_TEXT = "TDAG Table", "TDAG Table Text", "TDAG List Text"
POINTS = {TABLE_TEXT: 10, LIST_TEXT: 8}
"""The size of text in tables, which their columns are made for."""

_ACCENT = "1F4E79"
_HAIR, _THIN = 4, 8
"""Widths of lines, in eighths of a point."""


@dataclass(frozen=True)
class _Look:
    """A paragraph style: size in half-points, room before and after in twentieths of a point."""

    name: str
    size: int | None = None
    before: int = 0
    after: int = 0
    colour: str = ""
    bold: bool = False
    keep_next: bool = False
    level: int | None = None
    based_on: str = NORMAL
    next: str = ""
    centred: bool = False


_LOOKS = (
    _Look(TITLE, 40, 0, 120, _ACCENT, bold=True, keep_next=True, next=LEAD),
    _Look(LEAD, 24, 0, 240, GREY, next=NORMAL),
    _Look(HEADINGS[0], 30, 360, 120, _ACCENT, bold=True, keep_next=True, level=0, next=NORMAL),
    _Look(HEADINGS[1], 25, 280, 100, INK, bold=True, keep_next=True, level=1, next=NORMAL),
    _Look(HEADINGS[2], 22, 240, 80, GREY, bold=True, keep_next=True, level=2, next=NORMAL),
    _Look(CAPTION, 20, 200, 80, INK, bold=True, keep_next=True, next=NORMAL),
    _Look(NOTE, 18, 60, 60, GREY),
    _Look(FIGURE, None, 0, 160, next=NORMAL),
    _Look(TABLE_TEXT, 2 * POINTS[TABLE_TEXT]),
    _Look(LIST_TEXT, 2 * POINTS[LIST_TEXT], based_on=TABLE_TEXT),
    _Look(FOOTER, 18, colour=GREY, centred=True),
)


def add_missing_styles(styles: Element, language: Language, bullet: Callable[[], int]) -> dict[str, str]:
    """The ids of our styles by name, once those that the part lacked are in it.

    The language becomes that of the part's defaults, and of no style. `bullet` adds a bulleted list,
    and gives its number.
    """
    _set_language(styles, language)
    there = _style_ids(styles)
    ours = (*_foundations(), *map(_paragraph_style, _LOOKS), _bullet_style(), _table_style())
    missing = [style for style in ours if _name(style).lower() not in there]
    for style in missing:
        while style.get(q("w:styleId")) in there.values():  # a template's ids are made of names in its own language
            style.set(q("w:styleId"), f"{style.get(q('w:styleId'))}0")
        if _name(style) == BULLET:
            child(child(child(style, "w:pPr"), "w:numPr"), "w:numId").set(q("w:val"), str(bullet()))
    styles.extend(missing)
    ids = _style_ids(styles)
    for style in missing:
        for reference in style.iterfind("*"):
            if reference.tag in (q("w:basedOn"), q("w:next")):  # made with a name, where an id belongs
                reference.set(q("w:val"), ids[reference.get(q("w:val"), "").lower()])
    return {_name(style): ids[_name(style).lower()] for style in ours}


def default_properties(language: Language) -> Element:
    """What holds where no style says otherwise: the fonts, 11 points, and room between lines."""
    of = fonts_of(language)
    fonts = w("rFonts", ascii=of.latin, hAnsi=of.latin, eastAsia=of.east_asian, cs=of.complex)
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts, w("sz", val=22), w("szCs", val=22))),
        w("pPrDefault", w("pPr", w("spacing", after=120, line=264, lineRule="auto"))),
    )


def _name(style: Element) -> str:
    name = style.find(q("w:name"))
    return "" if name is None else name.get(q("w:val"), "")


def _style_ids(styles: Element) -> dict[str, str]:
    """The ids by name; names of Word's own styles differ in case from program to program."""
    return {_name(style).lower(): style.get(q("w:styleId"), "") for style in styles.iterfind(q("w:style"))}


def _set_language(styles: Element, language: Language) -> None:
    for own in list(styles.iter(q("w:lang"))):
        if (parent := own.getparent()) is not None:
            parent.remove(own)
    defaults = styles.find(q("w:docDefaults"))
    if defaults is None:
        defaults = default_properties(language)
        styles.insert(0, defaults)
    run_default = _child(defaults, "rPrDefault")
    _child(run_default, "rPr").append(languages(language))


def languages(language: Language) -> Element:
    """`w:lang`: the document's language for its script, and the likely ones for the other two."""
    latin = ENGLISH if language in (ARABIC, CHINESE) else language
    return w("lang", val=latin.tag, eastAsia=CHINESE.tag, bidi=ARABIC.tag)


def _child(parent: Element, name: str) -> Element:
    child = parent.find(q(f"w:{name}"))
    if child is None:
        child = w(name)
        parent.insert(0, child)
    return child


def _foundations() -> tuple[Element, ...]:
    """Normal, and the three styles on which all others of their kind stand."""
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in _MARGINS))
    return (
        w("style", w("name", val=NORMAL), w("qFormat"), type="paragraph", default=1, styleId="Normal"),
        w(
            "style",
            w("name", val="Default Paragraph Font"),
            w("uiPriority", val=1),
            w("semiHidden"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        w(
            "style",
            w("name", val="Normal Table"),
            w("uiPriority", val=99),
            w("semiHidden"),
            w("tblPr", w("tblInd", w=0, type="dxa"), margins),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
    )


_MARGINS = (("top", 0), ("left", 85), ("bottom", 0), ("right", 85))


def _paragraph_style(look: _Look) -> Element:
    return w(
        "style",
        w("name", val=look.name),
        w("basedOn", val=look.based_on),
        w("next", val=look.next) if look.next else None,
        w("qFormat"),
        w(
            "pPr",
            w("keepNext") if look.keep_next else None,
            w("spacing", before=look.before, after=look.after),
            w("jc", val="center") if look.centred else None,
            None if look.level is None else w("outlineLvl", val=look.level),
        ),
        w(
            "rPr",
            *((w("b"), w("bCs")) if look.bold else ()),
            w("color", val=look.colour.lstrip("#")) if look.colour else None,
            *((w("sz", val=look.size), w("szCs", val=look.size)) if look.size else ()),
        ),
        type="paragraph",
        **_identity(look.name),
    )


def _bullet_style() -> Element:
    """The style of a list, whose number is still to be set."""
    return w(
        "style",
        w("name", val=BULLET),
        w("basedOn", val=NORMAL),
        w("qFormat"),
        w("pPr", w("numPr", w("numId")), w("spacing", after=60)),
        type="paragraph",
        **_identity(BULLET),
    )


def _table_style() -> Element:
    """Lines between rows only, the headings bold on a light ground."""
    return w(
        "style",
        w("name", val=TABLE),
        w("basedOn", val="Normal Table"),
        w("qFormat"),
        w("pPr", w("spacing", after=0, line=240, lineRule="auto")),
        w(
            "tblPr",
            w(
                "tblBorders",
                _line("top", _THIN, GREY),
                _line("bottom", _THIN, GREY),
                _line("insideH", _HAIR, LINE),
            ),
            w("tblCellMar", *(w(side, w=width or 45, type="dxa") for side, width in _MARGINS)),
        ),
        w(
            "tblStylePr",
            w("rPr", w("b"), w("bCs")),
            w(
                "tcPr",
                w("tcBorders", _line("bottom", _THIN, GREY)),
                w("shd", val="clear", color="auto", fill="F2F2F2"),
                w("vAlign", val="bottom"),
            ),
            type="firstRow",
        ),
        type="table",
        **_identity(TABLE),
    )


def _line(side: str, width: int, colour: str) -> Element:
    return w(side, val="single", sz=width, space=0, color=colour.lstrip("#"))


def _identity(name: str) -> dict[str, str | int]:
    """The attributes that only a style of ours has: an id made of its name."""
    is_ours = name in (LEAD, NOTE, FIGURE, TABLE, TABLE_TEXT, LIST_TEXT)
    own: dict[str, str | int] = {"customStyle": 1} if is_ours else {}
    return {**own, "styleId": "".join(word[0].upper() + word[1:] for word in name.split())}
