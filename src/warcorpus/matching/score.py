"""From rows of evidence to a score: damping inside a group, groups added, the prior beside."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.matching.model import SIXTEENTHS
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Evidence

LEAST_DOCUMENTS = 1_024
"""The prior never falls below that of so many documents."""

DAMPING = 4
"""A member of a group beside its strongest one counts by this fraction (1/4)."""

_UNDAMPED = "slots"


def prior(documents: int) -> int:
    """The chance that two documents are one event before anything is seen, in 1/16 bit.

    Args:
        documents: distinct documents of the corpus; rounded up to a power of two, at least 1,024.

    >>> prior(5) / 16, prior(10_000_000) / 16
    (-10.0, -24.0)
    """
    return -SIXTEENTHS * (max(documents, LEAST_DOCUMENTS) - 1).bit_length()


def damped(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The rows with what of them counts.

    Members of one group measure the same thing: facts stand in the prose that containment
    compares. The strongest counts in full (ties: the negative one), each other a quarter, cut
    toward zero. Slots are a penalty and count in full.

    Args:
        rows: evidence of one pair.
    """
    counted = list(rows)
    for group in dict.fromkeys(row.group for row in rows):
        members = [
            i for i, row in enumerate(rows) if row.group == group and row.comparison != _UNDAMPED
        ]
        if not members:
            continue
        strongest = max(members, key=lambda i: (abs(rows[i].weight), rows[i].weight < 0, -i))
        for i in members:
            if i != strongest:
                counted[i] = evolve(rows[i], counted=_quarter(rows[i].weight))
    return tuple(counted)


def total(rows: Sequence[Evidence]) -> int:
    """What all rows count together, in 1/16 bit."""
    return sum(row.counted for row in rows)


def _quarter(weight: int) -> int:
    return weight // DAMPING if weight >= 0 else -(-weight // DAMPING)
