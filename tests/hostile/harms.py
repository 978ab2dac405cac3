"""Each harm that a workbook can mean, and what is said of it; nothing where it is no reason to refuse it."""

from __future__ import annotations

import re
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hostile import packages as hp

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "canary-3f9c"
CANARY_FILE = Path(tempfile.gettempdir()) / "tdag-canary.txt"
"""What a file holds that hostile workbooks ask for."""

_TABLE = "xl/tables/table1.xml"
_RATES = "xl/worksheets/sheet5.xml"
_CELL = b"<c><v>1</v></c>"
_MORE = b",'Summary 2022'!$A$1:$XFD$1048576"
_DAY = b"<v>44782</v>"
_DOCTYPE = "document type declaration"
_ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
_FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_HUGE = struct.pack("<Q", 1 << 62)


class Harm(NamedTuple):
    """What is done to the master workbook, the verb that is run on it, and what it says."""

    name: str
    change: Callable[[bytes], bytes]
    said: str
    verb: str = "refresh"


def _declared(declaration: bytes, part: str = hp.WORKBOOK) -> Callable[[bytes], bytes]:
    return hp.replaced(part, b"?>\n", b"?>\n" + declaration)


def _asking(declarations: bytes) -> Callable[[bytes], bytes]:
    """The content of the file put where the sheets are listed."""
    doctype = b"<!DOCTYPE w [%s]>" % (declarations % CANARY_FILE.as_uri().encode())
    return lambda data: _declared(doctype)(hp.replaced(hp.WORKBOOK, b"<sheets>", b"<sheets>&x;")(data))


def _many(text: bytes, count: int) -> bytes:
    return b"".join(text % number for number in range(count))


def _method(data: bytes) -> bytes:
    """A member compressed by a method that does not exist, as both of its headers say."""
    method = struct.pack("<H", 99)
    return hp.patched(8, method, signature=b"PK\3\4")(hp.patched(10, method)(data))


def _rows(rows: bytes, part: str = hp.AGREEMENTS) -> Callable[[bytes], bytes]:
    return hp.inside(part, b"sheetData", rows)


def _without_cells(part: bytes) -> bytes:
    return re.sub(rb"<sheetData>.*</sheetData>", b"", part)


def _wide_table(data: bytes) -> bytes:
    """A table of the register over a whole sheet, one of its columns the last of all."""
    columns, last = _many(b'<tableColumn id="%d" name="x"/>', 16_375), b'<tableColumn id="9" name="Priority"'
    data = hp.replaced(_TABLE, b"A4:I105", b"A4:XFD1048576")(data)
    data = hp.replaced(_TABLE, last, columns + last)(data)
    return _rows(_FAR)(data)


def _count(told: bytes) -> Callable[[bytes], bytes]:
    return hp.with_part(hp.STRINGS, lambda part: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="%s"' % told, part))


def _merged(data: bytes) -> bytes:
    """All cells of a generated sheet merged, where a refresh has something to write."""
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return hp.replaced(hp.SUMMARY, b"</sheetData>", merged)(data)


def _ours(areas: bytes) -> Callable[[bytes], bytes]:
    """The mark of a generated sheet, with areas that are none of ours."""
    return hp.with_part(hp.WORKBOOK, lambda part: re.sub(rb"\$A\$1:\$A\$5(?=,'Summary 2022')", areas, part, count=1))


def _names(count: int) -> Callable[[bytes], bytes]:
    name = b'<definedName name="z%d">Agreements!$A$5</definedName>'
    return hp.inside(hp.WORKBOOK, b"definedNames", _many(name, count))


def _sheets(count: int) -> Callable[[bytes], bytes]:
    return hp.inside(hp.WORKBOOK, b"sheets", _many(b'<sheet name="s%d" sheetId="99" r:id="rId1"/>', count))


def _circle(data: bytes) -> bytes:
    """Two parts that lead to each other and to themselves."""
    edge = b'<Relationship Id="r%d" Type="urn:x" Target="%s"/>'
    both = (edge % (1, b"styles.xml") + edge % (2, b"sharedStrings.xml") + edge % (3, b"../_rels/.rels")).join(
        (b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">', b"</Relationships>")
    )
    data = hp.with_part("xl/_rels/styles.xml.rels", lambda _: both)(data)
    return hp.with_part("xl/_rels/sharedStrings.xml.rels", lambda _: both)(data)


def _encrypted(data: bytes) -> bytes:
    """A member encrypted, as both of its headers say."""
    return hp.patched(6, b"\1", signature=b"PK\3\4")(hp.patched(8, b"\1")(data))


ZIP = [
    Harm(
        "a part of 2 GB",
        hp.bomb(hp.STYLES, 1, told=1100 << 20),
        r"'xl/styles\.xml' holds 1,153,433,600 bytes when unpacked",
    ),
    Harm("a bomb that says it is small", hp.bomb(hp.STRINGS, 50, told=1000), r"damaged at 'xl/sharedStrings\.xml'"),
    Harm("a sheet that says it is small", hp.bomb(hp.AGREEMENTS, 50, told=999), r"damaged at 'xl/worksheets/sheet2"),
    Harm("one that says it is large", hp.bomb(hp.AGREEMENTS, 1, told=1 << 29), r"damaged at 'xl/worksheets/sheet2"),
    Harm("members over the same bytes", hp.overlapping, r"'xl/again\.xml' shares bytes with another member"),
    Harm("too many members", hp.crowded, "it holds 100,098 members, more than the 100,000 that are read"),
    Harm("a false name", hp.patched(30, b"XL", signature=b"PK\3\4"), r"the header of 'xl/workbook\.xml' does not say"),
    Harm("a false method", hp.patched(8, b"\0", signature=b"PK\3\4"), r"the header of 'xl/workbook\.xml' does not"),
    Harm("a false size", hp.patched(22, b"\1\1", signature=b"PK\3\4"), r"the header of 'xl/workbook\.xml' does not"),
    Harm("an encrypted member", _encrypted, "the zip file is encrypted"),
    Harm("a method nobody knows", _method, "is compressed by method 99"),
    Harm("a member beyond the end", hp.patched(42, b"\xff\xff\xff\x7f"), r"'xl/workbook\.xml' is not where its"),
    Harm("two directories", hp.with_zip64(1, 100, 0), "its two directories differ"),
    Harm("a directory nowhere", hp.with_zip64(0xFFFF, 1 << 62, 1 << 62), "two directories differ"),
    Harm("more members than told", hp.ending(10, b"\5\0"), "does not hold as many members as it says"),
    Harm("fewer members than told", hp.ending(10, b"\xf0\0"), "its directory is damaged"),
    Harm("a zip file in the comment", hp.with_comment(hp.zipped({"a": b"b"})), "its directory is cut short"),
    Harm("bytes before the zip file", lambda data: b"PK\3\4" + data, "is not where it says"),
    Harm("a name that leads out", hp.with_part("../../evil.xml", lambda _: b"x"), "which leads out of it"),
    Harm("an absolute name", hp.with_part("C:/evil.xml", lambda _: b"x"), "which leads out of it"),
]

XML = [
    Harm("entities of entities", _declared(b"<!DOCTYPE w [<!ENTITY e0 'ha'>%s]>" % _ENTITIES), _DOCTYPE),
    Harm("a file asked for", _asking(b"<!ENTITY x SYSTEM '%s'>"), _DOCTYPE),
    Harm("a page asked for", _declared(b"<!DOCTYPE w SYSTEM 'http://192.0.2.1/x.dtd'>"), _DOCTYPE),
    Harm("a file asked for as a parameter", _asking(b"<!ENTITY %% y SYSTEM '%s'> %%y; <!ENTITY x 'x'>"), _DOCTYPE),
    Harm("strings with entities", _declared(b"<!DOCTYPE sst [<!ENTITY e0 'ha'>]>", hp.STRINGS), _DOCTYPE),
    Harm("deep nesting", hp.inside(hp.WORKBOOK, b"workbook", b"<x>" * 10**6 + b"</x>" * 10**6), "Excessive depth"),
    Harm("many attributes", hp.replaced(hp.WORKBOOK, b"<sheets", b"<sheets " + _many(b'a%d="" ', 200_000)), "1,000"),
    Harm("NUL", hp.replaced(hp.WORKBOOK, b"<sheets>", b"<sheets>\0"), r"workbook\.xml is damaged"),
    Harm("a lone surrogate", hp.replaced(hp.WORKBOOK, b"<sheets>", b"<sheets>\xed\xa0\x80"), r"workbook\.xml is dam"),
    Harm("no number", hp.replaced(hp.WORKBOOK, b'sheetId="3"', b'sheetId="x"'), r'<sheet sheetId="x"> holds no number'),
    Harm("a number too long", hp.replaced(hp.WORKBOOK, b'sheetId="3"', b'sheetId="%s"' % (b"9" * 9999)), "no number"),
]

CELLS = [
    Harm("a cell in the last corner", _rows(_FAR), "0 errors", "check"),
    Harm("a cell in the last row", _rows(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "0 errors", "check"),
    Harm("a cell in the last column", _rows(b'<row r="200"><c r="XFD200"><v>1</v></c></row>'), "0 errors", "check"),
    Harm("a corner of a generated sheet", _rows(_FAR, hp.SUMMARY), "Nothing to write", "again"),
    Harm("a row beyond the last", _rows(b'<row r="1"><c r="A4294967295"><v>1</v></c></row>'), "'A4294967295' is no"),
    Harm("a column beyond the last", _rows(b'<row r="9"><c r="ZZZZZZ9"><v>1</v></c></row>'), "'ZZZZZZ9' is no addr"),
    Harm("a row of 100,000 cells", _rows(b"<row>%s</row>" % (_CELL * 100_000)), "column 16,385"),
    Harm("rows without an address", _rows(b'<row r="4294967294"><c/></row>' + b"<row/>" * 9), "row 4,294,967,294"),
    Harm("a dimension of everything", hp.replaced(hp.AGREEMENTS, b'"A1:I105"', b'"A1:XFD1048576"'), "0 err", "check"),
    Harm("a dimension of nothing", hp.replaced(hp.AGREEMENTS, b'"A1:I105"', b'"ZZ9:A0"'), "(cannot be read|0 error)"),
    Harm("a table without an end", hp.replaced(_TABLE, b"A4:I105", b"A4:I1048576"), "0 errors", "check"),
    Harm("a table over all columns", _wide_table, "stand too far apart to be read"),
    Harm("a table of nothing", hp.replaced(_TABLE, b'ref="A4:I105"', b'ref=""'), "is no address of a cell"),
    Harm("a false count of strings", _count(b"4294967295"), "tells of 4,294,967,295 strings"),
    Harm("a count that is no number", _count(b"-1"), 'uniqueCount="-1"> holds no number'),
    Harm("a million strings", hp.inside(hp.STRINGS, b"sst", b"<si><t>x</t></si>" * 10**6), "0 errors", "check"),
    Harm(
        "a string that is not there",
        hp.replaced(hp.AGREEMENTS, b't="s"><v>', b't="s"><v>99999'),
        "index not found",
    ),
    Harm("a day of no calendar", hp.replaced(hp.AGREEMENTS, _DAY, b"<v>-1e15</v>"), "the reader gave up"),
    Harm("merged cells of everything", _merged, "the merged cells A1:XFD1048576"),
    Harm("everything said to be ours", _ours(b"$A$1:$XFD$1048576"), "(Wrote|holds more rows than there are)"),
    Harm("more said to be ours than there is", _ours(b"$A$1:$XFD$1048576" + _MORE * 60), "holds more rows than there"),
]

PARTS = [
    Harm("no strings", hp.without(hp.STRINGS), "(cannot be read|error)", "check"),
    Harm("no formats", hp.without(hp.STYLES), "(cannot be read|error)", "check"),
    Harm(
        "no cells under a table", hp.with_part(_RATES, _without_cells), "the sheet holds a table and no cells", "rates"
    ),
    Harm("a chart that leads nowhere", hp.without("xl/drawings/_rels/drawing2.xml.rels"), "leads to no part of the"),
    Harm("a table in no sheet", hp.without(_TABLE), "no table named 'tblAgreements'"),
    Harm("two sheets of one name", hp.replaced(hp.WORKBOOK, b'"Partners"', b'"agreements"'), "two sheets are named"),
    Harm("no relationships", hp.without("xl/_rels/workbook.xml.rels"), "no table named 'tblAgreements'", "check"),
    Harm("a sheet that is not there", hp.without(hp.AGREEMENTS), "no table named 'tblAgreements'"),
    Harm("strings that are something else", hp.with_part(hp.STRINGS, lambda _: b"<a/>"), "it begins with <a>"),
]

MANY = [
    Harm("20,000 defined names", _names(20_000), "Wrote"),
    Harm("2,000 sheets of nothing", _sheets(2_000), "(Wrote|cannot be read)"),
    Harm("a circle of relationships", _circle, "Wrote"),
]

KINDS = {"zip": ZIP, "xml": XML, "cells": CELLS, "parts": PARTS, "many": MANY}
HARMS = [harm for kind in KINDS.values() for harm in kind]
