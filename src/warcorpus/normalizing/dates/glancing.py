"""Whether a stretch of prose can hold a date or a day, told without scanning it into tokens.

Most numbers of four digits that stand in prose are dates, but a text may have hundreds that are
not: numbers of units, heights, counts, years of other calendars. Where an ordinary word stands
before each of them (``Svedavów 1276.``) and nothing else begins a date, none does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from warcorpus.normalizing.dates.tokens import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
FOUR_DIGITS = re.compile(r"\d\d\d\d")  # three times as quick as ``{4}``
_DIGIT = re.compile(r"\d")
_DIGITS_ALONE = re.compile(r"\d(?:[-./]\d{1,2}[-./]\d|\d\d\d[-–—/]\d)")
_SHORT = 3
_REST = 12  # letters that a spelling of a month may have behind its first three
_DAY_REACH = 12  # characters between a month and its day: ``8th day of``
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
    for number in FOUR_DIGITS.finditer(piece):
        if not _is_count(piece, *number.span()):
            return True
    if _ODD.search(piece) or not _beginnings().isdisjoint(
        [word.casefold() for word in _WORD.findall(piece)]
    ):
        return True
    return "~" in piece or "&" in piece or "\u2248" in piece or "\u20ac" in piece


def may_hold_day(text: str) -> bool:
    """Whether some date of a text may hold another number than a year: a month stands near a digit,
    or all is digits.

    >>> may_hold_day("On 8 February 2013"), may_hold_day("4 men of Marabneh")
    (True, False)
    >>> may_hold_day("On 8 February"), may_hold_day("In May they rested, and 8 of them were ill")
    (True, False)
    """
    if _DIGITS_ALONE.search(text):
        return True
    for start, behind in places_of(_months(text.isascii()), text):
        # "Mar" is no month in "Marabneh", and one in "March"
        end = behind
        while end < behind + _REST and text[end : end + 1].isalpha():
            end += 1
        whole = behind - start > _SHORT or end == behind or text[start:end].lower() in vocabulary()
        if whole and _DIGIT.search(text, max(start - _DAY_REACH, 0), behind + _DAY_REACH):
            return True
    return False


def places_of(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each place where a name stands, one name after the other.

    >>> [*places_of(("May", "June"), "from June to May or June")]
    [(13, 16), (5, 9), (20, 24)]
    """
    for name in names:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            yield start, end
            start = text.find(name, end)


@cache
def date_names() -> tuple[str, ...]:
    """Spellings of months, eras and ``century``, none of them inside another."""
    names: set[str] = set()
    for word, (kind, _, mark) in vocabulary().items():
        if kind == "century" or (kind == "month" and mark != "short"):
            names |= {word, word.capitalize(), word.upper()}
        elif kind == "month":
            names |= {word.capitalize(), word.upper()}
        elif kind == "era":
            names |= {" " + word.upper(), " " + ".".join(word.upper())}
    return tuple(sorted(n for n in names if not any(o != n and o in n for o in names)))


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
def _months(in_ascii: bool) -> tuple[str, ...]:
    """The names that are months; of those only the ones that a text in ASCII can have."""
    months = tuple(word for word, (kind, _, _) in vocabulary().items() if kind == "month")
    found = (name for name in date_names() if name.lower().startswith(months))
    return tuple(name for name in found if name.isascii() or not in_ascii)


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
