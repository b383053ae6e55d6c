"""Generated wiki pages: always the same for a seed, and written in many ways."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.testing.events import generate
from warcorpus.testing.wikipages import wiki_page, wikitext
from warcorpus.text.wikitext_scan import scan

SEEDS = st.integers(0, 2**32)


@given(SEEDS)
def test_same_seed_same_page(seed: int) -> None:
    assert wiki_page(seed) == wiki_page(seed) == wikitext(generate(seed), seed)


def test_one_event_is_written_in_many_ways() -> None:
    event = generate(3)
    assert len({wikitext(event, seed) for seed in range(30)}) == 30


@given(SEEDS)
def test_brackets_are_balanced(seed: int) -> None:
    page = wiki_page(seed)
    assert scan(page, 0, len(page)).unclosed[:4] == (0, 0, 0, 0)
