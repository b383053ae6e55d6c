"""The prose of a record as matching reads it: tokens without headings, tables and captions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import chain, islice

import msgspec
import numpy as np

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
from warcorpus.matching.surfaces import Surfaces
from warcorpus.text.diff import Grams, unique_grams, word_grams
from warcorpus.text.folding import words

MIN_IDENTICAL = 40
"""Texts under so many tokens are never taken for copies: a stub says too little."""

OPENING = 60
"""Tokens at the start of a text that tell a copy cut short from a part of another account."""

BEGINNING = 8
"""Tokens that texts which begin alike are sorted by."""

MIN_OPENING = 4
"""Texts under so many tokens are no opening: `This is a list`."""


class Prose(msgspec.Struct, dict=True, eq=False, array_like=True):
    """The tokens of a text; what two texts are compared by is worked out when asked for.

    Args:
        blocks: paragraphs, items and quotes, as written.
        size: number of tokens; gaps are none.
        is_whole: whether it has no gap.
        beginning: its first words.
        packed_shingles: hashes of its shingles, sorted, eight bytes each.
        facts: its day-months and numbers.
        digest: what identical texts share; None for a short text.

    >>> prose = Prose.of((("The town fell on 8 February.",),))
    >>> prose.size, prose.beginning[:2], prose.digest
    (6, ('the', 'town'), None)
    """

    blocks: Blocks
    size: int
    is_whole: bool
    beginning: tuple[str, ...]
    packed_shingles: bytes
    facts: Facts
    digest: bytes | None

    @classmethod
    def of(cls, blocks: Blocks) -> Prose:
        """The prose of some blocks; see :func:`warcorpus.matching.blocks.blocks_of`."""
        runs = _runs(blocks)
        size = sum(map(len, runs))
        length = _length(size)
        shingles = shingle_hashes(runs if length else (), length)
        beginning = tuple(islice(chain.from_iterable(runs), BEGINNING))
        digest = _digest(runs) if size >= MIN_IDENTICAL else None
        packed, facts = shingles.tobytes(), facts_of(blocks)
        return cls(blocks, size, len(runs) == 1, beginning, packed, facts, digest)

    @cached_property
    def runs(self) -> tuple[list[str], ...]:
        """Tokens between two gaps. Paragraphs do not end a run: copies lose their breaks."""
        return _runs(self.blocks)

    @cached_property
    def grams(self) -> Grams:
        """Its unique 4-grams, by which passages are found."""
        return word_grams(self.tokens)

    @property
    def length(self) -> int:
        """Words of a shingle; 0 if the text is too short to be evidence."""
        return _length(self.size)

    @cached_property
    def shingles(self) -> Hashes:
        """Hashes of its shingles."""
        return np.frombuffer(self.packed_shingles, np.uint64)

    @cached_property
    def sketch(self) -> Sketch:
        """The sketch of these."""
        return Sketch.of(self.shingles)

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
    def tokens(self) -> list[str]:
        """All tokens in order, as if there were no gaps."""
        return list(chain.from_iterable(self.runs))

    @cached_property
    def surfaces(self) -> Surfaces:
        """Its words as near copies are aligned by."""
        return Surfaces(self.blocks)

    @cached_property
    def slot_tokens(self) -> list[SlotToken]:
        """Its tokens as they are aligned."""
        return slot_tokens_of(self.blocks)

    @cached_property
    def slot_grams(self) -> Grams:
        """The unique 4-grams of these."""
        return unique_grams([token.form for token in self.slot_tokens])


def _runs(blocks: Blocks) -> tuple[list[str], ...]:
    runs: list[list[str]] = [[]]
    for block in blocks:
        runs[-1].append(block[0])
        runs += ([piece] for piece in block[1:])
    return tuple(words("\n".join(run)) for run in runs)


def _length(size: int) -> int:
    """Words of a shingle of a text of so many tokens."""
    if size < MIN_TEXT:
        return 0
    return SHORT_SHINGLE if size < SHORT_TEXT else SHINGLE


def _digest(runs: Sequence[Sequence[str]]) -> bytes:
    text = "\x00".join("\x01".join(run) for run in runs)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).digest()
