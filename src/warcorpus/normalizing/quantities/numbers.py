"""Numbers in a text: digits and words, ranges, bounds; dates, measures and names are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Qualifier
from warcorpus.normalizing.quantities.cores import Core, cores
from warcorpus.normalizing.quantities.masking import blank_noise, mask
from warcorpus.normalizing.quantities.tables import bounds, noun_kind, outcomes, singular
from warcorpus.normalizing.quantities.values import LARGEST
from warcorpus.normalizing.tables import rows, words

_NEXT_WORD = re.compile(r"[\s-]{0,3}([%°]|(?:[ap]\.m|no\.|[^\W\d_]+))", re.IGNORECASE)
_SHARE = re.compile(r"\s{0,2}(?:%|per\s?cent\b)")
_DASHES = frozenset("-–—−‐‒‑")
_PLUS = re.compile(r" ?\+| or more\b| plus\b")
_CURRENCIES = frozenset("$€£¥")
_LONGEST_BOUND = 24


class FoundNumber(msgspec.Struct, frozen=True, gc=False):
    """A number in a text.

    Args:
        start: first character of the number itself, without the words that bound it.
        end: one past its last character, ``+`` included.
        min: smallest value; None when open, or when the number has no one reading.
        max: largest value, likewise.
        qualifier: ``exact``, ``at_least``, ``at_most``, ``about``, ``range`` or ``ambiguous``.
        is_word: written in words (``Seven``).
        numbers: the values as written, one, or two of a range, whatever bounds them.
        bound_start: first character of the bounding words; ``start`` where there are none.
        problems: ``number-ambiguous``, ``number-too-large``, ``range-reversed``.
    """

    start: int
    end: int
    min: int | None
    max: int | None
    qualifier: Qualifier
    is_word: bool = False
    numbers: tuple[int, ...] = ()
    bound_start: int = 0
    problems: tuple[str, ...] = ()


def _range_sign(masked: str, first: Core, second: Core) -> str | None:
    """What makes one range of two numbers: a dash, ``to``, ``or``, ``and`` after ``between``."""
    gap = masked[first.end : second.start]
    bare = gap.strip().removeprefix("+").strip()
    if "\n" in gap:
        return None
    if len(bare) == 1 and bare in _DASHES:
        return "-"
    if bare in ("to", "or") and gap[0].isspace() and gap[-1].isspace():
        return bare
    before = masked[max(0, first.start - 12) : first.start].rstrip().casefold()
    if bare == "and" and before.endswith("between"):
        return "and"
    return None


def _rescaled(first: Core, second: Core) -> Core:
    """``5–6 million``: the scale of the second counts for the first."""
    if first.scale == 1 and second.scale > 1 and first.value is not None:
        base = second.base
        fits = first.value * second.scale <= LARGEST
        if fits and (base is None or first.value <= base):
            return evolve(first, value=first.value * second.scale)
    return first


def _bound(masked: str, start: int) -> tuple[str | None, int]:
    """The sense of the words before a number, and where they start."""
    if start == 0:
        return None, 0
    before = masked[max(0, start - _LONGEST_BOUND) : start].casefold()
    bare = before.rstrip(" \u00a0\t")
    for phrase, sense in bounds().get(bare[-1:], ()):
        if not bare.endswith(phrase):
            continue
        at = len(bare) - len(phrase)
        if phrase[0].isalpha() and at and (bare[at - 1].isalnum() or bare[at - 1] == "-"):
            continue
        if phrase[-1].isalpha() and len(bare) == len(before):
            continue
        return sense, start - len(before) + at
    return None, start


def _bounds(masked: str, start: int) -> tuple[str | None, int]:
    """Like :func:`_bound` for several in a row (``more than about``); the strongest counts."""
    sense, at = _bound(masked, start)
    if sense is None:
        return None, start
    further, before = _bound(masked, at)
    if further is None:
        return sense, at
    weak = ("about", "from")
    return (further if sense in weak else sense), before


def _next_word(masked: str, end: int) -> str:
    found = _NEXT_WORD.match(masked, end)
    return "" if found is None else found.group(1).casefold()


def _measures(masked: str, end: int) -> bool:
    """Whether a unit of time, share, length or money follows."""
    if end == len(masked):
        return False
    if _SHARE.match(masked, end):
        return True
    found = _NEXT_WORD.match(masked, end)
    if found is None:
        return False
    if found.group(1) in "%°":
        return True
    if "\n" in found.group():
        return False
    word = found.group(1).casefold()
    if word in ("more", "consecutive", "full", "additional", "straight", "further"):
        return _next_word(masked, found.end()) in words("unit_words")
    return word in words("unit_words")


_LABEL_END = re.compile(r"\s{0,3}:")
_LAST_WORD = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]++|[Nn]os?\.)\Z")


def _previous_word(masked: str, start: int) -> str:
    before = masked[max(0, start - 20) : start].rstrip(" \u00a0(")
    if not before:
        return ""
    found = _LAST_WORD.search(before)
    return "" if found is None else found.group()


def _names_a_thing(masked: str, start: int) -> bool:
    """Whether the number belongs to the noun before it (``Division 17``, ``resolutions 822``)."""
    if masked[start - 1] not in " \u00a0.":
        return False
    word = _previous_word(masked, start)
    folded = word.casefold()
    if {folded, singular(folded)}.isdisjoint(words("numbered_nouns")):
        return False
    return word[:1].isupper() or not {folded, singular(folded)}.isdisjoint(numbered_nouns())


def _counts(word: str) -> bool:
    return noun_kind(word) is not None or outcomes().match([word], 0) is not None


def _is_year(masked: str, core: Core, sense: str | None, prose: bool) -> bool:
    """Whether four bare digits name a year."""
    if not core.bare or core.value is None or not 1000 <= core.value <= 2099:
        return False
    if masked[core.end : core.end + 1] == "+":
        return False
    led = _previous_word(masked, core.start).casefold() in words("year_leads")
    following = _next_word(masked, core.end)
    if not prose:
        labelled = _LABEL_END.match(masked, core.end) is not None
        return labelled or (led and not _counts(following))
    if sense in ("at_least", "at_most"):
        return False
    return led or (core.value >= 1900 and not _counts(following))


def _is_year_range(masked: str, first: Core, second: Core, prose: bool) -> bool:
    """``1993–94``, ``2012-13``; in a field only where a label or bracket shows it."""
    if not first.bare or first.value is None or second.value is None:
        return False
    if not 1000 <= first.value <= 2099 or second.scale > 1:
        return False
    later = second.value > first.value if second.bare else second.end - second.start == 2
    if not later or _counts(_next_word(masked, second.end)):
        return False
    if prose:
        return True
    led = _previous_word(masked, first.start).casefold() in words("year_leads")
    return led or not second.bare or _LABEL_END.match(masked, second.end) is not None


def _built(masked: str, parts: Sequence[Core], sense: str | None, at: int) -> FoundNumber:
    first, last = parts[0], parts[-1]
    plus = _PLUS.match(masked, last.end)
    end = last.end if plus is None else plus.end()
    problems = tuple(sorted({core.problem for core in parts if core.problem}))
    values = tuple([core.value for core in parts if core.value is not None])
    low: int | None = None
    high: int | None = None
    qualifier: Qualifier = "ambiguous"
    if problems or len(values) < len(parts):
        values = ()
    elif values[0] > values[-1]:
        problems = ("range-reversed",)
    else:
        low, high, qualifier = _bounded(values, sense, plus is not None)
    is_word = last.is_word
    return FoundNumber(first.start, end, low, high, qualifier, is_word, values, at, problems)


def _bounded(
    values: tuple[int, ...], sense: str | None, plus: bool
) -> tuple[int | None, int | None, Qualifier]:
    """Smallest and largest value, and how they are meant."""
    low, high = values[0], values[-1]
    if sense == "at_most":
        return None, high, "at_most"
    if sense == "at_least":
        return low, None, "at_least"
    if len(values) > 1:
        return low, None if plus else high, "range"
    if plus:
        return low, None, "at_least"
    return low, high, "about" if sense == "about" else "exact"


def _chained(masked: str, named_end: int, start: int) -> bool:
    """Whether a number goes on with a list of names (``resolutions 822, 853 and 874``)."""
    return masked[named_end:start].strip() in (",", "and", ", and", "–", "-")


def scan(masked: str, *, prose: bool) -> list[FoundNumber]:
    """The numbers of a masked text.

    Args:
        masked: as :func:`warcorpus.normalizing.quantities.masking.mask` gives it.
        prose: bare four-digit numbers are years unless something says that they count.
    """
    singles = cores(masked)
    found: list[FoundNumber] = []
    index, named_end = 0, 0
    while index < len(singles):
        first = singles[index]
        group = [first]
        if index + 1 < len(singles) and _range_sign(masked, first, singles[index + 1]):
            second = singles[index + 1]
            group = [_rescaled(first, second), second]
        index += len(group)
        end = group[-1].end
        named = first.start > 0 and _names_a_thing(masked, first.start)
        if named or (named_end and _chained(masked, named_end, first.start)):
            named_end = end if named_end or _previous_word(masked, first.start)[-1:] == "s" else 0
            continue
        named_end = 0
        sense, at = _bounds(masked, first.start)
        if len(group) == 1 and sense in ("between", "from"):
            sense, at = None, first.start
        if not _excluded(masked, group, sense, prose):
            found.append(_built(masked, group, sense, at))
    return found


def _excluded(masked: str, group: Sequence[Core], sense: str | None, prose: bool) -> bool:
    first, last = group[0], group[-1]
    if masked[max(0, first.start - 2) : first.start].rstrip()[-1:] in _CURRENCIES:
        return True
    if _measures(masked, last.end):
        return True
    if len(group) > 1:
        return _is_year_range(masked, first, last, prose)
    if prose and first.problem == "number-ambiguous" and "." in masked[first.start : first.end]:
        return first.base is None and len(masked[first.start : first.end].split(".")[-1]) != 3
    return _is_year(masked, first, sense, prose)


def find_numbers(text: str) -> list[FoundNumber]:
    """The numbers of people and things in a prose text, in order.

    Dates, years, clock times, durations, shares, distances, sums of money, ordinals, models,
    numbered names and footnote marks are none of them.

    Args:
        text: any text.

    >>> [(n.min, n.max, n.qualifier) for n in find_numbers(
    ...     "On 8 October 2012 more than 1,600 men and two Su-22 held 17 km for 72 hours.")]
    [(1600, None, 'at_least'), (2, 2, 'exact')]
    """
    return scan(mask(blank_noise(text)), prose=True)


@cache
def numbered_nouns() -> frozenset[str]:
    """Nouns that take a number after them in any case (``mirage 2000``)."""
    return frozenset(row[0] for row in rows("numbered_nouns") if len(row) > 1)
