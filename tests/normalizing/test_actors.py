"""One actor out of one item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.facts import Actor
from warcorpus.normalizing.actors import parse_actor

COMMANDERS = [
    ("Col. Heitam Afasi", Actor("Heitam Afasi", "Col.")),
    ("Lt. Col. Fares Bayoush", Actor("Fares Bayoush", "Lt. Col.")),
    (
        "1st Lt. Rifaat Khalil (Muthanna Battalion)",
        Actor("Rifaat Khalil", "1st Lt.", "Muthanna Battalion"),
    ),
    ("Brigadier General A. B. Smith", Actor("A. B. Smith", "Brigadier General")),
    ("Maher al-Assad (WIA)", Actor("Maher al-Assad", outcome="wounded")),
    ("Abu X (KIA, 3 May)", Actor("Abu X", note="3 May", outcome="killed")),
    ("Hassan Aboud †", Actor("Hassan Aboud", outcome="killed")),
    ("Khaled Hayani\n(16th Division)", Actor("Khaled Hayani", note="16th Division")),
    ("General", Actor("General")),
    ("Chief Joseph", Actor("Chief Joseph")),
]


@pytest.mark.parametrize(("text", "actor"), COMMANDERS)
def test_commanders(text: str, actor: Actor) -> None:
    assert parse_actor(text, ranked=True) == actor


def test_a_directorate_has_no_rank() -> None:
    assert parse_actor("General Security Directorate").name == "General Security Directorate"


def test_what_the_surroundings_add() -> None:
    assert parse_actor("Iran (from 2013)", "note=Supported by").note == "Supported by; from 2013"
    assert parse_actor("Abbas Samii", "outcome=killed", ranked=True).outcome == "killed"


def test_a_flag_alone_is_its_country_code() -> None:
    assert parse_actor("🇺🇬").name == "UG"


def test_states() -> None:
    assert parse_actor("Unknown") == Actor(state="unknown")
    assert parse_actor("None") == Actor(state="none")
    assert parse_actor(" ( ) ") == Actor(state="absent")


@given(st.text(st.sampled_from("Aa. ()†🇺🇬KIA,\n")), st.booleans())
def test_a_given_actor_has_a_name(text: str, ranked: bool) -> None:
    actor = parse_actor(text, ranked=ranked)
    assert (actor.state == "given") == bool(actor.name)
