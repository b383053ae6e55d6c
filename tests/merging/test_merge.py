"""The flow of merging: failures, votes, coordinates, relations."""

from __future__ import annotations

import pytest

from warcorpus.merging import merge, merge_records, relate
from warcorpus.merging.witnesses import unfolded
from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Part, Place
from warcorpus.model.pairs import Outcome, Pair
from warcorpus.model.record import Entry, MergedRecord, Provenance, Reading, Record
from warcorpus.model.values import Span, Value

TEXT = "Rebels took the airport at dawn. The army left the town. Shells fell on the market."


def test_nothing_can_not_be_merged() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merge_records([])


def test_one_witness_gives_its_own_record(make) -> None:  # type: ignore[no-untyped-def]
    record = make(TEXT, normalized=True)
    merged = merge_records([record])
    assert merged.schema == "warcorpus.corpus/1"
    assert merged.witnesses == (record,)
    assert (merged.text, merged.names, merged.apparatus) == (record.text, record.names, ())
    assert merge_records([merged]) == merged


def test_a_failed_round_trip_leaves_the_base_and_a_problem(make, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    records = [make(TEXT), make(TEXT.replace("dawn", "night"))]
    monkeypatch.setattr(merge, "reads_back", lambda *_: False)
    merged = merge_records(records)
    assert merged.text == records[0].text or merged.text == records[1].text
    assert merged.apparatus == ()
    assert [(p.slug, p.level) for p in merged.problems] == [("round-trip", "error")]
    assert len(merged.sources) == 2
    make.check_map(merged)


def test_two_copies_of_one_page_outvote_the_base(make) -> None:  # type: ignore[no-untyped-def]
    tail = " ".join(f"word{i}" for i in range(30))
    base = make(f"{TEXT} {tail} and more words here.")
    others = [make(f"{TEXT.replace('dawn', 'night')} {tail} more{k}.") for k in range(2)]
    merged = merge_records([base, *others], base=base.id)
    entry = next(e for e in merged.apparatus if "night" in e.lemma)
    assert entry.rule == "majority-in-lineage"
    assert "at night" in merged.text


def test_known_revisions_take_no_vote_inside_their_lineage(make) -> None:  # type: ignore[no-untyped-def]
    tail = " ".join(f"word{i}" for i in range(30))
    base = make(f"{TEXT} {tail} and more words here.", exported_at="2014-01-01")
    others = [
        make(f"{TEXT.replace('dawn', 'night')} {tail} more{k}.", exported_at=f"2013-01-0{k + 1}")
        for k in range(2)
    ]
    merged = merge_records([base, *others])
    assert merged.decisions[0].rule == "newest-revision"
    assert "at dawn" in merged.text
    assert {e.type for e in merged.apparatus} >= {"wording"}


def test_words_missing_from_the_later_revision_are_an_omission(make) -> None:  # type: ignore[no-untyped-def]
    old = make(TEXT.replace("at dawn", "at early dawn"), exported_at="2013-01-01")
    new = make(TEXT, exported_at="2014-01-01")
    (entry,) = merge_records([old, new]).apparatus
    assert entry.type == "omission"


def located(record: Record, latitude: float, longitude: float) -> Record:
    value = Value("x", (latitude, longitude), (Span(0, 0, 1),))
    reading = Reading(0, value, f"{latitude} {longitude}")
    entry = Entry("/place/latitude", "only-reading", (reading,))
    return evolve(
        record,
        place=Place("given", "X", latitude=latitude, longitude=longitude, trusted=False),
        provenance=Provenance(place=(entry,)),
    )


def test_the_most_central_point_is_taken_and_the_spread_told(make) -> None:  # type: ignore[no-untyped-def]
    points = [(36.0, 37.0), (36.1, 37.1), (36.2, 37.2)]
    records = [located(make(f"{TEXT} {k}x."), *point) for k, point in enumerate(points)]
    merged = merge_records(records)
    assert (merged.place.latitude, merged.place.longitude) == (36.1, 37.1)
    (decision,) = (d for d in merged.decisions if d.rule == "medoid")
    assert "28.6 km" in decision.detail or "28.5 km" in decision.detail
    (entry,) = (e for e in merged.provenance.place if e.pointer == "/place/latitude")
    assert [r.chosen for r in entry.readings].count(True) == 1
    assert len(entry.readings) == 3


def test_a_reading_at_an_unknown_pointer_is_kept(make) -> None:  # type: ignore[no-untyped-def]
    value = Value("x", "x", (Span(0, 0, 1),))
    entry = Entry("/result/status", "only-reading", (Reading(0, value, "x"),))
    records = [
        evolve(make(f"{TEXT} {k}x."), provenance=Provenance(result=(entry,))) for k in range(2)
    ]
    merged = merge_records(records)
    (kept,) = merged.provenance.result
    assert (kept.pointer, [r.source for r in kept.readings]) == ("/result/status", [0, 1])


def test_copies_are_one_witness_with_several_sources(make) -> None:  # type: ignore[no-untyped-def]
    record = make(TEXT)
    copies = [evolve(record, sources=(evolve(record.source, path=p),)) for p in ("b", "a", "c")]
    (one,) = unfolded(copies)
    assert [source.path for source in one.sources] == ["a", "b", "c"]
    assert unfolded([one, *copies]) == (one,)


def test_relations_need_no_shared_passage(make) -> None:  # type: ignore[no-untyped-def]
    a, b = (merge_records([make(text)]) for text in ("It fell in May.", "They fled in June."))
    first, second = sorted([a, b], key=lambda record: record.id)
    found = Pair(first.id, second.id, Outcome.RELATED, 32, 0)
    for own, other in zip(relate([a, b], [found]), (b, a), strict=True):
        (relation,) = own.relations
        assert (relation.type, relation.id, relation.bits) == ("related", other.id, 2.0)


def test_a_part_without_a_named_whole(make) -> None:  # type: ignore[no-untyped-def]
    records = [merge_records([make(text)]) for text in ("It fell in May.", "They fled in June.")]
    part, whole = evolve(records[0], part_of=(Part("Long War"),)), records[1]
    ends = sorted((part.id, whole.id))
    found = [
        Pair(*ends, Outcome.PART_OF, 16, 0, part=part.id),
        Pair(*ends, Outcome.DIFFERENT, 16, 0),
        Pair(part.id, "unknown", Outcome.RELATED, 16, 0),
    ]
    own, other = relate([part, whole], found)
    assert [(r.type, r.id, r.name, r.basis) for r in own.relations] == [
        ("part_of", None, "Long War", "explicit"),
        ("part_of", whole.id, whole.title, "inferred"),
    ]
    assert [(r.type, r.id) for r in other.relations] == [("has_part", part.id)]
    assert isinstance(own, MergedRecord)
