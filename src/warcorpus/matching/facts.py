"""Facts of the prose: the days and numbers that two accounts of one event have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from attrs import frozen

from warcorpus.matching.blocks import Blocks
from warcorpus.normalizing.dates import find_dates
from warcorpus.normalizing.dates.glancing import may_hold_day

# Bare digits, not what they count or bound: "more than 200" and "200 fighters" are one fact.
# Ordinals (`17th`), models (`Su-22`, `M5`) and decimals are no counts.
# It begins with a digit, so that the search passes over all else at once.
_NUMBER = re.compile(
    r"\d(?<![\w.,]\d)(?<![^\W\d_]-\d)(?:\d{0,2}(?:,\d{3})+|\d{0,14})(?![\w]|[.,]\d)"
)
DIGIT = re.compile(r"\d")
"""Dates with a day hold one; most sentences need no search for dates."""
_YEARS = range(1000, 2101)

_DAY = re.compile(r"-(\d\d)-(\d\d)[?~%]?\Z")


@frozen
class Facts:
    """What a text counts and dates.

    Args:
        days: day-months without years (``02-08``): copies add and drop years.
        numbers: values of the numbers written in digits; bare years are none.
    """

    days: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How many facts there are."""
        return len(self.days) + len(self.numbers)

    def shared(self, other: Facts) -> Facts:
        """The facts that stand in both."""
        return Facts(self.days & other.days, self.numbers & other.numbers)

    def __str__(self) -> str:
        return f"{_counted(len(self.days), 'day')}, {_counted(len(self.numbers), 'number')}"


LEAST_FACTS = 4
"""With fewer facts on a side nothing follows from those in common."""

FEW_FACTS = 3
"""So many days and numbers can be others, where names agree in what they list alone."""

MANY_FACTS = 8
"""So many days and numbers, nearly all the same on both sides, are those of one event."""


class CommonFacts(NamedTuple):
    """How many facts two texts have, and have in common.

    Args:
        shared: in both.
        smaller: in the text that has fewer.
        larger: in the other one.
    """

    shared: int
    smaller: int
    larger: int

    @classmethod
    def of(cls, a: Facts, b: Facts) -> CommonFacts:
        """Those of two texts.

        >>> CommonFacts.of(Facts(numbers=frozenset({7, 9})), Facts(numbers=frozenset({7})))
        CommonFacts(shared=1, smaller=1, larger=2)
        """
        shared = len(a.days & b.days) + len(a.numbers & b.numbers)
        return cls(shared, min(a.count, b.count), max(a.count, b.count))

    @property
    def level(self) -> str | None:
        """How far they agree; None if there are too few.

        >>> CommonFacts(8, 8, 9).level, CommonFacts(5, 8, 9).level, CommonFacts(2, 2, 2).level
        ('all', 'some', None)
        """
        shared, smaller, larger = self
        if smaller < LEAST_FACTS:
            return None
        if smaller >= MANY_FACTS and 10 * shared >= 9 * smaller and 10 * shared >= 7 * larger:
            return "all"
        high, middle = 10 * shared >= 7 * smaller, 10 * shared >= 4 * smaller
        return "most" if high else "some" if middle else "few"

    @property
    def contradict(self) -> bool:
        """Whether both texts have many, and less than half are the same."""
        return self.smaller >= MANY_FACTS and 2 * self.shared < self.smaller

    @property
    def hardly_meet(self) -> bool:
        """Whether both texts have some, and less than a third are the same."""
        return self.smaller >= FEW_FACTS and 3 * self.shared < self.smaller


def facts_of(blocks: Blocks) -> Facts:
    """The facts of a text.

    Args:
        blocks: its prose, as written.

    >>> print(facts_of((("On 8 February 2013, 112 rebels were killed in October 2012.",),)))
    1 day, 1 number
    """
    found = [_facts_of_piece(piece) for block in blocks for piece in block if DIGIT.search(piece)]
    return Facts(
        frozenset(day for facts in found for day in facts.days),
        frozenset(number for facts in found for number in facts.numbers),
    )


@lru_cache(maxsize=8192)
def _facts_of_piece(piece: str) -> Facts:
    """Facts of one paragraph; versions of a text have most of their paragraphs in common."""
    dates = find_dates(piece) if may_hold_day(piece) else ()
    days = (day for found in dates for day in days_of(found.date.edtf))
    taken = [(found.start, found.end) for found in dates]
    return Facts(frozenset(days), frozenset(_numbers(piece, taken)))


def _numbers(piece: str, dates: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The numbers of a text outside its dates."""
    place = 0
    for match in _NUMBER.finditer(piece):
        while place < len(dates) and dates[place][1] <= match.start():
            place += 1
        if place < len(dates) and dates[place][0] < match.end():
            continue
        written = match.group()
        value = int(written.replace(",", ""))
        if "," in written or value not in _YEARS:
            yield value


def days_of(edtf: str | None) -> list[str]:
    """Day-months of an EDTF date.

    >>> days_of("2013-02-06/2013-02-19"), days_of("XXXX-02-08"), days_of("2012-10")
    (['02-06', '02-19'], ['02-08'], [])
    """
    found = (_DAY.search(end) for end in (edtf or "").split("/"))
    return [f"{match.group(1)}-{match.group(2)}" for match in found if match]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
