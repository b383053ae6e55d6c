"""Whether a stretch of prose can hold a date at all, told without scanning it into tokens.

Most numbers of four digits that stand in prose are dates, but a text may have hundreds that are
not: numbers of units, heights, counts, years of other calendars. Where an ordinary word stands
before each of them (``Svedavów 1276.``) and nothing else begins a date, none does.
"""

from __future__ import annotations

import re
from functools import cache

from warcorpus.normalizing.dates.tokens import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_FOUR_DIGITS = re.compile(r"\d\d\d\d")
# digits that hold together (days, fractions, decades), and what may be initials
_ODD = re.compile(r"\d(?:[-/.\u2010\u2011]\d|['\u2019]?[sS])|\.[^\W\d_]")
_MARKS = ".,;:)"  # behind a number; they part it from what follows
_BEGINNING = frozenset(
    {"month", "season", "part", "weekday", "circa", "era", "century", "calendar", "edge", "open"}
)


def may_hold_date(text: str, start: int, end: int) -> bool:
    """Whether a reader of prose could find a date in ``text[start:end]``; False is sure.

    >>> may_hold_date("near the mill of Sulakin 1276. Then it fell", 0, 43)
    False
    >>> may_hold_date("near the mill in 1276. Then it fell", 0, 35)
    True
    """
    piece = text[start:end]
    for number in _FOUR_DIGITS.finditer(piece):
        if not _is_count(piece, *number.span()):
            return True
    if _ODD.search(piece) or not _beginnings().isdisjoint(
        [word.casefold() for word in _WORD.findall(piece)]
    ):
        return True
    return "~" in piece or "&" in piece or "\u2248" in piece or "\u20ac" in piece


def _is_count(piece: str, start: int, end: int) -> bool:
    """Whether ordinary words stand around a number of four digits, or a mark behind it."""
    before = piece[:start].rpartition(" ")[0].rpartition(" ")[2]
    if piece[start - 1 : start] != " " or not before.isalpha() or before.casefold() in _words():
        return False
    behind = piece[end : end + 2]
    if behind[:1] in _MARKS and behind[1:] in ("", " "):
        return True
    following = piece[end + 1 :].partition(" ")[0].rstrip(_MARKS)
    return behind[:1] == " " and following.isalpha() and following.casefold() not in _words()


@cache
def _words() -> frozenset[str]:
    """All that a date is made of."""
    return frozenset(vocabulary())


@cache
def _beginnings() -> frozenset[str]:
    """Words that a date without a year of its own holds, and the last of those of two."""
    found: set[str] = set()
    for word, (kind, _, _) in vocabulary().items():
        if kind in _BEGINNING or " " in word:
            found.add(word.rpartition(" ")[2])
    return frozenset(found)
