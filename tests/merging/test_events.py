"""The records of a corpus, made when they are asked for."""

from __future__ import annotations

import warcorpus
from warcorpus.config import DEFAULT
from warcorpus.engines.log import Merged
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


def test_no_record_is_merged_twice_when_all_are_written() -> None:
    """Campaign and battle each tell of the other, whichever line comes first."""
    lines, fetched = corpus()
    assert any(line.relations for line in lines)
    assert sorted(fetched) == sorted(record.id for record in RECORDS)


def test_problems_and_lines_of_one_record_need_one_merge() -> None:
    lines, fetched = corpus()
    assert [*lines.problems(), *lines]
    assert sorted(fetched) == sorted(record.id for record in RECORDS)


def test_merged_records_wait_in_the_store_that_is_given() -> None:
    by_id, store = {record.id: record for record in RECORDS}, Merged()
    lines = Corpus(by_id.__getitem__, CLUSTERS, PAIRS, DEFAULT, store=store)
    assert tuple(lines) == merge_clusters(RECORDS, CLUSTERS, PAIRS)
    waiting = [key for key, _ in lines.members if key in store]
    assert waiting == [line.id for line in lines if line.relations]
    assert tuple(lines) == merge_clusters(RECORDS, CLUSTERS, PAIRS)


def test_lines_that_are_not_shown_are_told_of() -> None:
    """The battle is old, the campaign is new: its line tells of the battle all the same."""
    by_id = {record.id: record for record in RECORDS}
    whole = merge_clusters(RECORDS, CLUSTERS, PAIRS)
    related = [line for line in whole if line.relations]
    for line in related:
        lines = Corpus(
            by_id.__getitem__, CLUSTERS, PAIRS, DEFAULT, lambda m, key=line.id: m[0] == key
        )
        assert tuple(lines) == (line,)


def test_it_is_what_merging_all_at_once_gives() -> None:
    lines, _ = corpus()
    whole = merge_clusters(RECORDS, CLUSTERS, PAIRS)
    assert tuple(lines) == whole
    assert lines[1:3] == whole[1:3]
    assert lines[-1] == whole[-1] == lines.by_id(whole[-1].id)
    assert lines == corpus()[0]
    assert lines.beginning_with(whole[0].id[:8]) == [whole[0].id]
