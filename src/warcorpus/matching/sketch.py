"""The sketch: the smallest hashes of a text's word shingles, from which containment follows.

MinHash bands estimate Jaccard, which fails where one text is longer or redacted (000 and 001:
.583); a fraction of all hashes gives containment both ways (.826), nests, and can be united.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
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

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_THIRTY, _TWENTY_SEVEN, _THIRTY_ONE = np.uint64(30), np.uint64(27), np.uint64(31)


Hashes = npt.NDArray[np.uint64]
"""Hashes of 64 bits, sorted, each once."""


@frozen(eq=False)
class Sketch:
    """Hashes of a set of shingles.

    Args:
        hashes: sorted; every hash of the set below ``limit``.
        limit: what they are all below.
        size: number of shingles of the whole set.
    """

    hashes: Hashes
    limit: int
    size: int

    @classmethod
    def of(cls, found: Hashes) -> Sketch:
        """The sketch of a set of shingle hashes.

        >>> sketch = Sketch.of(np.arange(10, dtype=np.uint64))
        >>> sketch.size, len(sketch.hashes)
        (10, 10)
        """
        size = len(found)
        if size <= FLOOR:
            return cls(found, LIMIT, size)
        limit = LIMIT // FRACTION
        kept = _below(found, limit)
        if len(kept) < FLOOR:
            return cls(found[:FLOOR], int(found[FLOOR - 1]) + 1, size)
        return cls._capped(kept, limit, size)

    @classmethod
    def _capped(cls, kept: Hashes, limit: int, size: int) -> Sketch:
        while len(kept) > CEILING:
            limit //= 2
            kept = _below(kept, limit)
        return cls(kept, limit, size)

    def union(self, other: Sketch, size: int) -> Sketch:
        """The sketch of both sets together, below the smaller limit.

        Args:
            other: another sketch.
            size: number of shingles of the united set.
        """
        limit = min(self.limit, other.limit)
        return self._capped(_below(np.union1d(self.hashes, other.hashes), limit), limit, size)


def _below(found: Hashes, limit: int) -> Hashes:
    """Those under a limit."""
    return found if limit >= LIMIT else found[: np.searchsorted(found, np.uint64(limit))]


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

    >>> numbers = np.arange(150, dtype=np.uint64)
    >>> estimate(Sketch.of(numbers[:60]), Sketch.of(numbers[20:80])).shared
    40
    """
    limit = min(a.limit, b.limit)
    left = a.hashes if a.limit == limit else _below(a.hashes, limit)
    right = b.hashes if b.limit == limit else _below(b.hashes, limit)
    return Overlap(shared(left, right), len(left), len(right))


def shared(a: Hashes, b: Hashes) -> int:
    """How many hashes two sets have in common.

    >>> shared(np.array([1, 3, 7], np.uint64), np.array([3, 8], np.uint64))
    1
    """
    both = np.concatenate((a, b))
    both.sort(kind="stable")  # two sorted halves are merged
    return int(np.count_nonzero(both[1:] == both[:-1]))


def token_hash(token: str) -> int:
    """64 bits of blake2b of a token."""
    return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def shingle_hashes(runs: Sequence[Sequence[str]], length: int) -> Hashes:
    """Hashes of the word shingles of a text.

    Args:
        runs: the tokens between two gaps; no shingle crosses one.
        length: words of a shingle.

    >>> len(shingle_hashes([["a", "b", "c"], ["d", "e", "f", "g"]], 3))
    3
    """
    windows = [_windows(run, length) for run in runs if len(run) >= length]
    if not windows:
        return np.empty(0, np.uint64)
    found = mixed(windows[0] if len(windows) == 1 else np.concatenate(windows))
    found.sort()
    return found[np.concatenate(([True], found[1:] != found[:-1]))]


def _windows(run: Sequence[str], length: int) -> Hashes:
    """A hash for every window of so many words: a polynomial of theirs, modulo 2^64."""
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.clear()
    values = np.fromiter(map(_KNOWN.__getitem__, run), np.uint64, len(run))
    count = len(run) - length + 1
    found = values[:count].copy()
    for place in range(1, length):
        found *= _FACTOR
        found += values[place : place + count]
    return found


class _Known(dict[str, int]):
    """Hashes of tokens, worked out when first asked for."""

    def __missing__(self, token: str) -> int:
        value = self[token] = token_hash(token)
        return value


_KNOWN = _Known()
_MOST_KNOWN = 2**18
"""Tokens whose hashes are remembered: some 40 MB, and most words of a language."""


def mixed(values: Hashes) -> Hashes:
    """A fixed bijection of 64 bits that spreads its input (finalizer of splitmix64).

    >>> [int(value) for value in mixed(np.array([0], np.uint64))]
    [0]
    """
    values = (values ^ (values >> _THIRTY)) * _FIRST
    values = (values ^ (values >> _TWENTY_SEVEN)) * _SECOND
    return values ^ (values >> _THIRTY_ONE)
