"""Headings with spaced signs, and the articles that they open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.spaced_headings import SpacedHeading, article_cuts


@given(st.text("= a\t", max_size=30))
def test_headings_keep_their_words(line: str) -> None:
    heading = SpacedHeading.of(line, 0, len(line))
    if heading is not None:
        words = line[heading.start : heading.end]
        assert words == words.strip() != ""
        around = line[: heading.start] + line[heading.end :]
        assert set(around) <= set("= \t")
        assert around.count("=") == 2 * heading.level


@pytest.mark.parametrize(
    ("line", "level", "words"),
    [
        (" = Title = ", 1, "Title"),
        ("= Title =", 1, "Title"),
        (" = = A = B = = ", 2, "A = B"),
        (" = = = Uneven = = ", 2, "= Uneven"),
        (" = = = = = = = Deep = = = = = = = ", 6, "= Deep ="),
    ],
)
def test_levels(line: str, level: int, words: str) -> None:
    heading = SpacedHeading.of(f"x\n{line}\n", 2, 2 + len(line))
    assert heading is not None
    assert (heading.level, f"x\n{line}\n"[heading.start : heading.end]) == (level, words)


@pytest.mark.parametrize(
    "line", ["", " ", " = ", " = = ", "=T=", " a = b ", " = a", "a = ", " =  = "]
)
def test_lines_that_are_none(line: str) -> None:
    assert SpacedHeading.of(line, 0, len(line)) is None


@given(
    st.lists(st.sampled_from([" = A = ", " ", "", "words", " = = S = = "]), max_size=14),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 40),
)
def test_every_word_is_in_one_article(lines: list[str], newline: str, size: int) -> None:
    data = newline.join(lines).encode()
    cuts = list(article_cuts(iter([data])))
    assert b"".join(data[cut.start : cut.end] for cut in cuts).split() == data.split()
    assert all(
        index == 0 or data[cut.start : cut.end].startswith(b" = A =")
        for index, cut in enumerate(cuts)
    )
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    assert list(article_cuts(pieces)) == cuts
