"""Tokens as slots see them."""

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.slot_tokens import may_count, slot_tokens_of
from warcorpus.normalizing.dates import find_dates
from warcorpus.normalizing.quantities import find_numbers

PIECES = ("seven", "SİX", "ſix", "dozens", "a", "half", "two_men", "one[1]", "8", "٨", "May", "Orl")
texts = st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join)


@given(texts)
def test_what_may_not_count_holds_no_number_and_no_date(text):
    if not may_count(text):
        assert not find_numbers(text)
        assert {token.sort for token in slot_tokens_of(((text,),))} <= {"word", "name", "sign"}
        assert not any(char.isdigit() for found in find_dates(text) for char in str(found.date))


def test_counts_and_dates_are_one_token():
    tokens = slot_tokens_of((("On 8 February seven men held Orl 's mill.",),))
    assert [(t.surface, t.sort) for t in tokens if t.sort in ("date", "number", "name")] == [
        ("8 February", "date"),
        ("seven", "number"),
        ("Orl's", "name"),
    ]
