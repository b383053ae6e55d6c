"""Scores against definitions written out the slow way."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ConfigError
from warcorpus.evaluation.scores import Score, b_cubed, pairwise
from warcorpus.evaluation.truth import Truth, by_column, evaluate, found_clusters

CLUSTERS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123"), max_size=8)


@given(CLUSTERS, CLUSTERS)
def test_pairwise_counts_pairs(found: dict[str, str], truth: dict[str, str]) -> None:
    pairs = list(combinations(sorted(truth), 2))
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    got = {(a, b) for a, b in pairs if found.get(a, a) == found.get(b, b)}
    score = pairwise(found, truth)
    assert (score.hits, score.found, score.true) == (len(true & got), len(got), len(true))


@given(CLUSTERS, CLUSTERS)
def test_b_cubed_averages_over_documents(found: dict[str, str], truth: dict[str, str]) -> None:
    if not truth:
        assert b_cubed(found, truth) == (1.0, 1.0, 1.0)
        return
    shares = []
    for a in truth:
        mine = {b for b in truth if found.get(a, a) == found.get(b, b)}
        right = {b for b in truth if truth[a] == truth[b]}
        shares.append((len(mine & right) / len(mine), len(mine & right) / len(right)))
    precision, recall, _ = b_cubed(found, truth)
    assert precision == pytest.approx(sum(p for p, _ in shares) / len(shares))
    assert recall == pytest.approx(sum(r for _, r in shares) / len(shares))


def test_nothing_found_is_precise_and_nothing_true_is_recalled() -> None:
    assert Score(0, 0, 3).precision == 1.0
    assert Score(0, 3, 0).recall == 1.0
    assert Score(0, 0, 3).f1 == 0.0


def test_truth_by_file_and_id() -> None:
    truth = Truth.parse("file,id,cluster\nx.jsonl,1,a\nx.jsonl,2,\n", "t.csv")
    assert truth.clusters == {"x.jsonl#1": "a"}
    lines = [{"id": "L", "sources": [{"path": "in/x.jsonl", "text_id": "1"}]}]
    assert found_clusters(lines, truth)["x.jsonl#1"] == "L"


def test_truth_without_its_columns() -> None:
    with pytest.raises(ConfigError) as caught:
        Truth.parse("name\tevent\n", "t.tsv")
    assert caught.value.where == "t.tsv:1:1"


def test_merged_split_and_missing_are_named() -> None:
    result = evaluate({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "y", "c": "x", "d": "x"})
    assert result.merged == (("1", ("x", "y")),)
    assert result.split == ("x",)
    assert result.missing == ("d",)


def test_by_column() -> None:
    truth = Truth.parse("file\tcluster\tset\na\tx\tl\nb\tx\tr\n", "t")
    assert [name for name, _ in by_column({"a": "1"}, truth, "set")] == ["l", "r"]
    with pytest.raises(ConfigError):
        by_column({}, truth, "none")
