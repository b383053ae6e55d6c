"""Counting on from the last place gives what counting from the start gives."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from warcorpus.text.document import line_and_column
from warcorpus.text.line_counting import LineCounter


@given(st.text("ab\r\n", max_size=30), st.lists(st.integers(0, 30), max_size=12))
@example("a\r\nb", [2, 3, 2, 1])
def test_places_are_those_of_counting_anew(text: str, offsets: list[int]) -> None:
    counter = LineCounter(text)
    for offset in offsets:
        inside = min(offset, len(text))
        assert counter.place(inside) == line_and_column(text, inside)


def test_many_places_cost_no_more_than_the_text(assert_linear: Callable[..., None]) -> None:
    def place_all(size: int) -> None:
        counter = LineCounter("ab\r\n" * size)
        for offset in range(0, 4 * size, 4):
            counter.place(offset)

    assert_linear(place_all, 10_000)
