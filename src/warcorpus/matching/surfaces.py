"""The words of a text with the signs around them, as near copies are aligned by."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import repeat

from warcorpus.matching.blocks import Blocks
from warcorpus.text.folding import rejoined

GAP = "\x00"
"""Stands for what is missing between two pieces of a paragraph."""

_SIGNS = ".,;:!?\"'“”‘’„«»()[]{}…–—-*"
_ONLY_A, _ONLY_B = "\0", "\1"
_FIRST, _BEHIND = 2, 0x110000


class Surfaces:
    """The words of a text, made once for all texts that it is compared with.

    Args:
        blocks: its prose, as written.

    >>> surfaces = Surfaces((("“Homs” fell.", "It burnt."),))
    >>> surfaces.words == ["“Homs”", "fell.", GAP, "It", "burnt."], surfaces.forms[:2]
    (True, ['homs', 'fell'])
    """

    def __init__(self, blocks: Blocks) -> None:
        gap = f" {GAP} "
        self.words = " ".join(gap.join(map(_whole, block)) for block in blocks).split()
        self.forms = [*map(form, self.words)]

    @cached_property
    def _characters(self) -> dict[str, str]:
        return dict(zip(dict.fromkeys(self.forms), map(chr, range(_FIRST, _BEHIND)), strict=False))

    @cached_property
    def _spelled(self) -> str:
        return "".join(map(self._characters.get, self.forms, repeat(_ONLY_A)))

    def beside(self, other: Surfaces) -> tuple[str, str]:
        """Both texts as strings, one character a word, equal where the forms are.

        rapidfuzz compares characters as they are; items of a list it would hash.

        Args:
            other: the text that this one is compared with.
        """
        get = self._characters.get
        return self._spelled, "".join(map(get, other.forms, repeat(_ONLY_B)))


@lru_cache(maxsize=2**16)
def form(word: str) -> str:
    """What two words must share to count as equal; of signs alone nothing is left."""
    return word.strip(_SIGNS).casefold()


def _whole(piece: str) -> str:
    """A piece with the endings that a tokeniser tore off; all of these have an apostrophe."""
    return rejoined(piece) if "'" in piece else piece
