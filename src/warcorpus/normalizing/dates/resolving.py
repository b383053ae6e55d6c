"""Expressions to days: which readings are possible, and what they are in EDTF."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Precision
from warcorpus.model.values import Basis
from warcorpus.normalizing.dates.civil_days import (
    format_year,
    julian_to_gregorian,
    month_days,
    to_ordinal,
)
from warcorpus.normalizing.dates.edtf import edtf_interval, edtf_precision
from warcorpus.normalizing.dates.points import Expression, Point, Reading, completed

Slug = Literal["date-ambiguous", "date-invalid", "date-unparsed"]

# Early, mid and late: first and last day of a third of a month, months of a third of a year.
_DAY_THIRDS = ((1, 10), (11, 20), (21, 31))
_MONTH_THIRDS = ((1, 4), (5, 8), (9, 12))
_EDTF_SIGNS = re.compile(r"[X~%]|\.\.")
_LAST_YEAR = {None: 9999, "decade": 9990, "hundred": 9900, "century": 99}


class End(msgspec.Struct, frozen=True, gc=False):
    """One end of a resolved date.

    Args:
        edtf: of this end alone; ``..`` if it is open, empty if it is unknown.
        first: its first day as a day number, None if open or without a year.
        last: its last day.
        precision: None if open.
        as_start: how it is written before the slash of a range, where that differs.
        as_end: how it is written behind the slash.
    """

    edtf: str
    first: int | None = None
    last: int | None = None
    precision: Precision | None = None
    as_start: str | None = None
    as_end: str | None = None


def joined(start: End, end: End) -> str:
    """The EDTF from ``start`` to ``end``; of one of them alone if they are the same.

    >>> joined(End("2012-06"), End("..")), joined(End("199X", as_end="1999"), End("199X"))
    ('2012-06/..', '199X')
    """
    if start.edtf == end.edtf:
        return start.edtf
    before = start.edtf if start.as_start is None else start.as_start
    after = end.edtf if end.as_end is None else end.as_end
    return f"{before}/{after}"


class Resolved(msgspec.Struct, frozen=True, gc=False):
    """What an expression means, or why that cannot be told."""

    start: End | None = None
    end: End | None = None
    ongoing: bool = False
    basis: Basis | None = None
    problem: Slug | None = None
    candidates: tuple[str, ...] = ()

    @property
    def edtf(self) -> str | None:
        """The EDTF of the whole; None if there is a problem."""
        return None if self.start is None or self.end is None else joined(self.start, self.end)


class _ImpossibleError(Exception):
    """A reading that names no days."""

    def __init__(self, slug: Slug, candidate: str | None = None) -> None:
        super().__init__(slug)
        self.slug: Slug = slug
        self.candidate = candidate


def from_edtf(text: str) -> Resolved | None:
    """A value that is EDTF and nothing else (``2012-06/..``, ``199X``, ``-0489~``).

    What reads the same in the notations of prose, or is ambiguous there (``2010-11``), is left to
    the grammar.

    >>> from_edtf("2012-06/..").edtf, from_edtf("2010-11")
    ('2012-06/..', None)
    """
    only_edtf = "-" in text if "/" in text else text.startswith("-") or _EDTF_SIGNS.search(text)
    if not only_edtf:
        return None
    try:
        first, last = edtf_interval(text)
    except ValueError:
        return None
    start, slash, end = text.partition("/")
    ends = End(start, first, None, edtf_precision(start)), End(end, None, last, edtf_precision(end))
    if not slash:
        ends = (End(text, first, last, edtf_precision(text)),) * 2
    return Resolved(*ends, basis="explicit")


def resolve(expression: Expression, year: int | None = None) -> Resolved:
    """The one possible reading of an expression; candidates if there are several.

    Args:
        expression: what the grammar read.
        year: astronomical year of the surroundings, for an expression without one.
    """
    possible: dict[str, Resolved] = {}
    failed: list[_ImpossibleError] = []
    for reading in expression.readings:
        try:
            resolved = _resolve_reading(reading, year)
        except _ImpossibleError as error:
            failed.append(error)
        else:
            possible.setdefault(resolved.edtf or "", resolved)
    if len(possible) > 1:
        return Resolved(problem="date-ambiguous", candidates=tuple(sorted(possible)))
    if not possible:
        candidates = sorted({e.candidate for e in failed if e.candidate is not None})
        return Resolved(problem=failed[0].slug, candidates=tuple(candidates))
    (resolved,) = possible.values()
    # One notation of several kinds that leaves one date (13/10/2012) was still a conclusion.
    return evolve(resolved, basis="inferred") if expression.inferred else resolved


def _resolve_reading(reading: Reading, year: int | None) -> Resolved:
    basis: Basis = "explicit"
    if not reading.has_year and year is not None:
        reading, basis = _with_context(reading, year), "context"
    reading = completed(reading)
    if reading.start.julian or reading.end.julian:
        basis = "inferred"
    if reading.is_single:
        start = end = _end(reading.start)
    else:
        start, end = _end(reading.start), _end(reading.end)
        _check_order(reading, start, end)
    ongoing = reading.end.open == "ongoing"
    return Resolved(start, end, ongoing, basis)


def _with_context(reading: Reading, year: int) -> Reading:
    """The year of the surroundings; a range over New Year ends in the next one."""
    written, bc = (1 - year, True) if year < 1 else (year, None)
    start = reading.start._replace(year=written, bc=bc)
    end = reading.end._replace(year=written, bc=bc)
    if reading.is_single or reading.start.open or reading.end.open:
        start = start if not reading.start.open else reading.start
        end = end if not reading.end.open else reading.end
        return Reading(start, end)
    crosses = (start.month or 0) > (end.month or 13)
    if crosses:
        step = -1 if end.bc else 1
        end = end._replace(year=(end.year or 0) + step)
    return Reading(start, end)


def _check_order(reading: Reading, start: End, end: End) -> None:
    """Refuse a range that runs backwards; the years one apart are told as a candidate."""
    if start.first is None or end.last is None:
        if "XXXX" in start.edtf and "XXXX" in end.edtf and _reversed_days(reading):
            raise _ImpossibleError("date-invalid")
        return
    if start.first <= end.last:
        return
    raise _ImpossibleError("date-invalid", _one_year_before(reading, end))


def _one_year_before(reading: Reading, end: End) -> str | None:
    """``28 December – 2 January 2014`` was meant to begin in 2013: told, not chosen."""
    start = reading.start
    if start.year is None or start.bc or start.year != reading.end.year or start.year == 1:
        return None
    if not (start.month and reading.end.month and start.month > reading.end.month):
        return None
    return joined(_end(start._replace(year=start.year - 1)), end)


def _reversed_days(reading: Reading) -> bool:
    start, end = reading.start, reading.end
    return start.month == end.month and (start.day or 0) > (end.day or 0)


def _end(point: Point) -> End:
    if point.open is not None:
        return End("" if point.open == "unknown" else "..")
    _check(point)
    if point.julian:
        point = _in_gregorian(point)
    year = point.astronomical
    if year is None:
        return End(f"XXXX-{point.month:02d}-{point.day:02d}{_mark(point)}", precision="day")
    if point.scale is not None:
        return _scaled_end(point)
    edtf = format_year(year)
    if point.season is not None:
        edtf += f"-{point.season}"
    elif point.month is not None:
        edtf += f"-{point.month:02d}"
        if point.day is not None:
            edtf += f"-{point.day:02d}"
    first, last = edtf_interval(edtf)
    precision = edtf_precision(edtf)
    if point.part is not None and point.season is None:
        first, last = _part_days(year, point.month, point.part)
        precision = "part"
    return End(edtf + _mark(point), first, last, precision)


def _check(point: Point) -> None:
    if point.is_bare_day or (point.month is None and point.year is None):
        raise _ImpossibleError("date-unparsed")
    if point.year is not None and not 1 <= point.year <= _LAST_YEAR[point.scale]:
        raise _ImpossibleError("date-invalid")
    if point.month is not None and not 1 <= point.month <= 12:
        raise _ImpossibleError("date-invalid")
    if point.year is None and point.day is None:
        raise _ImpossibleError("date-unparsed")
    if point.day is not None:
        year = None if point.julian else point.astronomical
        if point.month is None or not 1 <= point.day <= month_days(year, point.month):
            raise _ImpossibleError("date-invalid")


def _in_gregorian(point: Point) -> Point:
    year = point.astronomical
    if year is None or point.month is None or point.day is None:
        return point
    year, month, day = julian_to_gregorian(year, point.month, point.day)
    return point._replace(
        year=1 - year if year < 1 else year, bc=year < 1, month=month, day=day, julian=False
    )


def _mark(point: Point) -> str:
    approximate = point.approximate or point.part is not None
    if approximate and point.uncertain:
        return "%"
    return "~" if approximate else "?" if point.uncertain else ""


def _part_days(year: int, month: int | None, part: tuple[int, int]) -> tuple[int, int]:
    if month is None:
        first, last = _MONTH_THIRDS[part[0]][0], _MONTH_THIRDS[part[1]][1]
        return to_ordinal(year, first, 1), to_ordinal(year, last, month_days(year, last))
    first, last = _DAY_THIRDS[part[0]][0], _DAY_THIRDS[part[1]][1]
    return (
        to_ordinal(year, month, first),
        to_ordinal(year, month, min(last, month_days(year, month))),
    )


def _scaled_end(point: Point) -> End:
    """Decades and centuries: masked digits alone, plain years inside a range.

    EDTF allows masked digits in a range at level 2 only.
    """
    first_year, last_year = _scaled_years(point)
    mark = _mark(point)
    as_start, as_end = format_year(first_year) + mark, format_year(last_year) + mark
    masked = _masked(point)
    return End(
        f"{as_start}/{as_end}" if masked is None else masked + mark,
        to_ordinal(first_year, 1, 1),
        to_ordinal(last_year, 12, 31),
        "decade" if point.scale == "decade" else "century",
        as_start,
        as_end,
    )


def _scaled_years(point: Point) -> tuple[int, int]:
    number = point.year or 0
    if point.scale == "century":
        first, size = (number - 1) * 100 + 1, 100
    else:
        first, size = number, 100 if point.scale == "hundred" else 10
    last = first + size - 1
    return (1 - last, 1 - first) if point.bc else (first, last)


def _masked(point: Point) -> str | None:
    """``199X``, ``05XX``; None where no run of masked digits is that stretch of years (490s BC)."""
    number = point.year or 0
    if point.scale == "century":
        return f"{'-' if point.bc else ''}{number - 1:02d}XX"
    if point.bc:
        return None
    return f"{number // 10:03d}X" if point.scale == "decade" else f"{number // 100:02d}XX"
