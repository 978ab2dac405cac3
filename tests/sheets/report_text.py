"""A report as text, for people to read in a review."""

from __future__ import annotations


def report_text(report):
    """Every sheet with its lines, tables and charts."""
    return "\n".join(
        [*(f"! {note}" for note in report.notes), *(line for sheet in report.sheets for line in _sheet(sheet))]
    )


def _sheet(sheet):
    yield f"=== {sheet.key} | {sheet.name} | {sheet.title}" + (" | long" if sheet.long else "")
    yield from sheet.lines
    for table in sheet.tables:
        yield f"--- {table.name} | {table.title}"
        yield " | ".join(f"{column.heading} [{column.format.value}]" for column in table.columns)
        yield from (" | ".join(map(_cell, row)) for row in table.rows)
        yield from (f"* {note}" for note in table.notes)
        for chart in table.charts:
            yield f"# {chart.name} | {chart.kind.value} | {chart.measure.value} | {', '.join(chart.series)}"
            yield f"  {chart.title}"
            yield f"  {chart.alt_text}"


def _cell(value):
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) and abs(value) < 1 else str(value)
