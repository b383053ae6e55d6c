"""Times as intervals of days, and how two of them stand to each other."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from warcorpus.model.facts import Date

OPEN_START, OPEN_END = -(10**9), 10**9
"""Days of an end that is open or unknown."""

Grain = Literal["day", "month", "year"]

_GRAINS: dict[str, Grain] = {"day": "day", "part": "day", "month": "month", "season": "month"}
_ORDER = {"day": 0, "month": 1, "year": 2}


@frozen
class Interval:
    """A closed interval of days since 1 March of the year 0, Gregorian.

    Args:
        start: first day; :data:`OPEN_START` if open.
        end: last day; :data:`OPEN_END` if open.
        grain: the coarser precision of its ends.

    >>> February = Interval(day_number(2013, 2, 1), day_number(2013, 2, 28), "month")
    >>> Interval(day_number(2013, 2, 6), day_number(2013, 2, 19)).within(February)
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

    def gap(self, other: Interval) -> int:
        """Days from the end of the earlier to the start of the later; 0 or less if they meet."""
        return max(self.start, other.start) - min(self.end, other.end)

    def meets(self, other: Interval) -> bool:
        """Whether they have a day in common."""
        return self.gap(other) <= 0

    def coarser_than(self, other: Interval) -> bool:
        """Whether it is known less precisely."""
        return _ORDER[self.grain] > _ORDER[other.grain]


def interval_of(date: Date) -> Interval | None:
    """The interval of a date; None if the date says nothing.

    >>> interval_of(Date(state="unknown")) is None
    True
    """
    start = _day(date.earliest)
    end = _day(date.latest)
    if date.state != "given" or (start is None and end is None):
        return None
    grains = [
        _GRAINS.get(precision, "year")
        for precision in (date.start_precision, date.end_precision)
        if precision is not None
    ]
    grain = max(grains, key=lambda g: _ORDER[g], default="day")
    return Interval(
        OPEN_START if start is None else start, OPEN_END if end is None else end, grain
    )


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1 March of the (astronomical) year 0.

    >>> day_number(2013, 3, 1) - day_number(2012, 3, 1)
    365
    """
    year -= month < 3
    shifted = (month + 9) % 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * shifted + 2) // 5 + day - 1


def month_number(day: int) -> int:
    """Months since January of the year 0 of a day counted by :func:`day_number`.

    >>> month_number(day_number(2013, 2, 28)) == 2013 * 12 + 1
    True
    """
    era, rest = divmod(day, 146_097)
    year = (rest - rest // 1_460 + rest // 36_524 - rest // 146_096) // 365
    in_year = rest - (365 * year + year // 4 - year // 100)
    shifted = (5 * in_year + 2) // 153
    return (era * 400 + year) * 12 + shifted + 2


def _day(iso: str | None) -> int | None:
    """The day of an ISO date, also of a negative year; None for anything else."""
    if not iso:
        return None
    sign = -1 if iso.startswith("-") else 1
    parts = iso.lstrip("+-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return day_number(sign * int(parts[0]), int(parts[1]), int(parts[2]))
