"""What the witnesses say about one field, and which of it is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import frozen

from warcorpus.merging.texts import Texts
from warcorpus.merging.witnesses import rebased_reading
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Conflict, ConflictValue, Entry, Reading
from warcorpus.model.values import Origin
from warcorpus.normalizing.short import short_text

ORIGINS: dict[Origin, int] = {
    "field": 0,
    "title": 1,
    "lead": 1,
    "body": 2,
    "category": 2,
    "name": 3,
}
"""How near the part of a document is to saying a thing outright."""

RULES = ("origin", "lineages", "most-precise", "newest", "smallest-id")


@frozen(eq=False)
class Claim:
    """A value that one witness gives.

    Args:
        witness: index of the witness.
        value: the typed value.
        readings: the witness's readings of it, as the merged record has them, best first.
    """

    witness: int
    value: Any
    readings: tuple[Reading, ...]

    @property
    def text(self) -> str:
        """The value in one short text."""
        return short_text(self.value)

    @property
    def origin(self) -> int:
        """Rank of the part of the document that says it."""
        return min((ORIGINS[r.value.origin] for r in self.readings), default=1)


@frozen(eq=False)
class Settled:
    """What came of the claims about one value.

    Args:
        groups: maximal sets of claims that agree, the believed one first.
        rule: the criterion that settled it.
    """

    groups: tuple[tuple[Claim, ...], ...]
    rule: str

    @property
    def in_conflict(self) -> bool:
        """Whether there is more than one group."""
        return len(self.groups) > 1


class Court:
    """Ranks claims: knows lineages, revisions and the order of the witnesses.

    Args:
        texts: the witnesses.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.place = {witness: i for i, witness in enumerate(texts.order)}

    def settle(
        self,
        claims: Sequence[Claim],
        compatible: Callable[[Any, Any], bool],
        precision: Callable[[Any], Any] = lambda value: 0,
        unanimous: str = "most-precise",
    ) -> Settled:
        """Group the claims and rank the groups.

        Args:
            claims: at least one.
            compatible: whether two values can both be true.
            precision: sorts the more precise value first.
            unanimous: the rule where all claims are compatible but not equal.
        """
        if len(claims) == 1:
            return Settled((tuple(claims),), "only-reading")
        ordered = sorted(claims, key=lambda c: (c.origin, precision(c.value), self._id(c)))
        if len({claim.text for claim in claims}) == 1:
            return Settled((tuple(ordered),), "agreed")
        groups = _cliques(ordered, compatible)
        votes = self._votes(ordered)
        ranked = sorted(groups, key=lambda group: self._rank(group, votes, precision, claims))
        if len(ranked) == 1:
            return Settled((ranked[0],), unanimous)
        first, second = (self._rank(g, votes, precision, claims) for g in ranked[:2])
        place = next(k for k in range(len(RULES)) if first[k] != second[k] or k == len(RULES) - 1)
        return Settled(tuple(ranked), RULES[place])

    def _id(self, claim: Claim) -> str:
        return self.texts.witnesses[claim.witness].record.id

    def _rank(
        self,
        group: Sequence[Claim],
        votes: dict[int, str],
        precision: Callable[[Any], Any],
        claims: Sequence[Claim],
    ) -> tuple[Any, ...]:
        values = {claim.text for claim in group}
        lineages = sum(vote in values for vote in votes.values())
        newest = any(self._is_newest(claim, claims) for claim in group)
        return (
            min(claim.origin for claim in group),
            -lineages,
            min(precision(claim.value) for claim in group),
            not newest,
            min(self._id(claim) for claim in group),
        )

    def _is_newest(self, claim: Claim, claims: Iterable[Claim]) -> bool:
        return all(
            other.witness == claim.witness or self.texts.newer(claim.witness, other.witness)
            for other in claims
        )

    def _votes(self, claims: Sequence[Claim]) -> dict[int, str]:
        """One vote a lineage: what its newest revision says, else most of its witnesses."""
        members: dict[int, list[Claim]] = {}
        for claim in claims:
            members.setdefault(self.texts.lineage[claim.witness], []).append(claim)
        votes = {}
        for lineage, group in members.items():
            newest = [claim for claim in group if self._is_newest(claim, group)]
            votes[lineage] = newest[0].text if newest else self._most(group)
        return votes

    def _most(self, group: Sequence[Claim]) -> str:
        counts: dict[str, list[int]] = {}
        for claim in group:
            counts.setdefault(claim.text, []).append(self.place[claim.witness])
        return min(counts, key=lambda text: (-len(counts[text]), min(counts[text])))


def _cliques(
    claims: Sequence[Claim], compatible: Callable[[Any, Any], bool]
) -> list[tuple[Claim, ...]]:
    """For every claim a maximal set of claims that fit it and each other; each set once."""
    found: dict[tuple[int, ...], tuple[Claim, ...]] = {}
    for seed in range(len(claims)):
        members = [seed]
        for other in range(len(claims)):
            if other != seed and all(
                compatible(claims[other].value, claims[m].value) for m in members
            ):
                members.append(other)
        key = tuple(sorted(members))
        found.setdefault(key, tuple(claims[m] for m in key))
    return list(found.values())


def entry_of(
    pointer: str, rule: str, claims: Iterable[Claim], chosen: Claim | None, more: Iterable[Reading]
) -> Entry:
    """All readings of a value in the order of the sources, one of them chosen.

    Args:
        pointer: JSON Pointer into the merged line.
        rule: what settled it.
        claims: everything that was said.
        chosen: the claim whose first reading is the value.
        more: readings that say nothing (unknown), or say it elsewhere.
    """
    readings = [*(r for claim in claims for r in claim.readings), *more]
    winner = _winner(readings, chosen)
    marked = [r if r.chosen is (r is winner) else evolve(r, chosen=r is winner) for r in readings]
    marked.sort(key=lambda reading: reading.source)
    return Entry(pointer, rule, tuple(marked))


def _winner(readings: Sequence[Reading], chosen: Claim | None) -> Reading | None:
    """The chosen claim's first reading; a value read off the file's name has none of its own."""
    if chosen is None:
        return None
    if chosen.readings:
        return chosen.readings[0]
    alike = (reading for reading in readings if reading.text == chosen.text)
    return next(alike, readings[0] if readings else None)


def conflict_of(pointer: str, settled: Settled, chosen: str) -> Conflict:
    """The conflict between the groups of a settled value."""
    values: dict[str, set[int]] = {}
    for group in settled.groups:
        for claim in group:
            sources = {reading.source for reading in claim.readings}
            values.setdefault(claim.text, set()).update(sources)
    return Conflict(
        pointer,
        tuple(ConflictValue(text, tuple(sorted(sources))) for text, sources in values.items()),
        chosen,
        settled.rule,
    )


class Sayings:
    """The readings of one witness by pointer; what is taken is crossed out."""

    def __init__(self, texts: Texts, witness: int) -> None:
        self.witness = witness
        own = texts.witnesses[witness]
        self._own = own
        self._entries: dict[str, dict[str, Entry]] = {}

    def load(self, field: str, entries: Iterable[Entry]) -> None:
        """Take in the entries of one field."""
        self._entries[field] = {entry.pointer: entry for entry in entries}

    def take(self, field: str, pointer: str) -> tuple[Reading, ...]:
        """The readings at a pointer of the witness's own record, the chosen one first."""
        entry = self._entries.get(field, {}).pop(pointer, None)
        if entry is None:
            return ()
        readings = sorted(entry.readings, key=lambda reading: not reading.chosen)
        return tuple(rebased_reading(self._own, reading) for reading in readings)

    def rest(self, field: str) -> list[tuple[str, tuple[Reading, ...]]]:
        """What nobody took, by pointer."""
        pointers = list(self._entries.get(field, {}))
        return [(pointer, self.take(field, pointer)) for pointer in pointers]
