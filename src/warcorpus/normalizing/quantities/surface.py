"""A value made ready for the grammar: what hides numbers hidden, brackets set aside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from attrs import field, frozen

from warcorpus.normalizing.quantities.masking import DATE, NAME, blank_noise, mask
from warcorpus.normalizing.quantities.numbers import FoundNumber, scan
from warcorpus.normalizing.quantities.tables import Phrases, states, vague
from warcorpus.text.remembering import remembered

HeadKind = Literal["number", "vague", "unknown", "none"]

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_WRAPPED_RANGE = re.compile(r"(?<=[0-9])([ \t]{0,3}[-–—−])[ \t]{0,3}\n(?=[ \t]{0,3}[0-9])")
# A mark that stands for "unknown" when it stands alone.
_LONE_MARK = re.compile(r"(?<![^\s*;,(])(?:\?{1,3}|[nN]/[aA]|[-–—~])(?![^\s*;,)])")
_BRACKET = re.compile(r"[()\n]")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


class Word(NamedTuple):
    """A word of the value: offsets, and its case-folded form."""

    start: int
    end: int
    folded: str


@frozen
class Head:
    """What an item is built around: a number, or a word in place of one.

    Args:
        start: first character, bounding words included.
        end: one past the last character.
        kind: ``number``, ``vague``, ``unknown`` or ``none``.
        number: the number, if it is one.
    """

    start: int
    end: int
    kind: HeadKind
    number: FoundNumber | None = None


@frozen
class Surface:
    """Forms of one value, all of its length.

    Args:
        text: as given.
        plain: footnote marks and tags blank, digits ASCII.
        hidden: dates, models and the like hidden as well.
        outside: the same with everything in brackets blank.
        brackets: ranges of the outermost round brackets, brackets included.
    """

    text: str
    plain: str
    hidden: str
    outside: str
    brackets: tuple[tuple[int, int], ...]
    _heads: list[Head] = field(factory=list, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._heads.extend(_all_heads(self))

    def heads(self, start: int, end: int) -> list[Head]:
        """Numbers and what stands in place of one in ``start:end``, outside brackets."""
        first = bisect_left(self._heads, start, key=lambda head: head.start)
        found = []
        for head in islice(self._heads, first, None):
            if head.start >= end:
                break
            if head.end <= end:
                found.append(head)
        return found

    def bracket_end(self, start: int, end: int) -> int | None:
        """Where the last bracket that ends in ``start:end`` ends; None if none does."""
        at = bisect_right(self.brackets, end, key=lambda bracket: bracket[1]) - 1
        return self.brackets[at][1] if at >= 0 and self.brackets[at][1] > start else None

    @staticmethod
    def of(text: str) -> Surface:
        """The forms of ``text``."""
        return _forms(text)

    def words(self, start: int, end: int) -> list[Word]:
        """The words of ``start:end`` that stand outside brackets, hidden ones as written."""
        return [
            Word(word.start(), word.end(), word.group().casefold())
            for word in _WORD.finditer(self.plain, start, end)
            if not self.outside[word.start()].isspace()
        ]

    def notes(self, start: int, end: int) -> list[str]:
        """What stands in the brackets that begin in ``start:end``."""
        return [
            self.plain[first + 1 : last - 1 if self.plain[last - 1] == ")" else last]
            for first, last in self.brackets
            if start <= first < end
        ]


@remembered
def _forms(text: str) -> Surface:
    plain = blank_noise(text)
    # "6,000–⏎7,000": the line was broken inside a range.
    plain = _WRAPPED_RANGE.sub(lambda found: found.group().replace("\n", " "), plain)
    hidden = mask(plain)
    brackets = tuple(_brackets(plain))
    outside = hidden
    for start, end in reversed(brackets):
        outside = outside[:start] + " " * (end - start) + outside[end:]
    return Surface(text, plain, hidden, outside, brackets)


def _brackets(plain: str) -> Iterator[tuple[int, int]]:
    """Outermost round brackets.

    A bracket may go on over a line break; but one that is still open where the next one opens
    on another line was never closed, and ends with its line.
    """
    depth, start, line_end = 0, 0, -1
    for found in _BRACKET.finditer(plain):
        sign, at = found.group(), found.start()
        if sign == "\n":
            line_end = at if depth and line_end < 0 else line_end
            continue
        if sign == "(":
            if depth and line_end >= 0:
                yield start, line_end
                depth = 0
            if not depth:
                start, line_end = at, -1
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, at + 1
    if depth:
        yield start, line_end if line_end >= 0 else len(plain)


def _phrase_heads(words: list[Word], table: Phrases) -> Iterator[tuple[int, int, str]]:
    folded = [word.folded for word in words]
    index = 0
    while index < len(words):
        found = table.match(folded, index)
        if found is None:
            index += 1
            continue
        yield index, index + found[1], found[0]
        index += found[1]


def _all_heads(surface: Surface) -> list[Head]:
    found = [
        Head(number.bound_start, number.end, "number", number)
        for number in scan(surface.outside, prose=False)
    ]
    found += [
        Head(mark.start(), mark.end(), "unknown") for mark in _LONE_MARK.finditer(surface.outside)
    ]
    taken = sorted((head.start, head.end) for head in found)
    words = surface.words(0, len(surface.text))
    for table in (states(), vague()):
        for first, after, value in _phrase_heads(words, table):
            begin, stop = words[first].start, words[after - 1].end
            if _overlaps(taken, begin, stop):
                continue
            kind: HeadKind = "vague" if value == "vague" else "unknown"
            found.append(Head(begin, stop, "none" if value == "none" else kind))
            insort(taken, (begin, stop))
    return sorted(found, key=lambda head: head.start)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a range overlaps one of the sorted, disjoint ranges."""
    at = bisect_left(taken, (end, 0)) - 1
    return at >= 0 and taken[at][1] > start


__all__ = ["DATE", "FLAG", "NAME", "Head", "Surface", "Word"]
