"""A pivot table over tblAgreements: how many agreements a region has."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree
from staff.parts import MAIN, RELATED, X14, Parts, put_in_order
from staff.workbook_part import WORKBOOK, WORKBOOK_ORDER

if TYPE_CHECKING:
    from staff.register import Cell, Rows
    from xlsxwriter.worksheet import Worksheet

NAME, CACHE, SLICED_CACHE = "PivotRegions", 7, 1_204_377
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DEFINITION, _RECORDS = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
_TABLE = "xl/pivotTables/pivotTable1.xml"


def regions(rows: Rows) -> list[str]:
    """The regions of the agreements, in order."""
    return sorted({str(row[6]) for row in rows})


def write_cells(sheet: Worksheet, rows: Rows) -> None:
    """Writes what the pivot table shows, as Excel stores it beside the definition."""
    counts = Counter(str(row[6]) for row in rows)
    shown = [("Region", "Count of Ref"), *((r, counts[r]) for r in regions(rows)), ("Grand Total", len(rows))]
    for number, pair in enumerate(shown, start=2):
        sheet.write_row(number, 0, pair)


def add_pivot(parts: Parts, title: str, headings: list[str], rows: Rows) -> None:
    """Adds cache, records and table; the cells are on the sheet `title` already."""
    definition = _definition(headings, rows).encode()
    identity = parts.add_related(
        WORKBOOK, _DEFINITION, definition, f"{_TYPE}pivotCacheDefinition+xml", f"{RELATED}/pivotCacheDefinition"
    )
    records = _records(rows).encode()
    assert (
        parts.add_related(
            _DEFINITION, _RECORDS, records, f"{_TYPE}pivotCacheRecords+xml", f"{RELATED}/pivotCacheRecords"
        )
        == "rId1"
    )
    table = _table(headings, regions(rows)).encode()
    parts.add_related(parts.sheet(title), _TABLE, table, f"{_TYPE}pivotTable+xml", f"{RELATED}/pivotTable")
    parts.relate(_TABLE, f"{RELATED}/pivotCacheDefinition", _DEFINITION)
    caches = etree.fromstring(
        f'<pivotCaches xmlns="{MAIN}" xmlns:r="{RELATED}">'
        f'<pivotCache cacheId="{CACHE}" r:id="{identity}"/></pivotCaches>'
    )
    parts.edit(WORKBOOK, lambda root: put_in_order(root, caches, WORKBOOK_ORDER))


def _definition(headings: list[str], rows: Rows) -> str:
    fields = "".join(
        f'<cacheField name={quoteattr(heading)} numFmtId="{15 if heading == "Signed" else 0}">'
        f"{_shared_items(heading, [row[column] for row in rows])}</cacheField>"
        for column, heading in enumerate(headings)
    )
    return (
        f'{_DECLARATION}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATED}" r:id="rId1" refreshedBy="Priya" '
        f'refreshedDate="45044.5" createdVersion="8" refreshedVersion="8" minRefreshableVersion="3" '
        f'recordCount="{len(rows)}"><cacheSource type="worksheet"><worksheetSource name="tblAgreements"/></cacheSource>'
        f'<cacheFields count="{len(headings)}">{fields}</cacheFields><extLst>'
        f'<ext uri="{{725AE2AE-9491-48be-B2B4-4EB974FC3084}}" xmlns:x14="{X14}">'
        f'<x14:pivotCacheDefinition pivotCacheId="{SLICED_CACHE}"/></ext></extLst></pivotCacheDefinition>'
    )


def _shared_items(heading: str, values: list[Cell]) -> str:
    if heading == "Region":
        items = sorted({str(value) for value in values})
        return (
            f'<sharedItems count="{len(items)}">' + "".join(f"<s v={quoteattr(i)}/>" for i in items) + "</sharedItems>"
        )
    if heading == "Signed":
        days = [value for value in values if isinstance(value, dt.date)]
        return (
            '<sharedItems containsSemiMixedTypes="0" containsNonDate="0" containsDate="1" containsString="0" '
            f'minDate="{min(days)}T00:00:00" maxDate="{max(days) + dt.timedelta(days=1)}T00:00:00"/>'
        )
    return '<sharedItems containsBlank="1"/>' if None in values else "<sharedItems/>"


def _records(rows: Rows) -> str:
    known = {region: number for number, region in enumerate(regions(rows))}
    records = "".join("<r>" + "".join(_item(value, c, known) for c, value in enumerate(row)) + "</r>" for row in rows)
    return f'{_DECLARATION}<pivotCacheRecords xmlns="{MAIN}" count="{len(rows)}">{records}</pivotCacheRecords>'


def _item(value: Cell, column: int, known: dict[str, int]) -> str:
    if column == 6:
        return f'<x v="{known[str(value)]}"/>'
    if value is None:
        return "<m/>"
    return f'<d v="{value}T00:00:00"/>' if isinstance(value, dt.date) else f"<s v={quoteattr(str(value))}/>"


def _table(headings: list[str], shown: list[str]) -> str:
    items = "".join(f'<item x="{number}"/>' for number in range(len(shown)))
    region = (
        f'<pivotField axis="axisRow" showAll="0"><items count="{len(shown) + 1}">{items}<item t="default"/></items>'
        "</pivotField>"
    )
    fields = {"Region": region, "Ref": '<pivotField dataField="1" showAll="0"/>'}
    rows = "".join(f'<i><x v="{number}"/></i>' for number in range(len(shown)))
    return (
        f'{_DECLARATION}<pivotTableDefinition xmlns="{MAIN}" name="{NAME}" cacheId="{CACHE}" applyNumberFormats="0" '
        'applyBorderFormats="0" applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" '
        'applyWidthHeightFormats="1" dataCaption="Values" updatedVersion="8" minRefreshableVersion="3" '
        'useAutoFormatting="1" itemPrintTitles="1" createdVersion="8" indent="0" outline="1" outlineData="1" '
        f'multipleFieldFilters="0"><location ref="A3:B{len(shown) + 4}" firstHeaderRow="1" firstDataRow="1" '
        f'firstDataCol="1"/><pivotFields count="{len(headings)}">'
        + "".join(fields.get(heading, '<pivotField showAll="0"/>') for heading in headings)
        + f'</pivotFields><rowFields count="1"><field x="{headings.index("Region")}"/></rowFields>'
        f'<rowItems count="{len(shown) + 1}">{rows}<i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>'
        '<dataFields count="1"><dataField name="Count of Ref" fld="0" subtotal="count" baseField="0" baseItem="0"/>'
        '</dataFields><pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" '
        'showRowStripes="0" showColStripes="0" showLastColumn="1"/></pivotTableDefinition>'
    )
