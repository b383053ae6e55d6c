"""Postings: keys and the records that have them, and the pairs that keys in common propose.

All in arrays of whole numbers, so that a million keys cost a sort and no objects. A key that many
records have is never dropped, since it belongs to the most copied documents: its records are put
in an order, and each is paired with its successors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

SUCCESSORS = 8
"""Records that each record of a large block is paired with (start value)."""

_PASSES = 2**20
"""Postings that are sorted at once; more are taken in passes, by the first bits of their keys."""

_WAITING = 2**23
"""Pairs of several passes that are added up before there are more."""

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


class Postings(NamedTuple):
    """Keys and, beside each, the number of a record that has it; in any order.

    Those of the number -1 are left out.
    """

    keys: Keys
    records: Numbers

    @classmethod
    def of(cls, keys: Iterable[tuple[str, int]]) -> Postings:
        """Postings of keys in words.

        >>> Postings.of([("safira", 3)]).records.tolist()
        [3]
        """
        found = [(key_hash(key), record) for key, record in keys]
        return cls(
            np.fromiter((key for key, _ in found), np.uint64, len(found)),
            np.fromiter((record for _, record in found), np.int64, len(found)),
        )


class Shared(NamedTuple):
    """Pairs of records with what their keys in common say.

    Args:
        pairs: smaller record times :data:`WIDTH` plus the larger one, sorted, each once.
        counts: how many keys they share.
        weights: how rare those are: the sum of log2(N/df), rounded down for each key.
    """

    pairs: Numbers
    counts: Numbers
    weights: Numbers

    @property
    def ends(self) -> tuple[Numbers, Numbers]:
        """The smaller and the larger record of every pair."""
        return self.pairs // WIDTH, self.pairs % WIDTH


WIDTH = 2**31
"""More than there are records."""


class Block(NamedTuple):
    """How blocks are paired.

    Args:
        documents: distinct documents of the corpus, for the weights.
        cap: records of the largest block whose pairs are all proposed.
        ranks: the place of each record in the order of blocks above the cap.
    """

    documents: int
    cap: int
    ranks: Numbers


def shared_keys(postings: Postings, block: Block) -> tuple[Shared, int]:
    """Every pair that some keys propose, and how many keys are above the cap.

    Memory holds the postings of one pass and the pairs found.

    >>> found, large = shared_keys(
    ...     Postings(np.array([7, 7, 9, 7], np.uint64), np.array([0, 2, 1, 1])),
    ...     Block(4, 64, np.arange(3)),
    ... )
    >>> [(int(a), int(b)) for a, b in zip(*found.ends)], large
    ([(0, 1), (0, 2), (1, 2)], 0)
    """
    done, waiting, large = [_NOTHING], 0, 0
    for keys, records in _passes(postings):
        found, above = _of_pass(keys, records, block)
        large += above
        done.append(found)
        waiting += len(found.pairs)
        if waiting > _WAITING:
            done, waiting = [added(done)], 0
    return added(done), large


def added(parts: list[Shared]) -> Shared:
    """Several findings as one."""
    parts = [part for part in parts if len(part.pairs)]
    if len(parts) < 2:
        return parts[0] if parts else _NOTHING
    pairs, counts, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _added_up(pairs, counts, weights)


def starts_of(ordered: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Where runs of equal values begin.

    >>> starts_of(np.array([3, 3, 5])).tolist()
    [0, 2]
    """
    return np.flatnonzero(np.concatenate(([len(ordered) > 0], ordered[1:] != ordered[:-1])))


def rarity(documents: int, having: int) -> int:
    """How much a key weighs that so many documents have: log2(N/df), rounded down.

    >>> rarity(1_000, 2), rarity(3, 8)
    (8, 0)
    """
    return max((documents // having).bit_length() - 1, 0)


def key_hash(key: str) -> int:
    """64 bits of blake2b of a key."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest())


_EMPTY = np.empty(0, np.int64)
_NOTHING = Shared(_EMPTY, _EMPTY, _EMPTY)


def _passes(postings: Postings) -> Iterator[Postings]:
    """The postings in passes: all records of a key are in one."""
    bits = (len(postings.keys) // _PASSES).bit_length()
    for part in range(1 << bits):
        here = postings.records >= 0
        if bits:
            first = np.uint64(part << 64 - bits)
            last = np.uint64((part + 1 << 64 - bits) - 1)
            here &= postings.keys >= first
            here &= postings.keys <= last
        yield Postings(postings.keys[here], postings.records[here])


def _of_pass(keys: Keys, records: Numbers, block: Block) -> tuple[Shared, int]:
    # records of one key follow each other in their order, which only large blocks need
    order = np.lexsort((block.ranks[records], keys))
    keys, records = keys[order], records[order]
    starts = starts_of(keys)
    if not len(keys):
        return _NOTHING, 0
    sizes = np.diff(np.append(starts, len(keys)))
    pairs, weights = [_EMPTY], [_EMPTY]
    for size in np.unique(sizes[sizes > 1]).tolist():
        members = records[starts[sizes == size][:, None] + np.arange(size)].astype(np.int64)
        first, second = _places(size, block.cap)
        a, b = members[:, first].ravel(), members[:, second].ravel()
        pairs.append(np.minimum(a, b) * WIDTH + np.maximum(a, b))
        weights.append(np.full(len(a), rarity(block.documents, size), np.int64))
    found = np.concatenate(pairs)
    made = _added_up(found, np.ones(len(found), np.int64), np.concatenate(weights))
    return made, int(np.count_nonzero(sizes > block.cap))


def _places(size: int, cap: int) -> tuple[Numbers, Numbers]:
    """Which members of a block are paired: all, or each with its successors."""
    if size <= cap:
        first, second = np.triu_indices(size, 1)
        return first, second
    first = np.repeat(np.arange(size), SUCCESSORS)
    second = first + np.tile(np.arange(1, SUCCESSORS + 1), size)
    inside = second < size
    return first[inside], second[inside]


def _added_up(pairs: Numbers, counts: Numbers, weights: Numbers) -> Shared:
    """Each pair once, in order."""
    if not len(pairs):
        return _NOTHING
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    starts = starts_of(pairs)
    return Shared(
        pairs[starts],
        np.add.reduceat(counts[order], starts),
        np.add.reduceat(weights[order], starts),
    )
