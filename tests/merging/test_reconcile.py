"""Fields of several witnesses: what is believed, by what rule, and what stays in conflict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.merging import merge_records
from warcorpus.merging.algebras import (
    dates_fit,
    intersection,
    medoid,
    places_fit,
    quantities_fit,
    results_fit,
)
from warcorpus.model.facts import Date, Place, PlacePart, Quantity, Result
from warcorpus.model.record import MergedRecord, Record
from warcorpus.model.source import Source
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import read_string

HEADER = """---
title: {title}
infoboxes:
  - conflict:
      text: {conflict}
    date:
      text: {date}
    place:
      text: {place}
    combatant1:
      text: {one}
    combatant2:
      text: {two}
    strength1:
      text: {strength}
    casualties2:
      text: {losses}
---

The **{title}** was fought near the river. {tail}
"""
FACTS = {
    "title": "Battle of Safira",
    "conflict": "Battle of Safira",
    "date": "6–19 February 2013",
    "place": "As-Safira, Syria",
    "one": "Al-Nusra Front",
    "two": "Syrian Armed Forces",
    "strength": "1,600 fighters",
    "losses": "200+ killed",
    "tail": "It was long.",
}


def article(**changes: str) -> Record:
    raw = HEADER.format(**{**FACTS, **changes})
    (record,) = (r for r in read_string(raw) if isinstance(r, Record))
    return normalize_record(record)


def merged(*records: Record) -> MergedRecord:
    whole = merge_records(records)
    assert merge_records(records[::-1]) == whole
    return whole


def rules(record: MergedRecord, field: str) -> list[str]:
    return [entry.rule for entry in getattr(record.provenance, field)]


def test_equal_fields_are_agreed() -> None:
    whole = merged(article(), article(tail="It was very long."))
    assert whole.conflicts == ()
    assert rules(whole, "date") == ["agreed"]
    assert set(rules(whole, "sides")) == {"agreed"}
    assert whole.sides[0].strength[0].min == 1600


def test_the_more_precise_date_wins_without_conflict() -> None:
    whole = merged(article(), article(date="February 2013"))
    assert whole.date.edtf == "2013-02-06/2013-02-19"
    assert rules(whole, "date") == ["most-precise"]
    assert whole.conflicts == ()


def test_two_dates_that_cannot_both_be_true_are_in_conflict() -> None:
    whole = merged(article(), article(date="7 March 2013"))
    (conflict,) = whole.conflicts
    assert conflict.pointer == "/date"
    assert {value.value for value in conflict.values} == {"2013-02-06/2013-02-19", "2013-03-07"}
    assert conflict.chosen == whole.date.edtf
    (entry,) = whole.provenance.date
    assert [reading.chosen for reading in entry.readings].count(True) == 1


def test_lower_bound_and_number_meet_in_the_number() -> None:
    whole = merged(article(), article(losses="250 killed"))
    (losses,) = whole.sides[1].casualties
    assert (losses.min, losses.max) == (250, 250)
    assert "intersection" in rules(whole, "sides")
    assert whole.conflicts == ()


def test_numbers_that_exclude_each_other_are_in_conflict() -> None:
    whole = merged(article(), article(losses="150 killed"))
    (conflict,) = whole.conflicts
    assert conflict.pointer == "/sides/1/casualties/0"
    assert {value.value for value in conflict.values} == {"200.. killed", "150 killed"}
    assert [d.detail for d in whole.decisions if d.rule == "hull"] == ["150.."]


def test_unknown_is_no_value() -> None:
    whole = merged(article(), article(strength="Unknown", losses="Unknown"))
    assert whole.conflicts == ()
    assert whole.sides[0].strength[0].min == 1600
    entry = next(e for e in whole.provenance.sides if e.pointer == "/sides/0/strength/0")
    assert sorted(reading.text for reading in entry.readings) == ["1600 fighter", "unknown"]


def test_other_names_become_aliases() -> None:
    whole = merged(article(), article(conflict="Siege of the Factories", tail="Short."))
    names = {name.text: name.kind for name in whole.names}
    assert names["Battle of Safira"] == "title"
    assert set(names) == {"Battle of Safira", "Siege of the Factories"}


def test_sides_are_paired_by_who_fights_not_by_number() -> None:
    turned = article(
        one="Syrian Armed Forces",
        two="Al-Nusra Front",
        strength="1,200 soldiers",
        losses="Unknown",
    )
    whole = merged(article(), turned)
    sides = {side.belligerents[0].name: side for side in whole.sides}
    assert len(whole.sides) == 2
    army = sides["Syrian Armed Forces"]
    assert [q.min for q in army.strength] == [1200]
    assert [q.min for q in sides["Al-Nusra Front"].strength] == [1600]


def test_the_deeper_place_wins() -> None:
    whole = merged(article(place="Syria"), article(place="As-Safira, Aleppo Governorate, Syria"))
    assert [part.name for part in whole.place.parts] == ["As-Safira", "Aleppo Governorate", "Syria"]
    assert whole.conflicts == ()


def test_one_lineage_has_one_vote() -> None:
    tails = ["red", "blue", "green"]
    copies = [article(date="7 March 2013", tail=f"The end was {tail}.") for tail in tails]
    others = [article(tail=" ".join(f"w{k}n{i}" for i in range(80)) + ".") for k in range(2)]
    whole = merged(*copies, *others)
    assert whole.date.edtf == "2013-02-06/2013-02-19"
    assert rules(whole, "date") == ["lineages"]


bounds = st.one_of(st.none(), st.integers(0, 30))
quantity = st.builds(lambda a, b: Quantity(min=a, max=b), bounds, bounds).filter(
    lambda q: (
        (q.min is not None or q.max is not None)
        and (q.min is None or q.max is None or q.min <= q.max)
    )
)


@given(quantity, quantity)
def test_fitting_is_symmetric_and_the_intersection_lies_in_both(a: Quantity, b: Quantity) -> None:
    assert quantities_fit(a, b) == quantities_fit(b, a)
    assert quantities_fit(a, a)
    if quantities_fit(a, b):
        both = intersection([a, b])
        assert (both.min, both.max) == (lambda q: (q.min, q.max))(intersection([b, a]))
        assert quantities_fit(both, a)
        assert quantities_fit(both, b)


def test_fits() -> None:
    month = Date("given", None, "2013-02", "2013-02-01", "2013-02-28", "month", "month")
    days = Date("given", None, "2013-02-06", "2013-02-06", "2013-02-06", "day", "day")
    other = Date("given", None, "2013-02-07", "2013-02-07", "2013-02-07", "day", "day")
    assert dates_fit(month, days)
    assert not dates_fit(days, other)
    town = Place(parts=(PlacePart("As-Safira"), PlacePart("Syria")))
    assert places_fit(town, Place(parts=(PlacePart("Al-Safira"), PlacePart("Syria"))))
    assert not places_fit(town, Place(parts=(PlacePart("Homs"), PlacePart("Syria"))))
    army = Result("given", "Army victory", "victory", "Army")
    assert not results_fit(army, Result("given", "Rebel victory", "victory", "Rebel"))
    assert results_fit(army, Result("given", "Victory", "victory"))
    assert medoid([(0.0, 0.0), (0.0, 1.0), (9.0, 9.0)]) == (0.0, 1.0)


def test_a_source_without_fields_adds_nothing() -> None:
    bare = Record("f" * 32, text="The Battle.", sources=(Source("x.txt", sha256="f" * 64),))
    whole = merged(article(), bare)
    assert whole.date.edtf == "2013-02-06/2013-02-19"
