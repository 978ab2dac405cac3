"""Word files read back, by python-docx and lxml, as their readers see them."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import openpyxl
from lxml import etree

MARKS = re.compile("[\u200e\u200f]")
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def opened(data):
    """The file as python-docx has it."""
    return docx.Document(io.BytesIO(data))


def paragraphs(data):
    """Style and text of every paragraph outside of tables that has text, without direction marks."""
    return [(one.style.name, MARKS.sub("", one.text)) for one in opened(data).paragraphs if one.text]


def tables(data):
    """The texts of every table, row by row, without direction marks."""
    return [[[MARKS.sub("", cell.text) for cell in row.cells] for row in one.rows] for one in opened(data).tables]


def tree(data, name="word/document.xml"):
    """The root of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def found(element, path):
    """What an XPath finds, with the prefixes of the formats."""
    return element.xpath(path, namespaces=NAMES)


def members(data):
    """The names of the parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def runs(paragraph):
    """The text of every run of an element, and whether it is marked as written right to left."""
    return [
        ("".join(found(run, "w:t/text()")), bool(found(run, "w:rPr/w:rtl"))) for run in found(paragraph, ".//w:r[w:t]")
    ]


def embedded(data, number):
    """The rows of the workbook behind a chart."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read(f"word/embeddings/data{number}.xlsx")))
    return [list(row) for row in book.active.iter_rows(values_only=True)]
