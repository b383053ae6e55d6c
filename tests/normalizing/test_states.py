"""Absent, unknown, none and given are four things."""

import pytest

from warcorpus.normalizing.states import state_of


@pytest.mark.parametrize(
    "text",
    ["Unknown", "unknown", "Unspecified", "?", "N/A", "—", "null", "~", " Unknown. ", "غير معروف"],
)
def test_words_for_unknown(text: str) -> None:
    assert state_of(text) == "unknown"


@pytest.mark.parametrize("text", ["None", "nil", "No losses", "aucune"])
def test_words_for_none(text: str) -> None:
    assert state_of(text) == "none"


@pytest.mark.parametrize("text", ["", " ", "()", "( , )", "\n", "..."])
def test_nothing_but_brackets_and_blanks_is_absent(text: str) -> None:
    assert state_of(text) == "absent"


@pytest.mark.parametrize("text", ["0 killed", "Unknown overall", "Unknown gunmen", "None killed 3"])
def test_a_word_must_fill_the_whole(text: str) -> None:
    assert state_of(text) == "given"
