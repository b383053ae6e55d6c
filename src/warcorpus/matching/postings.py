"""Postings: keys and the records that have them, and the pairs that keys in common propose.

All in arrays of whole numbers, so that a million keys cost a sort and no objects. A key that many
records have is never dropped, since it belongs to the most copied documents: its records are put
in an order, and each is paired with its successors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from warcorpus.matching.columns import Numbers, Posted, Postings
from warcorpus.matching.room import Room

SUCCESSORS = 8
"""Records that each record of a large block is paired with (start value)."""

_PARTS = 64
"""Files that pairs are put down in."""

_MOST_BITS = 6
"""Keys are dealt out to files by so many of their last bits at most. Sketches keep small hashes,
whose first bits are zero."""


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

Keep = Callable[[Shared], Shared]
"""Leaves out pairs."""


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


def shared_keys(
    posted: Posted, block: Block, room: Room, keep: Keep | None = None
) -> tuple[Shared, int]:
    """Every pair that some keys propose, and how many keys are above the cap.

    Args:
        posted: keys and who has them.
        block: how blocks are paired.
        room: how much is held at once; the rest waits on disk.
        keep: leaves out pairs, once all is known of them.

    >>> from warcorpus.matching.columns import Column
    >>> room, column = Room.of(1), Column(held=99)
    >>> for keys in ([7], [7, 9], [7]):
    ...     column.add(np.array(keys, np.uint64).tobytes())
    >>> posted = Posted(column, np.arange(3, dtype=np.int32), room.postings)
    >>> found, large = shared_keys(posted, Block(4, 64, np.arange(3)), room)
    >>> [(int(a), int(b)) for a, b in zip(*found.ends)], large
    ([(0, 1), (0, 2), (1, 2)], 0)
    """
    done, large = _Findings(len(block.ranks), room.pairs, keep or (lambda found: found)), 0
    for part in _passes(posted, room.postings):
        for found, above in _of_pass(part, block, room.made):
            large += above
            done.add(found)
    return done.united(), large


class _Findings:
    """What the passes find: in memory while it is little, else on disk, by the first record.

    A phrase that two in a thousand texts have makes more pairs than there are texts, and nearly
    all of them share nothing else: they are counted up part by part and left out.
    """

    def __init__(self, records: int, most: int, keep: Keep) -> None:
        self._most, self._keep = most, keep
        self._width = (records // _PARTS + 1) * WIDTH
        self._found: list[Shared] = []
        self._waiting = 0
        self._files: list[IO[bytes]] = []

    def add(self, found: Shared) -> None:
        """The findings of a pass."""
        self._found.append(found)
        self._waiting += len(found.pairs)
        if self._waiting > self._most:
            self._put_down()

    def united(self) -> Shared:
        """All of them, each pair once, without those that are left out."""
        if not self._files:
            return self._keep(added(self._found))
        self._put_down()
        parts = [self._keep(self._taken_up(file)) for file in self._files]
        return Shared(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _put_down(self) -> None:
        if not self._files:
            self._files = [TemporaryFile() for _ in range(_PARTS)]  # noqa: SIM115  till taken up
        rows = np.column_stack(added(self._found))
        borders = np.searchsorted(rows[:, 0], np.arange(1, _PARTS) * self._width)
        for file, part in zip(self._files, np.split(rows, borders), strict=True):
            file.write(part.tobytes())
        self._found, self._waiting = [], 0

    def _taken_up(self, file: IO[bytes]) -> Shared:
        with file:
            file.seek(0)
            rows = np.frombuffer(file.read(), np.int64).reshape(-1, 3)
        return _added_up(rows[:, 0], rows[:, 1], rows[:, 2])


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


_EMPTY = np.empty(0, np.int64)
_NOTHING = Shared(_EMPTY, _EMPTY, _EMPTY)


def _passes(posted: Posted, most: int) -> Iterator[Postings]:
    """The postings in passes: all records of a key are in one.

    Args:
        posted: keys and who has them.
        most: so many are sorted at once; more are dealt out to files first.
    """
    bits = min((len(posted) // most).bit_length(), _MOST_BITS)
    if not bits:
        chunks = list(posted)
        if chunks:
            yield Postings(*(np.concatenate(column) for column in zip(*chunks, strict=True)))
        return
    files = [TemporaryFile() for _ in range(1 << bits)]  # noqa: SIM115  till taken up
    for chunk in posted:
        part = chunk.keys & np.uint64((1 << bits) - 1)
        order = np.argsort(part, kind="stable")
        rows = np.empty(len(part), _ROW)
        rows["key"], rows["record"] = chunk.keys[order], chunk.records[order]
        borders = np.searchsorted(part[order], np.arange(1, 1 << bits, dtype=np.uint64))
        for file, some in zip(files, np.split(rows, borders), strict=True):
            file.write(some.tobytes())
    for file in files:
        with file:
            file.seek(0)
            rows = np.frombuffer(file.read(), _ROW)
        yield Postings(rows["key"].copy(), rows["record"].copy())


_ROW = np.dtype([("key", np.uint64), ("record", np.int32)])


def _of_pass(posted: Postings, block: Block, most: int) -> Iterator[tuple[Shared, int]]:
    """What the keys of a pass propose, some pairs at a time, and keys of them above the cap."""
    keys, records = posted
    # records of one key follow each other in their order, which only large blocks need
    order = np.lexsort((block.ranks[records], keys))
    keys, records = keys[order], records[order]
    starts = starts_of(keys)
    sizes = np.diff(np.append(starts, len(keys)))
    for size in np.unique(sizes[sizes > 1]).tolist():
        blocks = starts[sizes == size]
        first, second = _places(size, block.cap)
        step = max(1, most // len(first))
        for at in range(0, len(blocks), step):
            some = blocks[at : at + step]
            members = records[some[:, None] + np.arange(size)].astype(np.int64)
            a, b = members[:, first].ravel(), members[:, second].ravel()
            weights = np.full(len(a), rarity(block.documents, size), np.int64)
            pairs = np.minimum(a, b) * WIDTH + np.maximum(a, b)
            found = _added_up(pairs, np.ones(len(a), np.int64), weights)
            yield found, len(some) if size > block.cap else 0


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
