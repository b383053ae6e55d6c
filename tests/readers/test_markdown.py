"""Markdown without a header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.record import Record
from warcorpus.readers import markdown
from warcorpus.readers.sniffing import sniff_text
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text


def read(raw: str) -> Record:
    (record,) = markdown.read(Text.of(raw))
    return record


def titles(record: Record) -> list[str]:
    return [field.raw for field in record.source.fields if field.role == "title"]


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("# Siege of X #\n\nIt began.", ["Siege of X"]),
        ("\n\nSiege of X\n===\nIt began.", ["Siege of X"]),
        ("# References[object Object]\n\nIt began.", ["References"]),
        ("## Siege of X\n\nIt began.", []),
        ("It began.\n\n# Siege of X", []),
        ("Siege of X\n\n===\nIt began.", []),
        ("", []),
    ],
)
def test_title_is_a_heading_of_level_one_at_the_start(raw: str, title: list[str]) -> None:
    assert titles(read(raw)) == title


def test_underlined_headings_have_their_levels() -> None:
    record = read("# X\n\nOne.\n\nSecond\n------\n\nTwo.\n\nTop\n===\n\nThree.\n\n---\n\nFour.")
    assert [(s.heading, s.level) for s in record.sections][1:] == [("Second", 2), ("Top", 1)]
    assert record.text.endswith("Four.")


@pytest.mark.parametrize(
    "raw",
    [
        "---\ntitle: X\n---\n# A\n",
        "@@1 # A heading # One .",
        "= X =\n\n== Y ==\n\nIt was.",
        "Plain.",
    ],
)
def test_other_formats_are_not_claimed(raw: str) -> None:
    assert sniff_text(raw)[0].reader != "markdown"


PIECES = st.sampled_from(
    ["# ", "## ", "===", "---", "\n", "\n\n", "words", "**b**", "[t](u)", "![a](b.png)", "* ",
     "1. ", "> ", "| a |", "```", "[[File:x|y]]", "[object Object]", "\\*", "&amp;", "\r\n"]
)  # fmt: skip


@given(st.lists(PIECES).map("".join))
def test_every_character_has_an_owner(raw: str) -> None:
    check_record(markdown.READER, read(raw), Text.of(raw))
    assert 0 <= markdown.sniff(raw).score <= 1
