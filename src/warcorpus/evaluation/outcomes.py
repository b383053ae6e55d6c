"""How good the outcomes of compared pairs are, apart from the clusters made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import frozen

from warcorpus.evaluation.blocking import Blocking, judge_blocking
from warcorpus.evaluation.clusters import Evaluation, evaluate, merged_events
from warcorpus.evaluation.scores import Score
from warcorpus.evaluation.truth import Truth
from warcorpus.model.pairs import Cluster, Outcome, Pair

TRULY = {
    "same": "same",
    "part-of": "part-of",
    "contains": "part-of",
    "sequel": "related",
    "sibling": "related",
    "different": "different",
}
"""Relations of the truth as rows of the confusion table."""

ROWS = ("same", "part-of", "related", "different")


class Wrong(NamedTuple):
    """Two records about which matching erred; ``a < b``.

    Args:
        a: id of one record.
        b: id of the other.
        truly: how the truth relates their events.
        pair: what was found between them; None if they were never compared.
    """

    a: str
    b: str
    truly: str
    pair: Pair | None


@frozen
class Matching:
    """How matching compares with the truth, at the thresholds it was run with.

    Args:
        clusters: of the clusters.
        blocking: of the candidates.
        confusion: relation of the truth → outcome → labelled pairs that were compared.
        unproposed: relation → pairs that never were; for ``same`` and ``part-of`` alone.
        part_of: score of PART_OF between events; None if the truth has no such relation.
        part_of_documents: the same between documents.
        candidates: pairs that were compared, with or without labels.
        review: those that are REVIEW.
        hard: relation → pairs of related events that stand together.
        errors: by kind, the worst first.
    """

    clusters: Evaluation
    blocking: Blocking
    confusion: Mapping[str, Mapping[str, int]]
    unproposed: Mapping[str, int]
    part_of: Score | None
    part_of_documents: Score | None
    candidates: int
    review: int
    hard: Mapping[str, int]
    errors: Mapping[str, tuple[Wrong, ...]]

    @property
    def review_share(self) -> float:
        """Share of REVIEW among the candidate pairs."""
        return self.review / self.candidates if self.candidates else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The figures as one JSON object, without the errors."""
        part, documents = self.part_of, self.part_of_documents
        return {
            "blocking": self.blocking.to_dict(),
            "confusion": {row: dict(found) for row, found in self.confusion.items()},
            "unproposed": dict(self.unproposed),
            "part_of": None if part is None else part.to_dict(),
            "part_of_documents": None if documents is None else documents.to_dict(),
            "review": {"pairs": self.review, "share": self.review_share},
            "hard_negatives_merged": dict(self.hard),
        }


def judge_matching(
    pairs: Sequence[Pair],
    clusters: Iterable[Cluster],
    documents: Mapping[str, str],
    truth: Truth,
    shown: int = 0,
) -> Matching:
    """Compare what matching found with the truth.

    Args:
        pairs: every compared pair.
        clusters: every cluster, single records among them.
        documents: document → id of its record.
        truth: labels and relations.
        shown: errors to name of each kind.
    """
    home = {member: cluster.members[0] for cluster in clusters for member in cluster.members}
    found = {key: home[record] for key, record in documents.items()}
    labels = {record: key for key, record in sorted(documents.items(), reverse=True)
              if key in truth.clusters}  # fmt: skip
    judged = [
        (pair, truth.relation(labels[pair.a], labels[pair.b]))
        for pair in pairs
        if pair.a in labels and pair.b in labels
    ]
    confusion = {row: dict.fromkeys(map(str, Outcome), 0) for row in ROWS}
    for pair, truly in judged:
        confusion[TRULY[truly]][str(pair.outcome)] += 1
    blocking = judge_blocking(pairs, documents, truth.clusters, len(home), shown)
    parts = _possible_parts(found, truth)
    compared = Counter(TRULY[truly] for _, truly in judged)
    merged = list(merged_events(found, truth))
    kinds = dict.fromkeys(sorted({one.kind for one in truth.relations}), 0)
    together = Counter(truly for _, truly, _ in merged)
    return Matching(
        clusters=evaluate(found, truth),
        blocking=blocking,
        confusion=confusion,
        unproposed={
            "same": blocking.true - blocking.covered,
            "part-of": max(sum(parts.values()) - compared["part-of"], 0),
        },
        part_of=_parts_of_events(judged, labels, truth, set(parts)) if parts else None,
        part_of_documents=_parts_of_documents(judged, labels, truth, parts) if parts else None,
        candidates=len(pairs),
        review=sum(pair.outcome is Outcome.REVIEW for pair in pairs),
        hard={kind: together[kind] + (kind == "part-of") * together["contains"] for kind in kinds},
        errors={
            "false_same": _worst(_false_same(judged), shown),
            "missed_same": _worst(_missed_same(judged, home), shown),
            "never_proposed": tuple(Wrong(a, b, "same", None) for a, b in blocking.missed),
            "merged": _merged(judged, labels, home, merged, truth)[:shown],
        },
    )


def _possible_parts(found: Mapping[str, str], truth: Truth) -> dict[tuple[str, str], int]:
    """``(part, whole)`` of events that both have documents → pairs of their documents."""
    sizes = Counter(event for key, event in truth.clusters.items() if key in found)
    return {
        (one.cluster, one.other): sizes[one.cluster] * sizes[one.other]
        for one in truth.relations
        if one.kind == "part-of" and sizes[one.cluster] and sizes[one.other]
    }


Judged = Sequence[tuple[Pair, str]]


def _told_parts(
    judged: Judged, labels: Mapping[str, str], truth: Truth
) -> Iterator[tuple[str, str]]:
    """``(part, whole)`` of events, for every pair of documents that was found to be PART_OF."""
    for pair, _ in judged:
        if pair.outcome is Outcome.PART_OF:
            whole = pair.b if pair.part == pair.a else pair.a
            part = pair.a if pair.part == pair.a else pair.b
            yield truth.clusters[labels[part]], truth.clusters[labels[whole]]


def _parts_of_documents(
    judged: Judged, labels: Mapping[str, str], truth: Truth, parts: Mapping[tuple[str, str], int]
) -> Score:
    told = list(_told_parts(judged, labels, truth))
    return Score(sum(one in parts for one in told), len(told), sum(parts.values()))


def _parts_of_events(
    judged: Judged, labels: Mapping[str, str], truth: Truth, parts: set[tuple[str, str]]
) -> Score:
    told = set(_told_parts(judged, labels, truth))
    return Score(len(told & parts), len(told), len(parts))


def _worst(errors: Iterable[tuple[tuple[object, ...], Wrong]], count: int) -> tuple[Wrong, ...]:
    return tuple(wrong for _, wrong in sorted(errors, key=lambda one: one[0])[:count])


def _false_same(judged: Judged) -> Iterator[tuple[tuple[object, ...], Wrong]]:
    """Two events taken for one, the surest first."""
    for pair, truly in judged:
        if pair.outcome is Outcome.SAME and truly != "same":
            yield (-pair.bits, pair.a, pair.b), Wrong(pair.a, pair.b, truly, pair)


def _missed_same(
    judged: Judged, home: Mapping[str, str]
) -> Iterator[tuple[tuple[object, ...], Wrong]]:
    """One event taken for two: first those that stayed apart, the lowest score first."""
    for pair, truly in judged:
        if pair.outcome is not Outcome.SAME and truly == "same":
            together = home[pair.a] == home[pair.b]
            yield (together, pair.bits, pair.a, pair.b), Wrong(pair.a, pair.b, truly, pair)


def _merged(
    judged: Judged,
    labels: Mapping[str, str],
    home: Mapping[str, str],
    merged: Sequence[tuple[str, str, tuple[str, str]]],
    truth: Truth,
) -> tuple[Wrong, ...]:
    """For each two events that stand together their likest documents, related events first."""
    best: dict[tuple[str, ...], Pair] = {}
    for pair, _ in judged:
        if home[pair.a] == home[pair.b]:
            a, b = sorted(truth.clusters[labels[key]] for key in (pair.a, pair.b))
            key = (home[pair.a], a, b)
            if key not in best or (-pair.bits, pair.a, pair.b) < _order(best[key]):
                best[key] = pair
    found = []
    for line, truly, events in merged:
        match = best.get((line, *events))
        if match is not None:
            found.append(Wrong(match.a, match.b, truly, match))
            continue
        ids = [_first_of(event, line, labels, home, truth) for event in events]
        found.append(Wrong(min(ids), max(ids), truly, None))
    return tuple(sorted(found, key=lambda one: (one.truly == "different", one.a, one.b)))


def _order(pair: Pair) -> tuple[float, str, str]:
    return -pair.bits, pair.a, pair.b


def _first_of(
    event: str, line: str, labels: Mapping[str, str], home: Mapping[str, str], truth: Truth
) -> str:
    return min(
        record
        for record, key in labels.items()
        if truth.clusters[key] == event and home[record] == line
    )
