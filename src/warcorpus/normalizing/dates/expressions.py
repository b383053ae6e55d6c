"""Points to expressions: ranges, open ends, and days told in two calendars."""

from __future__ import annotations

from warcorpus.normalizing.dates.grammar import PointReader
from warcorpus.normalizing.dates.numerals import (
    Choice,
    combined,
    shortened_year,
    year_and_two_digits,
)
from warcorpus.normalizing.dates.points import Expression, Point, Reading

Readings = tuple[tuple[Reading, ...], int]

# What may stand before "10 to 17 April" in prose; without one of these, 10 is another number.
_LEADS = frozenset(
    {
        "from",
        "between",
        "since",
        "until",
        "in",
        "preposition",
        "after",
        "of",
        "the",
        "and",
        "end",
        "newline",
    }
    | {"open_bracket"}
)

_MOST_DAYS = 31  # of a list; a bound keeps hostile input linear


class ExpressionReader(PointReader):
    """Reads whole date expressions at a place in the tokens of one text."""

    def expression(self, i: int) -> tuple[Expression, int] | None:
        """The expression that begins at token ``i``, and the index behind it."""
        found = self._prefixed(i) if not self.prose else self.range(i)
        if found is None:
            return None
        readings, j = found
        inferred = len(readings) > 1 or self.kind(i) == "numeric"
        return Expression(self.token(i).start, self.token(j - 1).end, readings, None, inferred), j

    def range(self, i: int, between: bool = False) -> Readings | None:
        """``X``, ``X – Y``, ``X – present``."""
        left = self.choices(i)
        day = self.bare_number(i)
        for starts, j in filter(None, (left, day and (_only(day[0]), day[1]))):
            k = self._separator(i, j, starts, between)
            if k is not None:
                found = self._right(starts, j, k)
                if found is not None:
                    return found
        if left is None or self._is_word(*left):
            return None
        return self._single(*left)

    def _prefixed(self, i: int) -> Readings | None:
        kind = self.kind(i)
        if kind == "until":
            found = self.choices(i + 1)
            return found and (
                tuple(Reading(Point(open="open"), p) for _, p in found[0]),
                found[1],
            )
        if kind not in {"from", "since", "after", "between"}:
            return self._unknown_start(i) or self.range(i)
        found_range = self.range(i + 1, between=kind == "between")
        if found_range is None or kind == "between":
            return found_range
        end = Point(open="ongoing" if kind == "since" else "open")
        readings, j = found_range
        return tuple(Reading(r.start, end) if r.is_single else r for r in readings), j

    def _unknown_start(self, i: int) -> Readings | None:
        """``? – 2012``, ``unknown – 7 May 2012``."""
        if self.kind(i) not in {"question", "unclear"} or self.kind(i + 1) not in {"dash", "to"}:
            return None
        found = self.choices(i + 2)
        return found and (tuple(Reading(Point(open="unknown"), p) for _, p in found[0]), found[1])

    def _separator(self, i: int, j: int, starts: tuple[Choice, ...], between: bool) -> int | None:
        """The index behind the sign or word between two ends; None if there is none."""
        kind, before = self.kind(j), self.kind(i - 1)
        bare = starts[0][1].is_bare_day
        led = not self.prose or before in _LEADS
        if kind == "dash":
            k = j + 1
            while not self.prose and self.kind(k) == "newline":
                k += 1
            return k
        if kind == "to" and led:
            return j + 1
        if kind == "until" and (not self.prose or before in {"from", "since"}):
            return j + 1
        if kind == "slash" and (bare or not self.prose):
            return j + 1
        if kind == "comma" and bare and not self.prose:
            return j + 1
        if kind == "and" and (between or (before == "between") or (bare and led)):
            return j + 1
        return None

    def _right(self, starts: tuple[Choice, ...], j: int, k: int) -> Readings | None:
        left = starts[0][1]
        opened = None if left.is_bare_day else self._open_end(j, k)
        if opened is not None:
            return tuple(Reading(p, opened[0]) for _, p in starts), opened[1]
        if left.is_bare_day:
            return self._right_of_number(left, k)
        found = self.choices(k)
        if found is None:
            return self._short_right(left, j, k)
        ends, after = found
        if _is_plain_year(ends[0][1]) and left.year is None:
            return None
        return tuple(_shared_doubt(r) for r in combined(starts, ends)), after

    def _right_of_number(self, left: Point, k: int) -> Readings | None:
        """What completes a bare number: a day, a century, or a year with its era."""
        k = k if self.prose else self._last_of_days(k)
        found = self.choices(k)
        if found is None:
            return None
        ends, after = found
        end, number = ends[0][1], left.day or 0
        if end.scale == "century":  # 5th–6th century
            left = Point(year=number, scale="century")
        elif _is_plain_year(end) and end.bc is not None:  # 6–4 BC
            left = Point(year=number, approximate=left.approximate)
        elif end.month is None or end.day is None or number > (31 if self.prose else 99):
            return None
        return tuple(_shared_doubt(r) for r in combined(_only(left), ends)), after

    def _last_of_days(self, k: int) -> int:
        """The last day of ``8, 9 and 10 May``; a list of days is read as a range."""
        for _ in range(_MOST_DAYS):
            if self.token(k).width > 2 or self.kind(k + 2) != "num":
                break
            if self.kind(k) != "num" or self.kind(k + 1) not in {"comma", "and"}:
                break
            k += 2
        return k

    def _open_end(self, j: int, k: int) -> tuple[Point, int] | None:
        k = k + 1 if self.kind(k) == "the" else k
        if self.kind(k) == "open":
            return Point(open="ongoing"), k + 1
        if not self.prose and self.kind(k) in {"question", "unclear"}:
            return Point(open="unknown"), k + 1
        if not self.prose and self.kind(j) == "dash" and self.kind(k) in {"end", "close_bracket"}:
            return Point(open="ongoing"), j + 1
        return None

    def _short_right(self, left: Point, j: int, k: int) -> Readings | None:
        """A right end of one or two digits: ``May 8–9, 1992``, ``2012–13``, ``604-11``."""
        number = self.token(k)
        if number.kind != "num" or number.width > 2 or number.mark == "s":
            return None
        if left.day is not None and left.year is None:
            point, after = self._with_year(Point(day=number.value), self.year(k + 1), k)
            return (_shared_doubt(Reading(left, point)),), after
        if left.year is None or left.month or left.scale or left.bc or number.mark:
            return None
        if left.season:
            later = shortened_year(left.year, number.value, number.width)
            return None if later is None else ((Reading(left, left._replace(year=later)),), k + 1)
        hyphen = (
            left.year >= 1000  # 604-11 is no ISO month
            and self.token(j).mark == "hyphen"
            and self.token(k).start == self.token(j - 1).end + 1
        )
        readings = year_and_two_digits(left.year, number.value, number.width, hyphen)
        doubted = tuple(_doubted(r, left) for r in readings)
        if not self.prose and self.kind(k + 1) == "question":
            return tuple(Reading(r.start, r.end._replace(uncertain=True)) for r in doubted), k + 2
        return doubted, k + 1

    def _single(self, starts: tuple[Choice, ...], j: int) -> Readings:
        """One date; in a field ``(ongoing)`` or ``onwards`` behind it opens its end."""
        k = j + 1 if self.kind(j) in {"comma", "open_bracket"} else j
        if not self.prose and self.kind(k) == "open":
            after = k + 2 if self.kind(k + 1) == "close_bracket" and k > j else k + 1
            return tuple(Reading(p, Point(open="ongoing")) for _, p in starts), after
        return tuple(Reading(p, p) for _, p in starts), j

    def _is_word(self, starts: tuple[Choice, ...], j: int) -> bool:
        """Whether it is no more than ``May``, ``March`` or ``Mar``: a word, not a date."""
        point, last = starts[0][1], self.token(j - 1)
        if point.month is None or point.day or point.year or point.part:
            return False
        return last.mark in {"word", "short"} or last.kind == "dot"


def _only(point: Point) -> tuple[Choice, ...]:
    return (("", point),)


def _is_plain_year(point: Point) -> bool:
    return point.year is not None and point.month is None and point.season is None


def _doubted(reading: Reading, left: Point) -> Reading:
    """The doubt written before ``c. 1187–90`` is about both of its years."""
    about, unsure = left.approximate, left.uncertain
    return Reading(
        reading.start._replace(approximate=about, uncertain=unsure),
        reading.end._replace(approximate=about, uncertain=unsure),
    )


def _shared_doubt(reading: Reading) -> Reading:
    """``c.`` before a start that is not complete in itself is about the whole range."""
    start, end = reading.start, reading.end
    whole = start.approximate and (start.year is None or start.month is None)
    return Reading(start, end._replace(approximate=True)) if whole else reading
