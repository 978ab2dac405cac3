"""The whole page: every language's section, with its styles and its script inside."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from tdag_xl.documents.web.chart import PATTERNS, chart, legend
from tdag_xl.documents.web.inline_text import inline, readable
from tdag_xl.documents.web.sections import section
from tdag_xl.documents.web.stylesheet import stylesheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tdag_xl.documents.document import Document

_FOLDER = Path(__file__).parent


def web_page(documents: Sequence[Document]) -> str:
    """The page of `documents`, at least one, each in a language of its own: HTML in UTF-8 that loads nothing.

    With several, readers choose the language; the first is the one they see when the address names none.
    """
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    return _template().render(
        sections=[section(document) for document in documents],
        style=Markup(stylesheet([document.language for document in documents])),  # noqa: S704 - no text of a document
        script=Markup(script),  # noqa: S704 - nor here
        policy=_policy(script),
        patterns=PATTERNS,
    )


def _policy(script: str) -> str:
    """The Content Security Policy: this script and the styles inside, nothing from anywhere."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"inline": inline, "readable": readable}
    environment.globals |= {"chart": chart, "legend": legend}
    return environment.get_template("page.html")
