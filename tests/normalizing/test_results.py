"""Headline, class, winner and details of a result."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.results import parse_result

HEADLINES = [
    ("Indecisive", "inconclusive", None),
    ("Rebel victory", "victory", "Rebel"),
    ("Syrian Army victory", "victory", "Syrian Army"),
    ("Decisive Syrian Army & Hezbollah victory", "victory", "Syrian Army & Hezbollah"),
    (
        "Decisive Syrian Army, Hezbollah and Lebanese Army victory",
        "victory",
        "Syrian Army, Hezbollah and Lebanese Army",
    ),
    ("Major rebel victory", "victory", "rebel"),
    ("Confederate tactical victory", "victory", "Confederate"),
    ("Victory", "victory", None),
    ("Status quo preserved", "status_quo", None),
    ("Inconclusive; Soviet invasion and subsequent victory", "inconclusive", None),
    ("UN-mediated truce:", "ceasefire", None),
    ("Ceasefire; strategic Kurdish victory", "ceasefire", None),
    ("Libyan withdrawal", "withdrawal", None),
    ("Ongoing", "ongoing", None),
    ("Offensive stopped", "other", None),
]


@pytest.mark.parametrize(("headline", "class_", "winner"), HEADLINES)
def test_headlines(headline: str, class_: str, winner: str | None) -> None:
    result = parse_result(headline)
    assert (result.headline, result.class_, result.winner) == (headline, class_, winner)


def test_bullets_with_and_without_a_blank_are_details() -> None:
    result = parse_result("Indecisive\n*Rebels hold the town, but suffer \n\n* Army holds the road")
    assert result.details == ("Rebels hold the town, but suffer", "Army holds the road")
    assert result.headline == "Indecisive"


def test_a_list_without_headline_takes_its_class_from_the_first_line() -> None:
    result = parse_result("* Ceasefire signed\n* Troops leave")
    assert (result.headline, result.class_) == (None, "ceasefire")


def test_states() -> None:
    assert parse_result("Unknown").state == "unknown"
    assert parse_result("()").state == "absent"


@given(st.text(st.sampled_from("ab *\n•victory:;(,")))
def test_any_text_is_read(text: str) -> None:
    result = parse_result(text)
    assert all(detail == " ".join(detail.split()) for detail in result.details)
