"""Zip files made by the standard library, opened and written again."""

import io
import zipfile
from pathlib import Path

from tdag_xl.ooxml.archive import Archive


def zipped(members, *, method=zipfile.ZIP_DEFLATED, comment=b""):
    """The bytes of a zip file of members, each with the same moment and attributes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as book:
        for name, data in members:
            info = zipfile.ZipInfo(name, date_time=(2022, 3, 4, 5, 6, 8))
            info.compress_type = method
            info.external_attr = 0o644 << 16
            book.writestr(info, data)
        book.comment = comment
    return stream.getvalue()


def opened(data):
    """The archive of the bytes."""
    return Archive(io.BytesIO(data), Path("book.xlsx"))


def written(archive, changes):
    """The bytes of the archive with changes."""
    stream = io.BytesIO()
    archive.write(stream, changes)
    return stream.getvalue()


def raw(data):
    """What is copied of each member."""
    archive = opened(data)
    return {m.name: (b"".join(archive._raw(m)), m.crc, m.moment, m.external) for m in archive.members.values()}
