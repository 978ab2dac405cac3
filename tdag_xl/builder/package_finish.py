"""What XlsxWriter cannot say about a workbook, said in the package it wrote."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tdag_xl.builder.addin import put_addin
from tdag_xl.builder.cell_styles import CellStyle, named
from tdag_xl.ooxml.archive import Archive
from tdag_xl.ooxml.package import Package
from tdag_xl.ooxml.part_names import PartName

if TYPE_CHECKING:
    from collections.abc import Mapping

_STYLES = PartName("/xl/styles.xml")
_ERROR_RESULT = re.compile(
    rb"(<c [^>]*)t=\"str\"(><f t=\"array\"[^>]*>[^<]*</f><v>#(?:N/A|VALUE!|NUM!|REF!|DIV/0!)</v></c>)"
)
_BLANK_RESULT = re.compile(rb"(<c r=\"[A-Z]+[0-9]+\"(?: s=\"[0-9]+\")?)(><f>[^<]*</f><v></v></c>)")


def finished(package: bytes, styles: Mapping[int, CellStyle]) -> bytes:
    """The package with the add-in, its cell formats bound to named styles, blank formula results as text.

    Same bytes for the same input.
    """
    with Archive(io.BytesIO(package), Path("workbook.xlsm")) as archive:
        finishing = Package(archive)
        finishing.write_part(_STYLES, named(finishing.read_part(_STYLES), styles))
        for part in finishing.parts:
            if part.startswith("/xl/worksheets/sheet"):
                finishing.write_part(part, _with_typed_results(finishing.read_part(part)))
        put_addin(finishing)
        stream = io.BytesIO()
        archive.write(stream, finishing.changes)
    return stream.getvalue()


def _with_typed_results(sheet: bytes) -> bytes:
    """The sheet with the type of results that XlsxWriter does not tell: blank text is no number, an error no text."""
    return _ERROR_RESULT.sub(rb'\1t="e"\2', _BLANK_RESULT.sub(rb'\1 t="str"\2', sheet))
