"""From clusters to the records of a corpus: merged, related, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warcorpus.config import DEFAULT, Config
from warcorpus.merging.merge import merge_records
from warcorpus.merging.relating import relate
from warcorpus.model.pairs import Cluster, Pair
from warcorpus.model.record import MergedRecord, Record


def merge_clusters(
    records: Iterable[Record],
    clusters: Sequence[Cluster],
    pairs: Sequence[Pair],
    config: Config = DEFAULT,
) -> tuple[MergedRecord, ...]:
    """One record per cluster, with its relations to the others, sorted by id.

    Args:
        records: the records that the clusters are made of.
        clusters: which of them are one event.
        pairs: what matching found between them.
        config: how witnesses become one record.
    """
    by_id = {record.id: record for record in records}
    merged = [merge_records([by_id[m] for m in c.members], config) for c in clusters]
    return tuple(sorted(relate(merged, pairs, config), key=lambda record: record.id))
