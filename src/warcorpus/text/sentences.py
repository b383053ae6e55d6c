"""Where sentences begin and end.

The rules are few and are told by tables, so that a reader of the corpus can predict them: a stop
ends a sentence before white space and a capital, a digit or an opening quote, but not after a
title (``Col.``), and after initials (``U.N.``) only before a word that starts sentences. It never
does before a lower-case letter: 002 has ``…in the province. with 31 more being killed…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_OPENERS = "\"'‘’“”„«‹([{¿¡「『"
# stops, the quotes, brackets and footnotes that they close, and the white space behind; the set
# stands at its very beginning, since so it is searched twice as fast
_BEHIND = r"((?:[\"'’”»›)\]}」』]|\[[0-9]+\])*+)\s*+"
_STOP = re.compile(rf"([.!?؟。！？][.!?؟。！？]*+){_BEHIND}")
_FULL_STOP = re.compile(rf"(\.\.*+){_BEHIND}")
_OTHER_STOPS = "!?؟。！？"
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NO_BLANK_NEEDED = "。！？"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST_WORD = 32  # characters of a word before a stop; no abbreviation is longer


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, in order, without outer white space; none is empty.

    Every character that is not white space belongs to exactly one of them. A blank line always
    parts two sentences.

    >>> text = 'Lt. Col. Hmood of the U.N. mission left. "They fled." Two stayed'
    >>> [text[start:end] for start, end in split(text)]
    ['Lt. Col. Hmood of the U.N. mission left.', '"They fled."', 'Two stayed']
    """
    return split_and_report(text)[0]


def lowercase_stops(text: str) -> list[int]:
    """Offsets of full stops before a lower-case word that no abbreviation explains.

    No sentence ends there; the problem ``lowercase-after-stop`` points at them.

    >>> lowercase_stops("Killed in the province. with 31 more; c. 8 a.m. by the U.N. mission.")
    [22]
    """
    return split_and_report(text)[1]


def split_and_report(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The sentences of a text and its stops before lower case, both found in one walk."""
    return split_blocks(text, [(0, len(text))])


def split_blocks(
    text: str, blocks: Iterable[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[int]]:
    """The same of some ranges of a text; no sentence goes from one into another."""
    sentences: list[tuple[int, int]] = []
    stops: list[int] = []
    for start, end in blocks:
        if text.find("\n", start, end) >= 0:
            for blank in _BLANK_LINE.finditer(text, start, end):
                _walk(text, start, blank.start(), sentences, stops)
                start = blank.end()
        _walk(text, start, end, sentences, stops)
    return sentences, stops


def _walk(
    text: str, start: int, end: int, sentences: list[tuple[int, int]], stops: list[int]
) -> None:
    """Add what is found in ``text[start:end]``, a stretch without blank lines."""
    piece = text[start:end]
    words = piece.strip()
    if len(words) != len(piece):
        start, end = end - len(piece.lstrip()), start + len(piece.rstrip())
    left = start
    for stop, last, behind, following in _stops(text, piece, start, end):
        if following == end:
            break
        if behind == following and text[last - 1] not in _NO_BLANK_NEEDED:
            continue
        # the word before tells whether a single full stop ends a sentence
        single = behind - stop == 1 and text[stop] == "."
        letter = text[following]
        if letter.islower():
            if single and not _explains(_word_before(text, left, stop)):
                stops.append(stop)
        elif (letter.isalnum() or _opens_sentence(text, following, end)) and not (
            single and _is_known_word(text, start, stop) and _goes_on(text, stop, following, end)
        ):
            sentences.append((left, behind))
            left = following
    if left < end:
        sentences.append((left, end))


def _stops(text: str, piece: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Stops in ``text[start:end]``: where they begin, where the signs end, where what they close
    ends, and where the text goes on."""
    for sign in _OTHER_STOPS:
        if sign in piece:
            for found in _STOP.finditer(text, start, end):
                (stop, following), (_, last), (_, behind) = found.regs
                yield stop, last, behind, following
            return
    # most texts have no others than full stops, and those are found many times as quickly
    stop = text.find(".", start, end)
    while stop >= 0:
        last = behind = stop + 1
        following = stop + 2
        if following < end and text[last] == " " and not text[following].isspace():
            yield stop, last, behind, following
        else:
            signs = _FULL_STOP.match(text, stop, end)
            assert signs is not None  # noqa: S101  it matches every full stop
            (_, following), (_, last), (_, behind) = signs.regs
            yield stop, last, behind, following
        stop = text.find(".", following, end)


def _opens_sentence(text: str, start: int, end: int) -> bool:
    """Whether quotes and brackets at ``start`` open a sentence: no lower case follows them."""
    first = _first_letter(text, start, end)
    return first > start and (first == end or not text[first].islower())


def _is_known_word(text: str, start: int, stop: int) -> bool:
    """Whether a word of a table may stand before a full stop; its last three letters say no.

    No such word ends in a digit, and no initials do.
    """
    if stop - start > 2:
        ending = text[stop - 3 : stop]
        return ending in _endings() or not (ending.isalpha() or ending[2].isdecimal())
    return True


def _goes_on(text: str, stop: int, following: int, end: int) -> bool:
    """Whether the word before a full stop explains it, so that its sentence goes on behind."""
    word = _word_before(text, 0, stop)
    first = _first_letter(text, following, end)
    if first == end:
        return False
    if _is_title(word) or (text[first].isdigit() and word in _table("before_numbers")):
        return True
    if not _is_abbreviation(word):
        return False
    found = _WORD.match(text, first)
    return found is None or found.group() not in _table("starters")


def _first_letter(text: str, start: int, end: int) -> int:
    """The offset behind the opening quotes and brackets at ``start``."""
    while start < end and text[start] in _OPENERS:
        start += 1
    return start


def _is_title(word: str) -> bool:
    return word.rpartition("-")[2] in _table("titles")


def _is_abbreviation(word: str) -> bool:
    """Whether a full stop after ``word`` may be the abbreviation's own."""
    return _INITIALS.match(word.rpartition("-")[2]) is not None or word in _table("abbreviations")


def _explains(word: str) -> bool:
    """Whether ``word`` explains a full stop that ends no sentence."""
    return _is_abbreviation(word) or _is_title(word) or word in _table("before_numbers")


def _word_before(text: str, start: int, end: int) -> str:
    """The word of ``text[start:end]`` at its end, without the quotes and brackets it opens with."""
    piece = text[max(start, end - _LONGEST_WORD) : end]
    if not piece or piece[-1].isspace():
        return ""
    return piece.rsplit(None, 1)[-1].lstrip(_OPENERS)


@cache
def _endings() -> frozenset[str]:
    """The last three letters of all words that may stand before a stop inside of a sentence."""
    tables = ("titles", "before_numbers", "abbreviations")
    return frozenset(word[-3:] for name in tables for word in _table(name))


@cache
def _table(name: str) -> frozenset[str]:
    """The words of a data file."""
    lines = files("warcorpus.text").joinpath("data", f"{name}.txt").read_text("utf-8").split("\n")
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
