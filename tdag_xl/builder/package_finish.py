"""What XlsxWriter cannot say about a workbook, said in the package it wrote."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.builder.cell_styles import CellStyle, named
from tdag_xl.ooxml.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_ENABLED = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BLANK_RESULT = re.compile(rb"(<c r=\"[A-Z]+[0-9]+\"(?: s=\"[0-9]+\")?)(><f>[^<]*</f><v></v></c>)")


def finished(package: bytes, styles: Mapping[int, CellStyle]) -> bytes:
    """The package as a macro-enabled workbook, its cell formats bound to named styles, blank formula results as text.

    The content type is that of .xlsm ([MS-OFFMACRO2] §2.2.1.5); it asks for no VBA project. Same bytes for the same
    input.
    """
    with Archive(io.BytesIO(package), Path("workbook.xlsm")) as archive:
        changes: dict[str, bytes | None] = {
            "[Content_Types].xml": _macro_enabled(archive.read("[Content_Types].xml")),
            "xl/styles.xml": named(archive.read("xl/styles.xml"), styles),
        }
        for name in archive.names:
            if name.startswith("xl/worksheets/sheet"):
                changes[name] = _with_blank_results(archive.read(name))
        stream = io.BytesIO()
        archive.write(stream, changes)
    return stream.getvalue()


def _macro_enabled(content_types: bytes) -> bytes:
    if content_types.count(_PLAIN) != 1:
        raise ValueError("the package does not name one workbook part")
    return content_types.replace(_PLAIN, _MACRO_ENABLED)


def _with_blank_results(sheet: bytes) -> bytes:
    """The sheet with `t="str"` on formulas that give blank text: without it, a reader expects a number."""
    return _BLANK_RESULT.sub(rb'\1 t="str"\2', sheet)
