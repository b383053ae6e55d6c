"""Slots of near copies: what differs between two texts that contain each other nearly whole.

Their words are aligned as they stand, which is quick; only where both texts have other words that
could say different numbers, dates or names are those understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein, Opcode

from warcorpus.matching.prose import Prose
from warcorpus.matching.slot_tokens import SlotToken, counting, may_count, slot_tokens_of
from warcorpus.matching.surfaces import GAP, form

FRAME = 3
"""Words before and after a place that both texts share, so that other words there say the same."""

_SENTENCE_END = (".", "!", "?", ":", ";", GAP)


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
        sides = self.a, self.b
        if not all(map(_may_tell, sides)):
            return False
        # A name contradicts no number, and most slots end here unread.
        return all(map(_may_name, sides)) or all(map(may_count, sides))

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
    left, right = a.surfaces.words, b.surfaces.words
    found = []
    for op in _framed(list(Levenshtein.opcodes(*a.surfaces.beside(b.surfaces)))):
        x, y = left[op.src_start : op.src_end], right[op.dest_start : op.dest_end]
        if GAP in x or GAP in y:
            continue
        said, other = _letters(x), _letters(y)
        if said and other and said != other:
            starts = _begins(left, op.src_start) and _begins(right, op.dest_start)
            found.append(CopySlot(x, y, starts))
    return found


def _framed(ops: Sequence[Opcode]) -> Iterator[Opcode]:
    """The places with other words that shared ones stand around.

    Where one text has a passage of its own, only stray words agree with what the other has there.
    """
    shared = [op.src_end - op.src_start if op.tag == "equal" else 0 for op in ops]
    edges = [FRAME, *shared, FRAME]  # text ends frame as well
    for op, before, after in zip(ops, edges, edges[2:], strict=False):
        if op.tag == "replace" and before + after >= FRAME:
            yield op


def _letters(words: Sequence[str]) -> str:
    return "".join(filter(str.isalnum, "".join(words))).casefold()


def _begins(words: Sequence[str], at: int) -> bool:
    return at == 0 or words[at - 1].endswith(_SENTENCE_END)


def _may_tell(words: str) -> bool:
    """Whether some words may hold a number, a date or a name: a digit, a capital, a count."""
    if words != words.lower() or any(map(str.isdigit, words)):
        return True
    return not counting().isdisjoint(map(form, words.replace("-", " ").split()))


def _may_name(words: str) -> bool:
    return any(map(str.isupper, words))
