"""Who proposes candidates: of texts that are copies of each other one is enough."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from warcorpus.matching.columns import Numbers
from warcorpus.matching.keys import KeyTable


class Heads:
    """The records that propose: the first one of every text, and all that say something new.

    A copy that tells the same name, time and place as its first record finds nothing that this one
    does not find; its ids may be others.

    Attributes:
        table: keys of all records.
        rows: the row of each record.
        numbers: the number of the record in each row, -1 for those that propose nothing.
        texts: the same for the first record of every text.
        everyone: the same for all records.
        by_smallest: the place of each record in the order of its smallest text hashes.
        copies: each other record of a text with the first one.
        count: how many propose.
    """

    def __init__(self, table: KeyTable, rows: Numbers) -> None:
        self.table, self.rows = table, rows
        self.numbers = np.full(table.height, -1, np.int64)
        self.texts = np.full(table.height, -1, np.int64)
        self.everyone = np.full(table.height, -1, np.int64)
        self.everyone[rows] = np.arange(len(rows))
        self.by_smallest = self.ranks(*table.smallest)
        self.copies: list[tuple[int, int]] = []
        self.count = 0

    @classmethod
    def of(cls, table: KeyTable) -> Heads:
        """Those of a table."""
        made = cls(table, table.rows)
        numbers = np.arange(len(made.rows))
        long, digests = table.long[made.rows], table.digests[made.rows]
        head = np.where(long, _first_alike(digests[:, :2]), numbers)
        made.texts[made.rows[head == numbers]] = numbers[head == numbers]
        copies = np.flatnonzero(head != numbers)
        made.copies = list(zip(head[copies].tolist(), copies.tolist(), strict=True))
        new = ~long | (_first_alike(digests) == numbers)
        made.numbers[made.rows[new]] = numbers[new]
        made.count = int(np.count_nonzero(new))
        return made

    @property
    def members(self) -> Numbers:
        """The numbers of those that propose."""
        return self.numbers[self.numbers >= 0]

    def ranks(self, *values: npt.NDArray[Any]) -> Numbers:
        """The place of each record in an order; ties go to the smaller id.

        Args:
            values: what the rows are ordered by; the first counts most.
        """
        ranks = np.empty(len(self.rows), np.int64)
        columns = [value[self.rows] for value in reversed(values)]
        ranks[np.lexsort(columns)] = np.arange(len(ranks))
        return ranks


def _first_alike(rows: npt.NDArray[np.uint64]) -> Numbers:
    """For each row the first one that is equal to it."""
    order = np.lexsort(rows.T)
    ordered, first = rows[order], np.empty(len(rows), np.int64)
    starts = np.flatnonzero(np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))[: len(rows)])
    first[order] = np.repeat(order[starts], np.diff(np.append(starts, len(rows))))
    return first
