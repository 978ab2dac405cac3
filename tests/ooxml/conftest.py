"""The master that most tests of the graft start from."""

import pytest
import xlsxwriter
from ooxml.scratch_books import (
    SUMMARY,
    both,
    grafted,
    problems,
    two_sheets,
)


@pytest.fixture
def master(tmp_path):
    """A master with a sheet of staff, into which both generated sheets were grafted once."""
    path = tmp_path / "master.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Staff")
        page.write_formula("A1", f"=SUM('{SUMMARY}'!$B$5:$B$7)", None, 6.5)
        page.write_formula("A2", "=SUM(out_2022_regions[USD])", None, 6.5)
        page.write_formula("A3", f"='{SUMMARY}'!B6", None, 2)
        page.write_formula("A4", "=\"'Summary 2022'!B5:B7\"", None, "")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": f"='{SUMMARY}'!$B$5:$B$7", "values_data": [1.5, 2, 3]})
        page.insert_chart("C3", chart)
        page.data_validation("D1", {"validate": "list", "source": f"='{SUMMARY}'!$A$5:$A$7"})
        page.add_sparkline("E1", {"range": f"'{SUMMARY}'!B5:B7"})
        book.define_name("Figures", f"='{SUMMARY}'!$B$5:$B$7")
    grafted(path, path, two_sheets(), both())
    assert problems(path) == []
    return path
