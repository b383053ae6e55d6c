"""The golden table of the seeds, its second half: sides, civilians, and the corpus they become."""

from __future__ import annotations

from pathlib import Path

import pytest

import warcorpus
from warcorpus.model.facts import Actor, Quantity, Side
from warcorpus.model.record import MergedRecord, Record
from warcorpus.result import Result

SEEDS = Path(__file__).parent.parent / "seeds"
NUMBERS = ("000", "001", "002", "003", "004")
RECORDS: dict[str, Record] = {
    number: next(warcorpus.read(next(SEEDS.glob(f"{number}_*.txt")))) for number in NUMBERS
}


def side(number: str, key: str) -> Side:
    (found,) = [side for side in RECORDS[number].sides if side.key == key]
    return found


def actor(one: Actor) -> tuple[str | None, int | None]:
    return one.name, one.parent


def count(one: Quantity) -> str:
    """A quantity as the table writes it: bounds, noun, outcomes, day."""
    bounds = str(one.min) if one.min == one.max else f"{one.min}..{one.max or ''}"
    parts = [bounds, one.subject, *one.outcomes, one.as_of and f"as of {one.as_of}"]
    return " ".join(part for part in parts if part)


def test_001_has_no_sides() -> None:
    assert RECORDS["001"].sides == ()
    assert RECORDS["001"].civilians == ()


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_all_others_have_two_sides(number: str) -> None:
    assert [side.key for side in RECORDS[number].sides] == ["1", "2"]


@pytest.mark.parametrize(
    ("number", "key", "expected"),
    [
        ("000", "1", [("Al-Nusra Front", None)]),
        ("000", "2", [("Syrian Armed Forces", None)]),
        (
            "002",
            "1",
            [
                ("Free Syrian Army", None),
                ("Suqour al-Sham Brigade", None),
                ("Liwa Dawud", 1),
                ("Al-Nusra Front", None),
                ("Ahrar ash-Sham", None),
                ("Liwaa al-Umma", None),
            ],
        ),
        ("002", "2", [("Syrian Arab Republic", None), ("Syrian Armed Forces", 0)]),
        ("003", "1", [("Free Syrian Army", None), ("Al-Nusra Front", None)]),
        ("003", "2", [("Syrian Armed Forces", None)]),
        ("004", "1", [("Free Syrian Army", None)]),
        ("004", "2", [("Syrian Armed Forces", None)]),
    ],
)
def test_belligerents(number: str, key: str, expected: list[tuple[str, int | None]]) -> None:
    assert [actor(one) for one in side(number, key).belligerents] == expected


def test_the_links_of_003_part_its_belligerents() -> None:
    assert [one.basis for one in side("003", "1").belligerents] == ["link", "link"]


def test_commanders() -> None:
    found = side("003", "1").commanders
    assert [(one.rank, one.name, one.link) for one in found] == [
        ("Col.", "Heitam Afasi", None),
        ("Lt. Col.", "Khaled Hmood", None),
        ("Lt. Col.", "Fares Bayoush", "Fares Bayoush"),
    ]
    (unknown,) = side("003", "2").commanders
    assert (unknown.state, unknown.name) == ("unknown", None)
    for number in ("000", "002", "004"):
        assert side(number, "1").commanders == side(number, "2").commanders == ()


@pytest.mark.parametrize(
    ("number", "key", "expected"),
    [
        ("000", "1", [(None, None)]),
        (
            "000",
            "2",
            [
                ("9th Armoured Division", None),
                ("Independent Artillery Brigade", None),
                ("Independent Infantry Brigade", None),
            ],
        ),
        ("002", "1", []),
        ("002", "2", []),
        ("003", "1", [("Maarrat al-Nu'man Martyrs Brigade", None), ("Farouq Brigades", None)]),
        ("003", "2", [("5th Armoured Division", None), ("17th Armoured Brigade", 0)]),
        ("004", "1", [(None, None)]),
        ("004", "2", [("56th Armoured Brigade", None)]),
    ],
)
def test_units(number: str, key: str, expected: list[tuple[str | None, int | None]]) -> None:
    units = side(number, key).units
    assert [actor(one) for one in units] == expected
    assert all((one.state == "unknown") == (one.name is None) for one in units)


def test_the_units_of_000_are_inferred_and_the_third_stands_on_two_lines() -> None:
    assert {one.basis for one in side("000", "2").units} == {"inferred"}
    (entry,) = [e for e in RECORDS["000"].provenance.sides if e.pointer == "/sides/1/units/2"]
    value = entry.readings[0].value
    assert [(span.start, span.end) for span in value.spans] == [(1609, 1630), (1638, 1645)]
    assert value.raw == "Independent Infantry\nBrigade"
    assert "fold plain" in [str(step) for step in value.steps]


@pytest.mark.parametrize(
    ("number", "key", "strength", "casualties"),
    [
        ("000", "1", ["1600 fighter"], ["200.. killed"]),
        ("000", "2", ["1200 soldier"], ["7.. killed"]),
        ("002", "1", [], []),
        ("002", "2", [], []),
        ("003", "1", [], ["108 killed"]),
        (
            "003",
            "2",
            [],
            [
                "190 killed as of 2012-10-12",
                "19 captured as of 2012-10-12",
                "2 Su-22 jet shot_down",
            ],
        ),
        ("004", "1", ["300.. fighter"], ["23 killed"]),
        ("004", "2", ["780 soldier"], ["68 killed", "200 wounded"]),
    ],
)
def test_quantities(number: str, key: str, strength: list[str], casualties: list[str]) -> None:
    found = side(number, key)
    assert [count(one) for one in found.strength] == strength
    assert [count(one) for one in found.casualties] == casualties


@pytest.mark.parametrize(
    ("number", "expected"),
    [("000", []), ("001", []), ("002", []), ("003", ["60"]), ("004", ["29"])],
)
def test_civilians(number: str, expected: list[str]) -> None:
    found = RECORDS[number].civilians
    assert [str(one.min) for one in found] == expected
    assert all(one.category == "civilians" and one.outcomes == ("killed",) for one in found)


@pytest.fixture(scope="module")
def corpus() -> Result:
    return warcorpus.dedupe(SEEDS)


@pytest.fixture(scope="module")
def merged(corpus: Result) -> MergedRecord:
    return corpus["601a07e7"]


def test_clusters(corpus: Result) -> None:
    names = {record.id: number for number, record in RECORDS.items()}
    found = {frozenset(names[member] for member in c.members) for c in corpus.clusters}
    assert found == {
        frozenset({"000", "001"}),
        frozenset({"002"}),
        frozenset({"003"}),
        frozenset({"004"}),
    }


def test_relations(corpus: Result) -> None:
    part_of = {
        (owner, relation.id, relation.name)
        for owner, relation in corpus.relations
        if relation.type == "part_of"
    }
    war = {
        (RECORDS[number].id, None, "Syrian Civil War") for number in ("000", "002", "003", "004")
    }
    assert war <= part_of
    to_records = {(owner, other) for owner, other, _ in part_of if other is not None}
    assert to_records == {(RECORDS["003"].id, RECORDS["002"].id)}


def test_000_supplies_both_redactions_of_001(merged: MergedRecord) -> None:
    numbers = [source.format for source in merged.sources]
    filled = [gap for gap in merged.gaps if gap.reason == "redacted"]
    assert [(g.text_start, g.text_end) for g in filled] == [(1360, 1410), (2424, 2484)]
    assert [merged.text[g.text_start : g.text_end] for g in filled] == [
        "at the factory after the fighting had ended. Later",
        "most of the city were coming under constant Army bombardment",
    ]
    assert {(g.grade, numbers[g.supplied_by or 0], g.quantity) for g in filled} == {
        ("A", "front-matter", 10)
    }


def test_the_merged_line_keeps_both_dates(merged: MergedRecord) -> None:
    (entry,) = merged.provenance.date
    readings = [(r.text, r.chosen, r.value.origin) for r in entry.readings]
    assert readings == [("2013-02-06/2013-02-19", True, "field"), ("2013-02", False, "lead")]
    assert (merged.title, len(merged.text)) == ("Battle of Safira", 2759)
