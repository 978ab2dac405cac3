"""Published figures beside the computed ones."""

import pytest
from case_files import case_tables, cases
from register_files import folder_tables

from tdag_xl.domain.results import results


@cases("published")
def test_published(case):
    rows = results(case_tables(case)).as_json()["published"]
    assert [(row["Computed"], row["Agrees"], row["Note"]) for row in rows] == [
        (pytest.approx(row["computed"]) if "computed" in row else None, row["agrees"], row.get("note"))
        for row in case["expected"]
    ]


def test_every_figure_of_the_published_document_agrees_but_the_impossible_one():
    of = results(folder_tables())
    rows = of.as_json()["published"]
    assert list(rows[0]) == ["Period", "Figure", "Group", "Published", "Unit", "Computed", "Agrees", "Note"]
    [odd] = [row for row in rows if row["Agrees"] == "no"]
    assert len(rows) == 40
    assert (odd["Period"], odd["Group"], odd["Published"], round(odd["Computed"])) == ("2022", "ADMIN RELATED", 8, 9)
    assert odd["Note"] == "8 % of 57 is not attainable: 4 gives 7 %, 5 gives 9 %"
    assert of.disagreements() == (
        "2022, Share of partners by ITU category, ADMIN RELATED: published 8 percent, computed 8.7719 "
        "(8 % of 57 is not attainable: 4 gives 7 %, 5 gives 9 %).",
    )
