"""What the seeds must give: the tables of pairs, outcomes and clusters."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from warcorpus.config import DEFAULT
from warcorpus.matching import cluster_records, compare_records, find_pairs
from warcorpus.matching.sketch import shingle_hashes
from warcorpus.matching.view import View
from warcorpus.model.pairs import Outcome
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import read_documents

SEEDS = Path(__file__).parents[2] / "seeds"

PAIRS = {
    "000-001": (498, Outcome.SAME, ".826", "7 of 7"),
    "000-002": (-226, Outcome.RELATED, ".000", "missing"),
    "000-003": (-364, Outcome.RELATED, ".000", "missing"),
    "000-004": (-364, Outcome.RELATED, ".000", "missing"),
    "001-002": (-226, Outcome.DIFFERENT, ".000", "missing"),
    "001-003": (-333, Outcome.DIFFERENT, ".018", "missing"),
    "001-004": (-333, Outcome.DIFFERENT, ".000", "missing"),
    "002-003": (55, Outcome.PART_OF, ".318", "14 of 18"),
    "002-004": (-257, Outcome.RELATED, ".000", "missing"),
    "003-004": (-364, Outcome.RELATED, ".014", "missing"),
}
"""Score with the prior in 1/16 bit, outcome, containment, facts."""

SHARES = {
    "000-001": (0.819, 0.583, 0.826),
    "000-002": (0.163, 0.000, 0.004),
    "001-003": (0.229, 0.001, 0.003),
    "002-003": (0.236, 0.052, 0.318),
    "003-004": (0.202, 0.005, 0.010),
}
"""J1, J5 and C5 of the exact shingles."""


@pytest.fixture(scope="module")
def seeds() -> dict[str, Record]:
    found = [r for r in read_documents([SEEDS]) if isinstance(r, Record)]
    return {r.source.path[:3]: normalize_record(r, DEFAULT) for r in found}


def compared(seeds, key):
    first, second = key.split("-")
    return compare_records(seeds[first], seeds[second], documents=5)


@pytest.mark.parametrize("key", PAIRS)
def test_score_and_outcome(seeds, key):
    pair = compared(seeds, key)
    rows = {row.comparison: row for row in pair.evidence}
    seen = (pair.score + pair.prior, pair.outcome, rows["containment"].level, rows["facts"].level)
    assert seen == PAIRS[key]


@pytest.mark.parametrize("key", SHARES)
def test_shingles(seeds, key):
    first, second = (View.of(seeds[name]).prose.runs for name in key.split("-"))

    def share(length, whole):
        a, b = (set(shingle_hashes(runs, length).tolist()) for runs in (first, second))
        return len(a & b) / (len(a | b) if whole else min(len(a), len(b)))

    found = share(1, True), share(5, True), share(5, False)
    assert found == pytest.approx(SHARES[key], abs=0.01)


def test_the_explanation_of_000_and_001(seeds):
    pair = compared(seeds, "000-001")
    rows = [(row.comparison, row.level, row.weight, row.counted) for row in pair.evidence]
    assert rows == [
        ("name", "equal", 235, 235),
        ("date", "fits", 106, 106),
        ("place", "missing", 0, 0),
        ("containment", ".826", 298, 298),
        ("facts", "7 of 7", 79, 19),
        ("slots", "0 of 8", 0, 0),
        ("id", "missing", 0, 0),
    ]
    assert (pair.prior, sum(row.counted for row in pair.evidence)) == (-160, pair.score)
    seen = {row.comparison: (row.a, row.b) for row in pair.evidence}
    ours, theirs = sorted((seeds["000"], seeds["001"]), key=lambda r: r.id)
    assert ours is seeds["000"]
    assert [s.text for s in seen["name"]] == ["Battle of Safira", "Battle of Safira"]
    assert [(s.spans[0].start, s.spans[0].end) for s in seen["name"]] == [(11, 27), (15, 31)]
    assert [s.text for s in seen["date"]] == ["6–19 February 2013", "February 2013"]
    assert [(s.spans[0].start, s.spans[-1].end) for s in seen["date"]] == [(866, 886), (46, 59)]
    assert seen["place"][1] is None
    assert theirs.place.state == "absent"


def test_the_part_and_its_slots(seeds):
    pair = compared(seeds, "002-003")
    rows = {row.comparison: row for row in pair.evidence}
    assert pair.part == seeds["003"].id
    assert [veto.code for veto in pair.vetoes] == ["V3"]
    assert rows["slots"].level == "2 of 9"
    assert rows["slots"].counted == 0


def test_exactly_seven_pairs_are_proposed(seeds):
    pairs = find_pairs(list(seeds.values()))
    names = {record.id: name for name, record in seeds.items()}
    found = {"-".join(sorted((names[p.a], names[p.b]))): p for p in pairs}
    assert sorted(found) == [key for key in PAIRS if key == "000-001" or not key.startswith("001")]
    assert found["000-001"].proposed_by == ("text", "name", "opening")
    assert found["002-003"].proposed_by == ("text", "part-of")
    assert {p.proposed_by for k, p in found.items() if k not in ("000-001", "002-003")} == {
        ("part-of",)
    }
    assert pairs == sorted(pairs, key=lambda pair: (pair.a, pair.b))
    assert Outcome.REVIEW not in {pair.outcome for pair in pairs}


def test_clusters(seeds):
    records = list(seeds.values())
    names = {record.id: name for name, record in seeds.items()}
    found = cluster_records(records, find_pairs(records))
    assert [[names[m] for m in c.members] for c in found] == [
        ["000", "001"],
        ["002"],
        ["003"],
        ["004"],
    ]


def test_a_pair_that_was_never_proposed_is_compared_all_the_same(seeds):
    assert all(
        compare_records(a, b) == compare_records(b, a) for a, b in combinations(seeds.values(), 2)
    )
