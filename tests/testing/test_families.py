"""Families of events hold what they promise, and events of no family have little in common."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.matching.naming import read_name
from warcorpus.testing.events import Event, sentences
from warcorpus.testing.families import KINDS, Family, make_family
from warcorpus.testing.scenes import dice_of, make_war
from warcorpus.testing.styles import STYLES, style

SEEDS = st.integers(0, 10_000)


def family(kind: str, seed: int) -> Family:
    war = make_war(style(STYLES[seed % len(STYLES)]), dice_of("war", seed))
    return make_family(kind, war, dice_of("family", seed), "f")


def shingles(event: Event) -> set[tuple[str, ...]]:
    words = " ".join(sentences(event)).lower().replace(",", "").replace(".", "").split()
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def containment(one: Event, other: Event) -> float:
    a, b = shingles(one), shingles(other)
    return len(a & b) / min(len(a), len(b))


@pytest.mark.parametrize("kind", KINDS)
@given(SEEDS)
@settings(max_examples=20)
def test_keys_are_the_events_of_the_relations(kind: str, seed: int) -> None:
    made = family(kind, seed)
    keys = [told.key for told in made.events]
    assert len(set(keys)) == len(keys)
    for relation in made.relations:
        assert {relation.cluster, relation.other} <= set(keys)
        assert relation.cluster != relation.other


@given(SEEDS)
@settings(max_examples=30)
def test_sequels_share_their_core(seed: int) -> None:
    first, second = (told.event for told in family("sequels", seed).events)
    a, b = read_name(first.title), read_name(second.title)
    assert a.core == b.core
    assert b.edition is not None
    assert b.edition.ordinal == 2
    assert first.place[0] == second.place[0]
    assert first.last < second.first


@given(SEEDS)
@settings(max_examples=30)
def test_years_part_the_same_name(seed: int) -> None:
    first, second = (told.event for told in family("years", seed).events)
    assert first.title.partition(" (")[0] == second.title.partition(" (")[0]
    assert first.title != second.title


@given(SEEDS)
@settings(max_examples=30)
def test_unnumbered_have_one_name_and_other_years(seed: int) -> None:
    first, second = (told.event for told in family("unnumbered", seed).events)
    assert first.title == second.title
    assert (date.fromisoformat(second.first) - date.fromisoformat(first.last)).days > 365


@given(SEEDS)
@settings(max_examples=30)
def test_a_campaign_tells_passages_of_its_battles(seed: int) -> None:
    made = family("campaign", seed)
    whole, battles = made.events[0], made.events[1:]
    parts = {one.cluster for one in made.relations if one.kind == "part-of"}
    assert parts == {told.key for told in battles}
    text = " ".join(sentences(whole.event))
    for told in battles:
        assert told.event.war == whole.event.title
        assert whole.event.first <= told.event.first <= told.event.last <= whole.event.last
        assert sum(one in text for one in sentences(told.event)) >= 2


@given(SEEDS)
@settings(max_examples=30)
def test_neighbours_have_each_others_names(seed: int) -> None:
    events = [told.event for told in family("neighbours", seed).events]
    for event, other in zip(events, [*events[1:], events[0]], strict=True):
        assert other.title in event.lead[0]
        assert abs((date.fromisoformat(event.first) - date.fromisoformat(other.first)).days) < 14


@pytest.mark.parametrize("kind", ["stubs", "raids"])
@given(SEEDS)
@settings(max_examples=20)
def test_twins_share_most_words_and_no_name(kind: str, seed: int) -> None:
    events = [told.event for told in family(kind, seed).events]
    shared = [containment(a, b) for a, b in combinations(events, 2)]
    assert sum(shared) / len(shared) > (0.5 if kind == "stubs" else 0.25)
    assert len({event.place[0] for event in events}) == len(events)


@pytest.mark.parametrize("name", STYLES)
def test_events_of_their_own_have_little_in_common(name: str) -> None:
    known, events = style(name), []
    for number in range(60):
        war = make_war(known, dice_of("wars", name, number))
        events.append(make_family("alone", war, dice_of("own", name, number), "f").events[0].event)
    shared = sorted(containment(a, b) for a, b in combinations(events, 2))
    assert shared[int(len(shared) * 0.99)] < 0.05
    assert sum(shared) / len(shared) < 0.01


@given(SEEDS, SEEDS)
@settings(max_examples=20)
def test_styles_have_nothing_in_common(one: int, other: int) -> None:
    a, b = (family("alone", seed).events[0].event for seed in (3 * one, 3 * other + 1))
    assert containment(a, b) < 0.01
