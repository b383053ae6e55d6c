"""One short text for every type."""

import pytest

from warcorpus.model.facts import Actor, Date, Image, Link, Part, Place, Quantity, Result
from warcorpus.normalizing.short import short_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Quantity(min=200, qualifier="at_least", outcomes=("killed",)), "200.. killed"),
        (Quantity(min=150, max=190, outcomes=("wounded",)), "150..190 wounded"),
        (Quantity(min=1000, max=1000, qualifier="about", subject="fighter"), "~1000 fighter"),
        (Quantity(max=40, qualifier="at_most"), "..40"),
        (Quantity(text="Heavy", qualifier="vague"), "Heavy"),
        (Quantity(state="unknown"), "unknown"),
        (Quantity(min=0, max=0, state="none"), "none"),
        (Date(state="given", edtf="2013-02"), "2013-02"),
        (Date(state="given", text="long ago"), "long ago"),
        (Place(state="given", text="X, Syria"), "X, Syria"),
        (Result(state="given", headline="Draw", details=("a", "b")), "Draw; a; b"),
        (Actor("Khaled Hmood", "Lt. Col."), "Lt. Col. Khaled Hmood"),
        (Part("X War"), "X War"),
        (Image(url="https://x.org/a"), "https://x.org/a"),
        (Link("x", "Y", None, "internal", "field"), "Y"),
        (("a", "b"), "a; b"),
        ("text", "text"),
        (None, "unknown"),
    ],
)
def test_short(value: object, text: str) -> None:
    assert short_text(value) == text
