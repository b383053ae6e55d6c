"""Subjects of lead sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.leads import subject_of


def read(sentence: str) -> tuple[str | None, list[str], list[str]]:
    subject = subject_of(sentence)
    name = subject.name and sentence[subject.name.start : subject.name.end]
    natives = [sentence[m.start : m.end] for m in subject.natives]
    return name, natives, [sentence[m.start : m.end] for m in subject.aliases]


LEADS = [
    (
        "The Battle of the Mardin salt works occurred in May.",
        "Battle of the Mardin salt works",
        [],
        [],
    ),
    ("The siege of Tel ez-Zur was a siege of a city.", "siege of Tel ez-Zur", [], []),
    ("The al-Zur offensive (2016) was an offensive.", "al-Zur offensive (2016)", [], []),
    ("The X–Y border clashes were a series of fights.", "X–Y border clashes", [], []),
    ("The 1960 Xian coup d'état was a coup.", "1960 Xian coup d'état", [], []),
    (
        "The siege of Base 12 (حصار الفوج 12) was a siege.",
        "siege of Base 12",
        ["حصار الفوج 12"],
        [],
    ),
    ("Xan Yusuf (born 3 February 1963) is an officer.", "Xan Yusuf", [], []),
    ("Xan Yusuf (1901 – 20 May 1950) was an officer.", "Xan Yusuf", [], []),
    ("The Republic of X and the Y Federation are close allies.", None, [], []),
    ("The first of the two battles in X was fought by an army.", None, [], []),
    ("The offensive of the army on a town was slow.", None, [], []),
    (
        'The X offensive, also known as the Battle of "Dawn", was an offensive.',
        "X offensive",
        [],
        ['Battle of "Dawn"'],
    ),
    ("The Battle of X was fought in February 2013, when rebels came.", "Battle of X", [], []),
    ("The Battle of X (معركة الحفة) took place in a town.", "Battle of X", ["معركة الحفة"], []),
    ("The June 2012–April 2013 Y clashes was a series.", "June 2012–April 2013 Y clashes", [], []),
    (
        "The Y offensive (January–February 2017) was a move.",
        "Y offensive (January–February 2017)",
        [],
        [],
    ),
    (
        "The X offensive, also called the Battle of X (X döyüşü; Մատաղիսի ճակատամարտ), or the "
        "Battle of Z, was a battle.",
        "X offensive",
        ["Մատաղիսի ճակատամարտ"],
        ["Battle of X", "Battle of Z"],
    ),
    (
        "The 2016 X conflict, also known as the Four-Day War, April War, or April clashes, began.",
        "2016 X conflict",
        [],
        ["Four-Day War", "April War", "April clashes"],
    ),
    ("The X ambush or the Y ambush occurred on 4 October 2017.", "X ambush", [], ["Y ambush"]),
    ("The Battle of X between the Army and the Front was a battle.", "Battle of X", [], []),
    (
        'The campaign (codenamed "Operation Wrath") was a campaign.',
        None,
        [],
        [],
    ),
    (
        "Operation Dawn (Turkish: Şafak Harekâtı) was a raid.",
        "Operation Dawn",
        ["Şafak Harekâtı"],
        [],
    ),
]


@pytest.mark.parametrize(("sentence", "name", "natives", "aliases"), LEADS)
def test_leads(sentence: str, name: str | None, natives: list[str], aliases: list[str]) -> None:
    found = read(sentence)
    assert found[0] == name
    if name:
        assert found[1:] == (natives, aliases)


@pytest.mark.parametrize(
    "sentence",
    [
        "On 10 October 2012, rebels attacked a town that was held.",
        "Between 2011 and 2017, fighting was heavy.",
        "A timeline of combat operations was kept.",
        "Rebels launched an offensive that was repelled.",
        "Turkey reacted.",
        "",
    ],
)
def test_sentences_that_name_nothing(sentence: str) -> None:
    assert read(sentence)[0] is None


@given(st.text(st.sampled_from("The X was (), or known as;م: ab"), max_size=80))
def test_mentions_lie_inside_the_sentence(sentence: str) -> None:
    subject = subject_of(sentence)
    for mention in [*filter(None, [subject.name]), *subject.natives, *subject.aliases]:
        assert 0 <= mention.start < mention.end <= len(sentence)
