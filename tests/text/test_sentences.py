"""Sentence ends: the rules, the seeds' traps, and the laws."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text import sentences as rules
from warcorpus.text.sentences import lowercase_stops, split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["One fell.", "Two stood!", "Three?", "4 ran."],
        ["Col. Heitam Afasi and Lt. Col. Khaled Hmood left.", "They won."],
        ["Lt.-Col. Crider met Brig. Gen. Awak and 1Lt. Alaa.", "It ended."],
        ["The U.N. cease-fire held.", "The U.S. Army left."],
        ["Control of it passed according to S.O.H.R.", "They reportedly held the gate."],
        ["It fell to the U.N.", "After that it was quiet."],
        ["A SDF-U.S. Army raid.", "Done."],
        ["Killed in the province. with 31 more being killed in two days.", "Then quiet."],
        ['"After 12 hours they took 14 officers."', "Four rebels were killed."],
        ["It was a “tactical retreat.”", "“We left,” he said."],
        ["He left (in May.)", "(Others stayed.)", "All fled."],
        ["It was 5.5 km away at 5 a.m. Monday, No. 5 of 8 Feb. 2013.", "90% fell."],
        ["They met J. R. Smith etc. in May.", "No. 5 fell too, No."],
        ["Troops held […].", "Rebels came."],
        ["هل سقطت المدينة؟", "نعم سقطت.", "ثم عادوا."],
        ["城市陷落。", "然后"],
        ["Really?!", "Yes... no.", "End"],
        ["Said so.[1]", "Then more.[2][3]", "End."],
        ["One line", "Another after a blank line"],
    ],
)
def test_sentences(expected: list[str]) -> None:
    glue = "" if expected[0].endswith("。") else " "
    text = "\n \n".join(expected) if expected[0] == "One line" else glue.join(expected)
    assert sentences(text) == expected


def test_a_stop_before_a_small_letter_is_reported_once() -> None:
    text = "elsewhere in the province. with 31 more. On 11 October in Saraqib. with 16 dead."
    assert [text[:offset].rpartition(" ")[2] for offset in lowercase_stops(text)] == [
        "province",
        "Saraqib",
    ]
    assert len(split(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "the U.N. mission, c. 5 men, vs. the rebels, e.g. this, approx. that, Col. al-Asaad",
        'a "quoted." word, wait... then, really? yes, well! no',
        "one line.\n\nanother",
    ],
)
def test_known_reasons_are_not_reported(text: str) -> None:
    assert lowercase_stops(text) == []


PIECES = st.sampled_from(
    [
        "a",
        "B",
        " ",
        "  ",
        ".",
        "!",
        "?",
        "؟",
        "。",
        '"',
        "”",
        "(",
        ")",
        "U.N.",
        "Col.",
        "5",
        "\n",
        "[1]",
        "The",
        "etc.",
        "\n\n",
        "ع",
        "…",
        "-",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS)
def test_sentences_hold_every_word_once(text: str) -> None:
    end = 0
    for start, stop in split(text):
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip() != ""
        end = stop
    assert not text[end:].strip()


@given(TEXTS)
def test_no_sentence_begins_with_a_small_letter_unless_a_blank_line_does(text: str) -> None:
    for (_, end), (start, _) in zip(split(text), split(text)[1:], strict=False):
        assert not text[start].islower() or "\n" in text[end:start]


@given(TEXTS)
def test_stops_that_are_reported_are_stops_inside_a_sentence(text: str) -> None:
    ends = {end for _, end in split(text)}
    for offset in lowercase_stops(text):
        assert text[offset] == "."
        assert offset + 1 not in ends


@pytest.mark.parametrize("piece", [". ", "A.", "A. ", ".)", "a" * 50, '" ', "\n\n", "[1]", ".[1]"])
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda n: (split(piece * n), lowercase_stops(piece * n)), 10_000)


@given(st.text('. AB a1"”)[2]\n\u00a0', max_size=30))
def test_full_stops_are_found_as_the_pattern_of_all_stops_finds_them(text: str) -> None:
    expected = [
        (found.start(), found.end(1), found.end(2), found.end())
        for found in rules._STOP.finditer(text)
    ]
    assert [*rules._stops(text, text, 0, len(text))] == expected


def test_no_word_that_may_stand_before_a_stop_ends_in_a_digit() -> None:
    known = [*map(rules._table, ("titles", "before_numbers", "abbreviations"))]
    assert not [word for table in known for word in table if word[-1].isdecimal()]
