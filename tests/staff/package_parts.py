"""Parts that Excel, its add-ins and the document library leave in the package, and that no one sees on a sheet."""

from __future__ import annotations

import io
import random

from lxml import etree
from staff.parts import MAIN, MICROSOFT_2007, RELATED, X14, Parts, add_extension, by_hand, rels_of
from staff.pictures import png

_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CHART_PARTS = "http://schemas.microsoft.com/office/2011/relationships"


def opaque_compound_file(name: str) -> io.BytesIO:
    """Bytes that begin as an OLE compound file does, and that no program should need to understand."""
    return io.BytesIO(_COMPOUND_FILE + random.Random(name).randbytes(3064))


def add_ribbon(parts: Parts) -> None:
    """Adds a ribbon tab with a picture of its own."""
    name = "customUI/customUI14.xml"
    parts.add_related("", name, by_hand("ribbon.xml"), "application/xml", f"{MICROSOFT_2007}/ui/extensibility")
    picture = png(32, 32, (0, 120, 80)).read()
    image = parts.add_related(name, "customUI/images/refresh.png", picture, "image/png", f"{RELATED}/image")
    parts.replace(rels_of(name), f'Id="{image}"', 'Id="refresh"')


def add_custom_xml(parts: Parts) -> None:
    """Adds what a document library stores: its properties, its form templates, the sensitivity label."""
    for number, item in enumerate(("document_management", "form_templates"), start=1):
        name = f"customXml/item{number}.xml"
        parts.add_related("xl/workbook.xml", name, by_hand(f"{item}.xml"), "application/xml", f"{RELATED}/customXml")
        parts.add_related(
            name,
            f"customXml/itemProps{number}.xml",
            by_hand(f"{item}_properties.xml"),
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            f"{RELATED}/customXmlProps",
        )
    parts.add_related(
        "",
        "docMetadata/LabelInfo.xml",
        by_hand("label.xml"),
        "application/vnd.ms-office.classificationlabels+xml",
        "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
    )


def add_printer_settings(parts: Parts, title: str) -> None:
    """Adds the settings of a printer to the sheet `title`."""
    sheet, name = parts.sheet(title), "xl/printerSettings/printerSettings1.bin"
    data = "P:\\Printer 3".encode("utf-16-le").ljust(64, b"\0") + random.Random(title).randbytes(156)
    content_type = f"{_SPREADSHEET}.printerSettings"
    identity = parts.add_related(sheet, name, data, content_type, f"{RELATED}/printerSettings")
    parts.edit(sheet, lambda root: root.find(f"{{{MAIN}}}pageSetup").set(f"{{{RELATED}}}id", identity))


def add_chart_styles(parts: Parts) -> None:
    """Adds the parts that hold the style and the colours of the first chart."""
    for kind, relation in (("style", "chartStyle"), ("colors", "chartColorStyle")):
        name, content_type = f"xl/charts/{kind}1.xml", f"application/vnd.ms-office.{relation.lower()}+xml"
        parts.add_related(
            "xl/charts/chart1.xml", name, by_hand(f"chart_{kind}.xml"), content_type, f"{_CHART_PARTS}/{relation}"
        )


def add_validation_from_another_sheet(parts: Parts, title: str, *, cells: str, source: str) -> None:
    """Adds a list of allowed values that stands on another sheet, as Excel 2010 and later write it."""
    xml = (
        f'<ext xmlns="{MAIN}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C79BDE81A2}}" xmlns:x14="{X14}">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1"><x14:formula1>'
        f"<xm:f>{source}</xm:f></x14:formula1><xm:sqref>{cells}</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    )
    parts.edit(parts.sheet(title), lambda root: add_extension(root, xml))


def add_phonetic_text(parts: Parts, text: str, reading: str) -> None:
    """Gives the shared string `text` its reading."""

    def change(root: etree._Element) -> None:
        (item,) = [si for si in root if si.findtext(f"{{{MAIN}}}t") == text]
        run = etree.SubElement(item, f"{{{MAIN}}}rPh", sb="0", eb=str(len(text)))
        etree.SubElement(run, f"{{{MAIN}}}t").text = reading
        etree.SubElement(item, f"{{{MAIN}}}phoneticPr", fontId="0", type="fullwidthKatakana")

    parts.edit("xl/sharedStrings.xml", change)
