"""What matching finds: evidence, pairs, clusters."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from warcorpus.model.values import Span


class Outcome(StrEnum):
    """How two records stand to each other."""

    SAME = "SAME"
    PART_OF = "PART_OF"
    RELATED = "RELATED"
    DIFFERENT = "DIFFERENT"
    REVIEW = "REVIEW"


@frozen
class Seen:
    """A value that a comparison looked at, with its place in the raw file (source 0)."""

    text: str
    spans: tuple[Span, ...] = ()


@frozen
class Evidence:
    """One comparison of two records.

    Args:
        group: ``NAME``, ``TIME``, ``PLACE``, ``TEXT`` or ``ID``; ``PRIOR`` for the prior.
        comparison: what was compared (``names``, ``containment``, ``facts`` ...).
        level: the level that held (``equal``, ``fits``, ``missing``, ``7 of 7``).
        weight: its match weight in 1/16 bit.
        counted: what of it counts after damping, in 1/16 bit.
        a: what was seen in the first record.
        b: what was seen in the second.
    """

    group: str
    comparison: str
    level: str
    weight: int
    counted: int
    a: Seen | None = None
    b: Seen | None = None


@frozen
class Veto:
    """A reason why two records must not stand in one cluster."""

    code: str
    name: str
    a: str
    b: str
    outcome: Outcome | None = None


@frozen
class Pair:
    """Two records that were compared; ``a < b`` by id.

    Args:
        a: id of the first record.
        b: id of the second.
        outcome: one of five.
        score: sum of the counted evidence without the prior, in 1/16 bit.
        prior: in 1/16 bit; ``score + prior`` is what thresholds are compared with.
        evidence: one row a comparison.
        vetoes: cannot-links.
        reasons: why this outcome, in words.
        proposed_by: families of keys that proposed the pair; empty if only explained.
        part: id of the record that is the part, for PART_OF.
    """

    a: str
    b: str
    outcome: Outcome
    score: int
    prior: int
    evidence: tuple[Evidence, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    reasons: tuple[str, ...] = ()
    proposed_by: tuple[str, ...] = ()
    part: str | None = None

    @property
    def bits(self) -> float:
        """Score and prior together, in bits; exact, since both are sixteenths."""
        return (self.score + self.prior) / 16

    def __hash__(self) -> int:
        return hash((self.a, self.b))


@frozen
class Cluster:
    """Records of one event.

    Args:
        members: record ids, sorted.
        weakest: lowest mean bits at which two parts were joined; None for a single.
        mean: mean bits of the scored pairs inside; None for a single.
    """

    members: tuple[str, ...]
    weakest: float | None = None
    mean: float | None = None
