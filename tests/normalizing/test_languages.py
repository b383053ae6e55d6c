"""Languages of texts, scripts and languages of names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.languages import (
    _parted,
    _tokens,
    language_of,
    name_language,
    script_of,
)

ARABIC = "اندلعت المعركة بين الجيش السوري والجيش الحر في مدينة الحفة في محافظة اللاذقية في سوريا"
PERSIAN = (
    "این نبرد میان ارتش و شورشیان در شهر کوچک گلستان پس از چند روز درگیری پایان گرفت و شهر آزاد شد"
)
GERMAN = "Die Schlacht begann am Morgen des folgenden Tages nahe der kleinen Stadt hinter dem Fluss"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The battle was fought in the town and it was lost by the army on the next day.", "en"),
        ("The battle was fought.", "und"),
        (ARABIC, "ar"),
        (PERSIAN, "und"),
        (GERMAN, "und"),
        ("", "und"),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("name", "script", "language"),
    [
        ("معركة الحفة", "Arab", "ar"),
        ("نبرد گلستان", "Arab", "und"),
        ("Մատաղիսի ճակատամարտ", "Armn", "hy"),
        ("Сочинское соглашение", "Cyrl", "und"),
        ("Battle of X", "Latn", "en"),
        ("2012", None, "und"),
    ],
)
def test_names(name: str, script: str | None, language: str) -> None:
    assert script_of(name) == script
    assert name_language(name, script, "en") == language


@given(st.text("aßÉ x1_-–é\nﬁعД\u0301\ud800", max_size=40) | st.text(max_size=40))
def test_words_are_sampled_whatever_their_letters(text: str) -> None:
    plain, others = _parted(_tokens(text))
    words = re.findall(r"[^\W\d_]+", text.casefold())
    assert sorted([*(token.decode() for token in plain), *others]) == sorted(words)
