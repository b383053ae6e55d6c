"""Surface tokens: they hold every sign, and nothing but white space stands between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.tokens import comparison_form, is_word, token_spans

war_text = st.text(st.sampled_from("abÉé ’'-–‐ʿ.,؟\n\u0301\u064b٣4_“”خ\u200c"), max_size=60)


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


@given(st.one_of(st.text(), war_text))
def test_only_white_space_stands_between_tokens(text: str) -> None:
    position = 0
    for start, end in token_spans(text):
        assert start < end
        assert not text[position:start].strip()
        assert not any(sign.isspace() for sign in text[start:end])
        position = end
    assert not text[position:].strip()


@given(war_text, st.integers(0, 60), st.integers(0, 60))
def test_a_part_gives_the_tokens_of_the_part(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    spans = token_spans(text, start, end)
    assert all(start <= i < j <= end for i, j in spans)


def test_inner_hyphens_and_apostrophes_belong_to_the_word() -> None:
    assert tokens("al-Nu'man’s 're-taken' the M5.") == [
        "al-Nu'man’s",
        "'",
        "re-taken",
        "'",
        "the",
        "M5",
        ".",
    ]
    assert tokens("2012–13 1,600") == ["2012", "–", "13", "1", ",", "600"]
    assert tokens("حِمْص؟") == ["حِمْص", "؟"]


@given(war_text)
def test_a_form_is_its_own_form(text: str) -> None:
    assert comparison_form(comparison_form(text)) == comparison_form(text)


def test_case_and_quotes_do_not_count() -> None:
    assert comparison_form("NU’MAN") == comparison_form("nu'man")
    assert comparison_form("“") == comparison_form('"')
    assert comparison_form("–") != comparison_form("-")


def test_signs_are_no_words() -> None:
    assert [is_word(token) for token in tokens("a 5 , “ حمص")] == [True, True, False, False, True]
