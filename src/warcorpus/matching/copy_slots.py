"""Slots of near copies: what differs between two texts that contain each other nearly whole.

Their words are aligned as they stand, which is quick; only where both texts have other words that
could say different numbers, dates or names are those understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from warcorpus.matching.prose import Prose
from warcorpus.matching.slot_tokens import SlotToken, slot_tokens_of
from warcorpus.matching.tables import quantifiers
from warcorpus.normalizing.quantities.tables import number_words
from warcorpus.text.folding import rejoined

_GAP = "\x00"
_SENTENCE_END = (".", "!", "?", ":", ";", _GAP)
_SIGNS = ".,;:!?\"'“”‘’„«»()[]{}…–—-*"


class CopySlot:
    """A place where two near copies have other words.

    Args:
        a: words of the first text, as it has them.
        b: words of the second.
        at_start: whether a sentence begins there in both.
    """

    def __init__(self, a: Sequence[str], b: Sequence[str], at_start: bool) -> None:
        self.a, self.b, self.at_start = " ".join(a), " ".join(b), at_start

    def may_conflict(self) -> bool:
        """Whether both sides say what could contradict the other."""
        return _may_tell(self.a) and _may_tell(self.b)

    def tokens(self) -> tuple[list[SlotToken], list[SlotToken]]:
        """Both sides as slots see them."""
        lead = "" if self.at_start else "and "
        first, second = (slot_tokens_of(((lead + side,),)) for side in (self.a, self.b))
        return (first, second) if self.at_start else (first[1:], second[1:])


def find_copy_slots(a: Prose, b: Prose) -> list[CopySlot]:
    """The places where two near copies have other words, in order.

    Args:
        a: one text.
        b: the other; both share nearly all their words.
    """
    left, right = _surfaces(a), _surfaces(b)
    found = []
    for op in Levenshtein.opcodes([*map(_form, left)], [*map(_form, right)]):
        if op.tag != "replace":
            continue
        x, y = left[op.src_start : op.src_end], right[op.dest_start : op.dest_end]
        if _GAP in x or _GAP in y or _letters(x) == _letters(y):
            continue
        starts = _begins(left, op.src_start) and _begins(right, op.dest_start)
        found.append(CopySlot(x, y, starts))
    return [
        slot for slot in found if any(map(str.isalnum, slot.a)) and any(map(str.isalnum, slot.b))
    ]


def _surfaces(prose: Prose) -> list[str]:
    """The words of a text with the signs around them; a gap is one."""
    gap = f" {_GAP} "
    return " ".join(gap.join(map(rejoined, block)) for block in prose.blocks).split()


@lru_cache(maxsize=2**16)
def _form(word: str) -> str:
    """What two words must share to count as equal; of signs alone nothing is left."""
    return word.strip(_SIGNS).casefold()


def _letters(words: Sequence[str]) -> str:
    return "".join(char for word in words for char in word if char.isalnum()).casefold()


def _begins(words: Sequence[str], at: int) -> bool:
    return at == 0 or words[at - 1].endswith(_SENTENCE_END)


def _may_tell(words: str) -> bool:
    """Whether some words may hold a number, a date or a name: a digit, a capital, a count."""
    if words != words.lower() or any(map(str.isdigit, words)):
        return True
    return not _counting().isdisjoint(_form(part) for part in words.replace("-", " ").split())


@cache
def _counting() -> frozenset[str]:
    return frozenset(number_words()) | quantifiers()
