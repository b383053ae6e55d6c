"""The prose of a record as matching reads it: tokens without headings, tables and captions."""

from __future__ import annotations

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


class Prose:
    """The tokens of a text and what follows from them, worked out when asked for.

    One object serves all records with the same text.

    Args:
        blocks: see :func:`warcorpus.matching.blocks.blocks_of`.
    """

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks

    @cached_property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Tokens between two gaps. Paragraphs do not end a run: copies lose their breaks."""
        runs: list[list[str]] = [[]]
        for block in self.blocks:
            for place, piece in enumerate(block):
                if place:
                    runs.append([])
                runs[-1].extend(words(piece))
        return tuple(tuple(run) for run in runs)

    @cached_property
    def grams(self) -> Grams:
        """Its unique 4-grams, by which passages are found."""
        return unique_grams(self.tokens)

    @cached_property
    def size(self) -> int:
        """Number of tokens; gaps are none."""
        return sum(len(run) for run in self.runs)

    @cached_property
    def length(self) -> int:
        """Words of a shingle; 0 if the text is too short to be evidence."""
        if self.size < MIN_TEXT:
            return 0
        return SHORT_SHINGLE if self.size < SHORT_TEXT else SHINGLE

    @cached_property
    def shingles(self) -> set[int]:
        """Hashes of its shingles."""
        return self.shingles_of(self.length)

    def shingles_of(self, length: int) -> set[int]:
        """Hashes of its shingles of another length."""
        return shingle_hashes(self.runs, length) if length else set()

    @cached_property
    def opening(self) -> set[int]:
        """Hashes of the shingles among its first tokens."""
        runs, left = [], OPENING
        for run in self.runs:
            runs.append(run[:left])
            left -= len(runs[-1])
            if not left:
                break
        return shingle_hashes(tuple(runs), self.length) if self.length else set()

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
