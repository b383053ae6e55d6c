"""The lines of a Markdown body, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from warcorpus.text.document import line_ranges
from warcorpus.text.mapped import MappedText, Run

LineKind = Literal["blank", "heading", "table", "item", "quote", "fence", "rule", "residue", "text"]

LEAK = "[object Object]"
"""What the exporter of 002 writes for a reference: 118 of them close that file, one a line."""

_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,2}[.)])[ \t]+(?=[^ \t])")
_QUOTE = re.compile(r"[ >\t]*>[ \t]?")
_LONGEST_TITLE = 120  # characters of a heading that has no blank behind its marks


class Line(NamedTuple):
    """A line of the body without its line break and without what is cut from it.

    Args:
        text: what is left of it.
        pieces: the raw stretches that ``text`` is made of. A line break inside of a cut (a
            caption over several lines) ends no line.
        start: first raw character that the line owns, the markup of its links included; -1 if
            it owns none.
        end: one past the last.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]
    start: int
    end: int

    def mapped(self, start: int, end: int) -> MappedText:
        """The characters ``start:end`` of ``text`` with their offsets."""
        if len(self.pieces) == 1:
            first = self.pieces[0][0]
            return MappedText.of(self.text, start, end, first)
        runs, offset = [], 0
        for first, last in self.pieces:
            left, right = max(start - offset, 0), min(end - offset, last - first)
            if left < right:
                at = offset + left - start
                runs.append(Run(at, at + right - left, first + left, first + right))
            offset += last - first
        return MappedText(self.text[start:end], tuple(runs))

    def offset(self, end: int) -> int:
        """The raw offset behind the first ``end`` characters of ``text``."""
        return self.mapped(end - 1, end).raw_range(0, 1)[1]

    @property
    def stripped(self) -> MappedText:
        """The line without outer blanks."""
        text = self.text
        return self.mapped(len(text) - len(text.lstrip()), len(text.rstrip()))


class Cut(NamedTuple):
    """A stretch that no line keeps: an image, or (``own``) the brackets around a link's words."""

    start: int
    end: int
    own: bool


def lines(raw: str, start: int, end: int, cuts: Sequence[Cut]) -> Iterator[Line]:
    """The lines of ``raw[start:end]`` without the ``cuts`` (ordered, disjoint)."""
    position, number = start, 0
    pieces: list[tuple[int, int]] = []
    owned: list[tuple[int, int]] = []
    for first, stop, _ in line_ranges(raw[start:end]):
        first, stop = start + first, start + stop
        if position <= first and not (number < len(cuts) and cuts[number].start < stop):
            position = first
            if not (pieces or owned):  # nearly every line is whole
                yield _whole_line(raw, first, stop)
                continue
        position = max(position, first)
        while number < len(cuts) and cuts[number].start < stop:
            cut = cuts[number]
            number += 1
            if position < cut.start:
                pieces.append((position, cut.start))
            if cut.own:
                owned.append((cut.start, cut.end))
            position = max(position, cut.end)
        if position < stop:
            pieces.append((position, stop))
        if position <= stop:
            yield _line(raw, pieces, owned)
            pieces, owned = [], []
    if pieces or owned:
        yield _line(raw, pieces, owned)


EMPTY_LINE = Line("", (), -1, -1)


def _whole_line(raw: str, start: int, end: int) -> Line:
    if start == end:
        return EMPTY_LINE
    text = raw[start:end]
    words = text.lstrip()
    if not words:
        return Line(text, ((start, end),), -1, -1)
    return Line(text, ((start, end),), end - len(words), start + len(text.rstrip()))


def _line(raw: str, pieces: list[tuple[int, int]], owned: list[tuple[int, int]]) -> Line:
    text = "".join([raw[first:last] for first, last in pieces])
    bounds = list(owned)
    for first, last in pieces:
        whole = _whole_line(raw, first, last)
        if whole.start >= 0:
            bounds.append((whole.start, whole.end))
    if not bounds:
        return Line(text, tuple(pieces), -1, -1)
    return Line(text, tuple(pieces), min(b[0] for b in bounds), max(b[1] for b in bounds))


def classify(text: str) -> LineKind:
    """What a line is, by its first characters.

    >>> [classify(t) for t in ("## Battle", " * Liwa Dawud", "| a |", "*Die Welt* said", "---")]
    ['heading', 'item', 'table', 'text', 'rule']
    """
    stripped = text.strip()
    if not stripped:
        return "blank"
    first = stripped[0]
    if first.isalnum() and not first.isdigit():  # most lines are prose
        return "text"
    if first == "#":
        return "heading" if heading(text) else "text"
    if first == "|":
        return "table"
    if first == "[" and not stripped.replace(LEAK, "").strip():
        return "residue"
    if stripped.startswith(("```", "~~~")):
        return "fence"
    if (first in "-*_" and is_rule(stripped)) or (first == "=" and is_underline(stripped)):
        return "rule"
    if first == ">":
        return "quote"
    return "item" if _ITEM.match(text) else "text"


def is_rule(stripped: str) -> bool:
    """Whether a line draws a rule: three or more of ``-``, ``*`` or ``_`` and nothing else."""
    marks = stripped.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and marks == marks[0] * len(marks)


def is_underline(text: str) -> bool:
    """Whether a line makes a heading of the one above it: only ``-`` or only ``=``, three or more.

    >>> is_underline("------  "), is_underline("- - -"), is_underline("==")
    (True, False, False)
    """
    marks = text.strip()
    return len(marks) >= 3 and marks[0] in "-=" and marks == marks[0] * len(marks)


class Heading(NamedTuple):
    """A heading line: its level, its words (``start:end`` of the line), and what leaked behind.

    ``mark_end`` is one past the closing marks, where they are; ``leaks`` counts the residue that
    fills the rest of the line.
    """

    level: int
    start: int
    end: int
    mark_end: int
    leaks: int


def heading(text: str) -> Heading | None:
    """The heading of a line, None if it is none.

    One to six ``#`` at the start, with or without a blank behind them, and perhaps some at the
    end. Residue behind the words is told apart: ``## References[object Object]``.

    >>> heading("##Battle ##"), heading("#1 of 3 tanks"), heading("####### x")
    (Heading(level=2, start=2, end=8, mark_end=11, leaks=0), None, None)
    """
    lead = len(text) - len(text.lstrip(" "))
    level = len(text) - lead - len(text[lead:].lstrip("#"))
    if lead > 3 or not 1 <= level <= 6:
        return None
    mark_end, leaks = _before_leaks(text)
    start = lead + level
    title = text[start:mark_end]
    if title[:1] not in (" ", "\t", "") and not _is_title(title):
        return None
    start += len(title) - len(title.lstrip())
    words = title.strip()
    closing = len(words) - len(words.rstrip("#"))
    if closing and (closing == level > 1 or words[: len(words) - closing].endswith((" ", "\t"))):
        words = words[: len(words) - closing].rstrip()
    if not words.strip("#"):
        return None
    return Heading(level, start, start + len(words), mark_end, leaks)


def _is_title(words: str) -> bool:
    """Whether words glued to their marks are a heading; ``#5`` and a sentence are none."""
    return words[0].isalpha() and len(words) <= _LONGEST_TITLE and not words.rstrip().endswith(".")


def _before_leaks(text: str) -> tuple[int, int]:
    """Where a line ends without the residue at its end, and how often that stands there."""
    text = text.rstrip()
    leaks = 0
    while text.endswith(LEAK):
        text = text[: -len(LEAK)].rstrip()
        leaks += 1
    return len(text), leaks


def glued_heading(text: str) -> int:
    """Where a heading begins that is glued to the line before it; -1 if none is.

    Only before residue is it surely one: ``…Levante## References[object Object]``.

    >>> glued_heading("Levante## References[object Object]"), glued_heading("Section ## 5")
    (7, -1)
    """
    leak = text.find(LEAK)
    if leak < 0:
        return -1
    marks = text.rfind("##", 0, leak)
    start = len(text[: marks + 2].rstrip("#")) if marks >= 0 else 0
    return start if start and heading(text[start:]) else -1


def item_start(text: str) -> int:
    """Where the words of a list item begin."""
    found = _ITEM.match(text)
    return found.end() if found else 0


def quote_start(text: str) -> int:
    """Where the words of a quoted line begin."""
    found = _QUOTE.match(text)
    return found.end() if found else 0


def continues_item(text: str) -> bool:
    """Whether a line belongs to the list item above it.

    It is indented and goes on in lower case. A capital begins a paragraph of its own: the
    exporters never wrap lines, and set quotations in lists so.
    """
    return (
        text[:1] in ("\t", " ")
        and (text[:1] == "\t" or text[:2] == "  ")
        and text.lstrip()[:1].islower()
    )
