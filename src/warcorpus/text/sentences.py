"""Where sentences begin and end.

The rules are few and are told by tables, so that a reader of the corpus can predict them: a stop
ends a sentence before white space and a capital, a digit or an opening quote, but not after a
title (``Col.``), and after initials (``U.N.``) only before a word that starts sentences. It never
does before a lower-case letter: 002 has ``…in the province. with 31 more being killed…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from attrs import frozen

_STOP = re.compile("[.!?؟。！？]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BLANKS = re.compile(r"\s+")
_CLOSERS = "\"'’”»›)]}」』"
_OPENERS = "\"'‘’“”„«‹([{¿¡「『"
_CLOSING = re.compile(r"(?:[\"'’”»›)\]}」』]|\[[0-9]+\])+")
_NO_BLANK_NEEDED = "。！？"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@frozen
class _Stop:
    """A full stop, question mark or the like inside a text.

    Args:
        start: its first character.
        end: one past it and the quotes and brackets that it closes.
        next: where the text goes on behind the white space.
        closed: whether a quote or bracket closes behind it.
    """

    start: int
    end: int
    next: int
    closed: bool


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, in order, without outer white space; none is empty.

    Every character that is not white space belongs to exactly one of them. A blank line always
    parts two sentences.

    >>> text = 'Lt. Col. Hmood of the U.N. mission left. "They fled." Two stayed'
    >>> [text[start:end] for start, end in split(text)]
    ['Lt. Col. Hmood of the U.N. mission left.', '"They fled."', 'Two stayed']
    """
    sentences = []
    start = 0
    for border in _borders(text):
        piece = text[start:border]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            sentences.append((left, right))
        start = border
    return sentences


def lowercase_stops(text: str) -> list[int]:
    """Offsets of full stops before a lower-case word that no abbreviation explains.

    No sentence ends there; the problem ``lowercase-after-stop`` points at them.

    >>> lowercase_stops("Killed in the province. with 31 more; c. 8 a.m. by the U.N. mission.")
    [22]
    """
    return [
        stop.start
        for stop in _stops(text)
        if not stop.closed
        and text[stop.start : stop.end] == "."
        and text[stop.next : stop.next + 1].islower()
        and not _BLANK_LINE.search(text, stop.end, stop.next)
        and not _explains(_word_before(text, stop.start))
    ]


def _borders(text: str) -> Iterator[int]:
    """Offsets at which a sentence may end, in order; the last is the end of the text."""
    blank_lines = _BLANK_LINE.finditer(text)
    blank = next(blank_lines, None)
    for stop in _stops(text):
        while blank and blank.start() < stop.end:
            yield blank.end()
            blank = next(blank_lines, None)
        if _ends(text, stop):
            yield stop.end
    while blank:
        yield blank.end()
        blank = next(blank_lines, None)
    yield len(text)


def _stops(text: str) -> Iterator[_Stop]:
    """All stops that white space follows, and those that need none."""
    for found in _STOP.finditer(text):
        closing = _CLOSING.match(text, found.end())
        end = closing.end() if closing else found.end()
        blanks = _BLANKS.match(text, end)
        if blanks:
            yield _Stop(found.start(), end, blanks.end(), closing is not None)
        elif text[found.end() - 1] in _NO_BLANK_NEEDED:
            yield _Stop(found.start(), end, end, closing is not None)


def _ends(text: str, stop: _Stop) -> bool:
    """Whether a sentence ends at the stop."""
    first = stop.next
    while first < len(text) and text[first] in _OPENERS:
        first += 1
    if first == len(text):
        return True
    following = text[first]
    if following.islower() or not (following.isalnum() or first > stop.next):
        return False
    if stop.closed or text[stop.start : stop.end] != ".":
        return True
    word = _word_before(text, stop.start)
    if _is_title(word):
        return False
    if following.isdigit() and word in _table("before_numbers"):
        return False
    if _is_abbreviation(word):
        found = _WORD.match(text, first)
        return found is not None and found.group() in _table("starters")
    return True


def _is_title(word: str) -> bool:
    return word.rpartition("-")[2] in _table("titles")


def _is_abbreviation(word: str) -> bool:
    """Whether a full stop after ``word`` may be the abbreviation's own."""
    return _INITIALS.match(word.rpartition("-")[2]) is not None or word in _table("abbreviations")


def _explains(word: str) -> bool:
    """Whether ``word`` explains a full stop that ends no sentence."""
    return _is_abbreviation(word) or _is_title(word) or word in _table("before_numbers")


def _word_before(text: str, end: int) -> str:
    """The word that ends at ``end``, without the quotes and brackets it opens with."""
    start = end
    while start > 0 and not text[start - 1].isspace() and end - start < 32:
        start -= 1
    return text[start:end].lstrip(_OPENERS)


@cache
def _table(name: str) -> frozenset[str]:
    """The words of a data file."""
    lines = files("warcorpus.text").joinpath("data", f"{name}.txt").read_text("utf-8").split("\n")
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
