"""Scores against definitions written out the slow way."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ConfigError
from warcorpus.evaluation.clusters import Parts, by_column, evaluate, merged_events
from warcorpus.evaluation.scores import Score, adjusted_rand, b_cubed, exactly_right, pairwise
from warcorpus.evaluation.truth import Truth, found_clusters, labelled_records
from warcorpus.model.record import Record
from warcorpus.model.source import Source

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


@given(CLUSTERS, CLUSTERS)
def test_the_rand_index_counts_what_both_agree_on(
    found: dict[str, str], truth: dict[str, str]
) -> None:
    pairs = list(combinations(sorted(truth), 2))
    sides = [
        [side.get(a, a) == side.get(b, b) for a, b in pairs]
        for side in ({k: v for k, v in found.items() if k in truth}, truth)
    ]
    both = sum(x and y for x, y in zip(*sides, strict=True))
    chance = sum(sides[0]) * sum(sides[1]) / len(pairs) if pairs else 0
    best = (sum(sides[0]) + sum(sides[1])) / 2
    expected = 1.0 if best == chance else (both - chance) / (best - chance)
    assert adjusted_rand(found, truth) == pytest.approx(expected)


@given(CLUSTERS)
def test_the_truth_itself_is_right(truth: dict[str, str]) -> None:
    assert adjusted_rand(truth, truth) == 1.0
    assert exactly_right(truth, truth) == len(set(truth.values()))


@given(CLUSTERS, CLUSTERS)
def test_exactly_right_events_stand_alone_and_whole(
    found: dict[str, str], truth: dict[str, str]
) -> None:
    right = 0
    for event in set(truth.values()):
        mine = {key for key in truth if truth[key] == event}
        lines = {found.get(key, key) for key in mine}
        others = {found.get(key, key) for key in truth if key not in mine}
        right += len(lines) == 1 and not lines & others
    assert exactly_right(found, truth) == right


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


def truth_of(**clusters: str) -> Truth:
    return Truth(clusters, {key: {} for key in clusters})


def test_merged_split_and_missing_are_named() -> None:
    truth = truth_of(a="x", b="y", c="x", d="x")
    result = evaluate({"a": "1", "b": "1", "c": "2"}, truth)
    assert result.merged == (("1", ("x", "y")),)
    assert result.split == ("x",)
    assert result.missing == ("d",)
    assert (result.events, result.exact, result.largest) == (2, 0, 2)
    assert result.parts is None


def test_by_column() -> None:
    truth = Truth.parse("file\tcluster\tset\na\tx\tl\nb\tx\tr\n", "t")
    assert [name for name, _ in by_column({"a": "1"}, truth, "set")] == ["l", "r"]
    with pytest.raises(ConfigError):
        by_column({}, truth, "none")


TABLE = "file,id,cluster,part_of_clusters\nx,1,a,\nx,2,b,\nx,3,,a;c\nx,4,,b\nx,5,,c\n"
LINES = "".join(
    f'{{"file": "x", "id": "{n}", "cluster": "{cluster}", "part_of_clusters": "{wholes}"}}\n'
    for n, cluster, wholes in ((1, "a", ""), (2, "b", ""), (3, "", "a; c"), (4, "", "b"),
                               (5, "", "c"))
)  # fmt: skip


@pytest.mark.parametrize("text", [TABLE, LINES], ids=["table", "lines"])
def test_merges_with_parts_are_counted(text: str) -> None:
    truth = Truth.parse(text, "t")
    assert truth.wholes == {"x#3": ("a", "c"), "x#4": ("b",), "x#5": ("c",)}
    assert truth.clusters == {"x#1": "a", "x#2": "b"}
    found = {"x#1": "L", "x#2": "M", "x#3": "L", "x#4": "N"}
    assert evaluate(found, truth).parts == Parts(2, (("x#3", "a"),))


def test_events_that_stand_together_are_told_with_their_relation() -> None:
    rows = "".join(f'{{"file": "{e}", "cluster": "{e}"}}\n' for e in "abc")
    truth = Truth.parse(rows + '{"relation": "part-of", "cluster": "b", "other": "a"}', "t")
    found = dict.fromkeys("abc", "L")
    assert [(truly, events) for _, truly, events in merged_events(found, truth)] == [
        ("contains", ("a", "b")),
        ("different", ("a", "c")),
        ("different", ("b", "c")),
    ]


def test_records_are_named_by_path_file_and_member() -> None:
    truth = truth_of(**{"a.txt": "x", "in/b.txt": "x", "c.txt": "y"})
    sources = [Source("in/a.txt"), Source("in/b.txt"), Source("p.zip", member="d/c.txt")]
    records = [Record(str(n), sources=(source,)) for n, source in enumerate(sources)]
    records.append(Record("9", sources=(Source("z.txt"),)))
    assert labelled_records(records, truth) == {"a.txt": "0", "in/b.txt": "1", "c.txt": "2"}
