"""How good candidate search is, apart from what is made of the candidates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Any

from attrs import frozen

from warcorpus.matching.outcome import IDENTICAL
from warcorpus.model.pairs import Pair


@frozen
class Blocking:
    """What candidate search proposed.

    Args:
        records: distinct documents.
        candidates: pairs that were proposed.
        true: pairs of labelled documents of one event.
        covered: those that were proposed, or joined because their texts are equal.
        missed: records of the first pairs that were not, by their ids.
    """

    records: int
    candidates: int
    true: int
    covered: int
    missed: tuple[tuple[str, str], ...] = ()

    @property
    def completeness(self) -> float:
        """Share of the true pairs that could be found at all; 1 if there are none."""
        return self.covered / self.true if self.true else 1.0

    @property
    def reduction(self) -> float:
        """Share of all pairs that nobody had to look at."""
        every = self.records * (self.records - 1) // 2
        return 1 - self.candidates / every if every else 0.0

    @property
    def per_document(self) -> float:
        """Candidate pairs for each document."""
        return self.candidates / self.records if self.records else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The figures as one JSON object."""
        return {
            "records": self.records,
            "candidates": self.candidates,
            "true": self.true,
            "covered": self.covered,
            "completeness": self.completeness,
            "reduction": self.reduction,
            "candidates_per_document": self.per_document,
        }


def judge_blocking(
    pairs: Sequence[Pair],
    documents: Mapping[str, str],
    events: Mapping[str, str],
    records: int,
    shown: int = 0,
) -> Blocking:
    """Compare candidates with the truth.

    Args:
        pairs: every candidate pair, copies with equal text among them.
        documents: document → id of its record.
        events: document → true event.
        records: how many records were matched.
        shown: how many missed pairs to name.
    """
    head = _heads(pairs)
    held: dict[str, Counter[str]] = defaultdict(Counter)  # event → documents by representative
    named: dict[tuple[str, str], str] = {}
    for key in sorted(events):
        if key in documents:
            record = documents[key]
            text = head.get(record, record)
            held[events[key]][text] += 1
            named[events[key], text] = min(named.get((events[key], text), record), record)
    near: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        a, b = (head.get(key, key) for key in (pair.a, pair.b))
        near[a].add(b)
        near[b].add(a)
    true = sum(_pairs_among(size) for size in Counter(events.values()).values())
    covered = sum(_covered(counts, near) for counts in held.values())
    missed = tuple(
        (min(named[event, a], named[event, b]), max(named[event, a], named[event, b]))
        for event, a, b in islice(_missed(held, near), shown)
    )
    return Blocking(records, len(pairs), true, covered, missed)


def _heads(pairs: Iterable[Pair]) -> dict[str, str]:
    """Record → the first record with its text; only of records whose text another one has."""
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while above.setdefault(key, key) != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for pair in pairs:
        if IDENTICAL in pair.reasons:
            a, b = root(pair.a), root(pair.b)
            above[max(a, b)] = min(a, b)
    return {key: root(key) for key in list(above)}


def _covered(counts: Counter[str], near: Mapping[str, set[str]]) -> int:
    """Pairs of documents of one event that were proposed, or have one text."""
    inside = sum(_pairs_among(size) for size in counts.values())
    across = sum(
        counts[a] * counts[b] for a in counts for b in near.get(a, set()) & counts.keys() if a < b
    )
    return inside + across


def _missed(
    held: Mapping[str, Counter[str]], near: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, str]]:
    """Events with two representatives that were not proposed."""
    for event, counts in sorted(held.items()):
        if _covered(counts, near) == _pairs_among(sum(counts.values())):
            continue
        for a, b in combinations(sorted(counts), 2):
            if b not in near.get(a, set()):
                yield event, a, b


def _pairs_among(size: int) -> int:
    return size * (size - 1) // 2
