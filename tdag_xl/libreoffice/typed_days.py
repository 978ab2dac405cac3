"""Texts that Excel, in English (United States), reads as days and times.

A day before 1900 (1904 where days count from there) stays a text, as in Excel. LibreOffice knows no 29 February 1900:
the days before it have numbers one higher than in Excel.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES) + ")"
"""A pattern for the name of a month, in full or its first three letters."""

_LAST_OF_20XX = 29
"""Two digits of a year up to this are 20xx, others 19xx."""

_MOST_HOURS = 9_999
_SHORT_DAY, _LONG_DAY, _MONTH_ONLY, _DATE = "d-mmm", "d-mmm-yy", "mmm-yy", "m/d/yyyy"

_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), shown)
    for pattern, shown in (
        (r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})[/-](?P<year>\d{4}|\d{1,2})", _DATE),
        (r"(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})", _DATE),
        (r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})", _SHORT_DAY),
        (r"(?P<month>\d{1,2})[/-](?P<year>\d{4}|\d{2})", _MONTH_ONLY),
        (r"(?P<year>\d{4})[/-](?P<month>\d{1,2})", _MONTH_ONLY),
        (rf"(?P<day>\d{{1,2}})[ /-]?(?P<month>{MONTH})", _SHORT_DAY),
        (rf"(?P<day>\d{{1,2}})[ /-]?(?P<month>{MONTH})[ /-](?P<year>\d{{4}}|\d{{1,2}})", _LONG_DAY),
        (rf"(?P<month>{MONTH})[ /-](?P<day>\d{{1,2}})", _SHORT_DAY),
        (rf"(?P<month>{MONTH})[ /-](?P<year>\d{{4}}|\d{{2}})", _MONTH_ONLY),
        (rf"(?P<month>{MONTH})[ /-](?P<day>\d{{1,2}})(?:, ?|[ /-])(?P<year>\d{{4}}|\d{{1,2}})", _LONG_DAY),
    )
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,4})(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?P<part>\.\d{1,3})?)?)?(?: (?P<half>[ap])m?)?",
    re.IGNORECASE | re.ASCII,
)


class _Clock(NamedTuple):
    """A part of a day, maybe more than one day, and its format."""

    days: float
    format: str


def typed_day(text: str, origin: dt.datetime) -> tuple[float, str] | None:
    """The number of a day, a time or both, and the format that Excel gives it; None for any other text."""
    if not text[:3].isalpha() and ":" not in text and not any(mark in text for mark in "/- PpAaJjFfMmSsOoNnDd"):
        return None
    clock = _clock(text)
    if clock is not None:
        return clock
    day = _day(text)
    if day is not None:
        return _numbered(day[0], origin, 0.0, day[1])
    for place in [place for place, character in enumerate(text) if character == " "]:
        day, clock = _day(text[:place]), _clock(text[place + 1 :].lstrip())
        if day is not None and clock is not None and clock.days < 1:
            return _numbered(day[0], origin, clock.days, "m/d/yyyy h:mm")
    return None


def _numbered(day: dt.datetime, origin: dt.datetime, clock: float, shown: str) -> tuple[float, str] | None:
    if day < max(origin, dt.datetime(1900, 1, 1)):  # noqa: DTZ001 - cells know no time zones
        return None
    return (day - origin).days + clock, shown


def _day(text: str) -> tuple[dt.datetime, str] | None:
    for pattern, shown in _PATTERNS:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        try:
            return dt.datetime(_year(parts.get("year")), _month(parts["month"]), int(parts.get("day") or 1)), shown  # noqa: DTZ001
        except ValueError:
            continue
    return None


def _year(text: str | None) -> int:
    if text is None:
        return dt.date.today().year  # noqa: DTZ011 - as Excel, the year of this machine's clock
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year <= _LAST_OF_20XX else 1900)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else [name[:3] for name in _NAMES].index(text[:3].lower()) + 1


def _clock(text: str) -> _Clock | None:
    found = _CLOCK.fullmatch(text)
    if found is None or (found["minute"] is None and found["half"] is None):
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), float(found["second"] or 0)
    if minute > 59 or second > 59 or hour > _MOST_HOURS:
        return None
    half = (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    second += float(found["part"] or 0)
    return _Clock((hour * 3600 + minute * 60 + second) / 86_400, _clock_format(found, hour))


def _clock_format(found: re.Match[str], hour: int) -> str:
    if found["part"]:
        return "mm:ss.0"
    seconds = ":ss" if found["second"] else ""
    if found["half"]:
        return f"h:mm{seconds} AM/PM"
    return "[h]:mm:ss" if hour >= 24 else f"h:mm{seconds}"
