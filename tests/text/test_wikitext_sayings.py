"""What templates say in one piece: total, whatever the arguments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.wikitext_sayings import SAYINGS, country_name, date_text, say
from warcorpus.text.wikitext_words import countries, parameters

WORDS = st.sampled_from(["5", "2013", "to", "-", "x", "km", "ft", "1/2", "May", "A b", ""])
NAMES = st.sampled_from(["lc", "since", "alt", "u", "t", "post", "p"])
ADDED = set("0123456789 –×()[]/§.OSAcosif") | set("Since")


@given(
    st.sampled_from(sorted(set(SAYINGS) - {"date", "dates", "as of"})),
    st.lists(WORDS, max_size=8),
    st.dictionaries(NAMES, WORDS, max_size=3),
)
def test_nothing_is_said_that_no_argument_holds(
    action: str, unnamed: list[str], named: dict[str, str]
) -> None:
    said = say(action, "t" if action == "first" else "", unnamed, named)
    given_words = set("".join([*unnamed, *named.values()]))
    assert set(said) <= given_words | ADDED
    assert said == "" or unnamed or named


@pytest.mark.parametrize(
    ("action", "parameter", "unnamed", "said"),
    [
        ("dates", "", ["2013", "5", "11"], "11 May 2013"),
        ("old style", "", ["5 July", "1743"], "5 July 1743"),
        ("as of", "", [], ""),
        ("convert", "", ["5", "to"], "5"),
        ("convert", "", [], ""),
        ("convert", "", ["1", "x", "2", "x", "3", "m", "ft"], "1 × 2 × 3 m"),
        ("ship", "HMS", ["Otter"], "HMS Otter"),
        ("ship", "", ["", "Otter", "", "6"], "Otter"),
        ("first", "t", [], ""),
    ],
)
def test_missing_and_many_arguments(
    action: str, parameter: str, unnamed: list[str], said: str
) -> None:
    assert say(action, parameter, unnamed, {}) == said


def test_a_date_without_arguments_is_none() -> None:
    assert date_text([]) == ""


def test_codes_of_countries_are_capitals_and_qualifiers_are_not_shown() -> None:
    assert country_name("GEO") == "Georgia"
    assert countries()["GEO"] == "Georgia (country)"
    assert all(code.isupper() for code in countries())


def test_names_of_parameters_are_compared_without_case_and_digits() -> None:
    assert all(name == name.casefold().rstrip("0123456789") for name in parameters())
