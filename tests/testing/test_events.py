"""Invented events and the four exporters: deterministic, without damage of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.readers.registry import all_readers
from warcorpus.testing.events import generate, sentences
from warcorpus.testing.exporting import FORMATS, english_corpora, surviving
from warcorpus.text.sentences import split

SEEDS = st.integers(0, 2**32)


@given(SEEDS)
def test_same_seed_same_event(seed: int) -> None:
    assert generate(seed) == generate(seed)


def test_this_seed_never_changes() -> None:
    event = generate(1)
    assert (event.title, event.edtf) == ("Lenov Offensive", "1768-10-18")
    assert event.lead[0] == (
        "The Lenov Offensive was fought in October 1768, when two armies met at Lenov."
    )


@given(SEEDS)
def test_sentences_are_whole(seed: int) -> None:
    for sentence in sentences(generate(seed)):
        assert split(sentence) == [(0, len(sentence))]


# Formats whose marks any text may hold a few of.
WEAKLY_MARKED = {"markdown": 0.3, "pandoc-markdown": 0.4, "plain-text": 0.1}


@pytest.mark.parametrize("form", FORMATS)
@given(seed=SEEDS)
@settings(max_examples=25)
def test_every_writer_writes_its_format(form: str, seed: int) -> None:
    text = FORMATS[form](generate(seed))
    scores = {reader.name: reader.sniff(text).score for reader in all_readers()}
    assert max(scores, key=lambda name: scores[name]) == form
    assert scores[form] >= WEAKLY_MARKED.get(form, 0.75)
    assert FORMATS[form](generate(seed)) == text


@pytest.mark.parametrize("form", FORMATS)
@given(seed=SEEDS)
@settings(max_examples=25)
def test_what_is_lost_is_lost_once(form: str, seed: int) -> None:
    left = surviving(generate(seed), form)
    assert surviving(left, form) == left
    assert left.title == generate(seed).title


@given(SEEDS)
def test_redaction_hides_words_and_nothing_else(seed: int) -> None:
    clean = english_corpora(generate(seed)).split()
    hidden = english_corpora(generate(seed), redacted=True).split()
    assert len(clean) == len(hidden)
    assert all(a == b or b == "@" for a, b in zip(clean, hidden, strict=True))
