"""000 with 001 merged, 002 with 003 compared: every unit, fill, offset and field."""

from __future__ import annotations

import pytest

from warcorpus.config import Config, MergeConfig
from warcorpus.merging import merge_records, relate, shared_passage
from warcorpus.merging.compose import raw_spans
from warcorpus.merging.roundtrip import read_back, squeezed
from warcorpus.merging.tokenizing import tokenize
from warcorpus.merging.witnesses import Witness, provenance_fields
from warcorpus.model.pairs import Outcome, Pair
from warcorpus.model.record import CORPUS_SCHEMA, Conflict, MergedRecord, Record

SENTENCES = (
    "Al-Safira is also next to important weapon factories and the government's largest chemical "
    "weapons stockpiles.",
    "it was reported that government forces were stationed at defense establishments and had set "
    "up checkpoints on the route to Khanasser, but rebel battalions controlled the streets of the "
    "city.",
    "On October 13, 2013, it was reported by Xinhua that the town was besieged by the government "
    "forces.",
)
UNITS = [
    ("rebel", "rebels", "inflection"),
    ("raging", "waging", "wording"),
    (SENTENCES[0], None, "addition"),
    ("Front", None, "addition"),
    ("February 8, 2013", "8 February", "format"),
    (SENTENCES[1], None, "addition"),
    ("Several", "several", "format"),
    ("Front", "front", "format"),
    ("at the factory after the fighting had ended. Later", None, "gap"),
    (",", None, "format"),
    ("unable", "not being able", "wording"),
    ("connect", "connected", "inflection"),
    ("had been", "was", "wording"),
    (None, "continuing", "addition"),
    ("could", "did", "wording"),
    (None, "manage to", "addition"),
    ("Army", "military", "wording"),
    ("Tell", "Tal", "spelling"),
    ("most of the city were coming under constant Army bombardment", None, "gap"),
    (SENTENCES[2], None, "addition"),
]
FILLED = [
    (1074, 1093, 1360, 1410, 3291, 3341),
    (2150, 2169, 2424, 2484, 4357, 4417),
]


def units(merged: MergedRecord) -> list[tuple[str | None, str | None, str]]:
    found = []
    for entry in merged.apparatus:
        of = {source: r.text for r in entry.readings for source in r.sources}
        found.append((of[0], of[1], entry.type))
    return found


@pytest.fixture(scope="module")
def safira(seeds: list[Record]) -> MergedRecord:
    return merge_records(seeds[:2])


@pytest.fixture(scope="module")
def mirrored(seeds: list[Record]) -> MergedRecord:
    return merge_records(seeds[:2], base=seeds[1].id)


def test_the_text_is_that_of_000(safira: MergedRecord, seeds: list[Record]) -> None:
    assert safira.text == seeds[0].text
    assert len(safira.text) == 2759
    assert safira.sections == seeds[0].sections
    assert safira.conflicts == ()
    assert safira.problems == ()
    assert safira.schema == CORPUS_SCHEMA
    assert [w.id for w in safira.witnesses] == [seeds[0].id, seeds[1].id]


def test_the_base_has_fewest_gap_tokens(safira: MergedRecord) -> None:
    (decision,) = safira.decisions
    assert (decision.what, decision.rule) == ("base", "fewest-gap-tokens")
    assert decision.detail == "source 0 has 0, source 1 has 20"


def test_tokens_and_units(safira: MergedRecord, seeds: list[Record]) -> None:
    counts = [len(tokenize(record)) - 2 for record in seeds[:2]]
    assert counts == [481, 399]
    assert units(safira) == UNITS


def test_offsets_of_a_unit(safira: MergedRecord) -> None:
    entry = safira.apparatus[1]
    assert (entry.start, entry.end, entry.lemma, entry.rule) == (202, 208, "raging", "base")
    spans = [(s.source, s.start, s.end) for r in entry.readings for s in r.spans]
    assert spans == [(0, 2021, 2027), (1, 217, 223)]


def test_both_holes_of_001_are_supplied(safira: MergedRecord) -> None:
    holes = [gap for gap in safira.gaps if gap.reason == "redacted"]
    for gap, (start, end, text_start, text_end, raw_start, raw_end) in zip(
        holes, FILLED, strict=True
    ):
        assert (gap.source, gap.start, gap.end) == (1, start, end)
        assert (gap.text_start, gap.text_end) == (text_start, text_end)
        assert (gap.supplied_by, gap.grade, gap.quantity) == (0, "A", 10)
        entry = next(e for e in safira.apparatus if e.start == text_start)
        spans = [(s.source, s.start, s.end) for r in entry.readings for s in r.spans]
        assert spans == [(0, raw_start, raw_end), (1, start, end)]
        assert entry.readings[1].reason == "redacted"


def test_fields_are_those_of_000(safira: MergedRecord, seeds: list[Record]) -> None:
    for name in ("title", "names", "date", "place", "part_of", "result", "sides", "civilians"):
        assert getattr(safira, name) == getattr(seeds[0], name)
    rules = {
        entry.pointer: entry.rule
        for _, entries in provenance_fields(safira.provenance)
        for entry in entries
    }
    shared = {"/title": "agreed", "/names/0": "agreed", "/date": "most-precise"}
    assert {p: r for p, r in rules.items() if r != "only-reading"} == shared
    (date,) = safira.provenance.date
    assert [(r.source, r.text, r.chosen) for r in date.readings] == [
        (0, "2013-02-06/2013-02-19", True),
        (1, "2013-02", False),
    ]
    (span,) = date.readings[1].value.spans
    assert (span.source, span.start, span.end) == (1, 46, 59)


def test_001_as_base_gives_the_same_units(mirrored: MergedRecord) -> None:
    assert units(mirrored) == UNITS


def test_001_as_base_takes_the_words_of_000(mirrored: MergedRecord) -> None:
    for sentence in (SENTENCES[0], SENTENCES[2]):
        entry = next(e for e in mirrored.apparatus if e.lemma == sentence)
        assert (entry.rule, entry.type) == ("union", "addition")
    assert f"On February 8, 2013, {SENTENCES[1]} Several parts of Safira" in mirrored.text
    assert "[…]" not in mirrored.text
    supplied = [row for row in mirrored.text_map if row.method == 1]
    places = [(r.source, r.raw_start, r.raw_end) for r in supplied]
    assert places == [(0, 3291, 3341), (0, 4357, 4417)]
    assert [d.rule for d in mirrored.decisions[1:]] == ["fill-A", "fill-A"]


def test_without_filling_two_holes_of_ten_remain(seeds: list[Record]) -> None:
    config = Config(merge=MergeConfig(fill="off"))
    merged = merge_records(seeds[:2], config, base=seeds[1].id)
    assert merged.text.count("[…]") == 2
    holes = [gap for gap in merged.gaps if gap.reason == "redacted"]
    for gap in holes:
        assert gap.quantity == 10
        assert gap.supplied_by is None
        assert merged.text[gap.text_start : gap.text_end] == "[…]"


def test_every_witness_reads_back(
    safira: MergedRecord, mirrored: MergedRecord, seeds: list[Record]
) -> None:
    for merged in (safira, mirrored):
        for source in (0, 1):
            back = read_back(merged.text, merged.apparatus, source)
            assert back == squeezed(seeds[source].text)


def test_the_shared_passage_of_002_and_003(seeds: list[Record]) -> None:
    (passage,) = shared_passage(seeds[2], seeds[3])
    spans = [
        raw_spans(Witness(seeds[2], (0,)), passage.start, passage.end),
        raw_spans(Witness(seeds[3], (0,)), passage.other_start, passage.other_end),
    ]
    assert (spans[0][0].start, spans[0][-1].end) == (12915, 14841)
    assert (spans[1][0].start, spans[1][-1].end) == (3787, 6103)
    assert (passage.tokens, passage.other_tokens, passage.equal) == (345, 413, 301)
    assert len(passage.units) == 17
    assert sum(bool(unit.text and unit.other) for unit in passage.units) == 9
    assert [(u.text, u.other, u.type) for u in passage.conflicts] == [
        ("all", "eight", "number"),
        ("21", "25", "number"),
    ]
    found = {(u.text, u.other): u.type for u in passage.units}
    assert found["government", "military"] == "wording"
    assert found["except", "leaving only"] == "wording"
    assert found["damaging", "damaged"] == "inflection"
    assert found["Shaykhun", "Sheikhun"] == "spelling"


def test_no_other_events_share_a_passage(seeds: list[Record]) -> None:
    events = [seeds[0], seeds[2], seeds[3], seeds[4]]
    sharing = [(a, b) for a in range(4) for b in range(a) if shared_passage(events[b], events[a])]
    assert sharing == [(2, 1)]


def pair(a: Record, b: Record, outcome: Outcome, part: str | None = None) -> Pair:
    first, second = sorted((a.id, b.id))
    return Pair(first, second, outcome, 80, 0, part=part)


def test_relations_of_002_and_003(seeds: list[Record]) -> None:
    merged = [merge_records([record]) for record in seeds[2:4]]
    found = [pair(seeds[2], seeds[3], Outcome.PART_OF, part=seeds[3].id)]
    whole, part = relate(merged, found)
    title = "Idlib Governorate clashes (June 2012–April 2013)"
    assert [(r.type, r.id, r.name, r.basis) for r in part.relations] == [
        ("part_of", seeds[2].id, title, "link"),
        ("part_of", None, "Syrian Civil War", "link"),
        ("shares_passage", seeds[2].id, title, "text"),
    ]
    assert [r.type for r in whole.relations] == ["part_of", "part_of", "has_part", "shares_passage"]
    assert whole.relations[2].bits == 5.0
    here, there = whole.relations[3], part.relations[2]
    assert (here.start, here.end) == (there.other_start, there.other_end)
    assert part.text[there.start : there.end].startswith("On 8 October, the rebels launched")
    _check_conflicts(whole.conflicts, "/relations/3", ("all", "eight"), seeds[3].id)
    _check_conflicts(part.conflicts, "/relations/2", ("eight", "all"), seeds[2].id)
    assert relate([whole, part], found) == [whole, part]


def _check_conflicts(
    conflicts: tuple[Conflict, ...], pointer: str, values: tuple[str, str], other: str
) -> None:
    assert len(conflicts) == 2
    first = conflicts[0]
    assert (first.pointer, first.values[0].value, first.values[1].value) == (pointer, *values)
    assert first.values[0].sources == (0,)
    assert (first.values[1].record, first.values[1].sources) == (other, ())
