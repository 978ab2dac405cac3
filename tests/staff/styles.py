"""Staff's own styles: a cell style, a table style, a slicer style, and cells that use them."""

from __future__ import annotations

from lxml import etree
from staff.parts import MAIN, X14, Parts, add_extension

STYLES = "xl/styles.xml"
TABLE_STYLE = "TDAG table"
_TABLE_STYLES = """
<tableStyles xmlns="{main}" count="2" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16">
  <tableStyle name="TDAG slicers" pivot="0" table="0" count="1">
    <tableStyleElement type="wholeTable" dxfId="{first}"/>
  </tableStyle>
  <tableStyle name="TDAG table" pivot="0" count="2">
    <tableStyleElement type="headerRow" dxfId="{second}"/><tableStyleElement type="firstRowStripe" dxfId="{first}"/>
  </tableStyle>
</tableStyles>"""
_FORMATS = """
<dxfs xmlns="{main}">
  <dxf><fill><patternFill><bgColor rgb="FFDDEBF7"/></patternFill></fill></dxf>
  <dxf><font><b/><color theme="0"/></font><fill><patternFill><bgColor theme="4"/></patternFill></fill></dxf>
</dxfs>"""
_SLICER_FORMATS = """
<ext xmlns="{main}" uri="{{46F421CA-312F-682f-3DD2-61675219B42D}}" xmlns:x14="{x14}"><x14:dxfs count="1">
  <dxf><font><color theme="0"/></font>
    <fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill></dxf>
</x14:dxfs></ext>"""
_SLICER_STYLES = """
<ext xmlns="{main}" uri="{{EB79DEF2-80B8-43e5-98BD-54CBDDF9020C}}" xmlns:x14="{x14}">
<x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"><x14:slicerStyle name="TDAG slicers"><x14:slicerStyleElements>
  <x14:slicerStyleElement type="selectedItemWithData" dxfId="0"/>
</x14:slicerStyleElements></x14:slicerStyle></x14:slicerStyles></ext>"""
_CELL_STYLE = (
    '<xf xmlns="{main}" numFmtId="4" fontId="0" fillId="0" borderId="0" applyFont="0" applyFill="0" applyBorder="0"/>'
)


def add_own_styles(parts: Parts) -> None:
    """Adds the styles, gives tblPartners the table style and the cell Dashboard!B2 the cell style."""
    parts.edit(STYLES, _change)
    (table,) = parts.targets(parts.sheet("Partners"), "/table")
    parts.edit(table, lambda root: root.find(f"{{{MAIN}}}tableStyleInfo").set("name", TABLE_STYLE))
    used = len(etree.fromstring(parts.members[STYLES]).find(f"{{{MAIN}}}cellXfs")) - 1
    parts.replace(parts.sheet("Dashboard"), '<c r="B2">', f'<c r="B2" s="{used}">')


def _change(root: etree._Element) -> None:
    base = _appended(root, "cellStyleXfs", _CELL_STYLE)
    style = (
        f'<xf xmlns="{{main}}" numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="{base}" applyNumberFormat="1"/>'
    )
    _appended(root, "cellXfs", style)
    _appended(root, "cellStyles", f'<cellStyle xmlns="{{main}}" name="TDAG figure" xfId="{base}"/>')
    formats = root.find(f"{{{MAIN}}}dxfs")
    first = len(formats)
    formats.extend(etree.fromstring(_FORMATS.format(main=MAIN)))
    formats.set("count", str(len(formats)))
    styles = etree.fromstring(_TABLE_STYLES.format(main=MAIN, first=first, second=first + 1))
    root.replace(root.find(f"{{{MAIN}}}tableStyles"), styles)
    for xml in (_SLICER_FORMATS, _SLICER_STYLES):
        add_extension(root, xml.format(main=MAIN, x14=X14))


def _appended(root: etree._Element, listing: str, xml: str) -> int:
    parent = root.find(f"{{{MAIN}}}{listing}")
    parent.append(etree.fromstring(xml.format(main=MAIN)))
    parent.set("count", str(len(parent)))
    return len(parent) - 1
