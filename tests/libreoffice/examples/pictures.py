"""A picture of a file on a sheet, as a plot drawn by another program: placed, replaced, deleted."""

import struct
import tempfile
import zlib
from pathlib import Path

import xlwings as xw


def plot(path: Path, width: int, height: int, colour: bytes) -> Path:
    """Stands for any program that draws a PNG: here, a rectangle of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + colour * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)
    return path


def main(book: xw.Book) -> dict:
    sheet = book.sheets[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = plot(folder / "first.png", 96, 48, b"\xff\x00\x00")
        picture = sheet.pictures.add(first, name="plot", anchor=sheet["C3"])
        facts = {
            "size": (round(picture.width), round(picture.height)),  # 96 pixels are 72 points
            "place": (round(picture.left - sheet["C3"].left), round(picture.top - sheet["C3"].top)),
        }
        second = plot(folder / "second.png", 200, 100, b"\x00\x00\xff")
        sheet.pictures.add(second, name="plot", update=True)  # in the place of the first
        facts["updated"] = (len(sheet.pictures), [one.name for one in sheet.pictures])
        sheet.pictures["plot"].width = 144
        facts["wider"] = round(sheet.pictures["plot"].width)
        sheet.pictures.add(first, name="other", left=10, top=20, width=30, height=40)
        facts["other"] = [round(getattr(sheet.pictures["other"], one)) for one in ("left", "top", "width", "height")]
        facts["among shapes"] = sorted(shape.name for shape in sheet.shapes)
        sheet.pictures["other"].delete()
        facts["left"] = len(sheet.pictures)
    return facts


EXPECTED = {
    "size": (72, 36),
    "place": (0, 0),
    "updated": (1, ["plot"]),
    "wider": 144,
    "other": [10, 20, 30, 40],
    "among shapes": ["other", "plot"],
    "left": 1,
}
