"""Dates written in digits alone: ``2013-02-06``, ``1861-6-3``, ``08/10/2012``, ``04/26/63``."""

from __future__ import annotations

import re

from warcorpus.normalizing.dates.points import Point, Reading

# "63" names no century and today is never asked for, so every century with dated wars is possible.
_CENTURIES = (1800, 1900, 2000)
_SHORT_RANGE_SPAN = 20  # years that "1999–02" may span over the turn of a century
_SPLIT = re.compile(r"[-/.\u2010\u2011]")

Choice = tuple[str, Point]


def year_first(content: str) -> Choice:
    """The point of an ISO-like token; a time of day behind it is left out.

    >>> year_first("1861-6-3")[1].month
    6
    """
    day_part = content.partition("T")[0].partition("t")[0]
    negative = day_part.startswith("-")
    year, month, day = (int(piece) for piece in _SPLIT.split(day_part.removeprefix("-")))
    if negative:
        return "ymd", Point(year + 1, month, day, bc=True)
    return "ymd", Point(year, month, day)


def year_last(content: str) -> tuple[Choice, ...]:
    """Every reading of a token whose order is not told, each with the name of its order.

    >>> [order for order, point in year_last("08/10/2012")]
    ['dmy', 'mdy']
    """
    first, second, third = _SPLIT.split(content)
    a, b, c = int(first), int(second), int(third)
    if len(third) > 2:
        return ("dmy", Point(c, b, a)), ("mdy", Point(c, a, b))
    choices: list[Choice] = []
    for century in _CENTURIES:
        choices += [("dmy", Point(century + c, b, a)), ("mdy", Point(century + c, a, b))]
        if len(first) == 2:
            choices.append(("ymd", Point(century + a, b, c)))
    return tuple(choices)


def short_year(day: Point, year: int) -> tuple[Choice, ...]:
    """The days of ``8 May 45`` in every century it may mean."""
    return tuple(("", Point(century + year, day.month, day.day)) for century in _CENTURIES)


def combined(starts: tuple[Choice, ...], ends: tuple[Choice, ...]) -> tuple[Reading, ...]:
    """The ranges between two choices; both ends keep one order where that is possible."""
    pairs = [(s, e) for s in starts for e in ends]
    same = [(s, e) for s, e in pairs if s[0] == e[0]]
    return tuple(Reading(s[1], e[1]) for s, e in same or pairs)


def shortened_year(year: int, digits: int, width: int) -> int | None:
    """The later year whose last ``width`` digits are written.

    >>> shortened_year(2012, 13, 2), shortened_year(604, 11, 2), shortened_year(1999, 2, 2)
    (2013, 611, 2002)
    >>> shortened_year(2012, 10, 2) is None
    True
    """
    unit: int = 10**width
    later = year - year % unit + digits
    if later <= year:
        later += unit
        if width == 1 or later - year > _SHORT_RANGE_SPAN:
            return None
    return later


def year_and_two_digits(year: int, digits: int, width: int, hyphen: bool) -> list[Reading]:
    """What ``1988–91``, ``2010-11`` and ``2013-02`` can be: years, or a year and a month.

    Only a hyphen makes months: ``2010–11`` with a dash is a range.
    """
    readings = []
    if hyphen and 1 <= digits <= 12:
        month = Point(year, digits)
        readings.append(Reading(month, month))
    later = shortened_year(year, digits, width)
    if later is None and not readings:
        # 2013-13 and 2012–10 are no dates; year 0 lets resolving say so.
        return [Reading(Point(year), Point(0))]
    # After a month was read, only plain years such as 2010-11 compete with it, not 1999-02.
    if later is not None and not (readings and later // 100 != year // 100):
        readings.append(Reading(Point(year), Point(later)))
    return readings
