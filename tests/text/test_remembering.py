"""What is remembered is what would be made anew, and never too much of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.remembering import LONGEST, remembered


@given(st.lists(st.tuples(st.text("ab", max_size=3), st.integers(0, 2))))
def test_results_are_those_of_the_function(calls: list[tuple[str, int]]) -> None:
    def joined(text: str, times: int = 1) -> str:
        return text * times

    recalled = remembered(joined)
    for text, times in calls:
        assert recalled(text, times) == joined(text, times)
        assert recalled(text, times=times) == joined(text, times)


def test_a_short_text_is_asked_once_and_a_long_one_every_time() -> None:
    asked: list[int] = []

    @remembered
    def size(text: str) -> int:
        """Length."""
        asked.append(len(text))
        return len(text)

    for text in ("a", "a", "b" * LONGEST, "b" * LONGEST, "c" * (LONGEST + 1), "c" * (LONGEST + 1)):
        assert size(text) == len(text)
    assert asked == [1, LONGEST, LONGEST + 1, LONGEST + 1]
    assert size.__doc__ == "Length."
