"""What hangs on a sheet's VML drawing: a form button and a check box with their properties, an embedded workbook."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter
from lxml import etree
from staff.parts import RELATED, X14, Parts, by_hand, put_in_order, rels_of
from staff.pictures import png

_PROPERTIES = "application/vnd.ms-excel.controlproperties+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_controls(parts: Parts, title: str) -> None:
    """Adds to the sheet `title`, whose VML drawing holds the form button alone."""
    sheet = parts.sheet(title)
    (vml,) = parts.targets(sheet, "/vmlDrawing")
    (drawing,) = parts.targets(sheet, "/drawing")
    button = int(parts.members[vml].split(b'id="_x0000_s')[1].split(b'"')[0])
    box, embedded = button + 1, button + 2
    for name, shape in (("check_box.vml", box), ("embedded_object.vml", embedded)):
        parts.replace(vml, "</xml>", by_hand(name, shape=shape).decode() + "</xml>")
    anchor = etree.fromstring(by_hand("control_shape.xml", shape=box))
    parts.edit(drawing, lambda root: root.append(anchor))
    controls = by_hand(
        "controls.xml",
        button=button,
        box=box,
        button_properties=_properties(parts, sheet, 1, 'objectType="Button" lockText="1"'),
        box_properties=_properties(
            parts, sheet, 2, 'objectType="CheckBox" checked="Checked" fmlaLink="$E$12" lockText="1" noThreeD="1"'
        ),
    )
    for element in (_embedded(parts, sheet, vml, embedded), etree.fromstring(controls)):
        parts.edit(sheet, lambda root, child=element: put_in_order(root, child))


def _properties(parts: Parts, sheet: str, number: int, attributes: str) -> str:
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<formControlPr xmlns="{X14}" {attributes}/>'
    name = f"xl/ctrlProps/ctrlProp{number}.xml"
    return parts.add_related(sheet, name, xml.encode(), _PROPERTIES, f"{RELATED}/ctrlProp")


def _embedded(parts: Parts, sheet: str, vml: str, shape: int) -> etree._Element:
    name = "xl/embeddings/Microsoft_Excel_Worksheet.xlsx"
    package = parts.add_related(sheet, name, _small_workbook(), _WORKBOOK, f"{RELATED}/package")
    preview = "xl/media/preview1.png"
    picture = parts.add_related(sheet, preview, png(96, 48, (230, 230, 230)).read(), "image/png", f"{RELATED}/image")
    assert rels_of(vml) not in parts.members
    assert parts.relate(vml, f"{RELATED}/image", preview) == "rId1"
    return etree.fromstring(by_hand("ole_objects.xml", shape=shape, object=package, picture=picture))


def _small_workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime(2023, 4, 28)})
        book.add_worksheet("Budget").write_row("A1", ["Line", 12])
    return stream.getvalue()
