"""The names of the generated tables (the register's contract)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tdag_xl.domain.periods import Period

BLOCKS = (
    "headline",
    "partner_types",
    "itu_categories",
    "contributions_by_partner_type",
    "agreement_types",
    "regions",
    "priorities",
    "top_funders",
    "agreements",
    "contributions",
)
"""The blocks of a period, the two lists at the end."""


def block_table(period: Period, block: str) -> str:
    """The table of a period's block."""
    return f"out_{period.slug}_{block}"


def comparison_table(period: Period, other: Period) -> str:
    """The table of a comparison."""
    return f"out_compare_{period.slug}_{other.slug}"
