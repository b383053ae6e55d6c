import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.alike import name_level
from warcorpus.matching.naming import read_name


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("Battle of Orl", "Battle of Orl", "equal"),
        ("Engagement, Natural Bridge", "Natural Bridge", "core"),
        ("Winchester, Second", "Winchester II", "core"),
        ("Forts Orl and St. Philip", "Forts Orl and Saint Philip", "core"),
        ("Battle of Peach Tree Creek", "Peachtree Creek", "spelling"),
        ("Action, Bayou Vermilion", "Vermilion Bayou", "spelling"),
        ("Saltsville", "Saltville", "spelling"),
        ("Skirmish, Kolb's Farm or Zion Church", "Zion Church", "listed"),
        ("Action, Orl Bluff, near Tar", "Orl Bluff", "listed"),
        ("Battle of As-Safira", "Battle of Safira", "skeleton"),
        ("Operations on line of the North Orl River", "North Orl", "within"),
        ("General assault on Kenesaw Mountain", "Kennesaw Mountain", "within"),
        ("Action, Orl Heights, Tar", "Skirmish, Orl Heights, Mur", "within"),
        ("Camp K", "Camp B", "differ"),
        ("Unified Military Council (Idlib)", "Battle of Idlib", "within"),
        ("Combat operations in 2013 during the Battle of Aleppo", "Battle of Aleppo", "differ"),
        ("Siege of Base 46 and Orl", "Siege of Orl", "listed"),
        ("Battle of Franklin, Tennessee", "Battle of Jackson, Tennessee", "differ"),
    ],
)
def test_levels(a, b, level):
    first, second = read_name(a), read_name(b)
    assert name_level(first, second) == name_level(second, first) == level


def test_names_in_two_scripts_say_nothing():
    assert name_level(read_name("Battle of Safira"), read_name("معركة السفيرة")) is None


def test_other_editions_are_not_listed():
    first = read_name("Skirmish, Orl Mills or Tar (2012)")
    assert name_level(first, read_name("Orl Mills (2014)")) == "differ"


@given(st.text(max_size=40), st.text(max_size=40))
def test_both_ways_alike(a, b):
    first, second = read_name(a), read_name(b)
    assert name_level(first, second) == name_level(second, first)
