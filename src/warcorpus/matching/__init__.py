"""Matching: which records describe the same event.

    records ─▶ views ─▶ keys ─▶ candidate pairs ─▶ evidence ─▶ outcomes ─▶ clusters

The evidence of a pair depends on the two records and the configuration alone; the corpus decides
only which pairs are looked at, and the prior.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warcorpus.config import DEFAULT, Config
from warcorpus.matching.keys import Keys
from warcorpus.matching.matcher import Matcher
from warcorpus.matching.model import model_of
from warcorpus.matching.outcome import judge, rejudge
from warcorpus.matching.view import View
from warcorpus.model.pairs import Cluster, Pair
from warcorpus.model.record import Record

__all__ = [
    "Keys",
    "Matcher",
    "View",
    "cluster_records",
    "compare_records",
    "find_pairs",
    "judge",
    "model_of",
    "rejudge",
]


def find_pairs(records: Sequence[Record], config: Config = DEFAULT) -> list[Pair]:
    """Every candidate pair with its outcome and evidence.

    Args:
        records: normalized records.
        config: thresholds and caps.

    Returns:
        Pairs sorted by ``(a, b)``; the same for any order of ``records``.
    """
    matcher = Matcher(config)
    for record in records:
        matcher.add(record)
    return list(matcher.pairs())


def compare_records(a: Record, b: Record, config: Config = DEFAULT, documents: int = 2) -> Pair:
    """Compare two records, proposed or not.

    Args:
        a: one record.
        b: another.
        config: thresholds.
        documents: distinct documents of the corpus they stand in, for the prior.

    Returns:
        The pair, with the smaller id first.
    """
    return judge(View.of(a), View.of(b), model_of(config), config, documents)


def cluster_records(
    records: Sequence[Record], pairs: Iterable[Pair], config: Config = DEFAULT
) -> list[Cluster]:
    """Put every record into exactly one cluster.

    Args:
        records: the records that ``pairs`` were found in.
        pairs: what :func:`find_pairs` gave.
        config: thresholds.

    Returns:
        Clusters sorted by their smallest id.
    """
    matcher = Matcher(config)
    for record in records:
        matcher.add(record)
    return matcher.clusters(tuple(pairs))
