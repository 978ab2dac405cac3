"""The staff workbook is what other tests take it for: rich, sound, and the same every time."""

import posixpath
import tomllib
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from python_calamine import load_workbook
from staff.references import NAME
from staff_workbook import build, with_references_to_generated

from tdag_xl.commands.summaries import refresh
from tdag_xl.domain.columns import SPECS

FEATURES = tomllib.loads((Path(__file__).parent / "cases" / "staff_features.toml").read_text(encoding="utf-8"))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    return build(tmp_path_factory.mktemp("staff") / "staff.xlsm")


@pytest.fixture(scope="module")
def members(workbook):
    with zipfile.ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def referring(workbook, tmp_path_factory):
    """The workbook after a first refresh, with what staff then build on the generated sheets."""
    path = tmp_path_factory.mktemp("referring") / "staff.xlsm"
    refresh(workbook, output=path)
    return with_references_to_generated(path)


def cells(path, sheet, *, values):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl says what it would drop; here it only reads
        return openpyxl.load_workbook(path, data_only=values)[sheet]


def related(members):
    """(source, target) of every relationship that stays in the package."""
    for name, data in members.items():
        folder, file = posixpath.split(name)
        if file.endswith(".rels"):
            base = posixpath.dirname(folder)
            for relationship in etree.fromstring(data):
                if relationship.get("TargetMode") != "External":
                    target = posixpath.join("/", base, relationship.get("Target"))
                    yield posixpath.join(base, file.removesuffix(".rels")), posixpath.normpath(target)[1:]


def test_it_has_many_parts(members):
    assert len(members) >= 90


@pytest.mark.parametrize(
    ("part", "text"),
    [pytest.param(*shown, id=name) for features in FEATURES.values() for name, shown in features.items()],
)
def test_it_holds(members, part, text):
    assert text.encode() in members[part]


def test_the_same_arguments_give_the_same_bytes(workbook, tmp_path):
    assert build(tmp_path / "again.xlsm").read_bytes() == workbook.read_bytes()


@pytest.mark.parametrize("rows", [5, 2000])
def test_it_has_as_many_agreements_as_asked(rows, tmp_path):
    table = load_workbook(build(tmp_path / "sized.xlsm", rows=rows), load_tables=True).get_table_by_name(
        "tblAgreements"
    )
    assert len(table.to_python()) == rows


def test_every_relationship_leads_to_a_part_and_every_part_is_reached(members):
    pairs = list(related(members))
    assert {target for _, target in pairs} - set(members) == set()
    parts = {name for name in members if not name.endswith(".rels")} - {"[Content_Types].xml"}
    assert parts - {target for _, target in pairs} == set()
    assert {source for source, _ in pairs} - set(members) == {""}


def test_every_part_has_one_content_type(members):
    types = etree.fromstring(members["[Content_Types].xml"])
    overrides = [e.get("PartName")[1:] for e in types if e.tag.endswith("Override")]
    defaults = [e.get("Extension") for e in types if e.tag.endswith("Default")]
    assert len(overrides) == len(set(overrides))
    assert len(defaults) == len(set(defaults))
    assert set(overrides) <= set(members)
    assert [n for n in members if n not in overrides and n.rpartition(".")[2] not in defaults] == []


def test_every_formula_is_in_the_calculation_chain(members):
    chained = len(etree.fromstring(members["xl/calcChain.xml"]))
    sheets = [etree.fromstring(members[n]) for n in members if n.startswith("xl/worksheets/sheet")]
    assert chained == sum(len(sheet.findall(f".//{MAIN}f")) for sheet in sheets) > 190


def test_its_tables_are_those_of_the_register(workbook):
    book = load_workbook(workbook, load_tables=True)
    for spec in SPECS:
        assert set(spec.columns) <= set(book.get_table_by_name(spec.name).columns), spec.name


def test_the_validator_finds_no_error_whatever_the_size(validation_errors, workbook, tmp_path):
    sizes = [workbook, build(tmp_path / "small.xlsm", rows=5)]
    assert validation_errors.of_each(sizes) == {path: [] for path in sizes}


def test_libreoffice_prints_it(libreoffice, workbook):
    assert libreoffice.to_pdf(workbook).stat().st_size > 50_000


def test_its_stored_values_are_those_its_formulas_give(libreoffice, workbook):
    stored = cells(workbook, "Contributions", values=True)
    calculated = cells(libreoffice.recalculated(workbook), "Contributions", values=True)
    assert stored.max_row > 190
    for place in (f"G{number}" for number in range(2, stored.max_row + 1)):
        assert calculated[place].value == stored[place].value, place


def test_with_references_it_is_as_sound(validation_errors, referring):
    assert validation_errors(referring) == []


def test_references_by_table_by_cells_and_by_name_give_the_same(libreoffice, referring):
    stored = cells(referring, "Dashboard", values=True)
    by_table, by_cells, first, by_name, rows = (f"B{number}" for number in range(36, 41))
    assert {stored[place].value for place in (by_table, by_cells, first, by_name, rows)} == {0}
    calculated = cells(libreoffice.recalculated(referring), "Dashboard", values=True)
    assert calculated[by_cells].value > calculated[first].value > 1_000_000
    assert calculated[by_table].value == calculated[by_name].value == calculated[by_cells].value
    assert calculated[rows].value > 1


def test_references_stand_in_a_name_and_a_chart_too(referring):
    with zipfile.ZipFile(referring) as archive:
        names = etree.fromstring(archive.read("xl/workbook.xml")).iterfind(f".//{MAIN}definedName")
        assert [n.text[:17] for n in names if n.get("name") == NAME] == ["'Summary 2022'!$D"]
        assert archive.read("xl/charts/chartOfStaff.xml").count(b"<c:f>'Summary 2022'!$") == 2
