"""Times as intervals of days, and how two of them stand to each other."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from warcorpus.model.facts import Date
from warcorpus.normalizing.dates.civil_days import from_ordinal, to_ordinal

OPEN_START, OPEN_END = -(10**9), 10**9
"""Days of an end that is open or unknown."""

Grain = Literal["day", "month", "year"]
Relation = Literal["equal", "fits", "inside", "nested", "overlap", "adjacent", "close", "disjoint"]

CLOSE_DAYS = 31
"""Disjoint times so near each other may be one event with a wrong date."""

ADJACENT_DAYS = 3
"""Accounts of one event hardly ever differ by more days; those of the next one mostly do."""

MONTH_DAYS = 31
"""Times that meet inside so few days say much more than a battle inside a war."""

_GRAINS: dict[str, Grain] = {"day": "day", "part": "day", "month": "month", "season": "month"}
_ORDER = {"day": 0, "month": 1, "year": 2}


@frozen
class Interval:
    """A closed interval of days, numbered as in :mod:`warcorpus.normalizing.dates.civil_days`.

    Args:
        start: first day; :data:`OPEN_START` if open.
        end: last day; :data:`OPEN_END` if open.
        grain: the coarser precision of its ends.

    >>> February = Interval(to_ordinal(2013, 2, 1), to_ordinal(2013, 2, 28), "month")
    >>> Interval(to_ordinal(2013, 2, 6), to_ordinal(2013, 2, 19)).within(February)
    True
    """

    start: int
    end: int
    grain: Grain = "day"

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return self.start > OPEN_START and self.end < OPEN_END

    @property
    def days(self) -> int:
        """Its length; very large when open."""
        return self.end - self.start + 1

    def within(self, other: Interval) -> bool:
        """Whether it lies in another interval; equal ends count."""
        return other.start <= self.start and self.end <= other.end

    def lies_in(self, other: Interval) -> bool:
        """Whether it lies in another interval, as far as its own precision tells.

        >>> february = Interval(to_ordinal(2013, 2, 1), to_ordinal(2013, 2, 28), "month")
        >>> february.lies_in(Interval(to_ordinal(2013, 2, 6), to_ordinal(2013, 6, 1)))
        True
        """
        if self.grain == "day" or not (self.closed and other.closed):
            return self.within(other)
        unit = 1 if self.grain == "month" else 12
        return (
            month_number(other.start) // unit <= month_number(self.start) // unit
            and month_number(self.end) // unit <= month_number(other.end) // unit
        )

    @property
    def least_days(self) -> int:
        """How many days it has at least: `April 1884` may mean one of them.

        >>> april, june = to_ordinal(1884, 4, 1), to_ordinal(1884, 6, 30)
        >>> [Interval(april, end, "month").least_days for end in (april + 29, june)]
        [1, 33]
        """
        if self.grain != "month" or not self.closed:
            return self.days
        second, last = month_number(self.start) + 1, month_number(self.end)
        return max(1, _first_day(last) - _first_day(second) + 2)

    def gap(self, other: Interval) -> int:
        """Days from the end of the earlier to the start of the later; 0 or less if they meet."""
        return max(self.start, other.start) - min(self.end, other.end)

    def meets(self, other: Interval) -> bool:
        """Whether they have a day in common."""
        return self.gap(other) <= 0


def relation(a: Interval, b: Interval) -> Relation:
    """How two times stand to each other, the best level that holds.

    >>> day = Interval(5, 5)
    >>> relation(day, Interval(1, 9)), relation(day, Interval(8, 8)), relation(day, day)
    ('inside', 'adjacent', 'equal')
    """
    if (a.start, a.end) == (b.start, b.end):
        # "2013" or "May 2013" twice is no exact agreement: others happened then as well.
        return "equal" if a.grain == b.grain == "day" else "fits"
    if not a.meets(b):
        return _apart(a.gap(b))
    if _fits(a, b):
        return "fits"
    if max(a.end, b.end) - min(a.start, b.start) < MONTH_DAYS or _begins_in(a, b):
        return "inside"
    return "nested" if a.within(b) or b.within(a) else "overlap"


def _begins_in(a: Interval, b: Interval) -> bool:
    """Whether one is but the month in which the other begins, which is no longer than a month.

    Leads name no more: `was fought in May 1899`, from 31 May to 8 June.
    """
    for month, days in ((a, b), (b, a)):
        if month.grain == "month" and days.grain == "day" and days.days <= MONTH_DAYS:
            return month.days <= MONTH_DAYS and month.start <= days.start <= month.end
    return False


def _apart(days: int) -> Relation:
    if days <= ADJACENT_DAYS:
        return "adjacent"
    return "close" if days <= CLOSE_DAYS else "disjoint"


def _fits(a: Interval, b: Interval) -> bool:
    """Whether they overlap by half, or are one time told more and less precisely."""
    if a.closed and b.closed:
        union = max(a.end, b.end) - min(a.start, b.start) + 1
        if 2 * (1 - a.gap(b)) >= union:
            return True
    return _same_end(a, b, "start") and _same_end(a, b, "end")


def _same_end(a: Interval, b: Interval, end: Literal["start", "end"]) -> bool:
    """Whether an end is the same at the coarser precision; an open one is like any other."""
    first, second = (a.start, b.start) if end == "start" else (a.end, b.end)
    if first == second:
        return True
    if OPEN_START in (first, second) or OPEN_END in (first, second):
        return (a.closed or b.closed) and end == "end"
    grain = max(a.grain, b.grain, key=lambda g: _ORDER[g])
    if a.grain == b.grain:
        return False
    unit = 1 if grain == "month" else 12
    return month_number(first) // unit == month_number(second) // unit


def interval_of(date: Date) -> Interval | None:
    """The interval of a date; None if the date says nothing.

    >>> interval_of(Date(state="unknown")) is None
    True
    """
    start = _day(date.earliest)
    end = _day(date.latest)
    if date.state != "given" or (start is None and end is None):
        return None
    grains: list[Grain] = [
        _GRAINS.get(precision, "year")
        for precision in (date.start_precision, date.end_precision)
        if precision is not None
    ]
    grain: Grain = max(grains, key=_ORDER.__getitem__, default="day")
    return Interval(OPEN_START if start is None else start, OPEN_END if end is None else end, grain)


def month_number(day: int) -> int:
    """Months since January of the year 0.

    >>> month_number(to_ordinal(2013, 2, 28)) == 2013 * 12 + 1
    True
    """
    year, month, _ = from_ordinal(day)
    return year * 12 + month - 1


def _first_day(month: int) -> int:
    """The first day of a month that is numbered by :func:`month_number`."""
    return to_ordinal(month // 12, month % 12 + 1, 1)


def _day(iso: str | None) -> int | None:
    """The day of an ISO date, also of a negative year; None for anything else."""
    if not iso:
        return None
    sign = -1 if iso.startswith("-") else 1
    parts = iso.lstrip("+-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return to_ordinal(sign * int(parts[0]), int(parts[1]), int(parts[2]))
