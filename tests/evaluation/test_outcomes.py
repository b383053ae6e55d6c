"""Figures of matching against counts made the slow way, and errors in the right order."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ConfigError
from warcorpus.evaluation.blocking import judge_blocking
from warcorpus.evaluation.gate import Gate
from warcorpus.evaluation.outcomes import judge_matching
from warcorpus.evaluation.relations import Relation
from warcorpus.evaluation.truth import Truth
from warcorpus.matching.outcome import IDENTICAL
from warcorpus.model.pairs import Cluster, Outcome, Pair

IDS = "abcdefgh"


def pair_of(a: str, b: str, outcome: Outcome, score: int = 0, **more: Any) -> Pair:
    return Pair(min(a, b), max(a, b), outcome, score, 0, **more)


def truth_of(events: dict[str, str], *relations: Relation) -> Truth:
    return Truth(events, {key: {} for key in events}, relations)


PAIRS = st.dictionaries(
    st.sampled_from(list(combinations(IDS, 2))),
    st.sampled_from(["same text", *Outcome]),
    max_size=12,
)
EVENTS = st.dictionaries(st.sampled_from(IDS), st.sampled_from("xyz"))


def made(found: dict[tuple[str, str], str]) -> list[Pair]:
    return [
        pair_of(a, b, Outcome.SAME, reasons=(IDENTICAL,))
        if outcome == "same text"
        else pair_of(a, b, Outcome(outcome))
        for (a, b), outcome in sorted(found.items())
    ]


@given(PAIRS, EVENTS)
def test_completeness_counts_true_pairs_that_could_be_found(
    found: dict[tuple[str, str], str], events: dict[str, str]
) -> None:
    text = dict(zip(IDS, IDS, strict=True))
    for _ in IDS:
        for (a, b), outcome in found.items():
            if outcome == "same text":
                text[a] = text[b] = min(text[a], text[b])
    near = {frozenset((text[a], text[b])) for a, b in found}
    true = [(a, b) for a, b in combinations(sorted(events), 2) if events[a] == events[b]]
    covered = [
        (a, b) for a, b in true if text[a] == text[b] or frozenset((text[a], text[b])) in near
    ]
    result = judge_blocking(made(found), {key: key for key in events}, events, len(IDS), 99)
    assert (result.true, result.covered) == (len(true), len(covered))
    assert bool(result.missed) == (len(true) > len(covered))
    assert all(events[a] == events[b] for a, b in result.missed)


def test_reduction_and_candidates_of_a_document() -> None:
    result = judge_blocking([pair_of("a", "b", Outcome.SAME)], {}, {}, 4)
    assert (result.reduction, result.per_document, result.completeness) == (1 - 1 / 6, 0.25, 1.0)


@given(PAIRS, EVENTS)
def test_every_labelled_pair_stands_once_in_the_table(
    found: dict[tuple[str, str], str], events: dict[str, str]
) -> None:
    truth = truth_of(events, Relation("sequel", "x", "y"), Relation("part-of", "z", "y"))
    clusters = [Cluster((key,)) for key in IDS]
    result = judge_matching(made(found), clusters, {key: key for key in events}, truth)
    labelled = [pair for pair in found if set(pair) <= events.keys()]
    assert sum(sum(row.values()) for row in result.confusion.values()) == len(labelled)
    same = sum(events[a] == events[b] for a, b in labelled)
    assert sum(result.confusion["same"].values()) == same
    assert result.hard == {"part-of": 0, "sequel": 0}


EVENTS_OF_FOUR = {"a": "battle", "b": "battle", "c": "war", "d": "other"}
PART = Relation("part-of", "battle", "war")


def judged(*pairs: Pair, together: tuple[str, ...] = (), shown: int = 9) -> Any:
    alone = [key for key in "abcd" if key not in together]
    clusters = [Cluster((key,)) for key in alone] + ([Cluster(together)] if together else [])
    documents = {key: key for key in "abcd"}
    return judge_matching(pairs, clusters, documents, truth_of(EVENTS_OF_FOUR, PART), shown)


def test_the_direction_of_a_part_counts() -> None:
    right = pair_of("a", "c", Outcome.PART_OF, part="a")
    wrong = pair_of("b", "c", Outcome.PART_OF, part="c")
    result = judged(right, wrong)
    part = result.part_of_documents
    assert (part.hits, part.found, part.true) == (1, 2, 2)
    part = result.part_of
    assert (part.hits, part.found, part.true) == (1, 2, 1)
    assert result.unproposed == {"same": 1, "part-of": 0}


def test_without_relations_parts_are_no_figure() -> None:
    result = judge_matching([], [Cluster(("a",))], {"a": "a"}, truth_of({"a": "x"}))
    assert result.part_of is None
    assert result.to_dict()["part_of"] is None


def test_errors_come_worst_first() -> None:
    result = judged(
        pair_of("a", "d", Outcome.SAME, 160),
        pair_of("b", "d", Outcome.SAME, 320),
        pair_of("a", "b", Outcome.REVIEW, 16),
        pair_of("c", "d", Outcome.DIFFERENT),
    )
    assert [(one.a, one.b) for one in result.errors["false_same"]] == [("b", "d"), ("a", "d")]
    assert [(one.a, one.b) for one in result.errors["missed_same"]] == [("a", "b")]
    assert result.errors["never_proposed"] == ()
    assert result.review_share == 0.25
    only = judged(
        pair_of("a", "d", Outcome.SAME, 160), pair_of("b", "d", Outcome.SAME, 320), shown=1
    )
    assert [(one.a, one.b) for one in only.errors["false_same"]] == [("b", "d")]


def test_related_events_in_one_cluster_are_hard_negatives_merged() -> None:
    result = judged(
        pair_of("a", "c", Outcome.SAME, 160),
        pair_of("b", "c", Outcome.SAME, 320),
        together=("a", "b", "c"),
    )
    assert result.hard == {"part-of": 1}
    (error,) = result.errors["merged"]
    assert (error.a, error.b, error.truly) == ("b", "c", "part-of")
    (never,) = result.errors["never_proposed"]
    assert (never.a, never.b, never.pair) == ("a", "b", None)


def test_events_that_came_together_uncompared_are_told_too() -> None:
    (error,) = judged(together=("a", "d")).errors["merged"]
    assert (error.a, error.b, error.pair) == ("a", "d", None)


def test_a_missed_pair_that_came_together_is_less_of_an_error() -> None:
    events = dict.fromkeys("abc", "x")
    pairs = [pair_of("a", "b", Outcome.REVIEW, -16), pair_of("a", "c", Outcome.REVIEW, 16)]
    clusters = [Cluster(("a", "b")), Cluster(("c",))]
    result = judge_matching(pairs, clusters, {k: k for k in events}, truth_of(events), 9)
    assert [one.b for one in result.errors["missed_same"]] == ["c", "b"]


def test_a_gate_names_what_is_too_low_and_too_high() -> None:
    gate = Gate.parse('[least]\na = 1\n[most]\n"b.c" = 2\nd = 0\n', "g")
    assert gate.failures({"a": 1, "b": {"c": 2}, "d": []}, "g") == []
    assert gate.failures({"a": 0.5, "b": {"c": 3}, "d": ["x"]}, "g") == [
        "found a 0.5, expected at least 1",
        "found b.c 3, expected at most 2",
        "found d 1, expected at most 0",
    ]


@pytest.mark.parametrize("text", ["", "least = 3", "[least", '[least]\na = "x"\n'])
def test_a_gate_without_floors_is_none(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Gate.parse(text, "g.toml")
    assert (caught.value.slug, caught.value.where) == ("bad-gate", "g.toml")


def test_a_figure_that_is_none_cannot_have_a_floor() -> None:
    with pytest.raises(ConfigError, match="f1"):
        Gate({"f2": 1}, {}).failures({"f1": 1}, "g.toml")
