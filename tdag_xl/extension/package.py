"""The extension as one file (.oxt), the same bytes from the same sources."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from tdag_xl import __version__
from tdag_xl.extension import menu

IDENTIFIER = "tdag_xl.partnerships"
"""What LibreOffice knows the extension by."""

_MANIFEST = "http://openoffice.org/2001/manifest"
_DESCRIPTION = "http://openoffice.org/extensions/description/2006"
_COMPONENT = "application/vnd.sun.star.uno-component;type=Python"
_CONFIGURATION = "application/vnd.sun.star.configuration-data"
_MOMENT = (1980, 1, 1, 0, 0, 0)


def extension() -> bytes:
    """The file's bytes."""
    kinds = {menu.COMPONENT: _COMPONENT, **dict.fromkeys(menu.CONFIGURATION, _CONFIGURATION)}
    parts = {"META-INF/manifest.xml": _manifest(kinds), "description.xml": _description(), **menu.files()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Linux, on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def _manifest(kinds: dict[str, str]) -> bytes:
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    for path, kind in kinds.items():
        entry = etree.SubElement(root, f"{{{_MANIFEST}}}file-entry")
        entry.set(f"{{{_MANIFEST}}}media-type", kind)
        entry.set(f"{{{_MANIFEST}}}full-path", path)
    return _bytes(root)


def _description() -> bytes:
    root = etree.Element(f"{{{_DESCRIPTION}}}description", nsmap={"d": _DESCRIPTION})
    etree.SubElement(root, f"{{{_DESCRIPTION}}}identifier").set("value", IDENTIFIER)
    etree.SubElement(root, f"{{{_DESCRIPTION}}}version").set("value", __version__)
    name = etree.SubElement(etree.SubElement(root, f"{{{_DESCRIPTION}}}display-name"), f"{{{_DESCRIPTION}}}name")
    name.set("lang", "en")
    name.text = "Partnerships"
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
