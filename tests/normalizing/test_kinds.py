"""Kinds by head noun, parameters and categories."""

import pytest

from warcorpus.normalizing.kinds import is_event_name, kind_of, kind_of_name

TITLES = [
    ("Battle of Safira", "battle"),
    ("Siege of Deir ez-Zor (2014–2017)", "battle"),
    ("Idlib Governorate clashes (June 2012–April 2013)", "campaign"),
    ("2012 Hama offensive", "operation"),
    ("Qamishli clashes 2018", "campaign"),
    ("Operation Serval", "operation"),
    ("Combat operations in 2012 during the Battle of Aleppo", "operation"),
    ("Early insurgency phase of the Syrian civil war", "campaign"),
    ("Iraq War", "war"),
    ("War in Iraq (2013–2017)", "war"),
    ("Nagorno-Karabakh conflict", "war"),
    ("List of wars involving Syria", "list"),
    ("Order of battle for the Raqqa campaign", "list"),
    ("Timeline of the Syrian civil war", "list"),
    ("Damascus Military Council", "group"),
    ("Hawar Kilis Operations Room", "group"),
    ("Tiyas Military Airbase", "place"),
    ("War crime", "other"),
    ("2021 Malian coup d'état", None),
    ("Safira", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_head_nouns(title: str, kind: str | None) -> None:
    assert kind_of_name(title) == kind


def test_then_the_infobox_then_the_categories() -> None:
    assert kind_of("Safira", ["combatant1"], ["Villages in Syria"]) == "event"
    assert kind_of("Safira", ["image"], ["Populated places in Syria"]) == "place"
    assert kind_of("A Name", [], ["1950 births", "Living people"]) == "person"
    assert kind_of("A Name", [], ["Things"]) == "unknown"


def test_names_with_a_noun_of_war() -> None:
    assert is_event_name("Syrian Civil War")
    assert is_event_name("siege of Darayya")
    assert not is_event_name("Muadamiyat")
