"""The cells that a chart shows: sequences of data, in the terms of LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge
from tdag_xl.libreoffice.block_reading import raw_rows
from tdag_xl.libreoffice.errors import NotSupportedError, RefusedError
from tdag_xl.libreoffice.formulas import from_calc, to_calc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tdag_xl.libreoffice.book import Book
    from tdag_xl.libreoffice.range_base import RangeBase

_PIECE = "com.sun.star.chart2.data.LabeledDataSequence"


def representation(cells: RangeBase) -> str:
    """Cells as LibreOffice's charts name them."""
    sheet = cells.sheet.name.replace("'", "''")
    corners = cells.box.text.split(":")
    return ":".join(f"$'{sheet}'.{corner}" for corner in corners)


def data_source(
    provider: Any, cells: RangeBase, plot_by: str | None, *, is_scattered: bool = False
) -> tuple[Any, bool]:
    """The data of a block of cells, and whether they have categories: as Excel would take headings and categories.

    Of a chart whose series have values for both axes (`is_scattered`) the first column or row holds those across.
    """
    has_headings, has_categories = headings_of(cells)
    by_columns = plot_by != "rows" if plot_by is not None else cells.box.height >= cells.box.width
    if is_scattered:
        has_categories |= by_columns and cells.box.width > 1
        has_headings |= not by_columns and cells.box.height > 1
    direction = "COLUMNS" if by_columns else "ROWS"
    labels, names = (has_headings, has_categories) if by_columns else (has_categories, has_headings)
    arguments = bridge.properties(
        CellRangeRepresentation=representation(cells),
        FirstCellAsLabel=labels,
        HasCategories=names,
        DataRowSource=bridge.enum("chart.ChartDataRowSource", direction),
    )
    return provider.createDataSource(arguments), names


def source_of(book: Book, provider: Any, diagram: Any) -> dict[str, Any]:
    """LibreOffice's arguments of the block of cells that a diagram shows; without `DataRowSource` where it is none."""
    shown = [piece for series in all_series(diagram) for piece in series.getDataSequences()]
    scale = diagram.getCoordinateSystems()[0].getAxisByDimension(0, 0).getScaleData()
    source = book.app.office.service("com.sun.star.chart2.data.DataSource")
    source.setData((*([scale.Categories] if scale.Categories is not None else []), *shown))
    return {one.Name: one.Value for one in provider.detectArguments(source)}


def switched_source(provider: Any, found: dict[str, Any]) -> tuple[Any, bool]:
    """The block of cells that `source_of` found, its rows and columns the other way, and whether it has categories."""
    other = "ROWS" if found["DataRowSource"].value == "COLUMNS" else "COLUMNS"
    labels, names = found["HasCategories"], found["FirstCellAsLabel"]
    arguments = bridge.properties(
        CellRangeRepresentation=found["CellRangeRepresentation"],
        FirstCellAsLabel=labels,
        HasCategories=names,
        DataRowSource=bridge.enum("chart.ChartDataRowSource", other),
    )
    return provider.createDataSource(arguments), names


def headings_of(cells: RangeBase) -> tuple[bool, bool]:
    """Whether the first row holds headings, and the first column categories: they hold text, or the corner is blank."""
    rows = raw_rows(cells)
    corner_blank = rows[0][0] in ("", None)
    first_row, first_column = rows[0][1:], [row[0] for row in rows[1:]]
    has_headings = len(rows) > 1 and _are_names(first_row or (rows[0][0],), corner_blank)
    has_categories = len(rows[0]) > 1 and _are_names(first_column or (rows[0][0],), corner_blank)
    return has_headings, has_categories


def _are_names(values: Any, corner_blank: bool) -> bool:
    return all(isinstance(value, str) or not isinstance(value, (int, float)) for value in values) or (
        corner_blank and all(value != "" for value in values)
    )


def piece(book: Book, provider: Any, cells: str, role: str) -> Any:
    """Data of the cells that a formula of Excel names, in a role."""
    made = book.app.office.service(_PIECE)
    made.setValues(sequence(book, provider, cells, role))
    return made


def sequence(book: Book, provider: Any, formula: str, role: str) -> Any:
    """The sequence of the cells that a formula of Excel names, or of a text that stands for itself.

    Raises RefusedError where the formula names no cells of a sheet.
    """
    if formula.startswith("="):
        text = to_calc(formula, book)[1:]
        sheet, _, cells = text.rpartition(".")
        made = provider.createDataSequenceByRangeRepresentation(f"{sheet}.{cells.replace(':', f':{sheet}.')}")
        if made is None:
            raise RefusedError(f"{formula!r} does not name cells and their sheet, as =Sheet1!$A$1 does.")
    else:
        quoted_text = formula.replace('"', '""')
        made = provider.createDataSequenceByRangeRepresentation(f'"{quoted_text}"')
        if made is None:  # it divides the text at what separates arguments in its language, a comma in English
            raise NotSupportedError(
                f"ChartSeries.name: LibreOffice cannot keep the text {formula!r} in a chart, for its comma. "
                "Put it into a cell, and give the cell as =Sheet1!$A$1."
            )
    made.Role = role
    return made


def cells_of(sequence: Any) -> str:
    """The formula of Excel that names the cells of a sequence; its text in quotes where it names none."""
    if sequence is None:
        return ""
    text = str(sequence.SourceRangeRepresentation)
    if text.startswith('"'):
        return text
    first, _, last = text.partition(":")
    corner = last.rpartition(".")[2]
    shortened = f"{first}:{corner}" if last and corner != first.rpartition(".")[2] else first
    return from_calc(f"={shortened}")[1:]


def chart_kinds(diagram: Any) -> Iterator[Any]:
    """The types of the chart, each with series of its own."""
    for system in diagram.getCoordinateSystems():
        yield from system.getChartTypes()


def all_series(diagram: Any) -> list[Any]:
    """The series in their order."""
    return [series for kind in chart_kinds(diagram) for series in kind.getDataSeries()]


def part_of(series: Any, role: str) -> Any:
    """The labelled data of a series in a role, such as `values-y`; None where it has none."""
    for found in series.getDataSequences():
        values = found.getValues()
        if values is not None and values.Role == role:
            return found
    return None


def values_of(series: Any) -> Any:
    """The labelled data that are the figures of a series."""
    for role in ("values-y", "values-size", "values-last"):
        found = part_of(series, role)
        if found is not None:
            return found
    return series.getDataSequences()[0]
