"""Where one actor ends and the next begins."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.splitting import split_actors


def read(text: str, *links: str) -> list[tuple[str, int, str, str]]:
    ranges, position = [], 0
    for link in links:
        start = text.index(link, position)
        position = start + len(link)
        ranges.append((start, position))
    return [
        (text[i.start : i.end], i.depth, i.basis, i.context) for i in split_actors(text, ranges)
    ]


def names(text: str, *links: str) -> list[str]:
    return [item[0] for item in read(text, *links)]


def test_lines_come_first() -> None:
    text = (
        "Free Syrian Army\n Suqour al-Sham Brigade\n* Liwa Dawud\n Al-Nusra Front \n\nLiwaa al-Umma"
    )
    assert [(name, depth) for name, depth, _, _ in read(text)] == [
        ("Free Syrian Army", 0),
        ("Suqour al-Sham Brigade", 0),
        ("Liwa Dawud", 1),
        ("Al-Nusra Front", 0),
        ("Liwaa al-Umma", 0),
    ]
    assert {basis for _, _, basis, _ in read(text)} == {"line"}


def test_a_line_that_is_a_bracket_belongs_to_the_item_above() -> None:
    text = "Ali Ayyoub \n(Chief of Staff) Maher al-Assad\n(4th Division)"
    assert names(text) == ["Ali Ayyoub \n(Chief of Staff)", "Maher al-Assad\n(4th Division)"]


def test_links_that_cover_the_value_part_it() -> None:
    text = "Free Syrian Army Al-Nusra Front"
    found = read(text, "Free Syrian Army", "Al-Nusra Front")
    assert found == [("Free Syrian Army", 0, "link", ""), ("Al-Nusra Front", 0, "link", "")]


def test_links_that_do_not_cover_it_do_not() -> None:
    assert names("Free men and women", "Free", "women") == ["Free men and women"]


def test_links_of_one_name_stay_together() -> None:
    assert names("Sunni jihadists", "Sunni", "jihadists") == ["Sunni jihadists"]


def test_a_head_noun_before_a_capital() -> None:
    text = "9th Armoured Division Independent Artillery Brigade Independent Infantry Brigade"
    assert read(text) == [
        ("9th Armoured Division", 0, "inferred", ""),
        ("Independent Artillery Brigade", 0, "inferred", ""),
        ("Independent Infantry Brigade", 0, "inferred", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "46th Army Regiment",
        "Brigade of the Trustees of Raqqa",
        "Free Syrian Army",
        "Army Aviation Brigade",
        "3rd Armoured Division (Syria)",
        "Unknown",
    ],
)
def test_one_item_stays_one(text: str) -> None:
    assert read(text) == [(text, 0, "explicit", "")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("🇦🇿 Ilham Aliyev 🇦🇿 Zakir Hasanov", ["🇦🇿 Ilham Aliyev", "🇦🇿 Zakir Hasanov"]),
        ("Abu Arab (FSA) Bakr Mustafa (FSA)", ["Abu Arab (FSA)", "Bakr Mustafa (FSA)"]),
        ("Liwa Fatemiyoun  Galilee Forces", ["Liwa Fatemiyoun", "Galilee Forces"]),
        (
            "Col. Ibrahim Bakkar Lt. Col. Talal Mansour",
            ["Col. Ibrahim Bakkar", "Lt. Col. Talal Mansour"],
        ),
        ("Brig. Gen. Ahmad al-Fajj", ["Brig. Gen. Ahmad al-Fajj"]),
    ],
)
def test_what_is_left_of_a_lost_line_break(text: str, items: list[str]) -> None:
    assert names(text) == items


def test_labels_are_context_of_the_items_below() -> None:
    text = "Azerbaijan\nSupported by:\nTurkey\nArms suppliers:\nIsrael\nKIA:\nAbbas Samii"
    assert [(name, context) for name, _, _, context in read(text)] == [
        ("Azerbaijan", ""),
        ("Turkey", "note=Supported by"),
        ("Israel", "note=Arms suppliers"),
        ("Abbas Samii", "outcome=killed"),
    ]


def test_a_pointer_to_another_page_is_no_actor() -> None:
    assert names("See order of battle") == []


@given(st.text(st.sampled_from("Aa b()\n*:.🇦🇿  Division Brigade"), max_size=80))
def test_items_are_ordered_disjoint_and_not_empty(text: str) -> None:
    items = split_actors(text)
    assert all(item.start < item.end for item in items)
    assert all(a.end <= b.start for a, b in pairwise(items))


def test_two_blanks_before_a_mark_begin_no_item() -> None:
    assert names("Samir Yusuf \xa0† \nAbel") == ["Samir Yusuf \xa0†", "Abel"]
