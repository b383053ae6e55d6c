"""Parts of places and coordinates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.places import parse_coordinates, parse_place

PLACES = [
    ("As-Safira, Syria", ["As-Safira", "Syria"]),
    ("Al-Haffah, Latakia Governorate, Syria", ["Al-Haffah", "Latakia Governorate", "Syria"]),
    ("Qalamoun (An-Nabek, Yabroud), Syria", ["Qalamoun (An-Nabek, Yabroud)", "Syria"]),
    ("Barbour County, WV; Taylor County, WV", ["Barbour County", "WV"]),
    (
        "Syria\n* Jobar, Damascus Governorate\n* Ein Tarma",
        ["Jobar", "Damascus Governorate", "Syria"],
    ),
    ("Aleppo, Hasakah, and Raqqa, Syria", ["Aleppo", "Hasakah", "Raqqa", "Syria"]),
    ("Stepanakert\nAzerbaijan", ["Stepanakert", "Azerbaijan"]),
]


@pytest.mark.parametrize(("text", "parts"), PLACES)
def test_parts_are_narrowest_first(text: str, parts: list[str]) -> None:
    assert [part.name for part in parse_place(text).parts] == parts


def test_a_link_with_a_comma_is_one_part() -> None:
    assert [p.name for p in parse_place("Sadad, Syria", ("Sadad, Syria",)).parts] == [
        "Sadad, Syria"
    ]


def test_states() -> None:
    assert parse_place("Unknown").state == "unknown"
    assert parse_place("").state == "absent"


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("36.12571°N, 36.88793°W", (36.12571, -36.88793)),
        ("14.45°N, -0.23333°W", (14.45, 0.23333)),
        ("34°15′N 36°25′30″E", (34.25, 36.425)),
        ("34.5, 36.25", (34.5, 36.25)),
        ("SY", None),
        ("36.1°N", None),
        ("136.1°N 20°E", None),
        ("", None),
    ],
)
def test_coordinates(text: str, point: tuple[float, float] | None) -> None:
    assert parse_coordinates(text) == point


@given(st.text(st.sampled_from("ab,;()\n*: °N1.")))
def test_any_text_is_read(text: str) -> None:
    assert all(part.name.strip() for part in parse_place(text).parts)
    parse_coordinates(text)
