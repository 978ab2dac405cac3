"""What an import of rates into tblRates adds, leaves and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tdag_xl.domain.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tdag_xl.cells import CellValue
    from tdag_xl.rate_files import FileRate, RateFile


@dataclass(frozen=True)
class RateFinding:
    """What is wrong (an error: not imported) or doubtful at a line and column of the file; line 0: at none."""

    severity: Severity
    line: int
    column: str
    finding: str
    what_to_do: str

    def sentence(self, file: str) -> str:
        """The finding with its place."""
        place = ", ".join(part for part in (file, f"line {self.line}" if self.line else "", self.column) if part)
        return f"{place}: {self.finding} {self.what_to_do}".rstrip()


@dataclass(frozen=True)
class RateImport:
    """What an import of `file` adds to tblRates, and what it leaves: counts of the file's rates.

    `known` stand in the table already; `repeated` stand in the file before; `left_out` are of currencies or days that
    were not asked for.
    """

    file: RateFile
    new: tuple[FileRate, ...]
    findings: tuple[RateFinding, ...]
    known: int
    repeated: int
    left_out: int

    @property
    def has_errors(self) -> bool:
        """Whether some line of the file could not be imported."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def rows(self) -> tuple[Mapping[str, CellValue], ...]:
        """The new rates as rows of tblRates, by heading."""
        return tuple(
            {
                "Currency": rate.currency,
                "Effective from": rate.effective_from,
                "Units per USD": rate.units_per_usd,
                "Source": rate.source,
            }
            for rate in self.new
        )

    def in_brief(self) -> tuple[str, ...]:
        """Sentences: what is new for each currency, then what is not imported and why."""
        by_currency: dict[str, list[FileRate]] = {}
        for rate in self.new:
            by_currency.setdefault(rate.currency, []).append(rate)
        new = [
            f"{currency}: {_number(len(rates), 'new rate')}, effective from {_span(rates)}."
            for currency, rates in by_currency.items()
        ]
        counted = (
            (self.known, "{} in tblRates already."),
            (self.repeated, "{} repeated in the file."),
            (self.left_out, "{} left out: of currencies or days that the register has no use for, or not asked for."),
        )
        return (*new, *(text.format(_number(count, "rate")) for count, text in counted if count))

    def sentences(self) -> tuple[str, ...]:
        """Every finding with its place, errors first."""
        return tuple(f"{finding.severity}: {finding.sentence(self.file.path.name)}" for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Plain values: dates as ISO text."""
        return {
            "file": str(self.file.path),
            "format": self.file.format.value,
            "new": [{**row, "Effective from": str(row["Effective from"])} for row in self.rows],
            "known": self.known,
            "repeated": self.repeated,
            "left out": self.left_out,
            "findings": [
                {
                    "severity": str(finding.severity),
                    "line": finding.line or None,
                    "column": finding.column or None,
                    "finding": finding.finding,
                    "what to do": finding.what_to_do,
                }
                for finding in self.findings
            ],
        }


def _span(rates: list[FileRate]) -> str:
    first, last = rates[0].effective_from, rates[-1].effective_from
    return str(first) if first == last else f"{first} to {last}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
