"""How the clusters of a corpus compare with the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from attrs import frozen

from warcorpus.errors import ConfigError
from warcorpus.evaluation.scores import Score, adjusted_rand, b_cubed, exactly_right, pairwise
from warcorpus.evaluation.truth import Truth


@frozen
class Parts:
    """Documents that tell a part of an event, and must not stand with it.

    Args:
        documents: how many the truth names, and were found.
        merged: those that stand with a document of the event, and that event.
    """

    documents: int
    merged: tuple[tuple[str, str], ...]


@frozen
class Evaluation:
    """How a corpus compares with a truth file.

    Args:
        documents: labelled documents.
        missing: labelled documents that are on no line.
        pairs: pairwise score.
        cubed: B-cubed precision, recall and F1.
        rand: adjusted Rand index.
        events: how many the truth has.
        exact: events whose documents stand together, all and alone.
        largest: labelled documents of the largest line.
        merged: lines that hold documents of several events, with those events.
        split: events whose documents stand on several lines.
        parts: None if the truth names no parts.
    """

    documents: int
    missing: tuple[str, ...]
    pairs: Score
    cubed: tuple[float, float, float]
    rand: float
    events: int
    exact: int
    largest: int
    merged: tuple[tuple[str, tuple[str, ...]], ...]
    split: tuple[str, ...]
    parts: Parts | None = None

    def to_dict(self) -> dict[str, Any]:
        """The evaluation as one JSON object."""
        precision, recall, f1 = self.cubed
        parts = self.parts
        return {
            "documents": self.documents,
            "missing": list(self.missing),
            "pairwise": self.pairs.to_dict(),
            "b_cubed": {"precision": precision, "recall": recall, "f1": f1},
            "adjusted_rand": self.rand,
            "events": self.events,
            "exactly_right": self.exact,
            "largest": self.largest,
            "merged": [{"id": line, "events": list(events)} for line, events in self.merged],
            "split": list(self.split),
            "parts": None
            if parts is None
            else {
                "documents": parts.documents,
                "merged": [{"document": key, "event": event} for key, event in parts.merged],
            },
        }


def evaluate(found: Mapping[str, str], truth: Truth) -> Evaluation:
    """Compare clusters with the truth.

    Args:
        found: document → cluster.
        truth: the labels; other documents are not counted.

    >>> evaluate({"a": "1", "b": "2"}, Truth({"a": "x", "b": "x"}, {})).pairs.recall
    0.0
    """
    clusters = truth.clusters
    lines: dict[str, set[str]] = {}
    events: dict[str, set[str]] = {}
    for key in sorted(clusters):
        if key in found:
            lines.setdefault(found[key], set()).add(clusters[key])
            events.setdefault(clusters[key], set()).add(found[key])
    sizes = Counter(found[key] for key in clusters if key in found)
    return Evaluation(
        documents=len(clusters),
        missing=tuple(key for key in sorted(clusters) if key not in found),
        pairs=pairwise(found, clusters),
        cubed=b_cubed(found, clusters),
        rand=adjusted_rand(found, clusters),
        events=len(set(clusters.values())),
        exact=exactly_right(found, clusters),
        largest=max(sizes.values(), default=0),
        merged=tuple((k, tuple(sorted(v))) for k, v in sorted(lines.items()) if len(v) > 1),
        split=tuple(k for k, v in sorted(events.items()) if len(v) > 1),
        parts=_parts(found, lines, truth) if truth.wholes else None,
    )


def _parts(found: Mapping[str, str], lines: Mapping[str, set[str]], truth: Truth) -> Parts:
    held = [key for key in sorted(truth.wholes) if key in found]
    merged = [
        (key, event)
        for key in held
        for event in truth.wholes[key]
        if event in lines.get(found[key], ())
    ]
    return Parts(len(held), tuple(merged))


def merged_events(
    found: Mapping[str, str], truth: Truth
) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Pairs of events that stand together: cluster, relation, both events.

    Args:
        found: document → cluster.
        truth: labels and relations; two events of which it says nothing are ``different``.
    """
    one_of = {event: key for key, event in sorted(truth.clusters.items(), reverse=True)}
    lines: dict[str, set[str]] = {}
    for key, event in truth.clusters.items():
        if key in found:
            lines.setdefault(found[key], set()).add(event)
    for line, events in sorted(lines.items()):
        for a, b in combinations(sorted(events), 2):
            yield line, truth.relation(one_of[a], one_of[b]), (a, b)


def by_column(found: Mapping[str, str], truth: Truth, column: str) -> list[tuple[str, Evaluation]]:
    """One evaluation for each value of a column of the truth file.

    Raises:
        ConfigError: no such column.
    """
    groups: dict[str, dict[str, str]] = {}
    for key, cluster in truth.clusters.items():
        if column not in truth.columns[key]:
            known = ", ".join(truth.columns[key])
            raise ConfigError("bad-value", f"found column {column!r}, expected one of: {known}")
        groups.setdefault(truth.columns[key][column], {})[key] = cluster
    return [(value, evaluate(found, Truth(groups[value], {}))) for value in sorted(groups)]
