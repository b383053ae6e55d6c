"""Words with their signs, and as characters that near copies are aligned by."""

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.surfaces import GAP, Surfaces

forms = st.lists(st.sampled_from(["Orl", "orl,", "(Orl)", "fell", "on", "8", "…", "Tarv's"]))


def test_torn_endings_are_joined_and_gaps_stand_for_themselves():
    surfaces = Surfaces((("Orl 's mill", "burnt."), ("It did n't last.",)))
    assert surfaces.words == ["Orl's", "mill", GAP, "burnt.", "It", "didn't", "last."]
    assert surfaces.forms == ["orl's", "mill", GAP, "burnt", "it", "didn't", "last"]


@given(forms, forms)
def test_characters_are_equal_where_the_forms_are(a, b):
    first, second = (Surfaces(((" ".join(side),),)) for side in (a, b))
    left, right = first.beside(second)
    assert (len(left), len(right)) == (len(first.forms), len(second.forms))
    for x, char in zip(first.forms, left, strict=True):
        for y, other in zip(second.forms, right, strict=True):
            assert (char == other) is (x == y)


def test_a_word_that_the_other_text_lacks_is_like_none_of_it():
    left, right = Surfaces((("a b a",),)).beside(Surfaces((("c d c",),)))
    assert set(left).isdisjoint(right)
