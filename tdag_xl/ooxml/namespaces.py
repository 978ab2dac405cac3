"""The namespaces, relationship types and content types of a workbook (ECMA-376 Part 1 Annex A, Part 2, [MS-XLSX])."""

from __future__ import annotations

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
CHART_EX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MS_MAIN = "http://schemas.microsoft.com/office/excel/2006/main"
MS_2010 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"

WORKBOOK = f"{OFFICE}/officeDocument"
WORKSHEET = f"{OFFICE}/worksheet"
SHARED_STRINGS = f"{OFFICE}/sharedStrings"
STYLES = f"{OFFICE}/styles"
TABLE = f"{OFFICE}/table"
DRAWING_PART = f"{OFFICE}/drawing"
CHART_PART = f"{OFFICE}/chart"
CALC_CHAIN = f"{OFFICE}/calcChain"
PIVOT_CACHE = f"{OFFICE}/pivotCacheDefinition"

CONTENT = "application/vnd.openxmlformats-officedocument."
RELATIONSHIPS_CONTENT = "application/vnd.openxmlformats-package.relationships+xml"


def q(name: str, namespace: str = MAIN) -> str:
    """The qualified name, as lxml writes it."""
    return f"{{{namespace}}}{name}"
