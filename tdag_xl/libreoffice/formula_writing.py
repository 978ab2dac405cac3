"""Formulas put into cells, translated and tried before anything changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tdag_xl.libreoffice.errors import RefusedError
from tdag_xl.libreoffice.formulas import to_calc
from tdag_xl.libreoffice.range_base import COLUMNS, ROWS, Box
from tdag_xl.libreoffice.table_places import table_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.libreoffice.range_base import RangeBase

_MALFORMED = frozenset((501, 505, 506, 507, 508, 509, 510, 511, 512, 514, 516, 520, 533))
"""LibreOffice's errors for what is no formula."""

_MOST_TRIED = 200
"""Different formulas of one block that are tried: a formula that fills a column is different in each row."""


class Formulas:
    """Formulas of Excel by row and column, from 0 within the cells. Raises RefusedError for one that is none."""

    def __init__(self, cells: RangeBase, formulas: Mapping[tuple[int, int], str]) -> None:
        self._cells = cells
        self._texts = self._translated(formulas)
        self._refuse_malformed({text: formulas[place] for place, text in self._texts.items()})

    def _translated(self, formulas: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
        book, box = self._cells.sheet.book, self._cells.box
        tables = table_places(self._cells.sheet) if any("[" in formula for formula in formulas.values()) else []
        known: dict[tuple[str, str], str] = {}
        texts = {}
        for (row, column), formula in formulas.items():
            cell = Box(box.top + row, box.left + column, box.top + row, box.left + column)
            home = next((name for name, place in tables if place.covers(cell)), "") if "[" in formula else ""
            if (formula, home) not in known:
                known[formula, home] = to_calc(formula, book, home)
            texts[row, column] = known[formula, home]
        return texts

    def _refuse_malformed(self, given: Mapping[str, str]) -> None:
        """Try them in the last cell of the sheet, which is blank again afterwards."""
        self._cells.sheet.refuse_gone()
        cell = self._cells.sheet.uno.getCellByPosition(COLUMNS - 1, ROWS - 1)
        try:
            for text in list(given)[:_MOST_TRIED]:
                cell.setFormula(text)
                if cell.getError() in _MALFORMED:
                    raise RefusedError(f"{self._cells.where}: {given[text]} is no formula (Err:{cell.getError()}).")
        finally:
            cell.setFormula("")

    def put(self) -> None:
        """Put them into their cells."""
        uno = self._cells.uno
        for run, texts in self._runs():
            uno.getCellRangeByPosition(run.left, run.top, run.right, run.bottom).setFormulaArray(tuple(texts))

    def _runs(self) -> list[tuple[Box, list[tuple[str]]]]:
        """Runs of cells under each other, with their texts."""
        runs: list[tuple[Box, list[tuple[str]]]] = []
        for column, row in sorted((column, row) for row, column in self._texts):
            text = (self._texts[row, column],)
            if runs and runs[-1][0].left == column and runs[-1][0].bottom == row - 1:
                box, texts = runs[-1]
                texts.append(text)
                runs[-1] = (box._replace(bottom=row), texts)
            else:
                runs.append((Box(row, column, row, column), [text]))
        return runs
