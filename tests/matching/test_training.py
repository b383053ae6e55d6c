"""Training: weights that stay near the default, stay in order, and hang on nothing but counts."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import as_config
from warcorpus.errors import ConfigError
from warcorpus.matching import find_pairs, training
from warcorpus.matching.model import DEFAULT_MODEL, LEVELS, bits, model_of, parse_model
from warcorpus.matching.training import FARTHEST, Table, learn, model_content, tabulate

VECTORS = st.tuples(*(st.sampled_from([None, *levels]) for levels in LEVELS.values()))
COUNTS = st.dictionaries(VECTORS, st.integers(1, 10**9), max_size=12)


@given(COUNTS, COUNTS)
def test_any_counts_give_a_model_in_order_and_near_the_default(same, different):
    table = Table(same, different)
    rows = learn(table)
    for name in LEVELS:
        weights = [row.weight for row in rows if row.comparison == name]
        assert weights == sorted(weights, reverse=True)
    assert all(abs(row.weight - row.default) <= FARTHEST for row in rows)
    model = parse_model(model_content(rows, table))
    assert {(r.comparison, r.level): r.weight for r in rows} == {
        (name, level): weight
        for name, levels in model.weights.items()
        for level, weight in levels.items()
    }


@given(COUNTS, COUNTS)
def test_what_says_nothing_by_definition_stays_so(same, different):
    (opened,) = (row for row in learn(Table(same, different)) if row.level == "open")
    assert opened.weight == 0


@given(COUNTS, COUNTS)
def test_the_bytes_do_not_hang_on_the_order_of_the_counts(same, different):
    table = Table(same, different)
    again = Table(dict(reversed(same.items())), dict(reversed(different.items())))
    assert model_content(learn(table), table) == model_content(learn(again), again)


@given(st.sampled_from([(name, level) for name in LEVELS for level in LEVELS[name]]), COUNTS)
def test_seeing_a_level_more_often_for_one_event_never_lowers_it(seen, counts):
    name, level = seen
    vector = tuple(level if comparison == name else None for comparison in LEVELS)
    more = Counter(counts)
    more[vector] += 1_000
    before, after = (
        next(r.weight for r in learn(Table(c, counts)) if (r.comparison, r.level) == seen)
        for c in (counts, more)
    )
    assert after >= before


def free_levels(name):
    """Levels that say something, with their shares in the default model."""
    shares = DEFAULT_MODEL.shares[name]
    return {level: shares[level] for level in LEVELS[name] if len(set(shares[level])) > 1}


def drawn(dice, share, size):
    """Vectors whose levels are as frequent as the default model has it."""
    columns = []
    for name in LEVELS:
        free = free_levels(name)
        weights = [both[share] for both in free.values()]
        columns.append(dice.choices(list(free), weights, k=size))
    return Counter(zip(*columns, strict=True))


def frequencies(row):
    """Bits of a level by how often it is drawn: shares need not add up to one, draws do."""
    free = free_levels(row.comparison)
    m, u = (free[row.level][k] / sum(both[k] for both in free.values()) for k in (0, 1))
    return bits(m, u)


@pytest.mark.parametrize("seed", range(5))
def test_data_like_the_default_gives_about_the_default(seed):
    dice = random.Random(seed)
    rows = learn(Table(drawn(dice, 0, 20_000), drawn(dice, 1, 200_000)))
    rows = [row for row in rows if row.level in free_levels(row.comparison)]
    assert max(abs(row.weight - frequencies(row)) for row in rows) <= 16
    often = [row for row in rows if row.same > 500 and row.different > 500]
    assert len(often) >= 5
    assert max(abs(row.weight - frequencies(row)) for row in often) <= 5


def test_what_was_never_seen_keeps_its_weight():
    assert [row.weight for row in learn(Table({}, {}))] == [
        weight for levels in DEFAULT_MODEL.weights.values() for weight in levels.values()
    ]


TEXT = (
    "The hill fort above the ford was held by {} men until the third week, when a column of "
    "{} came up the valley road with two guns and the gate was broken in before noon of {}."
)


def corpus_of(make, count=6):
    """Two documents an event: the second in other words."""
    found, events = [], {}
    for number in range(count):
        when = f"19{10 + number}-05-04"
        title = f"Battle of {['Oru', 'Lenta', 'Marvik', 'Toskel', 'Brenda', 'Quilla'][number]}"
        for copy in range(2):
            text = TEXT.format(100 + number + copy, 900 - number, number + 3)
            record = make(title, text, when=when, where="Low Ford, Orland", salt=str(copy))
            found.append(record)
            events[record.id] = str(number)
    return found, events


def test_the_file_is_the_same_for_any_order_and_any_names_of_events(make):
    records, events = corpus_of(make)
    table = tabulate(records, events)
    content = model_content(learn(table), table)
    renamed = {key: f"event {name}" for key, name in events.items()}
    other = tabulate(list(reversed(records)), renamed)
    assert model_content(learn(other), other) == content
    assert json.loads(content)["estimated"]["documents"] == 12
    assert (sum(table.same.values()), sum(table.different.values())) == (6, 60)


def test_of_many_documents_a_fixed_part_is_compared(make, monkeypatch):
    monkeypatch.setattr(training, "ALL_PAIRS", 10)
    monkeypatch.setattr(training, "MOST_PAIRS", 40)
    monkeypatch.setattr(training, "PART", 1)
    records, events = corpus_of(make)
    table = tabulate(records, events)
    assert sum(table.same.values()) == 6
    assert 0 < sum(table.different.values()) < 60
    assert tabulate(list(reversed(records)), events) == table


def test_unlabelled_records_have_no_say(make):
    records, events = corpus_of(make)
    fewer = {key: events[key] for key in sorted(events)[:9]}
    known = [record for record in records if record.id in fewer]
    assert tabulate(records, fewer) == tabulate(known, fewer)


def test_of_a_large_event_not_all_pairs_are_compared(make, monkeypatch):
    monkeypatch.setattr(training, "LARGE_EVENT", 3)
    records = [make("Battle of Oru", "", when="1910", salt=str(n)) for n in range(9)]
    table = tabulate(records, {record.id: "x" for record in records})
    assert sum(table.same.values()) == 3


def test_equal_texts_teach_nothing(make):
    text = TEXT.format(1, 2, 3) * 2
    copies = [make("Battle of Oru", text, salt=str(n)) for n in range(2)]
    with pytest.raises(ConfigError) as caught:
        tabulate(copies, {record.id: "x" for record in copies})
    assert caught.value.slug == "no-labelled-pair"


def test_without_a_pair_there_is_nothing_to_learn(make):
    records, _ = corpus_of(make)
    with pytest.raises(ConfigError) as caught:
        tabulate(records, {record.id: record.id for record in records})
    assert caught.value.slug == "no-labelled-pair"
    assert "12 labelled documents of 12 events" in caught.value.message


def test_a_model_of_ones_own_is_used(make, tmp_path):
    records, events = corpus_of(make)
    table = tabulate(records, events)
    content = model_content(learn(table), table)
    (tmp_path / "model.json").write_text(content, encoding="utf-8")
    config = as_config({"match": {"model": str(tmp_path / "model.json")}})
    own = model_of(config)
    assert own.sha256 != DEFAULT_MODEL.sha256
    by_name = {row.level: row.weight for row in learn(table) if row.comparison == "NAME"}
    (first, *_) = find_pairs(records, config)
    name = next(row for row in first.evidence if row.comparison == "name")
    assert name.weight == by_name[name.level] != DEFAULT_MODEL.weight("NAME", name.level)


@pytest.mark.parametrize("content", [None, b"\xff", b"{}", b'{"version": 2}'])
def test_a_model_file_that_cannot_be_used_is_named(tmp_path, content):
    path = tmp_path / "model.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        find_pairs([], as_config({"match": {"model": str(path)}}))
    assert caught.value.slug == "bad-model"
    assert caught.value.where == str(path)


def test_bits_of_written_shares_are_exact():
    for weight in range(-200, 500, 7):
        m, u = training._written(0.0123456789, weight)
        assert bits(m, u) == weight
