"""How good clusters are: pairwise and B-cubed precision, recall and F1, adjusted Rand index.

Pairwise scores count pairs of documents that stand together; B-cubed averages over documents
(Bagga and Baldwin 1998); the Rand index counts pairs that both agree on, less what chance gives
(Hubert and Arabie 1985). Only documents of the truth are counted: a document without a label
says nothing about the ones that have one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen


@frozen
class Score:
    """Precision and recall as exact fractions.

    Args:
        hits: what was found and is true.
        found: what was found.
        true: what is true.
    """

    hits: float
    found: float
    true: float

    @property
    def precision(self) -> float:
        """Share of the found that is true; 1 if nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true that was found; 1 if nothing is true."""
        return self.hits / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_dict(self) -> dict[str, float]:
        """Precision, recall and F1 as a JSON object."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


def _pairs(sizes: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def pairwise(found: Mapping[str, str], truth: Mapping[str, str]) -> Score:
    """Pairs of documents that stand in one cluster.

    Args:
        found: document → cluster.
        truth: document → true cluster; documents that are not in it are left out.

    >>> pairwise({"a": "1", "b": "1", "c": "1"}, {"a": "x", "b": "x", "c": "y"}).precision
    0.3333333333333333
    """
    keys = [key for key in sorted(truth) if key in found]
    both = Counter[object]((found[key], truth[key]) for key in keys)
    return Score(
        _pairs(both),
        _pairs(Counter[object](found[key] for key in keys)),
        _pairs(Counter[object](truth.values())),
    )


def b_cubed(found: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1; a document that was not found is alone.

    >>> b_cubed({"a": "1", "b": "1"}, {"a": "x", "b": "y"})
    (0.5, 1.0, 0.6666666666666666)
    """
    keys = sorted(truth)
    if not keys:
        return 1.0, 1.0, 1.0
    named = _named(found, keys)
    both = Counter((named[key], truth[key]) for key in keys)
    in_found, in_truth = Counter(named.values()), Counter(truth.values())
    # Integer numerators over sorted keys: the sums do not depend on any order.
    precision = sum(n * n / in_found[f] for (f, _), n in sorted(both.items())) / len(keys)
    recall = sum(n * n / in_truth[t] for (_, t), n in sorted(both.items())) / len(keys)
    return precision, recall, 2 * precision * recall / (precision + recall)


def adjusted_rand(found: Mapping[str, str], truth: Mapping[str, str]) -> float:
    """Adjusted Rand index: 1 for the same clusters, about 0 for clusters drawn by lot.

    >>> adjusted_rand({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "x", "c": "y"})
    1.0
    """
    keys = sorted(truth)
    named = _named(found, keys)
    both = _pairs(Counter[object]((named[key], truth[key]) for key in keys))
    apart = [_pairs(Counter[object](side[key] for key in keys)) for side in (named, truth)]
    every = len(keys) * (len(keys) - 1) // 2
    chance = apart[0] * apart[1]
    # Whole numbers up to here: the quotient does not depend on any order.
    best = sum(apart) * every - 2 * chance
    return 2 * (both * every - chance) / best if best else 1.0


def exactly_right(found: Mapping[str, str], truth: Mapping[str, str]) -> int:
    """How many true clusters were found with all their documents and no other.

    >>> exactly_right({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "y", "c": "z"})
    1
    """
    named = _named(found, sorted(truth))
    groups = [
        {frozenset(members) for members in _members(side).values()} for side in (named, truth)
    ]
    return len(groups[0] & groups[1])


def _named(found: Mapping[str, str], keys: Sequence[str]) -> dict[str, str]:
    return {key: found.get(key, f"\0alone {key}") for key in keys}


def _members(clusters: Mapping[str, str]) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for key, cluster in clusters.items():
        members.setdefault(cluster, []).append(key)
    return members
