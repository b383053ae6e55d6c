"""Days and numbers of a text."""

import pytest

from warcorpus.matching.facts import facts_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("200 men and 1,600 more", {200, 1600}),
        ("the 17th division, a Su-22, an M5 and 3.5 km", set()),
        ("in 1936 there were 2,013 and 2101", {2013, 2101}),
        ("12-14 guns, (31) shells, 7.", {12, 14, 31, 7}),
        ("1234567890123456 and 123456789012345", {123456789012345}),
        ("1,60 and 1,600,000", {1600000}),
    ],
)
def test_bare_digits_are_numbers(text, numbers):
    assert facts_of(((text,),)).numbers == numbers


def test_digits_of_a_date_are_none():
    found = facts_of((("On 8 February 2013, 112 rebels fell.",),))
    assert (found.days, found.numbers) == ({"02-08"}, {112})
