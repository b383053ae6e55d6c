"""EDTF strings: their days, and how two dates stand to each other.

Level 1 of EDTF (ISO 8601-2), plus ``XXXX-MM-DD`` for a day whose year is not told.
"""

from __future__ import annotations

import re
from typing import Literal

from warcorpus.model.facts import Date, Precision
from warcorpus.normalizing.dates.civil_days import iso_day, month_days, parse_iso_day, to_ordinal

Days = tuple[int | None, int | None]

_DATE = re.compile(r"(-?\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)\Z")
_MASKED = re.compile(r"(-?)(\d{2,3})(X{1,2})([?~%]?)\Z")
_OPEN = frozenset({"", ".."})
_SEASONS = range(21, 25)


def edtf_interval(edtf: str) -> Days:
    """First and last day that an EDTF string covers, as day numbers (1 is 1 January of year 1).

    A season covers its whole year, for no hemisphere is assumed; a century runs from its year 1
    to its year 100, as historians count. An open end, or a day without a year, is None.

    Raises:
        ValueError: ``edtf`` is not of level 1.

    >>> edtf_interval("0001-01-01/..")
    (1, None)
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _days(edtf)
    first = None if start in _OPEN else _days(start)[0]
    last = None if end in _OPEN else _days(end)[1]
    if first is not None and last is not None and first > last:
        raise ValueError(f"range runs backwards: {edtf}")
    return first, last


def edtf_bounds(edtf: str) -> tuple[str | None, str | None]:
    """First and last ISO day that an EDTF string covers.

    Raises:
        ValueError: ``edtf`` is not of level 1.

    >>> edtf_bounds("2013-02"), edtf_bounds("2011/.."), edtf_bounds("05XX~")
    (('2013-02-01', '2013-02-28'), ('2011-01-01', None), ('0501-01-01', '0600-12-31'))
    """
    first, last = edtf_interval(edtf)
    return None if first is None else iso_day(first), None if last is None else iso_day(last)


def edtf_precision(part: str) -> Precision | None:
    """How narrow one end of an EDTF string is; None for an open one.

    >>> edtf_precision("199X"), edtf_precision("2012-22"), edtf_precision("..")
    ('decade', 'season', None)
    """
    masked = _MASKED.match(part)
    if masked is not None:
        return "decade" if masked.group(3) == "X" else "century"
    found = _DATE.match(part)
    if found is None:
        return None
    if found.group(3):
        return "day"
    if found.group(2):
        return "season" if int(found.group(2)) in _SEASONS else "month"
    return "year"


def edtf_qualifier(edtf: str) -> Literal["approximate", "uncertain", "both"] | None:
    """The doubt that an EDTF string expresses on either end.

    >>> edtf_qualifier("-0489~"), edtf_qualifier("1187?/1190~"), edtf_qualifier("2013")
    ('approximate', 'both', None)
    """
    approximate = "~" in edtf or "%" in edtf
    uncertain = "?" in edtf or "%" in edtf
    if approximate and uncertain:
        return "both"
    return "approximate" if approximate else "uncertain" if uncertain else None


def _days(part: str) -> Days:
    masked = _MASKED.match(part)
    if masked is not None and len(masked.group(2)) + len(masked.group(3)) == 4:
        return _masked_days(masked)
    found = _DATE.match(part)
    if found is None:
        raise ValueError(f"not EDTF level 1: {part}")
    year = None if found.group(1) == "XXXX" else int(found.group(1))
    month = int(found.group(2)) if found.group(2) else None
    day = int(found.group(3)) if found.group(3) else None
    return _calendar_days(year, month, day)


def _calendar_days(year: int | None, month: int | None, day: int | None) -> Days:
    if day is not None and (
        month is None or not 1 <= month <= 12 or not 1 <= day <= month_days(year, month)
    ):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    if year is None:
        if day is None:
            raise ValueError("a day without a year needs its month and day")
        return None, None
    if month is None or month in _SEASONS:
        return to_ordinal(year, 1, 1), to_ordinal(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"no such month: {year}-{month}")
    last = day or month_days(year, month)
    return to_ordinal(year, month, day or 1), to_ordinal(year, month, last)


def _masked_days(masked: re.Match[str]) -> Days:
    negative = masked.group(1) == "-"
    size = 10 ** len(masked.group(3))
    base = int(masked.group(2)) * size
    if negative:
        return to_ordinal(-base - size + 1, 1, 1), to_ordinal(-base, 12, 31)
    shift = 1 if size == 100 else 0
    return to_ordinal(base + shift, 1, 1), to_ordinal(base + shift + size - 1, 12, 31)


def interval(date: Date) -> Days:
    """The days of a date as day numbers; None where it is open, unknown or without a year.

    >>> interval(Date(earliest="0001-01-01", latest="0001-01-31"))
    (1, 31)
    """
    first, last = date.earliest, date.latest
    return (
        None if first is None else parse_iso_day(first),
        None if last is None else parse_iso_day(last),
    )


def compatible(a: Date, b: Date) -> bool:
    """Whether two dates can be the same: some day lies in both; a missing year fits any.

    A date without EDTF is compatible with nothing, for nothing is known of it.

    >>> from warcorpus.normalizing.dates import parse_date
    >>> compatible(parse_date("February 8, 2013").date, parse_date("8 February").date)
    True
    """
    if a.edtf is None or b.edtf is None:
        return False
    if _is_yearless(a) or _is_yearless(b):
        return _yearless_compatible(a, b)
    (a_first, a_last), (b_first, b_last) = interval(a), interval(b)
    return (a_first is None or b_last is None or a_first <= b_last) and (
        b_first is None or a_last is None or b_first <= a_last
    )


def contains(outer: Date, inner: Date) -> bool:
    """Whether every day of ``inner`` lies in ``outer``; False if that cannot be told.

    >>> from warcorpus.normalizing.dates import parse_date
    >>> contains(parse_date("February 2013").date, parse_date("6–19 February 2013").date)
    True
    """
    if outer.edtf is None or inner.edtf is None or _is_yearless(outer) or _is_yearless(inner):
        return False
    (outer_first, outer_last), (inner_first, inner_last) = interval(outer), interval(inner)
    starts_inside = outer_first is None or (inner_first is not None and outer_first <= inner_first)
    ends_inside = outer_last is None or (inner_last is not None and inner_last <= outer_last)
    return starts_inside and ends_inside


def _is_yearless(date: Date) -> bool:
    return date.edtf is not None and "XXXX" in date.edtf


def _yearless_compatible(a: Date, b: Date) -> bool:
    return not _days_of_year(a).isdisjoint(_days_of_year(b))


def _days_of_year(date: Date) -> frozenset[int]:
    """The days of a leap year that a date touches, months and days alone."""
    start, _, end = (date.edtf or "").partition("/")
    whole = frozenset(range(1, 367))
    first, last = _month_day(start), _month_day(end or start)
    days = interval(date)
    if first is None or last is None or (None not in days and _span(days) > 365):
        return whole
    if first <= last:
        return frozenset(range(first, last + 1))
    return whole - frozenset(range(last + 1, first))


def _span(days: Days) -> int:
    return (days[1] or 0) - (days[0] or 0)


def _month_day(part: str) -> int | None:
    found = _DATE.match(part)
    if found is None or not found.group(3):
        return None
    return to_ordinal(4, int(found.group(2)), int(found.group(3))) - to_ordinal(3, 12, 31)
