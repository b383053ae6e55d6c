"""Mojibake and controls: what must change, what must not, and that every repair replays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warcorpus.model.prose import CONTROL, MOJIBAKE, VERBATIM
from warcorpus.text.mapped import MappedText
from warcorpus.text.mojibake import Repaired, is_whole, repair, repair_str, restored

GOOD = [
    "l’état",
    "20€–30€",
    "voilà – “x”",
    "“quoted” â",
    "معركة الحفة",
    "Liwaa al-Umma’s “Ñandú” – 3 °C",
    "CAFÉ” and naïve",
    "Écusson Commando n° 10",
    "São Tomé, Ağrı, Şırnak, Łódź",
    "Битва за Алеппо",
    "a\tb\nc\rd",
]
BAD = [
    ("6â€“19", "6–19"),
    ("6 \x96 19", "6 – 19"),
    ("CITÃ‰", "CITÉ"),
    ("São Paulo – cafÃ©", "São Paulo – café"),
    ("6Ã¢â‚¬â€œ19", "6–19"),
    ("6â\x80\x9319", "6–19"),
    ("Ù…Ø¹Ø±ÙƒØ© الحفة", "معركة الحفة"),
    ("don\x92t", "don’t"),
    ("a\x00b\x0bc\x81d\x7f", "abcd"),
    ("lone \ud800 surrogate", "lone \ufffd surrogate"),
]


def whole(s: str) -> MappedText:
    return MappedText.of(s, 0, len(s))


def replayed(s: str, done: tuple[Repaired, ...]) -> str:
    for one in dict.fromkeys((d.action, d.parameter) for d in done if d.action == "mojibake"):
        # as often as one place needed it
        places = [(d.start, d.end) for d in done if (d.action, d.parameter) == one]
        for _ in range(max(places.count(place) for place in places)):
            s = repair_str(s, *one)
    return repair_str(s, "control") if any(d.action == "control" for d in done) else s


@pytest.mark.parametrize("text", GOOD)
def test_good_text_stays(text: str) -> None:
    assert repair(whole(text)) == (whole(text), ())


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_damage_is_undone_and_replays(text: str, expected: str) -> None:
    repaired, done = repair(whole(text))
    assert repaired.text == expected
    assert done
    assert replayed(text, done) == expected


def test_repair_is_narrowed_to_the_changed_run() -> None:
    raw = "      text: 6â€“19 February 2013\n"
    repaired, done = repair(MappedText.of(raw, 12, len(raw) - 1))
    assert [(run.raw_start, run.raw_end, run.method) for run in repaired.runs] == [
        (12, 13, VERBATIM),
        (13, 16, MOJIBAKE),
        (16, 32, VERBATIM),
    ]
    assert done == (Repaired("mojibake", "cp1252", 13, 16),)


def test_two_steps_are_told_twice() -> None:
    _, done = repair(whole("6Ã¢â‚¬â€œ19"))
    assert done == (Repaired("mojibake", "cp1252", 1, 9),) * 2


def test_one_damaged_line_does_not_change_a_sound_one() -> None:
    text = "CAFÉ” stays\n6â€“19"
    assert repair(whole(text))[0].text == "CAFÉ” stays\n6–19"


def test_unknown_action_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 'mojibake' or 'control'"):
        repair_str("x", "guess")


def test_sound_text_does_not_load_ftfy() -> None:
    code = (
        "import sys; from warcorpus.text.mojibake import repair; "
        "from warcorpus.text.mapped import MappedText; "
        "t = 'l’état معركة voilà – “x”'; repair(MappedText.of(t, 0, len(t))); "
        "assert 'ftfy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


PIECES = st.sampled_from(
    [*"ab 619.,\n", "é", "–", "Ã©", "â€“", "Â\xa0", "ع", "\x96", "\ud800", "É”"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS)
@example("Ã\x82Â\x80")
def test_laws(text: str) -> None:
    repaired, done = repair(whole(text))
    repaired.text.encode("utf-8")
    end = 0
    for run in repaired.runs:
        raw = text[run.raw_start : run.raw_end]
        piece = repaired.text[run.start : run.end]
        assert run.raw_start >= end
        end = run.raw_end
        if run.method == VERBATIM:
            assert piece == raw
        elif run.method == MOJIBAKE:
            assert piece == restored(raw) != raw
        else:
            assert run.method == CONTROL
            assert piece == repair_str(raw, "control")
    assert "".join(repaired.text[run.start : run.end] for run in repaired.runs) == repaired.text
    assert all(text[d.start : d.end] for d in done)
    assert (repaired.text == text) == (not done)


@given(st.text(alphabet=st.characters(min_codepoint=0x370, max_codepoint=0x6FF)))
def test_what_was_misread_is_read_again(text: str) -> None:
    assert restored(text.encode("utf-8").decode("latin-1")) == text


def test_time_grows_with_the_text(assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda n: repair(whole("Ù…Ø¹Ø±ÙƒØ© " * n)), 2_000)


DAMAGED = st.sampled_from([*(bad for bad, _ in BAD), *GOOD, "\x96", "\x00", "\ud800", "Ã", "€"])


@given(st.text() | st.lists(DAMAGED).map("".join))
def test_what_is_whole_at_a_glance_has_nothing_to_repair(text: str) -> None:
    if is_whole(text):
        assert restored(text) == text
        assert repair_str(text, "control") == text
