"""Events that a text names: what it is part of, and the parts that it tells."""

import pytest

from warcorpus.matching.mentions import LEAD, mentioned, names_in_text, wholes_in
from warcorpus.matching.view import View


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was fought in May 1879 during the Orl expedition.", "orl expedition"),
        ("It belongs to the Orl operations, in which", "orl operations"),
        ("It opened the Tar campaign on the left wing.", "tar campaign"),
        ("One of the actions of the whole Tar War of Independence.", "tar war of independence"),
        ("During the Tar War it fell.", "tar war"),
        ("It occurred as part of the Tar conflict of the Syrian Civil War.", "syrian civil war"),
    ],
)  # fmt: skip
def test_a_larger_event_is_named(text, name):
    assert name in wholes_in(((text,),))


@pytest.mark.parametrize(
    "text",
    [
        "It was concurrent with the Raqqa campaign.",
        "They feared that he might help to break the Siege of Vicksburg.",
        "The Task Force – Operation Inherent Resolve struck.",
        "It was fought in the town of Orl in May 1879.",
        "it was part of the war.",
        "",
    ],
)
def test_other_events_are_not(text):
    assert wholes_in(((text,),)) == ()


def test_only_the_lead_counts():
    said = "It was part of the Tar campaign."
    assert wholes_in((("word " * (LEAD // 5),), (said,))) == ()
    assert wholes_in((("word",), (said,))) == ("tar campaign",)


def test_its_own_name_is_no_larger_event(make):
    record = make("Siege of Tar", "The history of the Siege of Tar is long.")
    assert mentioned(View.of(record)) == ()


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("Battle of Safira", "They took as-Safira on 6 May.", True),
        ("Battle of Safira", "They took Sfireh on 6 May.", True),
        ("Battle of Safira", "They took Homs on 6 May.", False),
        ("Assault on Fort Tar, Knoxville", "They took Knoxville.", True),
        ("Battle of Syria", "They took Syria.", None),
    ],
)
def test_a_part_is_named_where_it_is_told(make, title, text, told):
    part, whole = View.of(make(title)), View.of(make("Campaign of 1863", text))
    assert names_in_text(part, whole) is told
