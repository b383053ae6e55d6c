"""Ranges of a text that are asked often whether they hold an offset.

Values are written by strangers: a line of ten thousand brackets must cost no more than its
length, so nothing here looks at every range for every question.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

import msgspec

Range = tuple[int, int]
_START = itemgetter(0)


class Ranges(msgspec.Struct, frozen=True, gc=False):
    """Half-open ranges in order; those that overlap or touch are one.

    >>> r = Ranges.of([(5, 9), (0, 2), (8, 12)])
    >>> r.pairs, r.holds(11), r.holds(2), r.cuts(5)
    (((0, 2), (5, 12)), True, False, False)
    """

    pairs: tuple[Range, ...] = ()

    @classmethod
    def of(cls, ranges: Iterable[Range]) -> Ranges:
        """Ranges in any order; empty ones are left out."""
        given = sorted(ranges)
        if not given:
            return NOWHERE
        joined: list[Range] = []
        for start, end in given:
            if start >= end:
                continue
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return cls(tuple(joined))

    def _at(self, offset: int) -> Range | None:
        index = bisect_right(self.pairs, offset, key=_START) - 1
        if index < 0 or self.pairs[index][1] <= offset:
            return None
        return self.pairs[index]

    def holds(self, offset: int) -> bool:
        """Whether a range has the character at ``offset``."""
        return bool(self.pairs) and self._at(offset) is not None

    def cuts(self, offset: int) -> bool:
        """Whether a cut before ``offset`` would part a range."""
        found = self._at(offset) if self.pairs else None
        return found is not None and found[0] < offset

    def last_before(self, offset: int) -> Range | None:
        """The last range that ends at ``offset`` or before."""
        index = bisect_right(self.pairs, offset, key=_START) - 1
        while index >= 0 and self.pairs[index][1] > offset:
            index -= 1
        return self.pairs[index] if index >= 0 else None


NOWHERE = Ranges()


def within(ranges: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Those of some sorted, disjoint ranges that lie in ``start:end``.

    >>> within([(0, 2), (4, 6), (7, 9)], 3, 8)
    [(4, 6)]
    """
    if not ranges:
        return ()
    first = bisect_left(ranges, (start, start))
    last = bisect_left(ranges, (end, end))
    while last > first and ranges[last - 1][1] > end:
        last -= 1
    return ranges[first:last]
