"""Columns of keys: hashes row after row, in memory while they are few, else in a file."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import NamedTuple
from weakref import finalize

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

_BYTES = 8


class Column:
    """Keys of one kind, row after row.

    Args:
        held: bytes that are held before a file is made.

    >>> column = Column(held=2**20)
    >>> column.add(np.array([7, 9], np.uint64).tobytes())
    >>> column.add(np.array([8], np.uint64).tobytes())
    >>> [(rows.tolist(), hashes.tolist()) for rows, hashes in column.chunks(2)]
    [([0], [7, 9]), ([1], [8])]
    """

    def __init__(self, held: int) -> None:
        self._file = SpooledTemporaryFile(held)  # noqa: SIM115  it lives as long as this
        finalize(self, self._file.close)
        self._sizes = array("I")

    def add(self, hashes: bytes) -> None:
        """The keys of the next row."""
        self._file.write(hashes)
        self._sizes.append(len(hashes) // _BYTES)

    def __len__(self) -> int:
        return int(self.counts.sum())

    @property
    def counts(self) -> Numbers:
        """How many keys each row has."""
        return np.array(self._sizes, np.int64)

    def chunks(self, most: int) -> Iterator[tuple[Numbers, Hashes]]:
        """Rows and their keys, some at a time.

        Args:
            most: keys to take up at once, unless one row has more.
        """
        counts = self.counts
        ends = np.cumsum(counts)
        row = before = 0
        while row < len(counts):
            stop = max(row + 1, int(np.searchsorted(ends, before + most, side="right")))
            self._file.seek(_BYTES * before)
            data = self._file.read(_BYTES * (int(ends[stop - 1]) - before))
            self._file.seek(0, SEEK_END)
            yield np.arange(row, stop), np.frombuffer(data, np.uint64)
            row, before = stop, int(ends[stop - 1])

    def first(self, count: int, most: int) -> list[Numbers]:
        """The first key of each row, the second and so on; 0 where there is none.

        Args:
            count: how many.
            most: keys to take up at once.
        """
        sizes = self.counts
        found = [np.zeros(len(sizes), np.uint64) for _ in range(count)]
        for rows, hashes in self.chunks(most):
            here = sizes[rows]
            starts = np.cumsum(here) - here
            for place, column in enumerate(found):
                has = here > place
                column[rows[has]] = hashes[starts[has] + place]
        return [column.view(np.int64) for column in found]


class Postings(NamedTuple):
    """Keys and, beside each, the number of a record that has it; in any order."""

    keys: Hashes
    records: npt.NDArray[np.int32]


class Posted:
    """The keys of a kind with the records that have them.

    Args:
        column: the keys.
        numbers: of the record in each row, -1 for those that are left out.
        most: keys to take up at once.
    """

    def __init__(self, column: Column, numbers: npt.NDArray[np.int32], most: int) -> None:
        self._column, self._numbers, self._most = column, numbers, most

    def __len__(self) -> int:
        return len(self._column)

    def __iter__(self) -> Iterator[Postings]:
        counts = self._column.counts
        for rows, keys in self._column.chunks(self._most):
            records = np.repeat(self._numbers[rows], counts[rows])
            here = records >= 0
            yield Postings(keys[here], records[here])


def key_hash(key: str) -> int:
    """64 bits of blake2b of a key."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest())
