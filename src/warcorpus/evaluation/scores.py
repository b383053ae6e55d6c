"""How good clusters are: pairwise and B-cubed precision, recall and F1.

Pairwise scores count pairs of documents that stand together; B-cubed averages over documents
(Bagga and Baldwin 1998). Only documents of the truth are counted: a document without a label
says nothing about the ones that have one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

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
    named = {key: found.get(key, f"\0alone {key}") for key in keys}
    both = Counter((named[key], truth[key]) for key in keys)
    in_found, in_truth = Counter(named.values()), Counter(truth.values())
    # Integer numerators over sorted keys: the sums do not depend on any order.
    precision = sum(n * n / in_found[f] for (f, _), n in sorted(both.items())) / len(keys)
    recall = sum(n * n / in_truth[t] for (_, t), n in sorted(both.items())) / len(keys)
    return precision, recall, 2 * precision * recall / (precision + recall)
