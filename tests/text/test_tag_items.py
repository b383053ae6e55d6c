"""What the items of `tags` are. The wordings are invented, the shapes are real."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.tag_items import assign, is_category, is_party

CATEGORIES = [
    "Conflicts in 1911",
    "Battles involving Ruritania",
    "Military operations of the Ruritanian civil war",
    "Ruritanian generals",
    "2010s in Ruritania",
    "7th century in Ruritania",
    "History of Strelsau",
    "Strelsau Governorate in the Ruritanian civil war",
    "Strelsau District",
    "Ruritanian civil war",
    "Articles containing video clips",
    "People of the Strelsau Uprising",
    "Living people",
    "Lists of armed groups",
    "Battle of Strelsau (1911–12)",
    "Wars involving the states of Ruritania",
]
PARTIES = [
    "Ruritanian Armed Forces",
    "Islamic State of Ruritania and the Coast",
    "United States",
    "Allies",
    "Axis",
    "Ruritanian rebels",
    "Northern Strelsau Operations Room",
    "Autonomous Administration of North and East Ruritania",
    "Kingdom of Ruritania (from 1911)",
    "Guardians of the Coast",
    "Hezbollah",
    "Southern Front",
    "Government of National Accord",
]


@pytest.mark.parametrize("item", CATEGORIES)
def test_categories(item: str) -> None:
    assert is_category(item)
    assert not is_party(item)


@pytest.mark.parametrize("item", PARTIES)
def test_parties_are_no_categories(item: str) -> None:
    assert not is_category(item)


@pytest.mark.parametrize("item", ["🇮🇶 Iraq", "A\n* B", " Islamic State", "Flag of X.svg X"])
def test_marks_of_parties(item: str) -> None:
    assert is_party(item)


SIDES = ["Free Army\n* Coast Brigade", "Flag of Ruritania.svg Kingdom\n* Armed Forces"]


@pytest.mark.parametrize(
    ("items", "names", "boxed", "expected"),
    [
        (  # the shape of 002
            [
                "June 1911 Strelsau clashes",
                "the 1911 escalation of the Civil War",
                *SIDES,
                "Conflicts in 1911",
                "Strelsau",
            ],
            ["Strelsau clashes (June 1911)"],
            True,
            "conflict partof combatant1 combatant2 category category",
        ),
        (  # a native name, and combatants at once
            ["Battle of Zenda\nمعركة زندا", *SIDES, "600s conflicts"],
            ["Battle of Zenda"],
            True,
            "conflict combatant1 combatant2 category",
        ),
        (  # a name in another form
            ["Second Battle of Zenda", "the Civil War", "Kingdom", "Allies", "Zenda"],
            ["Battle of Zenda (1911)"],
            True,
            "conflict partof combatant1 combatant2 category",
        ),
        (  # no conflict
            ["the Battle of Zenda and the\nCoast campaign", *SIDES, "Conflicts in 1911"],
            ["1911 Zenda airstrike"],
            True,
            "partof combatant1 combatant2 category",
        ),
        (  # a larger event without an article
            ["Siege of Zenda (1911)", "Strelsau clashes (June 1911–April 1912)", *SIDES],
            ["Siege of Zenda (1911)"],
            True,
            "conflict partof combatant1 combatant2",
        ),
        (  # categories alone: also one that is the subject
            ["Foreign involvement in the Civil War", "Foreign relations of Ruritania"],
            ["Foreign involvement in the Civil War"],
            False,
            "category category",
        ),
        (  # a page about a party: its allies are no combatants of an event
            ["* Coast Brigade\n* Free Army", "Factions of the Civil War"],
            ["Zenda Brigade"],
            False,
            "None category",
        ),
        (  # a party among categories
            ["Battle of Zenda", "Conflicts in 1911", "A\nB", "Battles of the Civil War"],
            ["Battle of Zenda"],
            True,
            "conflict category None category",
        ),
        ([], ["X"], True, ""),
        (["Battle of Zenda"], [], True, "category"),
    ],
)
def test_assign(items: list[str], names: list[str], boxed: bool, expected: str) -> None:
    assert " ".join(map(str, assign(items, names, boxed))) == expected


@given(
    st.lists(st.text(alphabet="aB \n.svg🇮🇶the of war1911s", max_size=20), max_size=8),
    st.lists(st.text(max_size=10), max_size=2),
    st.booleans(),
)
def test_every_item_is_one_thing(items: list[str], names: list[str], boxed: bool) -> None:
    found = assign(items, names, boxed)
    assert len(found) == len(items)
    for item, what in zip(items, found, strict=True):
        assert what in ("conflict", "partof", "category", None) or what.startswith("combatant")
        assert what != "category" or not is_party(item)
    sides = [what for what in found if what and what.startswith("combatant")]
    assert sides == [f"combatant{number + 1}" for number in range(len(sides))]
    assert found.index("category") > len(sides) - 1 if "category" in found else True
