"""The prose of a record as matching reads it: tokens without headings, tables and captions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b
from itertools import chain

from warcorpus.matching.blocks import Blocks
from warcorpus.matching.facts import Facts, facts_of
from warcorpus.matching.sketch import (
    MIN_TEXT,
    SHINGLE,
    SHORT_SHINGLE,
    SHORT_TEXT,
    Hashes,
    Sketch,
    shingle_hashes,
)
from warcorpus.matching.slot_tokens import SlotToken, slot_tokens_of
from warcorpus.text.diff import Grams, unique_grams
from warcorpus.text.folding import words

MIN_IDENTICAL = 40
"""Texts under so many tokens are never taken for copies: a stub says too little."""

OPENING = 60
"""Tokens at the start of a text that tell a copy cut short from a part of another account."""

BEGINNING = 8
"""Tokens that texts which begin alike are sorted by."""

MIN_OPENING = 4
"""Texts under so many tokens are no opening: `This is a list`."""


Load = Callable[[], Blocks]


class Prose:
    """The tokens of a text and what follows from them, worked out when asked for.

    One object serves all records with the same text. Of many texts only what candidate search
    needs is kept; the words come back when two of them are compared.

    Args:
        load: gives the blocks; see :func:`warcorpus.matching.blocks.blocks_of`.
        opened: told each time that the words are loaded.
    """

    def __init__(self, load: Load, opened: Callable[[Prose], None] | None = None) -> None:
        self._load = load
        self._opened = opened

    def close(self) -> None:
        """Forget the words; what is small stays."""
        for name in _KEPT:
            getattr(self, name)
        known = vars(self)
        small = (*_KEPT, "facts")
        for name in [name for name in known if name not in small and name[0] != "_"]:
            del known[name]

    @cached_property
    def blocks(self) -> Blocks:
        """Paragraphs, items and quotes, as written."""
        if self._opened is not None:
            self._opened(self)
        return self._load()

    @cached_property
    def runs(self) -> tuple[list[str], ...]:
        """Tokens between two gaps. Paragraphs do not end a run: copies lose their breaks."""
        runs: list[list[str]] = [[]]
        for block in self.blocks:
            runs[-1].append(block[0])
            runs += ([piece] for piece in block[1:])
        return tuple(words("\n".join(run)) for run in runs)

    @cached_property
    def grams(self) -> Grams:
        """Its unique 4-grams, by which passages are found."""
        return unique_grams(self.tokens)

    @cached_property
    def size(self) -> int:
        """Number of tokens; gaps are none."""
        return sum(len(run) for run in self.runs)

    @cached_property
    def is_whole(self) -> bool:
        """Whether it has no gap."""
        return len(self.runs) == 1

    @cached_property
    def beginning(self) -> tuple[str, ...]:
        """Its first words."""
        return tuple(self.tokens[:BEGINNING])

    @cached_property
    def length(self) -> int:
        """Words of a shingle; 0 if the text is too short to be evidence."""
        if self.size < MIN_TEXT:
            return 0
        return SHORT_SHINGLE if self.size < SHORT_TEXT else SHINGLE

    @cached_property
    def shingles(self) -> Hashes:
        """Hashes of its shingles."""
        return self.shingles_of(self.length)

    def shingles_of(self, length: int) -> Hashes:
        """Hashes of its shingles of another length."""
        return shingle_hashes(self.runs if length else (), length)

    @cached_property
    def opening(self) -> Hashes:
        """Hashes of the shingles among its first tokens."""
        runs, left = [], OPENING
        for run in self.runs:
            runs.append(run[:left])
            left -= len(runs[-1])
            if not left:
                break
        return shingle_hashes(runs if self.length else (), self.length)

    def is_opening_of(self, other: Prose) -> bool:
        """Whether it is, word for word, the first paragraphs of a longer text and no more."""
        left = self.size
        if not MIN_OPENING <= left < other.size or self.beginning[:4] != other.beginning[:4]:
            return False
        for number, block in enumerate(other.blocks):
            left -= sum(len(words(piece)) for piece in block)
            if left <= 0:
                ends = left == 0 and number + 1 < len(other.blocks)
                return ends and self.tokens == other.tokens[: len(self.tokens)]
        return False

    @cached_property
    def sketch(self) -> Sketch:
        """The sketch of its shingles."""
        return Sketch.of(self.shingles)

    @cached_property
    def digest(self) -> bytes | None:
        """What identical texts share; None for a short text."""
        if self.size < MIN_IDENTICAL:
            return None
        text = "\x00".join("\x01".join(run) for run in self.runs)
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).digest()

    @cached_property
    def tokens(self) -> list[str]:
        """All tokens in order, as if there were no gaps."""
        return list(chain.from_iterable(self.runs))

    @cached_property
    def facts(self) -> Facts:
        """Its day-months and numbers."""
        return facts_of(self.blocks)

    @cached_property
    def slot_tokens(self) -> list[SlotToken]:
        """Its tokens as they are aligned."""
        return slot_tokens_of(self.blocks)


_KEPT = ("size", "is_whole", "length", "beginning", "sketch", "digest")
"""What is small, and what candidates are found by."""
