import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text import folding
from warcorpus.text.folding import fold, skeleton, stop_words, words

# A character of Unicode 15.0 (Kawi), one of 15.1 (Han), unknown to Python 3.11.
KAWI, NEW_HAN = "\U00011f04", "\U0002ebf0"


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("Nu'man", "numan"),
        ("Nu’mān", "numan"),
        ("Nuʿmān", "numan"),
        ("Aleppo 's airport", "aleppos airport"),
        ("Aleppo's airport", "aleppos airport"),
        ("they did n't", "they didnt"),
        ("the 'safe' zone", "the 'safe' zone"),
        ("Kobanî", "kobani"),
        ("Şuşa", "susa"),
        ("Ağdərə", "agdere"),
        ("KADIKÖY İlçesi", "kadikoy ilcesi"),
        ("STRASSE Straße", "strasse strasse"),
        ("6–19 February", "6–19 february"),
    ],
)
def test_fold(spelling, folded):
    assert fold(spelling) == folded


def test_tokenised_and_plain_renderings_have_the_same_words():
    plain = "However, Aleppo's 1,600 rebels didn't re-establish it (cannot yet); \"Tell Aran\"."
    torn = "However , Aleppo 's 1,600 rebels did n't re-establish it ( can not yet ) ; "
    torn += '" Tell Aran " .'
    assert words(plain) == words(torn)
    assert "re" in words(plain)
    assert "aleppos" in words(plain)


def test_cyrillic_lookalikes_stay_different():
    assert fold("Safira") != fold("Sаfira")
    assert skeleton("Safira") != skeleton("Sаfira")


@pytest.mark.parametrize(
    ("names", "bones"),
    [
        (["Safira", "As-Safira", "al-Safira"], "sfr"),
        (["Maarat al-Numan", "Maarrat al-Nu'man"], "mrt nmn"),
        (["Khan Shaykhun", "Khan Sheikhun"], "kn skn"),
        (["al-Haffah"], "f"),
        (["Qalaat al-Madiq", "Qalaat al-Mudiq"], "klt mdk"),
        (["Idlib"], "dlb"),
        (["al-", ""], ""),
    ],
)
def test_skeletons(names, bones):
    assert {skeleton(name) for name in names} == {bones}


def test_scripts_without_blanks_give_bigrams():
    assert words("2013年第二次") == ["2013", "年第", "第二", "二次"]
    assert words("年") == ["年"]


def test_unassigned_characters_are_left_alone_and_belong_to_no_word():
    assert fold(f"É{KAWI}É{NEW_HAN}") == f"e{KAWI}e{NEW_HAN}"
    assert words(f"É{KAWI}É") == ["e", "e"]


def test_the_table_of_unassigned_characters_is_unicode_14():
    found = [c for c in map(chr, range(0x110000)) if folding._unassigned().match(c)]
    unassigned = {c for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Cn"}
    if unicodedata.unidata_version == "14.0.0":
        assert set(found) == unassigned
    else:
        assert unassigned < set(found)


@given(st.text())
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_are_stable_under_folding_and_never_empty(text):
    assert words(fold(text)) == words(text)
    assert all(words(text))


@given(st.text(alphabet="abcdefghiklmnopqrstuwxyz' -", min_size=1))
def test_case_never_matters(text):
    assert fold(text.upper()) == fold(text)


@given(st.lists(st.sampled_from(["Nu'man", "Aleppo", "the", "1,600", "al-Safira", "U.S."])))
def test_surrounding_punctuation_never_matters(tokens):
    assert words(" , ".join(tokens)) == words(" ".join(tokens))


def test_stop_words():
    assert {"the", "of", "was"} <= stop_words("en")
    assert stop_words("en") == stop_words("en-US")
    assert "afin" in stop_words("fr")
    assert stop_words("tlh") == frozenset()
    assert all(word == fold(word) for word in stop_words("fr") | stop_words("ar"))
