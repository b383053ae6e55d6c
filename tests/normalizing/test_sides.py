"""Sides, civilians and what is counted for all."""

from collections.abc import Callable

from warcorpus.model.facts import Side
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record

Made = Callable[..., tuple[object, Record]]


def sides(record: Record) -> dict[str, Side]:
    return {side.key: side for side in record.sides}


def test_numbers_make_the_sides(made: Made) -> None:
    fields = {
        "infobox.0.combatant1": "Rebels",
        "infobox.0.combatant2": "Army",
        "infobox.0.units2": "Unknown",
        "infobox.0.strength1": "1,600 fighters",
        "infobox.0.casualties2": "7+ killed",
    }
    found = sides(normalize_record(made(fields)[1]))
    assert list(found) == ["1", "2"]
    assert found["1"].belligerents[0].name == "Rebels"
    assert found["1"].strength[0].best == 1600
    assert (found["2"].units[0].state, found["2"].units[0].name) == ("unknown", None)
    assert found["2"].casualties[0].min == 7


def test_children_know_their_parents(made: Made) -> None:
    value = "A\n* B\n** C\n* D\nE\n** F"
    record = normalize_record(made({"infobox.0.combatant1": value})[1])
    parents = [actor.parent for actor in record.sides[0].belligerents]
    assert parents == [None, 0, 1, 0, None, 4]


def test_a_link_on_the_name_not_one_in_the_note(made: Made) -> None:
    fields = {
        "infobox.0.commander1": "Abu X (Sham Legion leader)\nHassan Y",
        "infobox.0.commander1.link.0": "Sham Legion",
        "infobox.0.commander1.link.1": "Hassan Y",
    }
    first, second = normalize_record(made(fields)[1]).sides[0].commanders
    assert (first.link, first.note) == (None, "Sham Legion leader")
    assert (second.link, second.basis) == ("Hassan Y", "link")


def test_a_leaked_image_and_a_flag_are_no_part_of_a_name(made: Made) -> None:
    value = "Flag of Syria.svg Syrian Arab Republic\n🇮🇷 Iran"
    record = normalize_record(made({"infobox.0.combatant1": value})[1])
    assert [actor.name for actor in record.sides[0].belligerents] == [
        "Syrian Arab Republic",
        "Iran",
    ]
    steps = [str(s) for s in record.provenance.sides[0].readings[0].value.steps]
    assert steps == ["drop residue", "parse actor"]
    assert record.provenance.sides[1].readings[0].value.raw == "🇮🇷 Iran"


def test_civilians_by_their_noun(made: Made) -> None:
    fields = {"infobox.0.casualties2": "20 killed", "infobox.0.casualties3": "60 civilians killed"}
    record = normalize_record(made(fields)[1])
    assert [q.best for q in record.civilians] == [60]
    assert list(sides(record)) == ["2"]
    assert record.provenance.civilians[0].pointer == "/civilians/0"


def test_totals_belong_to_all(made: Made) -> None:
    fields = {"infobox.0.casualties1": "20 killed", "infobox.0.casualties3": "100+ killed in total"}
    found = sides(normalize_record(made(fields)[1]))
    assert list(found) == ["1", "all"]
    assert found["all"].casualties[0].min == 100


def test_else_to_a_third_side(made: Made) -> None:
    fields = {"infobox.0.combatant3": "Militia", "infobox.0.casualties3": "10 killed"}
    assert sides(normalize_record(made(fields)[1]))["3"].casualties[0].best == 10


def test_counts_get_their_year_from_the_date(made: Made) -> None:
    fields = {
        "infobox.0.date": "8–13 October 2012",
        "infobox.0.casualties2": "190 killed, 19 captured\n(by 12 October)\nTwo Su-22 shot down",
    }
    counts = sides(normalize_record(made(fields)[1]))["2"].casualties
    assert [(q.best, q.as_of) for q in counts] == [
        (190, "2012-10-12"),
        (19, "2012-10-12"),
        (2, None),
    ]
    assert (counts[2].subject, counts[2].category, counts[2].outcomes) == (
        "Su-22",
        "materiel",
        ("shot_down",),
    )


def test_notes_stay_unattached(made: Made) -> None:
    fields = {"infobox.0.combatant1": "A", "infobox.0.notes": "Includes 50 defectors executed."}
    record = normalize_record(made(fields)[1])
    assert len(record.sides) == 1
    assert record.sides[0].casualties == ()


def test_a_second_row_of_a_side_belongs_to_it(made: Made) -> None:
    fields = {
        "infobox.0.combatant1": "A",
        "infobox.0.combatant1a": "B",
        "infobox.0.combatant2": "C",
    }
    found = sides(normalize_record(made(fields)[1]))
    assert [actor.name for actor in found["1"].belligerents] == ["A", "B"]
    assert list(found) == ["1", "2"]


def test_the_name_of_a_parameter_tells_what_became_of_people(made: Made) -> None:
    fields = {
        "infobox.0.conflict": "A",
        "infobox.0.fatalities": "20",
        "infobox.0.injuries": "at least 5",
        "infobox.0.arrests": "3 killed",
    }
    found = sides(normalize_record(made(fields)[1]))["all"].casualties
    assert [own.outcomes for own in found] == [("killed",), ("wounded",), ("killed",)]
