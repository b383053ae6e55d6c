"""Facts of the prose: the days and numbers that two accounts of one event have in common."""

from __future__ import annotations

import re

from attrs import frozen

from warcorpus.matching.prose import Blocks
from warcorpus.normalizing.dates import find_dates
from warcorpus.normalizing.quantities import find_numbers

_DAY = re.compile(r"-(\d\d)-(\d\d)[?~%]?\Z")


@frozen
class Facts:
    """What a text counts and dates.

    Args:
        days: day-months without years (``02-08``): copies add and drop years.
        numbers: bounds of the numbers written in digits.
    """

    days: frozenset[str] = frozenset()
    numbers: frozenset[tuple[int, int | None]] = frozenset()

    @property
    def count(self) -> int:
        """How many facts there are."""
        return len(self.days) + len(self.numbers)

    def shared(self, other: Facts) -> Facts:
        """The facts that stand in both."""
        return Facts(self.days & other.days, self.numbers & other.numbers)

    def __str__(self) -> str:
        return f"{_counted(len(self.days), 'day')}, {_counted(len(self.numbers), 'number')}"


def facts_of(blocks: Blocks) -> Facts:
    """The facts of a text.

    Args:
        blocks: its prose, as written.

    >>> print(facts_of((("On 8 February 2013, 112 rebels were killed in October 2012.",),)))
    1 day, 1 number
    """
    days: set[str] = set()
    numbers: set[tuple[int, int | None]] = set()
    for block in blocks:
        for piece in block:
            dates = find_dates(piece)
            for found in dates:
                days.update(days_of(found.date.edtf))
            taken = [(found.start, found.end) for found in dates]
            for number in find_numbers(piece):
                written = piece[number.start : number.end]
                inside = any(s < number.end and number.start < e for s, e in taken)
                if not inside and any(c.isdigit() for c in written):
                    numbers.add((number.min, number.max))
    return Facts(frozenset(days), frozenset(numbers))


def days_of(edtf: str | None) -> list[str]:
    """Day-months of an EDTF date.

    >>> days_of("2013-02-06/2013-02-19"), days_of("XXXX-02-08"), days_of("2012-10")
    (['02-06', '02-19'], ['02-08'], [])
    """
    found = (_DAY.search(end) for end in (edtf or "").split("/"))
    return [f"{match.group(1)}-{match.group(2)}" for match in found if match]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
