import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.placing import compare_places, near, read_place
from warcorpus.model.facts import Place, PlacePart


def place(text, **more):
    return read_place(Place("given", text, tuple(map(PlacePart, text.split(", "))), **more))


def test_levels():
    found = place("Al-Haffah, Latakia Governorate, Syria")
    assert found.settlement.folded == "haffah"
    assert found.unit.folded == "latakia"
    assert found.country.folded == "syria"
    assert place("Idlib Governorate, Syria").settlement is None
    assert place("Marawi, Lanao del Sur, Philippines").unit.folded == "lanao del sur"


@pytest.mark.parametrize(
    ("a", "b", "agrees"),
    [
        ("As-Safira", "Safira", True),
        ("Maarat al-Numan", "Maarrat al-Nu'man", True),
        ("Haffah", "Al-Haffah", True),
        ("Haffah", "Haffe", None),
        ("Safira", "Haffah", False),
    ],
)
def test_settlements(a, b, agrees):
    first, second = place(a).settlement, place(b).settlement
    assert first.agrees(second) is second.agrees(first) is agrees


def test_two_towns_of_one_county_are_two_places():
    first, second = place("Orl, Tar County, Virginia"), place("Mur, Tar County, Virginia")
    assert compare_places(first, second) == "open"
    assert compare_places(first, place("Tar County, Virginia")) == "unit"
    assert compare_places(first, place("Mur, Orl County, Virginia")) == "unit"


def test_the_key_is_the_most_specific_level():
    assert place("As-Safira, Syria").key == "sfr"
    assert place("Al-Haffah, Latakia Governorate, Syria").key == ""
    assert place("Idlib Governorate, Syria").key == "dlb"


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("As-Safira, Aleppo Governorate, Syria", "Safira, Syria", "settlement"),
        ("Cullman", "AL", "open"),
        ("Cullman", "Cullman County, AL", "unit"),
        ("VA", "Virginia", "unit"),
        ("GA", "Georgia", "unit"),
        ("Utah Territory", "UT", "unit"),
        ("Athens, GA", "Athens, AL", "elsewhere"),
        ("AL", "Georgia", "open"),
        ("AL", "VA", "elsewhere"),
        ("Washington, Boonsborough, Town of", "Washington County, MD", "unit"),
        ("Fairfax, Prince William", "Prince William and Fairfax Counties, VA", "unit"),
        ("City of Charleston, SC", "Charleston", "settlement"),
        ("Safira, Syria", "Haffah, Syria", "differ"),
        ("Syria", "Mali", "differ"),
        ("Syria", "Syria", "open"),
        ("La, Syria", "LA", "open"),
    ],
)
def test_levels_of_two_places(a, b, level):
    assert compare_places(place(a), place(b)) == compare_places(place(b), place(a)) == level


def test_a_state_alone_is_wide():
    assert place("AL").wide
    assert place("Georgia").wide
    assert not place("Mobile, AL").wide
    assert place("OH").key == "ohio"


def test_a_place_that_is_unknown():
    assert read_place(Place("unknown")) is None
    assert read_place(Place("given", "")) is None


def test_points():
    assert place("X", latitude=36.07, longitude=37.37, trusted=True).point is not None
    assert place("X", latitude=36.07, longitude=37.37, trusted=False).point is None


degrees = st.tuples(st.integers(-80_000_000, 80_000_000), st.integers(-180_000_000, 180_000_000))


@given(degrees, st.integers(-200_000, 200_000), st.integers(-200_000, 200_000))
def test_near_agrees_with_the_great_circle(point, north, east):
    other = (point[0] + north, point[1] + east)
    x, y = math.radians(point[0] / 1e6), math.radians(other[0] / 1e6)
    half = math.sin((y - x) / 2) ** 2
    half += math.cos(x) * math.cos(y) * math.sin(math.radians(east / 1e6) / 2) ** 2
    kilometres = 2 * 6371.009 * math.asin(math.sqrt(half))
    if abs(kilometres - 10) > 0.5:
        assert near(point, other) is near(other, point) is (kilometres < 10)
