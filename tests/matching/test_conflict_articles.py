"""Real versions of real articles: nothing merged that is two events, hardly anything missed."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from warcorpus.matching import cluster_records, find_pairs
from warcorpus.model.pairs import Outcome


@pytest.fixture(scope="module")
def placed(articles, shared_data):
    """Records with the cluster they belong to."""
    folder = shared_data / "conflict-articles"
    rows = [line.split("\t") for line in (folder / "clusters.tsv").read_text("utf-8").split("\n")]
    truth = {row[0]: row[1] for row in rows[1:] if len(row) > 1}
    by_name = {record.source.path: record for record in articles}
    return [(by_name[name], truth[name]) for name in sorted(truth)]


@pytest.fixture(scope="module")
def found(placed):
    records = [record for record, _ in placed]
    pairs = find_pairs(records)
    return pairs, cluster_records(records, pairs)


def together(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def test_pairwise_scores(placed, found):
    events: dict[str, list[str]] = {}
    for record, event in placed:
        events.setdefault(event, []).append(record.id)
    true = together(events.values())
    merged = together(cluster.members for cluster in found[1])
    assert len(true) == 100
    assert merged - true == set()
    assert 2 * len(merged & true) / (len(merged) + len(true)) >= 0.995


def test_few_pairs_are_left_to_people(found):
    pairs, _ = found
    assert sum(pair.outcome is Outcome.REVIEW for pair in pairs) <= len(pairs) // 100


def test_the_order_of_files_has_no_say(placed, found):
    records = [record for record, _ in placed]
    Random(7).shuffle(records)
    pairs = find_pairs(records)
    assert pairs == found[0]
    assert cluster_records(records, pairs) == found[1]
