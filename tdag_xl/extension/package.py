"""The extension as one file (.oxt), the same bytes from the same sources."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import distributions

from lxml import etree

from tdag_xl import __version__
from tdag_xl.errors import BuildError
from tdag_xl.extension import formulas, menu

IDENTIFIER = "tdag_xl.partnerships"
"""What LibreOffice knows the extension by."""

_MANIFEST = "http://openoffice.org/2001/manifest"
_DESCRIPTION = "http://openoffice.org/extensions/description/2006"
_COMPONENT = "application/vnd.sun.star.uno-component;type=Python"
_CONFIGURATION = "application/vnd.sun.star.configuration-data"
_TYPES = "application/vnd.sun.star.uno-typelibrary;type=RDB"
_LIBREOFFICE = "http://libreoffice.org/extensions/description/2011"
_OLDEST = "25.2"
"""The LibreOffice that was seen to keep the formulas' names in workbooks of Excel; 7.4 does not."""

_MOMENT = (1980, 1, 1, 0, 0, 0)


def extension() -> bytes:
    """The file's bytes."""
    kinds = {
        formulas.TYPES: _TYPES,  # first: the component is of these types
        **dict.fromkeys((*formulas.CONFIGURATION, *menu.CONFIGURATION), _CONFIGURATION),
        **dict.fromkeys((formulas.COMPONENT, menu.COMPONENT), _COMPONENT),
    }
    parts = {
        "META-INF/manifest.xml": _manifest(kinds),
        "description.xml": _description(),
        "LICENSE": _licence(),
        **formulas.files(),
        **menu.files(),
    }
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
    needs = etree.SubElement(root, f"{{{_DESCRIPTION}}}dependencies")
    oldest = etree.SubElement(needs, f"{{{_LIBREOFFICE}}}LibreOffice-minimal-version", nsmap={"lo": _LIBREOFFICE})
    oldest.set("value", _OLDEST)
    oldest.set(f"{{{_DESCRIPTION}}}name", f"LibreOffice {_OLDEST}")
    name = etree.SubElement(etree.SubElement(root, f"{{{_DESCRIPTION}}}display-name"), f"{{{_DESCRIPTION}}}name")
    name.set("lang", "en")
    name.text = "Partnerships"
    return _bytes(root)


def _licence() -> bytes:
    """The licence of this package, which goes along with its modules."""
    texts = (one.read_text("licenses/LICENSE") for one in distributions(name="tdag_xl"))
    text = next(filter(None, texts), None)
    if text is None:
        raise BuildError("The licence of tdag_xl is not where it was installed. Install tdag_xl again, with pip.")
    return "\n".join(text.splitlines()).encode() + b"\n"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
