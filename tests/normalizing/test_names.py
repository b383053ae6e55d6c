"""Names: split by script and line, qualifier, oddities."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.names import name_of, name_problems, qualifier_of, split_names

SPLITS = [
    ("Battle of al-Haffah, معركة الحفة", ["Battle of al-Haffah", "معركة الحفة"]),
    ("Siege of Base 46 حصار الفوج 46", ["Siege of Base 46", "حصار الفوج 46"]),
    ("Battle of Aleppo\nمَعْرَكَةُ حَلَبَ", ["Battle of Aleppo", "مَعْرَكَةُ حَلَبَ"]),
    ("Battle of Aleppo (معركة حلب)", ["Battle of Aleppo", "معركة حلب"]),
    ("Battle of Maarat al-Numan (2012)", ["Battle of Maarat al-Numan (2012)"]),
    ("Operation Ω", ["Operation Ω"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), SPLITS)
def test_splitting(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in split_names(text)] == names


def test_a_final_parenthesis_is_the_qualifier_and_stays() -> None:
    name = name_of("Idlib Governorate clashes (June 2012–April 2013)", "title", "en")
    assert name.qualifier == "June 2012–April 2013"
    assert name.text.endswith("(June 2012–April 2013)")
    assert qualifier_of("3rd Division (Syria (2012))") == "Syria (2012)"
    assert qualifier_of("Battle (First) of X") is None


def test_oddities() -> None:
    assert name_problems("S\u0430fira") == ["mixed-script"]
    assert name_problems("Battle of \u200eX") == ["bidi-controls"]
    assert name_problems("Battle of Maʿarrat, معركة") == []


@given(st.text(st.sampled_from("ab ()\n,م–1Я")))
def test_pieces_are_ordered_and_never_empty(text: str) -> None:
    ranges = split_names(text)
    assert all(start < end for start, end in ranges)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
