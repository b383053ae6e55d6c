"""The records of a corpus, made when they are asked for."""

from __future__ import annotations

import warcorpus
from warcorpus.config import DEFAULT
from warcorpus.matching import cluster_records, find_pairs
from warcorpus.merging import Corpus, merge_clusters

RECORDS = list(warcorpus.read("seeds", problems=[]))
PAIRS = find_pairs(RECORDS)
CLUSTERS = cluster_records(RECORDS, PAIRS)


def corpus() -> tuple[Corpus, list[str]]:
    """The corpus of the seeds, and the ids that it fetched."""
    by_id = {record.id: record for record in RECORDS}
    fetched: list[str] = []

    def fetch(key: str) -> warcorpus.Record:
        fetched.append(key)
        return by_id[key]

    return Corpus(fetch, CLUSTERS, PAIRS, DEFAULT), fetched


def test_nothing_is_merged_before_it_is_asked_for() -> None:
    lines, fetched = corpus()
    assert len(lines) == len(CLUSTERS) == 4
    assert sum(len(members) for _, members in lines.members) == 5
    assert fetched == []
    assert len(lines[0].witnesses) >= 1
    assert fetched


def test_problems_of_merging_are_sought_where_several_witnesses_are() -> None:
    lines, fetched = corpus()
    several = [members for _, members in lines.members if len(members) > 1]
    assert [lines.joins(key) for key, _ in lines.members] == [True, False, False, False]
    told = [*lines.problems()]
    assert [(*fetched,)] == several
    assert told == [problem for line in lines if lines.joins(line.id) for problem in line.problems]


def test_it_is_what_merging_all_at_once_gives() -> None:
    lines, _ = corpus()
    whole = merge_clusters(RECORDS, CLUSTERS, PAIRS)
    assert tuple(lines) == whole
    assert lines[1:3] == whole[1:3]
    assert lines[-1] == whole[-1] == lines.by_id(whole[-1].id)
    assert lines == corpus()[0]
    assert lines.beginning_with(whole[0].id[:8]) == [whole[0].id]
