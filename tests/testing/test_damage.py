"""Damage does what it says, to the share that it says, and to nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.testing import damage
from warcorpus.testing.events import Event, sentences
from warcorpus.testing.exporting import FORMATS, english_corpora
from warcorpus.testing.families import Told, make_family
from warcorpus.testing.scenes import dice_of, make_war
from warcorpus.testing.styles import STYLES, Style, style
from warcorpus.testing.witnesses import Damage, derive

SEEDS = st.integers(0, 10_000)
RATES = (0.02, 0.05, 0.1, 0.2)
NUMBER = re.compile(r"[0-9]+")


def told(seed: int) -> tuple[Told, Style]:
    known = style(STYLES[seed % len(STYLES)])
    war = make_war(known, dice_of("war", seed))
    return make_family("alone", war, dice_of("event", seed), "x").events[0], known


def words(event: Event) -> list[str]:
    return " ".join(sentences(event)).split()


@pytest.mark.parametrize("rate", RATES)
def test_drift_edits_the_share_of_words_that_it_says(rate: float) -> None:
    edited = total = 0
    for seed in range(12):
        one, known = told(seed)
        drifted = damage.drift(one.event, known, rate, dice_of("drift", seed))
        before = sorted(words(one.event))
        after = sorted(words(drifted))
        total += len(before)
        edited += max(len(before), len(after)) - sum(size_of_equal(before, after))
    assert 0.6 * rate < edited / total < 1.5 * rate


def size_of_equal(a: list[str], b: list[str]) -> list[int]:
    return [min(a.count(word), b.count(word)) for word in sorted(set(a))]


@given(SEEDS)
@settings(max_examples=20)
def test_drift_changes_no_number_and_no_title(seed: int) -> None:
    one, known = told(seed)
    drifted = damage.drift(one.event, known, 0.2, dice_of("drift", seed))
    assert drifted.title in drifted.lead[0]
    before, after = (sorted(NUMBER.findall(" ".join(words(x)))) for x in (one.event, drifted))
    assert before == after


@given(SEEDS)
@settings(max_examples=20)
def test_no_drift_is_no_change(seed: int) -> None:
    one, known = told(seed)
    assert damage.drift(one.event, known, 0.0, dice_of(seed)) == one.event


@given(SEEDS)
@settings(max_examples=20)
def test_names_are_respelled_everywhere(seed: int) -> None:
    one, known = told(seed)
    event = damage.respelled(one.event, one.names, known, dice_of("spelling", seed))
    old, new = one.event.place[0], event.place[0]
    assert new in event.title
    if old != new:
        assert re.search(rf"(?<!\w){re.escape(old)}(?!\w)", " ".join(words(event))) is None


@given(SEEDS, st.floats(0.1, 0.9))
@settings(max_examples=20)
def test_truncating_keeps_the_beginning(seed: int, share: float) -> None:
    one, _ = told(seed)
    whole, cut = words(one.event), words(damage.truncated(one.event, share))
    assert cut == whole[: len(cut)]
    assert abs(len(cut) - share * len(whole)) <= 1


@given(SEEDS)
@settings(max_examples=20)
def test_redaction_is_that_of_the_exporter(seed: int) -> None:
    one, _ = told(seed)
    text, holes = damage.redacted(english_corpora(one.event))
    assert damage.found(text, (), holes)[0] == english_corpora(one.event, redacted=True)


@given(SEEDS)
@settings(max_examples=20)
def test_planted_numbers_alone_differ(seed: int) -> None:
    one, _ = told(seed)
    event, planted = damage.plant(one.event, 3, dice_of("plant", seed))
    text, _, changed = damage.found(" ".join(words(event)), planted, ())
    back = text
    for place in reversed(changed):
        back = back[: place.start] + place.old + back[place.end :]
    assert back == " ".join(words(one.event))
    assert len(changed) == len(planted)


@pytest.mark.parametrize("form", FORMATS)
@given(SEEDS)
@settings(max_examples=5)
def test_marks_leave_no_trace_in_any_format(form: str, seed: int) -> None:
    one, known = told(seed)
    harm = Damage(conflicts=3, redacted=True, mojibake=True)
    made = derive(one, known, form, harm, dice_of("derive", seed))
    assert re.search(r"[\ue000-\ue1ff]|\\ue[01]", made.text) is None
    for place in made.conflicts:
        assert made.text[place.start : place.end].replace(" @,@ ", ",") == place.new


@given(SEEDS)
@settings(max_examples=10)
def test_a_lost_infobox_leaves_no_parameter(seed: int) -> None:
    one, known = told(seed)
    for form in ("front-matter", "front-matter-tags", "wikitext", "wikipedia-html", "sections"):
        made = derive(one, known, form, Damage(unboxed=True), dice_of("derive", seed))
        assert one.event.written_date not in made.text
        assert "nfobox" not in made.text
