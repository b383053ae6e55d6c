"""Numbers in a text: digits and words, ranges, bounds; dates, measures and names are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import evolve, frozen

from warcorpus.model.facts import Qualifier
from warcorpus.normalizing.quantity_masking import blank_noise, mask
from warcorpus.normalizing.quantity_tables import (
    bounds,
    noun_kind,
    number_words,
    outcomes,
    singular,
)
from warcorpus.normalizing.quantity_values import Figure, WordNumber, read_figure
from warcorpus.normalizing.tables import rows, words

_BLANKS = " \u00a0\u2009\u202f"
_TOKEN = re.compile(
    rf"(?<![^\W_])(?:(?P<digits>[0-9]{{1,3}}(?:[{_BLANKS}][0-9]{{3}})+(?![0-9]|[.,'’][0-9])"
    r"|[0-9]+(?:[.,'’][0-9]+)*)|(?P<word>[^\W\d_]+))"
)
_NEXT_WORD = re.compile(r"[\s-]{0,3}([%°]|(?:[ap]\.m|no\.|[^\W\d_]+))", re.IGNORECASE)
_SHARE = re.compile(r"\s{0,2}(?:%|per\s?cent\b)")
_DASHES = frozenset("-–—−‐‒‑")
_PLUS = re.compile(r" ?\+| or more\b| plus\b")
_LONGEST_BOUND = 24


@frozen
class FoundNumber:
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


@frozen
class _Core:
    """One number before ranges and bounds: digits or words, with their scale."""

    start: int
    end: int
    value: int | None
    is_word: bool = False
    bare: bool = False  # four digits without a separator: may be a year
    base: int | None = None  # the value before the scale word
    scale: int = 1
    problem: str | None = None


_Tokens = Sequence[re.Match[str]]


def _word(token: re.Match[str]) -> str:
    return token.group().casefold()


def _adjacent(masked: str, first: re.Match[str] | _Core, second: re.Match[str]) -> bool:
    end = first.end if isinstance(first, _Core) else first.end()
    return masked[end : second.start()] in (" ", "-", "‑", "", "\u00a0")


def _words_core(masked: str, tokens: _Tokens, index: int) -> tuple[_Core, int] | None:
    """The number that the words from ``index`` on make, and the index after them."""
    number, after = WordNumber(), index
    first = _word(tokens[index])
    if first in ("a", "an", "half"):
        opened = _article(masked, tokens, index)
        if opened is None:
            return None
        value, after = opened
        end = tokens[after - 1].end()
        return _Core(tokens[index].start(), end, value, is_word=True), after
    while after < len(tokens):
        if after > index and not _adjacent(masked, tokens[after - 1], tokens[after]):
            break
        word = number_words().get(_word(tokens[after]))
        if word is None:
            if not _joins(masked, tokens, after, number):
                break
        elif not number.add(word):
            break
        after += 1
    if after == index:
        return None
    return _Core(tokens[index].start(), tokens[after - 1].end(), number.value, is_word=True), after


def _joins(masked: str, tokens: _Tokens, index: int, number: WordNumber) -> bool:
    """Whether ``and`` at ``index`` goes on with the number (two hundred and fifty)."""
    if _word(tokens[index]) != "and" or not number.open or index + 1 >= len(tokens):
        return False
    word = number_words().get(_word(tokens[index + 1]))
    return (
        word is not None
        and word.kind in ("unit", "ten")
        and _adjacent(masked, tokens[index], tokens[index + 1])
    )


def _article(masked: str, tokens: _Tokens, index: int) -> tuple[int, int] | None:
    """``a dozen``, ``a hundred``, ``half a dozen``, ``half-dozen``: value and index after it."""
    half = _word(tokens[index]) == "half"
    after = index + 1
    if half and after < len(tokens) and _word(tokens[after]) in ("a", "an"):
        after += 1
    if after >= len(tokens) or not _adjacent(masked, tokens[after - 1], tokens[after]):
        return None
    word = number_words().get(_word(tokens[after]))
    if word is None or word.kind not in ("hundred", "scale", "group"):
        return None
    return (word.value // 2 if half else word.value), after + 1


def _digits_core(masked: str, tokens: _Tokens, index: int) -> tuple[_Core, int]:
    token, after = tokens[index], index + 1
    scale = 1
    if after < len(tokens) and _adjacent(masked, token, tokens[after]):
        word = number_words().get(_word(tokens[after]))
        if word is not None and word.kind in ("hundred", "scale", "group"):
            scale, after = word.value, after + 1
    digits = token.group()
    figure: Figure = read_figure(digits, scaled=scale > 1)
    value = figure.times(scale)
    problem = figure.problem or ("number-ambiguous" if value is None else None)
    bare = scale == 1 and len(digits) == 4 and digits.isdigit()
    core = _Core(token.start(), tokens[after - 1].end(), value, False, bare, None, scale, problem)
    return evolve(core, base=figure.times(1)), after


def _cores(masked: str) -> Iterator[_Core]:
    tokens = list(_TOKEN.finditer(masked))
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.lastgroup == "digits":
            core, index = _digits_core(masked, tokens, index)
            yield core
            continue
        folded = _word(token)
        found = None
        if folded in number_words() or folded in ("a", "an", "half"):
            found = _words_core(masked, tokens, index)
        if found is None:
            index += 1
        else:
            core, index = found
            yield core


def _range_sign(masked: str, first: _Core, second: _Core) -> str | None:
    """What makes one range of two numbers: a dash, ``to``, ``or``, ``and`` after ``between``."""
    gap = masked[first.end : second.start]
    bare = gap.strip().removeprefix("+").strip()
    if "\n" in gap:
        return None
    if len(bare) == 1 and bare in _DASHES:
        return "-"
    if bare in ("to", "or") and len(gap) == 4:
        return bare
    before = masked[max(0, first.start - 12) : first.start].rstrip().casefold()
    if bare == "and" and before.endswith("between"):
        return "and"
    return None


def _rescaled(first: _Core, second: _Core) -> _Core:
    """``5–6 million``: the scale of the second counts for the first."""
    if first.scale == 1 and second.scale > 1 and first.value is not None:
        base = second.base
        if base is None or first.value <= base:
            return evolve(first, value=first.value * second.scale)
    return first


def _bound(masked: str, start: int) -> tuple[str | None, int]:
    """The sense of the words before a number, and where they start."""
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
_LAST_WORD = re.compile(r"(?:[^\W\d_]+|[Nn]os?\.)\Z")


def _previous_word(masked: str, start: int) -> str:
    before = masked[max(0, start - 20) : start].rstrip(" \u00a0(")
    found = _LAST_WORD.search(before)
    return "" if found is None else found.group()


def _names_a_thing(masked: str, start: int) -> bool:
    """Whether the number belongs to the noun before it (``Division 17``, ``resolutions 822``)."""
    if start == 0 or masked[start - 1] not in " \u00a0.":
        return False
    word = _previous_word(masked, start)
    folded = word.casefold()
    if {folded, singular(folded)}.isdisjoint(words("numbered_nouns")):
        return False
    return word[:1].isupper() or not {folded, singular(folded)}.isdisjoint(numbered_nouns())


def _counts(word: str) -> bool:
    return noun_kind(word) is not None or outcomes().match([word], 0) is not None


def _is_year(masked: str, core: _Core, sense: str | None, prose: bool) -> bool:
    """Whether four bare digits name a year."""
    if not core.bare or core.value is None or not 1000 <= core.value <= 2099:
        return False
    if masked[core.end : core.end + 1] == "+":
        return False
    led = _previous_word(masked, core.start).casefold() in words("year_leads")
    following = _next_word(masked, core.end)
    if not prose:
        return led and not _counts(following)
    if sense in ("at_least", "at_most"):
        return False
    return led or (core.value >= 1900 and not _counts(following))


def _is_year_range(masked: str, first: _Core, second: _Core, prose: bool) -> bool:
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


def _built(masked: str, cores: Sequence[_Core], sense: str | None, at: int) -> FoundNumber:
    first, last = cores[0], cores[-1]
    plus = _PLUS.match(masked, last.end)
    end = last.end if plus is None else plus.end()
    problems = tuple(sorted({core.problem for core in cores if core.problem}))
    found = FoundNumber(
        first.start, end, None, None, "ambiguous", last.is_word, (), at, problems
    )
    values = [core.value for core in cores if core.value is not None]
    if problems or len(values) < len(cores):
        return found
    low, high = values[0], values[-1]
    found = evolve(found, numbers=tuple(values))
    if low > high:
        return evolve(found, problems=("range-reversed",))
    if sense == "at_most":
        return evolve(found, max=high, qualifier="at_most")
    if len(values) > 1:
        if sense == "at_least":
            return evolve(found, min=low, qualifier="at_least")
        return evolve(found, min=low, max=high if plus is None else None, qualifier="range")
    if plus is not None or sense == "at_least":
        return evolve(found, min=low, qualifier="at_least")
    about: Qualifier = "about" if sense == "about" else "exact"
    return evolve(found, min=low, max=high, qualifier=about)


def _chained(masked: str, named_end: int, start: int) -> bool:
    """Whether a number goes on with a list of names (``resolutions 822, 853 and 874``)."""
    return named_end > 0 and masked[named_end:start].strip() in (",", "and", ", and", "–", "-")


def scan(masked: str, *, prose: bool) -> list[FoundNumber]:
    """The numbers of a masked text.

    Args:
        masked: as :func:`warcorpus.normalizing.quantity_masking.mask` gives it.
        prose: bare four-digit numbers are years unless something says that they count.
    """
    cores = list(_cores(masked))
    found: list[FoundNumber] = []
    index, named_end = 0, 0
    while index < len(cores):
        first = cores[index]
        group = [first]
        if index + 1 < len(cores) and _range_sign(masked, first, cores[index + 1]):
            second = cores[index + 1]
            group = [_rescaled(first, second), second]
        index += len(group)
        end = group[-1].end
        named = _names_a_thing(masked, first.start)
        if named or _chained(masked, named_end, first.start):
            named_end = end if named_end or _previous_word(masked, first.start)[-1:] == "s" else 0
            continue
        named_end = 0
        sense, at = _bounds(masked, first.start)
        if not _excluded(masked, group, sense, prose):
            found.append(_built(masked, group, sense, at))
    return found


def _excluded(masked: str, group: Sequence[_Core], sense: str | None, prose: bool) -> bool:
    first, last = group[0], group[-1]
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
