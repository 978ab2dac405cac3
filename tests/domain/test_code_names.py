"""The names of codes: read from tblLists where it has them, and never a reason to complain."""

import pytest
from register_files import SHIPPED, folder_tables, register_folder, table, tables

from tdag_xl.builder.register_files import register_in
from tdag_xl.domain.code_names import CODE_NAMES, LANGUAGES, CodeNames, code_names
from tdag_xl.domain.columns import LISTS
from tdag_xl.domain.results import results
from tdag_xl.languages.language import LANGUAGES as OFFICIAL


def named(text):
    return code_names(table(CODE_NAMES, text))


def shipped():
    """The rows of the shipped lists.csv by heading."""
    made = register_in(SHIPPED).tables[LISTS.name]
    return [dict(zip(made.headings, row, strict=True)) for row in made.rows]


def test_a_code_has_the_name_of_its_language_list_and_code():
    names = named("List,Code,fr,ar\nRegion,Africa,Afrique,إفريقيا\nPlan,Africa,Plan Afrique,\n")
    assert names.name("fr", "Region", "Africa") == "Afrique"
    assert names.name("ar", "Region", "Africa") == "إفريقيا"
    assert names.name("fr", "Plan", "Africa") == "Plan Afrique"
    assert names.name("ar", "Plan", "Africa") is None  # blank
    assert names.name("ru", "Region", "Africa") is None  # no such column
    assert names.name("fr", "Region", "Asia") is None
    assert names.name("en", "Region", "Africa") is None


def test_of_a_code_that_stands_there_twice_the_first_name_counts_and_a_row_without_list_or_code_none():
    names = named("List,Code,fr\nRegion,Africa,\nRegion,Africa,Afrique\nRegion,Africa,Encore\n,X,Un\nRegion,,Deux\n")
    assert dict(names.names) == {("fr", "Region", "Africa"): "Afrique"}


def test_names_are_compared_as_codes_are():
    assert named("List,Code,fr\nRegion ,Asia  Pacific,Asie\n").name("fr", "Region", "Asia Pacific") == "Asie"


def test_a_workbook_without_the_table_or_its_columns_names_nothing():
    assert code_names(None) == CodeNames()
    assert named("List,Code\nRegion,Africa\n") == CodeNames()


@pytest.mark.parametrize("heading", ["List,Code", "List,Code,fr,ar,es,ru,zh", "List,Code,fr", "List,Code,fr,fr"])
def test_no_result_depends_on_the_columns_of_names(heading):
    blank = "," * (heading.count(",") - 1)
    given = tables(lists=f"{heading}\nRegion,Africa{blank}\n")
    of = results(given)
    assert of.findings == ()
    assert of.register.codes.codes("Region") == {"Africa"}


def test_each_official_language_but_that_of_the_codes_has_a_column():
    assert {*LANGUAGES, "en"} == set(OFFICIAL)


def test_the_shipped_register_names_every_code_that_documents_translate():
    blank = {
        (row["List"], row["Code"], language) for row in shipped() for language in LANGUAGES if row[language] is None
    }
    # The source gives no Arabic for it, and a guess would be printed; currencies are the same in every language.
    assert {each for each in blank if each[0] != "Currency"} == {("ITU category", "ADMIN RELATED", "ar")}


def test_the_arabic_of_the_partner_types_is_that_of_the_published_document():
    names = {row["Code"]: row["ar"] for row in shipped() if row["List"] == "Partner type"}
    assert names["Private sector entities"] == "كيانات من القطاع الخاص"
    assert names["International and regional organizations and associations"] == "منظمات ورابطات دولية وإقليمية"


def test_the_shipped_register_has_no_finding_with_its_names():
    assert results(folder_tables()).findings == ()


def test_a_register_folder_without_names_is_taken_as_before(tmp_path):
    made = register_in(register_folder(tmp_path, lists=[["Region", "Africa"]])).tables[LISTS.name]
    assert (made.headings, made.rows) == (("List", "Code"), (("Region", "Africa"),))
