"""What holds for every register."""

import datetime as dt
import math
import string

import narwhals as nw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_files import folder_tables, in_arrow, tables

from tdag_xl.domain.results import results
from tdag_xl.tables import ENGINE

NAMES = ("Alpha", "Beta, Company", "Gamma", "=Delta", "Épsilon")
ALIASES = {name: f"alias {number}" for number, name in enumerate(NAMES)}
TYPES = ("Government", "Private", "")
PARTNERS = "Partner,Partner type,ITU category,Country,Aliases\n" + "".join(
    f'"{name}",{TYPES[number % 3]},{string.ascii_uppercase[number % 2]},,{ALIASES[name]}\n'
    for number, name in enumerate(NAMES)
)
RATES = "Currency,Effective from,Units per USD,Source\nCHF,2022-01-01,0.5,UN\nCHF,2022-06-15,0.75,UN\n"
PERIODS = (
    "Period,From,To,Sheet,Compare with\n"
    "Year,2022-01-01,2022-12-31,yes,Half\nHalf,2022-01-01,2022-06-30,yes,\nRest,2022-07-01,2022-12-31,yes,\n"
)

quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
name = st.sampled_from(NAMES)
agreement = st.tuples(
    st.dates(dt.date(2022, 1, 1), dt.date(2022, 12, 31)),
    name,
    st.lists(name, max_size=2),
    st.sampled_from(["Africa", "Europe", ""]),
)
line = st.tuples(
    st.integers(0, 9), name, st.sampled_from(["Cash", "Cash", "In kind"]), st.sampled_from(["USD", "CHF", "JPY"]),
    st.integers(0, 10**7).map(lambda cents: cents / 100),
)  # fmt: skip
register = st.tuples(st.lists(agreement, max_size=8), st.lists(line, max_size=12))


def _results(agreements, lines, spelled=lambda each: each):
    agreement_rows = "".join(
        f'A{number},,{day},M,"{spelled(partner)}","{"; ".join(map(spelled, others))}",{region},,P\n'
        for number, (day, partner, others, region) in agreements
    )
    line_rows = "".join(
        f'A{ref},"{spelled(partner)}",{kind},{currency},{amount},\n' for ref, partner, kind, currency, amount in lines
    )
    given = tables(
        agreements="Ref,Title,Signed,Type,Partner,Other partners,Region,Plan,Priority\n" + agreement_rows,
        contributions="Ref,Partner,Kind,Currency,Amount,Value date\n" + line_rows,
        partners=PARTNERS,
        rates=RATES,
        periods=PERIODS,
    )
    return results(in_arrow(given))


def _numbered(agreements):
    return list(enumerate(agreements))


def _same(one, other):
    """Equal, but for the noise that the order of a sum makes."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return math.isclose(one, other, rel_tol=1e-9) if isinstance(one, float) else one == other


@quick
@given(register)
def test_no_agreement_partner_or_dollar_is_lost_between_the_headline_and_the_blocks(made):
    agreements, lines = made
    for blocks in _results(_numbered(agreements), lines).as_json()["periods"].values():
        signed, paying, partners, usd = (row["Value"] for row in blocks["headline"])
        assert paying <= signed == len(blocks["agreements"])
        for block in ("partner_types", "itu_categories"):
            assert sum(row["Partners"] for row in blocks[block]) == partners
            assert not partners or math.isclose(sum(row["Share"] for row in blocks[block]), 1)
        for block in ("agreement_types", "regions", "priorities"):
            assert sum(row["Agreements"] for row in blocks[block]) == signed
        for block in ("agreement_types", "regions", "priorities", "contributions_by_partner_type", "agreements"):
            assert math.isclose(sum(row["USD"] for row in blocks[block]), usd, rel_tol=1e-9, abs_tol=1e-9)
        lines_in_usd = [row["USD"] for row in blocks["contributions"] if row["Kind"] == "Cash"]
        assert math.isclose(sum(lines_in_usd), usd, rel_tol=1e-9, abs_tol=1e-9)
        assert sum(row["USD"] for row in blocks["top_funders"]) <= usd * (1 + 1e-9)


@quick
@given(register)
def test_what_belongs_to_a_year_belongs_to_one_of_its_halves(made):
    agreements, lines = made
    year, half, rest = (dict(rows) for rows in _results(_numbered(agreements), lines).headlines().values())
    for figure in ("Agreements", "Agreements with a financial contribution", "Contributions (USD)"):
        assert math.isclose(year[figure], half[figure] + rest[figure], rel_tol=1e-9, abs_tol=1e-9)
    assert max(half["Partners"], rest["Partners"]) <= year["Partners"] <= half["Partners"] + rest["Partners"]


@quick
@given(register, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(made, random):
    agreements, lines = made
    numbered = _numbered(agreements)
    straight = _results(numbered, lines).as_json()
    shuffled = _results(random.sample(numbered, len(numbered)), random.sample(lines, len(lines))).as_json()
    for period, blocks in straight["periods"].items():
        other = shuffled["periods"][period]
        assert all(_same(rows, other[name]) for name, rows in blocks.items() if name != "contributions")
        key = "Ref", "Partner", "Kind", "Currency", "Amount"
        assert sorted(str([row[column] for column in key]) for row in blocks["contributions"]) == sorted(
            str([row[column] for column in key]) for row in other["contributions"]
        )


@quick
@given(register)
def test_an_alias_changes_no_figure(made):
    agreements, lines = made
    numbered = _numbered(agreements)
    by_name, by_alias = (_results(numbered, lines, spelled) for spelled in (str, ALIASES.__getitem__))
    assert by_name.as_json()["periods"] == by_alias.as_json()["periods"]
    assert by_name.has_errors == by_alias.has_errors


def test_the_engine_of_the_frames_does_not_matter():
    given = folder_tables()
    pandas, arrow = results(given).as_json(), results(in_arrow(given)).as_json()
    assert all(_same(pandas[part], arrow[part]) for part in pandas)


def test_sums_come_out_the_same_to_the_last_digit_each_time():
    lines = nw.from_dict({"row": range(100_000), "usd": [1 / row for row in range(1, 100_001)]}, backend=ENGINE)
    groups = nw.from_dict({"row": range(100_000), "group": [row % 7 for row in range(100_000)]}, backend=ENGINE)
    summed = (lines.join(groups, on="row").group_by("group").agg(nw.col("usd").sum()) for _ in range(9))
    assert len({tuple(sums.sort("group")["usd"]) for sums in summed}) == 1
