"""Whatever a register holds, files of another form that a mapping makes it of give its figures and findings."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
from domain.test_laws import _same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_files import register_folder
from registers.conftest import without_duckdb
from registers.random_tables import NAMES, PERIODS, register_rows

from tdag_xl.cells import normalized
from tdag_xl.domain.columns import SPECS
from tdag_xl.domain.results import results
from tdag_xl.registers.engines import EngineName
from tdag_xl.registers.folder import file_stem
from tdag_xl.registers.reading import opened_register

some = settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
on_each_engine = pytest.mark.parametrize(
    "engine", [EngineName.PANDAS, pytest.param(EngineName.DUCKDB, marks=without_duckdb)], ids=str
)
KINDS = {"Cash": "1", "In kind": "2"}


def figures(folder, engine, mapping=None):
    """The results as JSON, and how many findings there are of each kind."""
    with opened_register(folder, engine, mapping=mapping) as register:
        found = results(register.tables, engine=register.calculations, in_source=register.in_source)
        return found.as_json(), dict(found.counts)


def write(path, heading, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heading, *rows])


def heading(column):
    return f"their {column.lower()}"


def renamed(folder, rows):
    """The rows under other names, with codes for kinds, columns in another order and records that do not count."""
    mapping = []
    for spec in SPECS:
        stem, columns = file_stem(spec), list(spec.columns)
        records = [
            [KINDS.get(cell, cell) if column == "Kind" else cell for column, cell in zip(columns, row, strict=True)]
            for row in rows.get(stem, [])
        ]
        turned = [[*reversed(record), "1"] for record in records] + [["x"] * len(columns) + ["0"]]
        write(folder / f"their_{stem}.csv", [*(heading(column) for column in reversed(columns)), "counts"], turned)
        mapping += [f"[{stem}]", f'from = "their_{stem}"', "where.counts = 1"]
        mapping += [f'"{column}" = "{heading(column)}"' for column in columns if column != "Kind"]
        if "Kind" in columns:
            mapping.append('Kind = { column = "their kind", codes = "kinds" }')
    mapping += ["[codes.kinds]", *(f'{code} = "{kind}"' for kind, code in KINDS.items())]
    path = folder / "mapping.toml"
    path.write_text("\n".join(mapping), "utf-8")
    return path


@on_each_engine
@some
@given(made=register_rows())
def test_a_register_under_other_names_gives_its_own_figures_and_findings(engine, made):
    with tempfile.TemporaryDirectory() as folder:
        own, other = register_folder(Path(folder) / "own", **made), Path(folder) / "other"
        other.mkdir()
        given_figures, given_counts = figures(own, engine)
        made_figures, made_counts = figures(other, engine, renamed(other, made))
    assert _same(made_figures, given_figures)
    assert made_counts == given_counts


@st.composite
def agreements_with_lines(draw):
    """Agreements, each with its contributions, as the rows of a register folder."""
    made = draw(register_rows())
    lines = [line[1:] for line in made["contributions"]] or [["Alpha", "Cash", "USD", "1", ""]]
    agreements, contributions = {}, []
    for agreement in made["agreements"]:
        ref = normalized(agreement[0])
        if ref and ref not in agreements:
            agreements[ref] = agreement
            some_lines = draw(st.lists(st.sampled_from(lines), min_size=1, max_size=3))
            contributions += [[ref, *line] for line in some_lines]
    return {**made, "agreements": [*agreements.values()], "contributions": contributions}


WIDE = """
[agreements]
from = "flows"
one_row_for_each = "Ref"
first_by = "Signed"
Ref = "Ref"
Title = "Title"
Signed = "Signed"
Type = "Type"
Partner = "Partner"
"Other partners" = "Other partners"
Region = "Region"
Plan = "Plan"
Priority = "Priority"

[contributions]
from = "flows"
Ref = "Ref"
Partner = "donor"
Kind = "kind"
Currency = "currency"
Amount = "amount"
"Value date" = "value date"
"""


@on_each_engine
@some
@given(made=agreements_with_lines(), turn=st.randoms(use_true_random=False))
def test_one_wide_table_of_flows_gives_the_figures_of_the_register_that_it_was_joined_from(engine, made, turn):
    agreements = {normalized(agreement[0]): agreement for agreement in made["agreements"]}
    flows = [[*agreements[line[0]], *line[1:]] for line in made["contributions"]]
    turn.shuffle(flows)
    with tempfile.TemporaryDirectory() as folder:
        own, other = register_folder(Path(folder) / "own", **made), Path(folder) / "other"
        register_folder(other, partners=made["partners"], rates=made["rates"], periods=PERIODS, without=("lists",))
        columns = [*SPECS[0].columns, "donor", "kind", "currency", "amount", "value date"]
        write(other / "flows.csv", columns, flows)
        (other / "mapping.toml").write_text(WIDE, "utf-8")
        given_figures, given_counts = figures(own, engine)
        made_figures, made_counts = figures(other, engine, other / "mapping.toml")
    for key in ("periods", "compare"):
        assert _same(_in_any_order(made_figures[key]), _in_any_order(given_figures[key]))
    assert made_counts == given_counts


def _in_any_order(blocks):
    """The figures, with lists of agreements and contributions in the order of what they say."""
    return {
        name: {
            key: sorted(rows, key=repr) if key in ("agreements", "contributions") else rows for key, rows in of.items()
        }
        if isinstance(of, dict)
        else of
        for name, of in blocks.items()
    }


@on_each_engine
@some
@given(names=st.lists(st.tuples(st.sampled_from(["F1", "F2", "F3"]), st.sampled_from([*NAMES, ""])), max_size=12))
def test_the_partners_of_an_agreement_are_the_distinct_names_of_its_records(engine, names):
    mapping = """
    [agreements]
    from = "flows"
    one_row_for_each = "Ref"
    Ref = "ref"
    Signed = { value = 2022-03-01 }
    Partner = "donor"
    "Other partners" = { all_of = "donor" }
    """
    with tempfile.TemporaryDirectory() as folder:
        path = register_folder(Path(folder) / "r")
        write(path / "flows.csv", ["ref", "donor"], names)
        (path / "mapping.toml").write_text(mapping, "utf-8")
        with opened_register(path, engine, mapping=path / "mapping.toml") as register:
            rows = register.tables["tblAgreements"].frame.lazy().collect().to_arrow().to_pylist()
    wanted = {}
    for ref, name in names:
        wanted.setdefault(ref, []).append(normalized(name))
    assert [row["Ref"] for row in rows] == list(wanted)
    for row in rows:
        first, *_ = wanted[row["Ref"]]
        others = dict.fromkeys(name for name in wanted[row["Ref"]] if name and name != first)
        assert (row["Partner"], row["Other partners"]) == (first or None, "; ".join(others) or None)
