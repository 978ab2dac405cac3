"""A slicer on the pivot table and one on a table, each with its cache and its frame in a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from staff import pivot
from staff.parts import MAIN, MICROSOFT_2007, RELATED, X14, X15, Parts, add_extension, by_hand, put_in_order
from staff.workbook_part import WORKBOOK, add_defined_name

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"


@dataclass(frozen=True)
class _Slicer:
    name: str
    sheet: str
    number: int
    cache_body: str
    workbook_extension: str
    sheet_extension: str
    frame: tuple[str, str]

    @property
    def cache_name(self) -> str:
        return f"Slicer_{self.name.replace(' ', '_')}"


def add_slicers(parts: Parts, regions: list[str]) -> None:
    """Adds the pivot table's slicer on its sheet, and that of tblPartners on Partners."""
    _add(parts, _of_pivot(parts, regions))
    _add(parts, _of_partners(parts))


def _of_pivot(parts: Parts, regions: list[str]) -> _Slicer:
    sheets = etree.fromstring(parts.members[WORKBOOK]).iterfind(f".//{{{MAIN}}}sheet")
    (tab,) = [sheet.get("sheetId") for sheet in sheets if sheet.get("name") == "Pivot"]
    items = "".join(f'<i x="{number}" s="1"/>' for number in range(len(regions)))
    body = (
        f'<pivotTables><pivotTable tabId="{tab}" name="{pivot.NAME}"/></pivotTables><data>'
        f'<tabular pivotCacheId="{pivot.SLICED_CACHE}"><items count="{len(regions)}">{items}</items></tabular></data>'
    )
    return _Slicer(
        "Region",
        "Pivot",
        1,
        body,
        f'<ext xmlns="{MAIN}" uri="{{BBE1A952-AA13-448e-AADC-164F8A28A991}}" xmlns:x14="{X14}" xmlns:r="{RELATED}">'
        '<x14:slicerCaches><x14:slicerCache r:id="{id}"/></x14:slicerCaches></ext>',
        "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}",
        ("sle", "http://schemas.microsoft.com/office/drawing/2010/slicer"),
    )


def _of_partners(parts: Parts) -> _Slicer:
    (table,) = parts.targets(parts.sheet("Partners"), "/table")
    identity = etree.fromstring(parts.members[table]).get("id")
    body = (
        f'<extLst><x:ext xmlns:x="{MAIN}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{X15}">'
        f'<x15:tableSlicerCache tableId="{identity}" column="2"/></x:ext></extLst>'
    )
    return _Slicer(
        "Partner type",
        "Partners",
        2,
        body,
        f'<ext xmlns="{MAIN}" uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}" xmlns:x14="{X14}" '
        f'xmlns:r="{RELATED}"><x15:slicerCaches><x14:slicerCache r:id="{{id}}"/></x15:slicerCaches></ext>',
        "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}",
        ("sle15", "http://schemas.microsoft.com/office/drawing/2012/slicer"),
    )


def _add(parts: Parts, slicer: _Slicer) -> None:
    name, cache_name = slicer.name, slicer.cache_name
    cache = (
        f'{_DECLARATION}<slicerCacheDefinition xmlns="{X14}" name="{cache_name}" sourceName="{name}">'
        f"{slicer.cache_body}</slicerCacheDefinition>"
    )
    view = (
        f'{_DECLARATION}<slicers xmlns="{X14}"><slicer name="{name}" cache="{cache_name}" caption="{name}" '
        'style="TDAG slicers" rowHeight="241300"/></slicers>'
    )
    kinds = (("slicerCache", WORKBOOK, cache), ("slicer", parts.sheet(slicer.sheet), view))
    in_book, in_sheet = (
        parts.add_related(
            source,
            f"xl/{kind}s/{kind}{slicer.number}.xml",
            xml.encode(),
            f"application/vnd.ms-excel.{kind}+xml",
            f"{MICROSOFT_2007}/{kind}",
        )
        for kind, source, xml in kinds
    )
    parts.edit(WORKBOOK, lambda root: add_extension(root, slicer.workbook_extension.replace("{id}", in_book)))
    if slicer.number == 1:
        add_defined_name(parts, cache_name, "#N/A")
    listing = (
        f'<ext xmlns="{MAIN}" uri="{slicer.sheet_extension}" xmlns:x14="{X14}" xmlns:r="{RELATED}">'
        f'<x14:slicerList><x14:slicer r:id="{in_sheet}"/></x14:slicerList></ext>'
    )
    parts.edit(parts.sheet(slicer.sheet), lambda root: add_extension(root, listing))
    _add_frame(parts, slicer)


def _add_frame(parts: Parts, slicer: _Slicer) -> None:
    prefix, namespace = slicer.frame
    xml = by_hand("slicer_drawing.xml", prefix=prefix, namespace=namespace, name=slicer.name)
    sheet, name = parts.sheet(slicer.sheet), f"xl/drawings/drawing{10 + slicer.number}.xml"
    identity = parts.add_related(sheet, name, xml, _DRAWING, f"{RELATED}/drawing")
    drawing = etree.fromstring(f'<drawing xmlns="{MAIN}" xmlns:r="{RELATED}" r:id="{identity}"/>')
    parts.edit(sheet, lambda root: put_in_order(root, drawing))
