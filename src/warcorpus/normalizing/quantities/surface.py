"""A value made ready for the grammar: what hides numbers hidden, brackets set aside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple

import msgspec

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
_START = attrgetter("start")
_END = itemgetter(1)
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


class Word(NamedTuple):
    """A word of the value: offsets, and its case-folded form."""

    start: int
    end: int
    folded: str


class Head(msgspec.Struct, frozen=True, gc=False):
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


class Surface(msgspec.Struct, frozen=True, dict=True):
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

    @cached_property
    def _heads(self) -> list[Head]:
        """All heads, made when the first is asked for: of many a text only words are."""
        return _all_heads(self)

    def heads(self, start: int, end: int) -> list[Head]:
        """Numbers and what stands in place of one in ``start:end``, outside brackets."""
        heads = self._heads
        if not heads:
            return []
        first = bisect_left(heads, start, key=_START) if start else 0
        found = []
        for head in islice(heads, first, None):
            if head.start >= end:
                break
            if head.end <= end:
                found.append(head)
        return found

    def bracket_end(self, start: int, end: int) -> int | None:
        """Where the last bracket that ends in ``start:end`` ends; None if none does."""
        if not self.brackets:
            return None
        at = bisect_right(self.brackets, end, key=_END) - 1
        return self.brackets[at][1] if at >= 0 and self.brackets[at][1] > start else None

    @staticmethod
    def of(text: str) -> Surface:
        """The forms of ``text``."""
        return _forms(text)

    def words(self, start: int, end: int) -> list[Word]:
        """The words of ``start:end`` that stand outside brackets, hidden ones as written."""
        found = _WORD.finditer(self.plain, start, end)
        if not self.brackets:
            return [Word(*word.span(), word.group().casefold()) for word in found]
        return [
            Word(*word.span(), word.group().casefold())
            for word in found
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
    if "\n" in plain:
        plain = _WRAPPED_RANGE.sub(lambda found: found.group().replace("\n", " "), plain)
    hidden = mask(plain)
    brackets = tuple(_brackets(plain)) if "(" in plain else ()
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


def _phrase_heads(folded: list[str], table: Phrases) -> Iterator[tuple[int, int, str]]:
    openers = table.by_first
    behind = 0
    for index, word in enumerate(folded):
        if word not in openers or index < behind:
            continue
        found = table.match(folded, index)
        if found is not None:
            behind = index + found[1]
            yield index, behind, found[0]


def _all_heads(surface: Surface) -> list[Head]:
    found = [
        Head(number.bound_start, number.end, "number", number)
        for number in scan(surface.outside, prose=False)
    ]
    found += [Head(*mark.span(), "unknown") for mark in _LONE_MARK.finditer(surface.outside)]
    anywhere = [*map(str.casefold, _WORD.findall(surface.plain))]
    tables = [own for own in (states(), vague()) if not own.by_first.keys().isdisjoint(anywhere)]
    if tables:
        _add_words(surface, tables, found)
    if len(found) > 1:
        found.sort(key=_START)
    return found


def _add_words(surface: Surface, tables: Iterable[Phrases], found: list[Head]) -> None:
    """Add what stands in place of a number in words (``several``, ``unknown``)."""
    taken = sorted((head.start, head.end) for head in found)
    words = surface.words(0, len(surface.text))
    folded = [word.folded for word in words]
    for table in tables:
        for first, after, value in _phrase_heads(folded, table):
            begin, stop = words[first].start, words[after - 1].end
            if _overlaps(taken, begin, stop):
                continue
            kind: HeadKind = "vague" if value == "vague" else "unknown"
            found.append(Head(begin, stop, "none" if value == "none" else kind))
            insort(taken, (begin, stop))


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a range overlaps one of the sorted, disjoint ranges."""
    at = bisect_left(taken, (end, 0)) - 1
    return at >= 0 and taken[at][1] > start


__all__ = ["DATE", "FLAG", "NAME", "Head", "Surface", "Word"]
