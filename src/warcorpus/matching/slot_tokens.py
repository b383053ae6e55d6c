"""Tokens as slots see them: what each says, and whether it is a word, name, number or date."""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from warcorpus.matching.blocks import Blocks
from warcorpus.matching.facts import DIGIT, days_of
from warcorpus.matching.tables import quantifiers
from warcorpus.normalizing.dates import find_dates
from warcorpus.normalizing.quantities import find_numbers
from warcorpus.normalizing.quantities.tables import number_words
from warcorpus.text.folding import rejoined
from warcorpus.text.tokens import comparison_form, is_word, token_spans

_SENTENCE_END = frozenset(".!?:;")
_RUN = re.compile(r"[^\W_]+")
_TRANSPARENT = frozenset("\"'“”‘’()[]*")

Sort = Literal["word", "name", "number", "date", "sign", "gap"]


class SlotToken(NamedTuple):
    """A token of the alignment: what it says and what it is."""

    form: Hashable
    surface: str
    sort: Sort


def slot_tokens_of(blocks: Blocks) -> list[SlotToken]:
    """The tokens of a text; a date or number is one token, compared by its value.

    Args:
        blocks: its prose, as written.

    >>> [token.sort for token in slot_tokens_of((("On 8 February Homs fell.",),))]
    ['word', 'date', 'name', 'word', 'sign']
    """
    tokens: list[SlotToken] = []
    for block in blocks:
        start = True
        for place, piece in enumerate(block):
            if place:
                tokens.append(SlotToken(("gap",), "", "gap"))
            found = _piece_tokens(rejoined(piece) if "'" in piece else piece, start)
            tokens.extend(found)
            start = not found and start
    return tokens


@lru_cache(maxsize=2048)
def _piece_tokens(piece: str, at_start: bool) -> tuple[SlotToken, ...]:
    """Tokens of one paragraph; versions of a text have most of their paragraphs in common."""
    tokens: list[SlotToken] = []
    valued = _valued(piece)
    position = 0
    for start, end in token_spans(piece):
        while position < len(valued) and valued[position][1] <= start:
            position += 1
        inside = position < len(valued) and valued[position][0] < end
        if not inside:
            surface = piece[start:end]
            tokens.append(_plain(surface, at_start))
            if surface not in _TRANSPARENT:
                at_start = surface in _SENTENCE_END
        elif start <= valued[position][0] or not tokens or tokens[-1] is not valued[position][2]:
            tokens.append(valued[position][2])
            at_start = False
    return tuple(tokens)


def _plain(surface: str, at_start: bool) -> SlotToken:
    if not is_word(surface):
        return SlotToken(surface, surface, "sign")
    if surface.isascii() and surface.isdigit():
        # Measures and years are no counts of people, but they contradict each other all the same.
        return SlotToken(("number", int(surface), int(surface)), surface, "number")
    capital = surface[0].isupper() or any(
        part[:1].isupper() for part in surface.replace("’", "'").replace("'", "-").split("-")
    )
    return SlotToken(
        comparison_form(surface), surface, "name" if capital and not at_start else "word"
    )


def may_count(text: str) -> bool:
    """Whether a text may hold a date, a number or a word that counts.

    >>> may_count("on 8 May"), may_count("Seven men"), may_count("all men"), may_count("the men")
    (True, True, True, False)
    """
    if DIGIT.search(text):
        return True
    lower = text.lower()
    if not text.isascii():
        # Numbers in words are found by ``lower``, other words that count by ``casefold``.
        lower = f"{text.replace('İ', 'I').lower()} {text.casefold()}"
    return not counting().isdisjoint(_RUN.findall(lower))


@cache
def counting() -> frozenset[str]:
    """Words that are numbers or count without one."""
    return frozenset(number_words()) | quantifiers()


def _valued(piece: str) -> list[tuple[int, int, SlotToken]]:
    """Dates and numbers of a text with their ranges, in order, disjoint; dates come first."""
    found: list[tuple[int, int, SlotToken]] = []
    if not may_count(piece):
        return found
    for date in find_dates(piece) if DIGIT.search(piece) else ():
        value = tuple(days_of(date.date.edtf)) or date.date.edtf
        surface = piece[date.start : date.end]
        found.append((date.start, date.end, SlotToken(("date", value), surface, "date")))
    taken = [(start, end) for start, end, _ in found]
    for number in find_numbers(piece):
        if not any(start < number.end and number.start < end for start, end in taken):
            surface = piece[number.start : number.end]
            token = SlotToken(("number", number.min, number.max), surface, "number")
            found.append((number.start, number.end, token))
    return sorted(found, key=lambda item: item[:2])
