"""The memory host names tabs as every host must."""

from tdag_xl.hosts.sheet_names import tab_names
from tdag_xl.report import Sheet


def sheet(key, name):
    return Sheet(key=key, name=name, title=name, lines=(), tables=())


def test_a_sheet_that_is_present_keeps_the_name_staff_gave_it():
    names = tab_names([sheet("summary/2022", "Summary 2022")], {"summary/2022": "Résumé"}, ["Agreements"])
    assert names == {"summary/2022": "Résumé"}


def test_a_staff_sheet_of_that_name_stays_and_ours_gets_a_number():
    names = tab_names([sheet("a", "Summary 2022"), sheet("b", "summary 2022")], {}, ["SUMMARY 2022"])
    assert names == {"a": "Summary 2022 (2)", "b": "summary 2022 (3)"}


def test_a_numbered_name_fits_in_a_tab():
    long = "Summary " + "x" * 23
    name = tab_names([sheet("a", long)], {}, [long])["a"]
    assert (len(name), name[-4:]) == (31, " (2)")


def test_a_tab_name_is_counted_as_excel_counts_also_where_it_is_told_apart():
    long = "Summary " + "😀" * 11
    names = tab_names([sheet("a", long), sheet("b", long)], {}, [])
    assert names["b"] == "Summary " + "😀" * 9 + " (2)"
