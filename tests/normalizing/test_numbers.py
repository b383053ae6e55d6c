"""Numbers: what they are worth, where they stand, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.normalizing.quantities import find_numbers
from warcorpus.normalizing.quantities.masking import blank_noise, mask
from warcorpus.normalizing.quantities.values import LARGEST, read_figure

WRITTEN = [
    ("1,600 fighters", 1600, 1600, "exact"),
    ("23 killed", 23, 23, "exact"),
    ("200+ killed", 200, None, "at_least"),
    ("more than 200 fighters", 200, None, "at_least"),
    ("at least 200 fighters", 200, None, "at_least"),
    ("over 200 men", 200, None, "at_least"),
    ("no fewer than 3 men", 3, None, "at_least"),
    ("seven or more men", 7, None, "at_least"),
    ("<40 men", None, 40, "at_most"),
    ("up to 16,000 men", None, 16000, "at_most"),
    ("fewer than 40 men", None, 40, "at_most"),
    ("1,000–1,800 troops", 1000, 1800, "range"),
    ("95-117 killed", 95, 117, "range"),
    ("36 –52 killed", 36, 52, "range"),
    ("30,000—40,000 men", 30000, 40000, "range"),
    ("between 600 and 1,000 killed", 600, 1000, "range"),
    ("from 20 to 30 men", 20, 30, "range"),
    ("three or five civilians", 3, 5, "range"),
    ("431 –500+ killed", 431, None, "range"),
    ("5–6 million people", 5_000_000, 6_000_000, "range"),
    ("~1,000 fighters", 1000, 1000, "about"),
    ("≈2,800 men", 2800, 2800, "about"),
    ("approx. 3,000 men", 3000, 3000, "about"),
    ("some 60 soldiers", 60, 60, "about"),
    ("c. undefined 8,000 fighters", 8000, 8000, "about"),
    ("Two jets", 2, 2, "exact"),
    ("half a dozen men", 6, 6, "exact"),
    ("a dozen men", 12, 12, "exact"),
    ("two dozen men", 24, 24, "exact"),
    ("twenty-five men", 25, 25, "exact"),
    ("two hundred and fifty thousand men", 250_000, 250_000, "exact"),
    ("1.5 million people", 1_500_000, 1_500_000, "exact"),
    ("2 400 000 people", 2_400_000, 2_400_000, "exact"),
    ("2\u2009400\u2009000 people", 2_400_000, 2_400_000, "exact"),
    ("2\u00a0400 people", 2400, 2400, "exact"),
    ("1'600 men", 1600, 1600, "exact"),
    ("1,50,000 men", 150_000, 150_000, "exact"),
    ("1.234.567 men", 1_234_567, 1_234_567, "exact"),
    ("١٬٦٠٠", 1600, 1600, "exact"),
    ("۱۶۰۰", 1600, 1600, "exact"),
    ("1.600", None, None, "ambiguous"),
    ("a 100-strong force", 100, 100, "exact"),
    ("200killed", 200, 200, "exact"),
]


@pytest.mark.parametrize(("text", "low", "high", "qualifier"), WRITTEN)
def test_a_number_is_found_with_its_bounds(text, low, high, qualifier):
    assert [(n.min, n.max, n.qualifier) for n in find_numbers(text)] == [(low, high, qualifier)]


NEVER = [
    "Su-22",
    "T-72",
    "T–72",
    "BMP-1",
    "TB2",
    "M5",
    "9th",
    "56th",
    "12 October",
    "October 12, 2012",
    "19–24 March 2012",
    "24 and 26 Oct.",
    "2012-10-12",
    "12/10/2012",
    "mid-2016",
    "in 2012",
    "2012–13",
    "1990s",
    "72 hours",
    "three days",
    "two more weeks",
    "a two-day battle",
    "11:40",
    "4 p.m.",
    "17 km",
    "5-kilometer",
    "122mm",
    "90%",
    "90 per cent",
    "resolutions 822",
    "resolutions 822, 853 and 874",
    "Division 17",
    "Route 4",
    "$1.5 million",
    "killed.[1]",
    "several dozen",
    "tens of thousands",
    "hundreds",
    "bayonet",
]


@pytest.mark.parametrize("text", NEVER)
@pytest.mark.parametrize("frame", ["{}", "the {} near it", "({})"])
def test_what_is_no_number_is_not_found(text, frame):
    assert find_numbers(frame.format(text)) == []


def test_numbers_beside_what_is_none_are_found():
    text = "On 5 May 20 men with 3 T-72 held 17 km of Route 4 for 72 hours; 1,600 fled in 2012."
    assert [text[n.start : n.end] for n in find_numbers(text)] == ["20", "3", "1,600"]


def test_a_bare_year_counts_only_where_something_says_so():
    assert find_numbers("the 2012 offensive of 2013") == []
    assert find_numbers("a force of about 2000 soldiers")[0].numbers == (2000,)
    assert find_numbers("more than 2000 were there")[0].min == 2000


def test_written_values_stay_beside_the_bounds():
    (number,) = find_numbers("more than 200 fighters")
    assert (number.numbers, number.is_word, number.start, number.bound_start) == (
        (200,),
        False,
        10,
        0,
    )
    assert find_numbers("Seven soldiers")[0].is_word


def test_two_numbers_beside_each_other_stay_two():
    assert [n.numbers for n in find_numbers("two three, 5 7")] == [(2,), (3,), (5,), (7,)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("1.600 men", "number-ambiguous"),
        ("19,20 men", "number-ambiguous"),
        ("19–6 men", "range-reversed"),
        ("9" * 5000 + " men", "number-too-large"),
        ("9007199254740992 men", "number-too-large"),
    ],
)
def test_what_cannot_be_decided_is_told(text, slug):
    (number,) = find_numbers(text)
    assert (number.min, number.max, number.problems) == (None, None, (slug,))


@given(st.integers(0, LARGEST), st.sampled_from([",", "'", "’", " ", "\u2009", "\u00a0", ""]))
def test_grouping_does_not_change_a_value(value, mark):
    assert read_figure(f"{value:,}".replace(",", mark)).whole == value


@given(st.text() | st.from_regex(r"[0-9 .,'\-–a-zTM%()\n]{0,80}"))
def test_masking_keeps_the_length_and_finding_is_total(text):
    assert len(mask(blank_noise(text))) == len(text)
    numbers = find_numbers(text)
    assert all(0 <= n.bound_start <= n.start < n.end <= len(text) for n in numbers)
    ends = [n.end for n in numbers]
    assert all(a <= n.start for a, n in zip(ends, numbers[1:], strict=False))
    for n in numbers:
        assert n.min is None or n.max is None or n.min <= n.max
        assert n.max is None or n.max <= LARGEST


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "1-",
        "a-1 ",
        "12 and ",
        "100 ",
        "1 or ",
        "two and ",
        "May ",
        "(1 ",
        "T",
        "9.",
        "[1 ",
        "5–",
    ],
)
def test_growth_is_linear(unit, assert_linear):
    assert_linear(lambda size: find_numbers(unit * (size // len(unit))), 8_000)


@settings(max_examples=20)
@given(st.lists(st.sampled_from([text for text, *_ in WRITTEN]), min_size=1, max_size=8))
def test_sentences_do_not_disturb_each_other(texts):
    joined = ". Then came others. ".join(texts)
    alone = [(n.min, n.max, n.qualifier) for text in texts for n in find_numbers(text)]
    assert [(n.min, n.max, n.qualifier) for n in find_numbers(joined)] == alone
