"""Single numbers of a masked text, in digits or in words, with their scale (``1.5 million``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

import msgspec

from warcorpus.normalizing.quantities.tables import number_words
from warcorpus.normalizing.quantities.values import WordNumber, read_figure

_BLANKS = " \u00a0\u2009\u202f"
_DIGITS = rf"[0-9]{{1,3}}(?:[{_BLANKS}][0-9]{{3}})+(?![0-9]|[.,'’][0-9])|[0-9]+(?:[.,'’][0-9]+)*"
_ARTICLE = re.compile(r"(?<![^\W_])(?:(h)alf[ -](?:an? )?|an? )\Z", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_RUN_OF_WORD = re.compile(r"[^\W_]+")
_LONGEST_PLAIN = 15  # digits of a number that needs no look at its size
_START = attrgetter("start")
_SHORT = 200  # characters up to which parting a text into words costs less than the search


class Core(msgspec.Struct, frozen=True, gc=False):
    """One number before ranges and bounds.

    Args:
        start: first character.
        end: one past the last, scale included.
        value: its value; None with a problem.
        is_word: written in words.
        bare: four digits without a separator, which may be a year.
        base: the value before the scale word.
        scale: what the scale word multiplies by.
        problem: why there is no value.
    """

    start: int
    end: int
    value: int | None
    is_word: bool = False
    bare: bool = False
    base: int | None = None
    scale: int = 1
    problem: str | None = None


@cache
def _scales() -> str:
    kinds = ("hundred", "scale", "group")
    return "|".join(word for word, entry in number_words().items() if entry.kind in kinds)


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<digits>{_DIGITS})(?:[{_BLANKS}-](?P<scale>{_scales()})(?![^\W_]))?", re.IGNORECASE
    )


@cache
def _run() -> re.Pattern[str]:
    """A run of number words."""
    ordered = sorted(number_words(), key=lambda word: (-len(word), word))
    word = rf"(?:{'|'.join(ordered)})(?![^\W_])"
    return re.compile(rf"{word}(?:[{_BLANKS}‑-](?:and )?{word})*", re.IGNORECASE)


def _word_starts(masked: str) -> list[int]:
    """Where number words begin.

    One ``str.find`` for each of the few words is several times faster over a long text than
    one pattern that tries all of them at every letter.
    """
    lower = masked.replace("İ", "I").lower()  # the one letter whose lower case is longer
    if len(lower) < _SHORT and number_words().keys().isdisjoint(_RUN_OF_WORD.findall(lower)):
        return []
    starts = []
    for word in number_words():
        at = lower.find(word)
        while at >= 0:
            end = at + len(word)
            if not lower[max(0, at - 1) : at].isalnum() and not lower[end : end + 1].isalnum():
                starts.append(at)
            at = lower.find(word, end)
    return sorted(starts)


def _stands_alone(masked: str, start: int, end: int) -> bool:
    """Not part of a compound (``two-day``, ``Brigade-one``); ``three-strong`` counts."""
    if start and masked[start - 1] in "-‑":
        return False
    if masked[end : end + 1] not in ("-", "‑") or not masked[end + 1 : end + 2].isalpha():
        return True
    return masked[end + 1 : end + 7].casefold() == "strong"


def _figures(masked: str) -> Iterator[re.Match[str]]:
    """All numbers in digits; looking for a digit first is much faster than trying everywhere."""
    digit = _DIGIT.search(masked)
    while digit:
        found = _digits().match(masked, digit.start())
        if found is None:
            break
        yield found
        digit = _DIGIT.search(masked, found.end())


def _digits_core(found: re.Match[str]) -> Core:
    digits, name = found.group("digits", "scale")
    start, end = found.span()
    if name is None and len(digits) < _LONGEST_PLAIN and digits.isdigit():
        count = int(digits)
        return Core(start, end, count, False, len(digits) == 4, count)
    scale = number_words()[name.casefold()].value if name else 1
    figure = read_figure(digits, scaled=scale > 1)
    base = figure.times(1)
    value = base if scale == 1 else figure.times(scale)
    problem = figure.problem
    if value is None and problem is None:
        problem = "number-ambiguous" if figure.decimals else "number-too-large"
    return Core(start, end, value, base=base, scale=scale, problem=problem)


def _article_core(masked: str, start: int, end: int) -> Core | None:
    """``a dozen``, ``a hundred``, ``half a dozen``, ``half-dozen``: a scale without a number."""
    word = number_words().get(masked[start:end].casefold())
    article = _ARTICLE.search(masked[max(0, start - 8) : start])
    if word is None or article is None or word.kind not in ("hundred", "scale", "group"):
        return None
    half = article.group(1) is not None
    value = word.value // 2 if half else word.value
    return Core(start - len(article.group()), end, value, is_word=True)


def _word_cores(found: re.Match[str]) -> Iterator[Core]:
    """The numbers of a run of number words; ``two three`` is two numbers."""
    number, start, end = WordNumber(), -1, -1
    and_before = False
    for word in _WORD.finditer(found.group()):
        entry = number_words().get(word.group().casefold())
        if entry is None:
            and_before = True
            continue
        fits = start >= 0 and (number.open or not and_before) and number.add(entry)
        and_before = False
        if not fits:
            if start >= 0:
                yield Core(found.start() + start, found.start() + end, number.value, is_word=True)
            number, start = WordNumber(), word.start()
            if not number.add(entry):  # "dozen", "hundred" alone give no number
                start = -1
                continue
        end = word.end()
    if start >= 0:
        yield Core(found.start() + start, found.start() + end, number.value, is_word=True)


def _spelled_cores(masked: str, starts: Sequence[int]) -> Iterator[Core]:
    done = 0
    for start in starts:
        run = _run().match(masked, start) if start >= done else None
        if run is None:
            continue
        done = run.end()
        if not _stands_alone(masked, start, done):
            continue
        article = _article_core(masked, start, done)
        if article is not None:
            yield article
        else:
            yield from _word_cores(run)


def cores(masked: str) -> list[Core]:
    """The single numbers of a masked text, in order.

    >>> [core.value for core in cores("two hundred and fifty men, 1.5 million, half a dozen")]
    [250, 1500000, 6]
    """
    found = [
        _digits_core(match)
        for match in _figures(masked)
        if not masked[max(0, match.start() - 1) : match.start()].isalnum()
    ]
    starts = _word_starts(masked)
    if not starts:
        return found
    # The scale of "1.5 million" is no number word of its own.
    ends = {core.end for core in found if core.scale > 1}
    found += [core for core in _spelled_cores(masked, starts) if core.end not in ends]
    return sorted(found, key=_START)
