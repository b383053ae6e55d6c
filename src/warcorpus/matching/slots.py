"""Slots: what differs inside the words that two texts share.

Two stubs made from one template share most of their words and contradict each other in every
name and number; two versions of one account hardly ever do.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache

from attrs import frozen
from rapidfuzz.distance import OSA

from warcorpus.matching.copy_slots import find_copy_slots
from warcorpus.matching.prose import Prose
from warcorpus.matching.slot_tokens import SlotToken
from warcorpus.matching.tables import quantifiers
from warcorpus.text.diff import Passage, align, shared_passages
from warcorpus.text.folding import skeleton, stop_words, words
from warcorpus.text.tokens import is_word

_EDGE = 8
"""Tokens before the first or after the last shared words of both texts that are still aligned."""

RARE_CONFLICTS = 200
"""Words of a text for each conflict, from which on the texts are edited and no template."""

FILLED_IN = 50
"""Words of a text for each conflict, up to which a template may have been filled in anew."""

LEAST_REWORDED = 8
"""Places with other words that show a text to be edited, garbled or respelled."""

MISSPELLED = 3
"""Letters of ten that may be others in two spellings of a name."""

LEAST_SPELLED = 5
"""Letters of such a name."""

LEAST_FILLED = 3
"""Blanks of a template that are filled in otherwise; fewer may be a correction."""


@frozen
class Slots:
    """Substitutions inside shared words, and how many of them contradict each other.

    Args:
        substitutions: places where both texts have other words.
        conflicts: those with different numbers, dates or names.
        examples: the first conflicts, as the texts have them.
        passage: tokens of the longest shared passage.
        size: tokens of the shorter text.
    """

    substitutions: int = 0
    conflicts: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    passage: int = 0
    size: int = 0

    def penalty(self, most: int) -> int:
        """What they cost, in the unit of ``most``.

        >>> Slots(9, 2).penalty(192), Slots(6, 6).penalty(192)
        (0, -192)
        """
        if self.conflicts < 2 or 4 * self.conflicts < self.substitutions:
            return 0
        if self.size >= RARE_CONFLICTS * self.conflicts:
            return 0
        return -(most * self.conflicts // self.substitutions)

    @property
    def filled_in_anew(self) -> bool:
        """Whether most of what differs contradicts, and every few words: one template, twice.

        >>> Slots(5, 4, size=90).filled_in_anew, Slots(9, 2, size=90).filled_in_anew
        (True, False)
        """
        if self.conflicts < LEAST_FILLED or 2 * self.conflicts < self.substitutions:
            return False
        return self.size < FILLED_IN * self.conflicts

    @property
    def reworded(self) -> bool:
        """Whether other words stand in many places, and hardly ever contradict.

        >>> Slots(58, 2).reworded, Slots(58, 20).reworded, Slots(2, 0).reworded
        (True, False, False)
        """
        return self.substitutions >= LEAST_REWORDED and 8 * self.conflicts <= self.substitutions


def compare_slots(a: Prose, b: Prose, near_copies: bool = False) -> Slots:
    """The slots of two texts.

    Args:
        a: one text.
        b: the other.
        near_copies: the texts are known to share nearly everything, so that no passages need to
            be sought.
    """
    if near_copies:
        return _slots_of_copies(a, b)
    left, right = a.slot_tokens, b.slot_tokens
    substitutions = 0
    examples: list[tuple[str, str]] = []
    passages = _passages(a, b)
    for passage in passages:
        first, second = left[passage.a0 : passage.a1], right[passage.b0 : passage.b1]
        for x, y in _substitutions(first, second):
            substitutions += 1
            if _conflict(x, y):
                examples.append((_surface(x), _surface(y)))
    longest = max(passage.matched for passage in passages)
    shorter = min(a.size, b.size)
    return Slots(substitutions, len(examples), tuple(examples[:3]), longest, shorter)


def _slots_of_copies(a: Prose, b: Prose) -> Slots:
    """The slots of two texts that share nearly everything."""
    found = find_copy_slots(a, b)
    told = (slot.tokens() for slot in found if slot.may_conflict())
    examples = [(_surface(x), _surface(y)) for x, y in told if _conflict(x, y)]
    shorter = min(a.size, b.size)
    return Slots(len(found), len(examples), tuple(examples[:3]), shorter, shorter)


def passage_length(a: Prose, b: Prose) -> int:
    """Anchored tokens of the longest passage that two texts share, 0 without one."""
    return max((passage.matched for passage in shared_passages(a.grams, b.grams)), default=0)


def _passages(a: Prose, b: Prose) -> list[Passage]:
    """Shared passages, stretched to the edges of both texts; without any, both texts whole."""
    found = shared_passages(a.slot_grams, b.slot_grams)
    ends = len(a.slot_tokens), len(b.slot_tokens)
    if not found:
        return [Passage(0, ends[0], 0, ends[1], 0)]
    first, last = found[0], found[-1]
    if max(first.a0, first.b0) <= _EDGE:
        found[0] = first._replace(a0=0, b0=0)
    if max(ends[0] - last.a1, ends[1] - last.b1) <= _EDGE:
        found[-1] = found[-1]._replace(a1=ends[0], b1=ends[1])
    return found


def _substitutions(
    a: Sequence[SlotToken], b: Sequence[SlotToken]
) -> list[tuple[list[SlotToken], list[SlotToken]]]:
    """Pairs of stretches that stand for each other; signs alone and gaps are none."""
    found = []
    a, b = _without_equal_ends(a, b)
    for op in align([x.form for x in a], [x.form for x in b], weak=_weak):
        if op.tag != "replace":
            continue
        first, second = list(a[op.a0 : op.a1]), list(b[op.b0 : op.b1])
        if any(token.sort == "gap" for token in first + second):
            continue
        if _spoken(first) and _spoken(second) and _letters(first) != _letters(second):
            found.append((first, second))
    return found


def _letters(tokens: Sequence[SlotToken]) -> str:
    """The words without what parts them: tokenised copies drop dashes, `20–64` becomes `2064`."""
    said = "".join([token.surface for token in tokens])
    return "".join(filter(str.isalnum, said)).casefold()


def _without_equal_ends(
    a: Sequence[SlotToken], b: Sequence[SlotToken]
) -> tuple[Sequence[SlotToken], Sequence[SlotToken]]:
    """Both texts without what they begin and end with in common; most of a near copy."""
    start, end = _equal_ends([x.form for x in a], [x.form for x in b])
    return a[start : len(a) - end], b[start : len(b) - end]


def _equal_ends(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, int]:
    """How many items two sequences have in common at their beginning and at their end."""
    start, shorter = 0, min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _weak(form: Hashable) -> bool:
    return isinstance(form, str) and (form in stop_words("en") or not is_word(form))


def _spoken(tokens: Sequence[SlotToken]) -> bool:
    return any(token.sort != "sign" for token in tokens)


def _conflict(a: Sequence[SlotToken], b: Sequence[SlotToken]) -> bool:
    """Whether two stretches have different numbers, dates or names."""
    return _counts_differ(a, b) or _dates_differ(a, b) or _names_differ(a, b)


def _dates_differ(a: Sequence[SlotToken], b: Sequence[SlotToken]) -> bool:
    first = {token.form for token in a if token.sort == "date"}
    second = {token.form for token in b if token.sort == "date"}
    return bool(first and second and first.isdisjoint(second))


def _counts_differ(a: Sequence[SlotToken], b: Sequence[SlotToken]) -> bool:
    first, second = _counts(a), _counts(b)
    numbers = [token for token in (*a, *b) if token.sort == "number"]
    return bool(first and second and numbers and first.isdisjoint(second))


def _counts(tokens: Sequence[SlotToken]) -> set[Hashable]:
    return {
        token.form
        for token in tokens
        if token.sort == "number" or (token.sort == "word" and token.form in quantifiers())
    }


def _names_differ(a: Sequence[SlotToken], b: Sequence[SlotToken]) -> bool:
    first, second = _names(a), _names(b)
    if not (first and second and first.isdisjoint(second)):
        return False
    return not (_initials(a, second) or _initials(b, first) or _sound_alike(a, b))


def _sound_alike(a: Sequence[SlotToken], b: Sequence[SlotToken]) -> bool:
    """Whether a name of each may be one, spelled in two ways (``Brzoveszec``, ``Brzovjesec``)."""
    first, second = (_long_names(tokens) for tokens in (a, b))
    return any(10 * OSA.distance(x, y) <= MISSPELLED * max(len(x), len(y))
               for x in first for y in second)  # fmt: skip


def _long_names(tokens: Sequence[SlotToken]) -> set[str]:
    found = {" ".join(words(token.surface)) for token in tokens if token.sort == "name"}
    return {name for name in found if len(name) >= LEAST_SPELLED}


def _names(tokens: Sequence[SlotToken]) -> set[str]:
    """Skeletons of the names; two letters suffice here, where the context agrees."""
    found = set()
    for token in tokens:
        if token.sort == "name":
            found.add(_name(token.surface))
    return found


@lru_cache(maxsize=2**14)
def _name(surface: str) -> str:
    return skeleton(surface) or " ".join(words(surface))


def _initials(tokens: Sequence[SlotToken], names: set[str]) -> bool:
    """Whether the names spell an acronym on the other side (``Free Syrian Army``, ``FSA``)."""
    letters = "".join(token.surface[0] for token in tokens if token.sort == "name")
    return len(letters) > 1 and (skeleton(letters) or letters.casefold()) in names


def _surface(tokens: Sequence[SlotToken]) -> str:
    return " ".join(token.surface for token in tokens)
