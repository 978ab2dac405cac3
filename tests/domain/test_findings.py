"""What is wrong in a register is said in sentences, row by row; what is wrong counts nowhere."""

import pytest
from case_files import BASE, case_tables, cases
from register_files import folder_tables, table, tables

from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.findings import in_order
from tdag_xl.domain.results import results


@cases("findings")
def test_findings(case):
    of = results(case_tables(case))
    said = [
        {
            "severity": str(one.severity),
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "finding": one.finding,
        }
        for one in of.findings
    ]
    assert said == case.get("findings", [])
    assert [value for _, value in of.headlines()["2022"]] == case["headline"]
    assert of.has_errors == any(one["severity"] == "Error" for one in said)
    assert all(one.what_to_do.endswith(".") for one in of.findings)


def test_the_shipped_register_has_no_finding():
    assert results(folder_tables()).findings == ()


def test_errors_come_before_warnings_and_tables_in_the_order_of_the_register():
    found = results(
        case_tables(
            {
                "agreements": "Ref,Signed,Type,Partner,Region,Priority\nA1,2022-01-01,,Alpha,,\nA2,,M,Alpha,Asia,S",
                "rates": "Currency,Effective from,Units per USD\n,2022-01-01,0",
            }
        )
    ).findings
    assert found == in_order(reversed(found))
    assert [(str(one.severity), one.table, one.row, one.column) for one in found] == [
        ("Error", "tblAgreements", 3, "Signed"),
        ("Error", "tblContributions", 2, "Currency"),
        ("Error", "tblRates", 2, "Currency"),
        ("Error", "tblRates", 2, "Units per USD"),
        ("Warning", "tblAgreements", 2, "Type"),
        ("Warning", "tblAgreements", 2, "Region"),
        ("Warning", "tblAgreements", 2, "Priority"),
    ]


def test_tables_without_rows_give_nothing_and_no_finding():
    of = results(tables())
    assert of.findings == () and of.summaries == ()
    [empty] = results(tables(periods=BASE["periods"].strip())).summaries
    assert empty.figures.agreements == empty.figures.usd == 0
    assert {name: len(frame) for name, frame in empty.all_blocks().items()} == {
        "headline": 4,
        **dict.fromkeys(list(empty.all_blocks())[1:], 0),
    }


def test_a_workbook_may_do_without_published_figures_and_lists():
    given = case_tables({})
    del given["tblPublished"], given["tblLists"]
    of = results(given)
    assert of.findings == () and len(of.published) == 0


@pytest.mark.parametrize(
    "bad", ["#N/A", "=1+1", "+41 22", "-5", "@x", "مصر", "日本", "<a>&amp;\"'", "inf", "nan", "1e309"]
)
def test_a_register_with_every_cell_bad_is_read_to_its_end(bad):
    given = {spec.name: table(spec, _filled(spec, bad)) for spec in SPECS}
    of = results(given)
    assert of.summaries == () and of.has_errors
    assert {one.table for one in of.findings} >= {"tblAgreements", "tblContributions", "tblRates", "tblPeriods"}


def _filled(spec, cell):
    quoted = '"' + cell.replace('"', '""') + '"'
    return ",".join(spec.columns) + 2 * ("\n" + ",".join([quoted] * len(spec.columns)))


@pytest.mark.parametrize("name", ["=1+1", "+41 22", "-Name", "@x", "مصر للاتصالات", "日本放送協会", "<a> & \"b\" 'c'"])
def test_a_name_may_begin_with_any_character_of_any_script(name):
    quoted = '"' + name.replace('"', '""') + '"'
    of = results(
        case_tables(
            {
                "partners": f"Partner,Partner type,ITU category\n{quoted},Government,ADMIN",
                "agreements": f"Ref,Signed,Type,Partner,Region,Priority\nA1,2022-01-01,M,{quoted},Africa,Skills",
                "contributions": f"Ref,Partner,Kind,Currency,Amount\nA1,{quoted},Cash,USD,5",
            }
        )
    )
    assert of.findings == ()
    [top] = of.summaries[0].blocks["top_funders"].rows(named=True)
    assert top["Partner"] == name
