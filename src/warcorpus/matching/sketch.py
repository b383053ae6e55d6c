"""The sketch: the smallest hashes of a text's word shingles, from which containment follows.

MinHash bands estimate Jaccard, which fails where one text is longer or redacted (000 and 001:
.583); a fraction of all hashes gives containment both ways (.826), nests, and can be united.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from attrs import frozen

HASH_VERSION = 1
"""Version of the hash functions here, for the manifest."""

LIMIT = 2**64
FRACTION = 8
"""Hashes below ``LIMIT / FRACTION`` are kept."""

FLOOR, CEILING = 64, 4096
"""A sketch keeps at least so many hashes, if the text has them, and at most so many."""

SHINGLE, SHORT_SHINGLE = 5, 3
SHORT_TEXT = 40
"""Texts under so many tokens have shingles of :data:`SHORT_SHINGLE` words."""

MIN_TEXT = 12
"""Texts under so many tokens are no evidence."""

_MASK = LIMIT - 1
_BASE = 0x9E3779B97F4A7C15


@frozen
class Sketch:
    """Hashes of a set of shingles.

    Args:
        hashes: sorted; every hash of the set below ``limit``.
        limit: what they are all below.
        size: number of shingles of the whole set.
    """

    hashes: tuple[int, ...]
    limit: int
    size: int

    @classmethod
    def of(cls, shingles: Iterable[int]) -> Sketch:
        """The sketch of a set of shingle hashes.

        >>> Sketch.of(range(10)).size, len(Sketch.of(range(10)).hashes)
        (10, 10)
        """
        found = sorted(set(shingles))
        if len(found) <= FLOOR:
            return cls(tuple(found), LIMIT, len(found))
        limit = LIMIT // FRACTION
        kept = [value for value in found if value < limit]
        if len(kept) < FLOOR:
            return cls(tuple(found[:FLOOR]), found[FLOOR - 1] + 1, len(found))
        while len(kept) > CEILING:
            limit //= 2
            kept = [value for value in kept if value < limit]
        return cls(tuple(kept), limit, len(found))

    def union(self, other: Sketch, size: int) -> Sketch:
        """The sketch of both sets together, below the smaller limit.

        Args:
            other: another sketch.
            size: number of shingles of the united set.
        """
        limit = min(self.limit, other.limit)
        kept = sorted({value for value in (*self.hashes, *other.hashes) if value < limit})
        while len(kept) > CEILING:
            limit //= 2
            kept = [value for value in kept if value < limit]
        return Sketch(tuple(kept), limit, size)


class Overlap(NamedTuple):
    """How many shingles two texts share, of how many; exact or below a limit."""

    shared: int
    a: int
    b: int

    @property
    def smaller(self) -> int:
        """What the shared ones are compared with: the smaller side."""
        return max(min(self.a, self.b), self.shared)

    def at_least(self, numerator: int, denominator: int) -> bool:
        """Whether the containment reaches a fraction.

        >>> Overlap(300, 363, 452).at_least(6, 10)
        True
        """
        return self.smaller > 0 and self.shared * denominator >= self.smaller * numerator


def estimate(a: Sketch, b: Sketch) -> Overlap:
    """The overlap of two sketches below the smaller limit.

    >>> estimate(Sketch.of(range(100)), Sketch.of(range(50, 150))).shared
    50
    """
    limit = min(a.limit, b.limit)
    left = {value for value in a.hashes if value < limit}
    right = [value for value in b.hashes if value < limit]
    return Overlap(sum(value in left for value in right), len(left), len(right))


def token_hash(token: str) -> int:
    """64 bits of blake2b of a token."""
    return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def shingle_hashes(runs: Sequence[Sequence[str]], length: int) -> set[int]:
    """Hashes of the word shingles of a text.

    Args:
        runs: the tokens between two gaps; no shingle crosses one.
        length: words of a shingle.

    >>> len(shingle_hashes([["a", "b", "c"], ["d", "e", "f", "g"]], 3))
    3
    """
    known: dict[str, int] = {}
    found: set[int] = set()
    top = pow(_BASE, length, LIMIT)
    for run in runs:
        if len(run) < length:
            continue
        values = [
            known[token] if token in known else known.setdefault(token, token_hash(token))
            for token in run
        ]
        rolling = 0
        for value in values[: length - 1]:
            rolling = (rolling * _BASE + value) & _MASK
        before = [0, *values]
        for value, gone in zip(values[length - 1 :], before, strict=False):
            rolling = (rolling * _BASE + value - gone * top) & _MASK
            # `mixed`, written out: this line runs once a word.
            spread = ((rolling ^ (rolling >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
            spread = ((spread ^ (spread >> 27)) * 0x94D049BB133111EB) & _MASK
            found.add(spread ^ (spread >> 31))
    return found


def mixed(value: int) -> int:
    """A fixed bijection of 64 bits that spreads its input (finalizer of splitmix64).

    >>> mixed(0), mixed(1) != mixed(2)
    (0, True)
    """
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)
