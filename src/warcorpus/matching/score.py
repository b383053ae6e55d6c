"""From rows of evidence to a score: damping inside a group, groups added, the prior beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from warcorpus.matching.model import SIXTEENTHS

LEAST_DOCUMENTS = 1_024
"""The prior never falls below that of so many documents."""

DAMPING = 4
"""A member of a group beside its strongest one counts by this fraction (1/4)."""

_UNDAMPED = "slots"


class Row(NamedTuple):
    """What one comparison found, before anything is shown of it.

    Args:
        group: group of the comparison; see :class:`warcorpus.model.pairs.Evidence`.
        comparison: what was compared.
        level: the level that held.
        weight: its match weight, in 1/16 bit.
    """

    group: str
    comparison: str
    level: str
    weight: int


def prior(documents: int) -> int:
    """The chance that two documents are one event before anything is seen, in 1/16 bit.

    Args:
        documents: distinct documents of the corpus; rounded up to a power of two, at least 1,024.

    >>> prior(5) / 16, prior(10_000_000) / 16
    (-10.0, -24.0)
    """
    return -SIXTEENTHS * (max(documents, LEAST_DOCUMENTS) - 1).bit_length()


def damped(rows: Sequence[Row]) -> list[int]:
    """What of each row counts, in 1/16 bit.

    Members of one group measure the same thing: facts stand in the prose that containment
    compares. The strongest counts in full (ties: the negative one), each other a quarter, cut
    toward zero. Slots are a penalty and count in full.

    Args:
        rows: what a comparison found.

    >>> damped([Row("TEXT", "containment", "1", 100), Row("TEXT", "facts", "7 of 7", -30)])
    [100, -7]
    """
    counted = [row.weight for row in rows]
    strongest: dict[str, int] = {}
    for i, row in enumerate(rows):
        if row.comparison == _UNDAMPED:
            continue
        other = strongest.setdefault(row.group, i)
        if other != i:
            if _strength(row) > _strength(rows[other]):
                strongest[row.group] = i
                counted[other] = _quarter(counted[other])
            else:
                counted[i] = _quarter(row.weight)
    return counted


def _strength(row: Row) -> tuple[int, bool]:
    return abs(row.weight), row.weight < 0


def _quarter(weight: int) -> int:
    return weight // DAMPING if weight >= 0 else -(-weight // DAMPING)
