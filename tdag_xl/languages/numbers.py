"""Numbers, money and days as a language writes them, by the data of CLDR (Unicode Technical Standard 35).

All rounding is that of tdag_xl.shares: half away from zero.
"""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name

from tdag_xl.report import Format
from tdag_xl.shares import rounded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from tdag_xl.languages.language import Language
    from tdag_xl.sentences import Scale

_LEFT_TO_RIGHT_MARK, _NO_BREAK_SPACE = "\u200e", "\u00a0"
_SHORT_MONTH = re.compile(r"(?<![ML])(?:M{3}|L{3})(?![ML])")
_SIGN = re.compile(r"[-+]")
_A_MILLION = 1_000_000


class Numbers:
    """How `language` writes figures."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._formats: Mapping[Format, Callable[[float], str]] = {
            Format.WHOLE: self.number,
            Format.AMOUNT: lambda value: self.number(value, 2),
            Format.SHARE: self.percentage,
            Format.CHANGE: lambda value: self.number(value, signed=True),
            Format.CHANGE_SHARE: lambda value: self.percentage(value, signed=True),
            Format.RATE: lambda value: self.number(value, 6),
            Format.NUMERAL: lambda value: f"{value:.0f}",
        }

    def shown(self, value: float, shown_as: Format) -> str:
        """A number of a table as its column shows it."""
        return self._formats.get(shown_as, self.plain)(value)

    def plain(self, value: float) -> str:
        """A number with the decimals that it has, at Excel's 15 significant digits."""
        exact = Decimal(f"{value:.15g}")
        return self._signed(format_decimal(exact, locale=self._language.number_locale, decimal_quantization=False))

    def number(self, value: float, decimals: int = 0, *, signed: bool = False) -> str:
        """A number rounded to `decimals`; `signed` sets a plus before a gain."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        if signed:
            pattern = f"+{pattern};-{pattern}"
        figure = rounded(value, decimals)
        return self._signed(
            format_decimal(figure, pattern if figure or not signed else "0", self._language.number_locale)
        )

    def percentage(self, fraction: float, *, signed: bool = False) -> str:
        """A fraction of 1 as whole percents, the sign of percent where the language has it."""
        percents = rounded(fraction * 100)
        said = format_percent(percents / 100, self._language.percent, self._language.number_locale)
        return self._signed(f"+{said}" if signed and percents > 0 else said)

    def quantity(self, value: float, scale: Scale) -> str:
        """A value as a chart's label shows it; what is too small for its unit as less than the least."""
        figure = abs(value) / scale.divisor
        if 0 < figure < scale.least / 2:
            least = scale.least * scale.divisor
            return f"<{self.percentage(least) if scale.is_share else self.number(scale.least, scale.decimals)}"
        if scale.is_share:
            return self.percentage(value)
        return self.number(value / scale.divisor, scale.decimals if value else 0)

    def is_compact(self, amount: float) -> bool:
        """Whether an amount is said in millions or more."""
        return abs(amount) >= _A_MILLION

    def compact(self, amount: float) -> str:
        """An amount of a million or more in words, to one decimal of its unit; the line does not break inside."""
        unit = _A_MILLION if abs(amount) < 1000 * _A_MILLION else 1000 * _A_MILLION
        figure = rounded(amount / unit, 1) * unit
        locale = self._language.number_locale
        width: Literal["long", "short"] = "long" if "long" in Locale.parse(locale).compact_decimal_formats else "short"
        said = format_compact_decimal(figure, format_type=width, locale=locale, fraction_digits=1)
        return said.replace(" ", _NO_BREAK_SPACE)

    def currency(self, code: str, amount: float) -> str:
        """The name of a currency in the form that follows so many; its code where CLDR has no name."""
        return get_currency_name(code, _A_MILLION if self.is_compact(amount) else amount, self._language.locale)

    def day(self, day: dt.date) -> str:
        """A day in full."""
        return format_date(day, "long", self._language.locale)

    def short_day(self, day: dt.date) -> str:
        """A day as a table shows it."""
        return format_skeleton("yMMMd", day, locale=self._language.locale)

    def days(self, start: dt.date, end: dt.date) -> str:
        """The first and the last day of a period, what they share once."""
        if start == end:
            return self.day(end)
        field = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        return self._interval("d", field, start, end)

    def period(self, start: dt.date, end: dt.date) -> str:
        """A period as a heading names it: a year, months of a year, else its days."""
        first, last = (start.month, start.day), (end.month, end.day)
        if start.year == end.year and (first, last) == ((1, 1), (12, 31)):
            return format_skeleton("y", start, locale=self._language.locale)
        if start.year == end.year and start.month != end.month and start.day == 1 and _ends_a_month(end):
            return self._interval("", "M", start, end)
        return self.days(start, end)

    def _interval(self, with_day: str, field: str, start: dt.date, end: dt.date) -> str:
        """CLDR's pattern of an interval whose `field` differs, months in full (UTS 35 Part 4, 2.6.2.2)."""
        locale = self._language.locale
        known = Locale.parse(locale).interval_formats
        patterns = known.get(f"yMMMM{with_day}") or known[f"yMMM{with_day}"]
        wide = (_SHORT_MONTH.sub(lambda month: month[0] + month[0][0], one) for one in patterns[field])
        return "".join(format_date(day, one, locale) for day, one in zip((start, end), wide, strict=True))

    def _signed(self, figure: str) -> str:
        """`figure` with its sign kept before it in lines that run from right to left, as CLDR's Arabic does."""
        if not self._language.is_right_to_left:
            return figure
        return _SIGN.sub(lambda sign: _LEFT_TO_RIGHT_MARK + sign[0], figure)


def _ends_a_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
