"""What Excel leaves in xl/workbook.xml and beside it: the place and version of the last save, the calculation chain."""

from __future__ import annotations

from lxml import etree
from staff.parts import MAIN, RELATED, X15, Parts, add_extension, by_hand, put_in_order

WORKBOOK, CHAIN = "xl/workbook.xml", "xl/calcChain.xml"

# CT_Workbook's children (ECMA-376 Part 1 §18.2.27); Excel puts its path and its revision after workbookPr.
WORKBOOK_ORDER = (
    "fileVersion fileSharing workbookPr AlternateContent revisionPtr workbookProtection bookViews sheets "
    "functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)

_MICROSOFT = "http://schemas.microsoft.com/office/spreadsheetml"
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_X14AC = f' {_MC} xmlns:x14ac="{_MICROSOFT}/2009/9/ac" mc:Ignorable="x14ac"'
_REVISION = (
    f'<xr:revisionPtr xmlns:xr="{_MICROSOFT}/2014/revision" xmlns:xr6="{_MICROSOFT}/2016/revision6" '
    f'xmlns:xr10="{_MICROSOFT}/2016/revision10" revIDLastSave="0" '
    'documentId="13_ncr:1_{0C0FFEE0-1111-4222-8333-444455556666}" xr6:coauthVersionLast="47" '
    'xr6:coauthVersionMax="47" xr10:uidLastSave="{00000000-0000-0000-0000-000000000000}"/>'
)
_PATH = (
    f'<mc:AlternateContent {_MC}><mc:Choice xmlns:x15="{X15}" Requires="x15">'
    f'<x15ac:absPath xmlns:x15ac="{_MICROSOFT}/2010/11/ac" '
    'url="P:\\Partnerships\\Reports\\"/></mc:Choice></mc:AlternateContent>'
)
_EXTENSIONS = (
    f'<ext xmlns="{MAIN}" uri="{{140A7094-0E35-4892-8432-C4D2D2FB8D6E}}" xmlns:x15="{X15}">'
    '<x15:workbookPr chartTrackingRefBase="1"/></ext>',
    f'<ext xmlns="{MAIN}" uri="{{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}}" xmlns:xcalcf="{_MICROSOFT}/2018/calcfeatures">'
    '<xcalcf:calcFeatures><xcalcf:feature name="microsoft.com:RD"/><xcalcf:feature name="microsoft.com:FV"/>'
    '<xcalcf:feature name="microsoft.com:LET_WF"/></xcalcf:calcFeatures></ext>',
)


def mark_as_saved_by_excel(parts: Parts) -> None:
    """Gives workbook and sheets the namespaces, identities and versions that Excel writes."""
    parts.replace(
        WORKBOOK,
        "<workbook ",
        f'<workbook {_MC} mc:Ignorable="x15 xr xr6 xr10 xr2" xmlns:x15="{X15}" xmlns:xr="{_MICROSOFT}/2014/revision" '
        f'xmlns:xr6="{_MICROSOFT}/2016/revision6" xmlns:xr10="{_MICROSOFT}/2016/revision10" '
        f'xmlns:xr2="{_MICROSOFT}/2015/revision2" ',
    )
    parts.edit(WORKBOOK, _save)
    for number, name in enumerate(n for n in parts.members if n.startswith("xl/worksheets/sheet")):
        for written_already in (_X14AC, ' x14ac:dyDescent="0.25"'):
            parts.members[name] = parts.members[name].replace(written_already.encode(), b"")
        identity = f"{{00000000-0001-0000-{number:04X}-000000000000}}"
        parts.replace(
            name,
            "<worksheet ",
            f'<worksheet {_MC} mc:Ignorable="x14ac xr xr2 xr3" xmlns:x14ac="{_MICROSOFT}/2009/9/ac" '
            f'xmlns:xr="{_MICROSOFT}/2014/revision" xmlns:xr2="{_MICROSOFT}/2015/revision2" '
            f'xmlns:xr3="{_MICROSOFT}/2016/revision3" xr:uid="{identity}" ',
        )
        parts.replace(name, "<sheetFormatPr ", '<sheetFormatPr x14ac:dyDescent="0.25" ')


def add_external_link(parts: Parts) -> None:
    """Adds the workbook of rates that a formula takes a rate from: its `[1]`."""
    name, kind = "xl/externalLinks/externalLink1.xml", f"{RELATED}/externalLink"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    identity = parts.add_related(WORKBOOK, name, by_hand("external_link.xml"), content_type, kind)
    parts.relate(name, f"{RELATED}/externalLinkPath", "file:///P:/Rates/un%20rates.xlsx", external=True)
    links = etree.fromstring(
        f'<externalReferences xmlns="{MAIN}" xmlns:r="{RELATED}"><externalReference r:id="{identity}"/>'
        "</externalReferences>"
    )
    parts.edit(WORKBOOK, lambda root: put_in_order(root, links, WORKBOOK_ORDER))


def add_calculation_chain(parts: Parts) -> None:
    """Adds the order in which Excel last calculated the formulas."""
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    parts.add_related(WORKBOOK, CHAIN, calculation_chain(parts), content_type, f"{RELATED}/calcChain")


def calculation_chain(parts: Parts) -> bytes:
    """The part that lists every formula cell; as Excel writes it, `i` (the sheetId) stands where it changes."""
    chain = etree.Element(f"{{{MAIN}}}calcChain", nsmap={None: MAIN})
    for sheet in etree.fromstring(parts.members[WORKBOOK]).iterfind(f".//{{{MAIN}}}sheet"):
        root = etree.fromstring(parts.members[parts.sheet(sheet.get("name"))])
        for number, formula in enumerate(root.iterfind(f".//{{{MAIN}}}f")):
            link = etree.SubElement(chain, f"{{{MAIN}}}c", r=formula.getparent().get("r"))
            if number == 0:
                link.set("i", sheet.get("sheetId"))
            if formula.get("t") == "array":
                link.set("a", "1")
    return etree.tostring(chain, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_defined_name(parts: Parts, name: str, formula: str) -> None:
    """Adds a global name, where it belongs in the alphabetical list."""

    def change(root: etree._Element) -> None:
        listing = root.find(f"{{{MAIN}}}definedNames")
        element = etree.Element(f"{{{MAIN}}}definedName", name=name)
        element.text = formula
        before = [e for e in listing if e.get("name").removeprefix("_xlnm.").lower() < name.lower()]
        listing.insert(len(before), element)

    parts.edit(WORKBOOK, change)


def _save(root: etree._Element) -> None:
    for xml in (_PATH, _REVISION):
        put_in_order(root, etree.fromstring(xml), WORKBOOK_ORDER)
    root.find(f"{{{MAIN}}}fileVersion").attrib.update({"lastEdited": "7", "lowestEdited": "7", "rupBuild": "27328"})
    calculation = root.find(f"{{{MAIN}}}calcPr")
    del calculation.attrib["fullCalcOnLoad"]
    calculation.set("calcId", "191029")
    view = root.find(f".//{{{MAIN}}}workbookView")
    view.set(f"{{{_MICROSOFT}/2015/revision2}}uid", "{00000000-000D-0000-FFFF-FFFF00000000}")
    for xml in _EXTENSIONS:
        add_extension(root, xml)
