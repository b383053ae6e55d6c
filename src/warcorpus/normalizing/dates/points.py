"""The parts of a date expression before it is known which days they mean."""

from __future__ import annotations

from typing import Literal, NamedTuple

Scale = Literal["decade", "hundred", "century"]
Open = Literal["ongoing", "unknown", "open"]


class Point(NamedTuple):
    """One end of an expression as far as it is written.

    Args:
        year: as written, always positive; the ordinal of a century.
        month: 1 to 12, or a wrong number that was written.
        day: of the month.
        season: 21 spring to 24 winter, EDTF's numbers.
        part: first and last third that is meant: early 0, mid 1, late 2.
        scale: what ``year`` names if it is no year: 1990s, 1800s, 6th century.
        bc: whether the era is BC; None if no era is written.
        approximate: ``c.``.
        uncertain: ``?``.
        julian: the day is named in the Julian calendar.
        open: this end is no day at all: still going on, unknown, or left open.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    part: tuple[int, int] | None = None
    scale: Scale | None = None
    bc: bool | None = None
    approximate: bool = False
    uncertain: bool = False
    julian: bool = False
    open: Open | None = None

    @property
    def astronomical(self) -> int | None:
        """The year on the scale where 1 BC is 0."""
        if self.year is None:
            return None
        return 1 - self.year if self.bc else self.year

    @property
    def is_bare_day(self) -> bool:
        """Whether nothing but a day number stands there (``6`` in ``6–19 February``)."""
        return self.day is not None and self.month is None


class Reading(NamedTuple):
    """One way to understand an expression: its two ends, the same for a single date."""

    start: Point
    end: Point

    @property
    def is_single(self) -> bool:
        """Whether the expression names one day, month, year ..., no range."""
        return self.start == self.end

    @property
    def has_year(self) -> bool:
        """Whether either end has a year of its own."""
        return self.start.year is not None or self.end.year is not None


class Expression(NamedTuple):
    """A date expression of a text.

    Args:
        start: first character.
        end: one past the last.
        readings: several if the notation itself is ambiguous (``08/10/2012``).
        other_calendar: the same day in the other calendar, as written.
        inferred: whether a rule of thumb gave the readings.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    other_calendar: str | None = None
    inferred: bool = False


def completed(reading: Reading) -> Reading:
    """The same reading with what is missing on one side taken from the other.

    >>> from warcorpus.normalizing.dates.points import Point, Reading
    >>> start = completed(Reading(Point(day=6), Point(2013, 2, 19))).start
    >>> start.year, start.month, start.day
    (2013, 2, 6)
    """
    start, end = reading.start, reading.end
    if reading.is_single or start.open or end.open:
        return reading
    end = _filled_end(start, end)
    return Reading(_filled_start(start, end), end)


def _filled_end(start: Point, end: Point) -> Point:
    if end.is_bare_day:
        end = end._replace(month=start.month)
    if end.year is None and start.year is not None:
        end = end._replace(year=start.year, bc=start.bc)
    if end.bc is None and start.bc and end.year is not None and end.year < (start.year or 0):
        end = end._replace(bc=True)
    return end


def _filled_start(start: Point, end: Point) -> Point:
    if start.is_bare_day:
        start = start._replace(month=end.month)
    if start.year is None:
        return start._replace(year=end.year, bc=end.bc)
    if start.scale == "century" and start.bc is None:
        return start._replace(bc=end.bc)
    if start.bc is None and end.bc and start.year > (end.year or 0):
        return start._replace(bc=True)
    return start
