"""Joining what a tokeniser split: only blanks go, and the tokeniser can take it apart again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.detokenizing import (
    Format,
    detokenize,
    detokenize_str,
    tokens,
    white_space_tokens,
)
from warcorpus.text.mapped import MappedText


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("February 2013 , when rebels came .", "February 2013, when rebels came."),
        ("Aleppo 's airport", "Aleppo's airport"),
        ("they 're , we 've , I 'd , you 'll", "they're, we've, I'd, you'll"),
        ("do n't , don 't", "don't, don't"),
        ("( FSA ) [ 1 ] 90 %", "(FSA) [1] 90%"),
        ("so ; yes : no ! why ?", "so; yes: no! why?"),
        ("' ' the front ' ' held", "''the front'' held"),
        ('the " great " battle', 'the "great" battle'),
        ('an odd " mark', 'an odd " mark'),
        ("arrived […] , it", "arrived […], it"),
        ("Safira. already joined", "Safira. already joined"),
        ("rebels ' hold", "rebels ' hold"),
        ("end\n, begin", "end\n, begin"),
    ],
)
def test_english_corpora(raw: str, joined: str) -> None:
    assert detokenize_str(raw) == joined
    assert detokenize(MappedText.of(raw, 0, len(raw))).text == joined


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("8 @,@ 600 men , 0 @.@ 7 % .", "8,600 men, 0.7%."),
        ("well @-@ known @-@ ish", "well-known-ish"),
        ("Frank <unk> 's", "Frank <unk>'s"),
        ("@-@ alone @,@ here", "@-@ alone @,@ here"),
    ],
)
def test_wikitext(raw: str, joined: str) -> None:
    assert detokenize_str(raw, "wikitext-lm") == joined


def test_offsets_lead_back_to_the_raw_text() -> None:
    raw = "x Aleppo 's road ( M5 ) , closed ."
    joined = detokenize(MappedText.of(raw, 2, len(raw)))
    start = joined.text.index("(M5),")
    assert raw[slice(*joined.raw_range(start, start + 5))] == "( M5 ) ,"


def test_white_space_tokens_count_redactions() -> None:
    text = "@@7 " + "w " * 200 + "@ @ @ tail"
    found = white_space_tokens(text)
    assert [text[slice(*word)] for word in found[201:]] == ["@", "@", "@", "tail"]


PIECES = st.sampled_from(
    [
        *",.;:!?)]%([\"'’@",
        "''",
        "'s",
        "'t",
        "n't",
        "n",
        "do",
        "don",
        "@-@",
        "@,@",
        "s",
        "[…]",
        "'re",
        "5",
        "6",
        "\n",
        "'d",
        "<unk>",
        "Su-22",
        "1,600",
        "Nu'man",
    ]
)
WORDS = st.lists(st.one_of(PIECES, st.text(alphabet="ab'\"n ts.,()5-@", max_size=6)))
FORMATS = st.sampled_from(["english-corpora", "wikitext-lm"])


@given(WORDS, FORMATS)
def test_the_tokeniser_gives_the_tokens_of_the_raw_text(words: list[str], format_: Format) -> None:
    raw = " ".join(words)
    assert tokens(detokenize_str(raw, format_), format_) == tokens(raw, format_)


@given(st.one_of(st.text(), WORDS.map(" ".join)))
def test_only_blanks_are_deleted(raw: str) -> None:
    joined = detokenize_str(raw)
    assert "".join(joined.split()) == "".join(raw.split())
    rest = iter(raw)
    assert all(char in rest for char in joined)
    assert detokenize(MappedText.of(raw, 0, len(raw))).text == joined


@pytest.mark.parametrize("piece", [", ", "' ", '" ', "'s ", "( ", "a @-@ ", "n't ", "' ' ", "ab"])
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda n: detokenize_str(piece * n, "wikitext-lm"), 4_000)
