"""Judging a pair."""

import pytest

from warcorpus.config import DEFAULT
from warcorpus.matching.compare import Comparison
from warcorpus.matching.model import DEFAULT_MODEL
from warcorpus.matching.outcome import judge, must_link
from warcorpus.matching.view import View
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome
from warcorpus.testing.accounts import HAFFAH, SAFIRA

ACCOUNTS = (
    {"title": "Battle of Safira", "text": SAFIRA, "when": "2013-02-06"},
    {"title": "Battle of Safira", "text": SAFIRA[:-8], "when": "2013-02-06"},
    {"title": "Battle of Haffah", "text": HAFFAH, "when": "2012-06-05"},
    {"title": None, "text": "", "text_id": "wikidata:Q123"},
)


@pytest.mark.parametrize("first", ACCOUNTS)
@pytest.mark.parametrize("second", ACCOUNTS)
def test_evidence_is_left_out_where_nobody_looks_at_it(make, first, second):
    a, b = (View.of(make(**said, salt=salt)) for said, salt in ((first, "a"), (second, "b")))
    whole = judge(a, b, DEFAULT_MODEL, DEFAULT, 2, ("text",))
    slim = judge(a, b, DEFAULT_MODEL, DEFAULT, 2, ("text",), slim=True)
    kept = whole.outcome in (Outcome.SAME, Outcome.REVIEW) or must_link(whole)
    assert slim == (whole if kept else evolve(whole, evidence=()))
    assert whole.evidence


def judged(first, second):
    return judge(View.of(first), View.of(second), DEFAULT_MODEL, DEFAULT, 2)


def numbered(word, count):
    return " ".join(f"{word}{i}" for i in range(count))


def campaign(make, text, **more):
    said = {"when": "1879-02-18/1879-09-10", "kind": "campaign", **more}
    return make("Orl Highlands expedition", text, **said)


@pytest.mark.parametrize(
    ("when", "lead", "part"),
    [
        ("1879-02", "It was fought during the Orl Highlands expedition.", True),
        ("1879-03-02", "It was fought during the Orl Highlands expedition.", True),
        ("1879-10", "It was fought during the Orl Highlands expedition.", False),
        ("1879-03-02/1879-08-20", "It was fought during the Orl Highlands expedition.", False),
        ("1879-03-02", "It stopped the Orl Highlands expedition.", False),
        (None, "It was fought during the Orl Highlands expedition.", False),
    ],
)
def test_a_lead_that_names_a_longer_event_tells_of_a_part(make, when, lead, part):
    battle = make("Battle of Tar", f"{lead} {numbered('word', 60)}", when=when)
    found = judged(campaign(make, numbered("other", 300)), battle)
    assert (found.outcome is Outcome.PART_OF, found.part == battle.id) == (part, part)


@pytest.mark.parametrize(("named", "part"), [("Tar", True), ("Mur", False)])
def test_what_accounts_of_one_war_repeat_is_no_part(make, named, part):
    before = numbered("background", 60)
    whole = f"{numbered('other', 300)} {before} Then they took {named}."
    battle = make("Battle of Tar", f"{numbered('word', 180)} {before}", when="1879-03-02")
    found = judged(campaign(make, whole), battle)
    assert (found.outcome is Outcome.PART_OF) is part


@pytest.mark.parametrize(("first", "level"), [(1, "some"), (8, "little")])
def test_shared_words_without_shared_days_tell_of_what_led_to_both(make, first, level):
    def told(title, word, day):
        days = " ".join(f"On {i} May it was {word}{i}." for i in range(day, day + 12))
        return View.of(make(title, f"{numbered(word, 150)} {numbered('background', 45)} {days}"))

    found = Comparison(told("Orl", "word", 1), told("Mur", "other", first), DEFAULT_MODEL)
    assert found.containment_level == level


@pytest.mark.parametrize(("first", "level"), [(1, "equal"), (8, "equal, told otherwise")])
def test_the_name_of_a_neighbour_is_no_name_where_days_differ(make, first, level):
    def told(title, day, *names):
        days = " ".join(f"On {i} May it rained." for i in range(day, day + 12))
        return make(title, f"{numbered(title, 150)} {days}", names=[(n, "alias") for n in names])

    found = judged(told("Siege of Tar", 1, "Siege of Mur"), told("Siege of Mur", first))
    rows = {row.comparison: row for row in found.evidence}
    assert rows["name"].level == level
    assert (rows["name"].weight > 16) == (first == 1)


def test_an_acronym_that_was_guessed_is_no_other_name(make):
    record = make("Siege of Tar", numbered("word", 200))
    guessed = make(None, numbered("word", 150), names=(("XVII", "lead"),))
    rows = {row.comparison: row.level for row in judged(record, guessed).evidence}
    assert rows["name"] == "missing"
