"""Each step is one function of its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.values import Step
from warcorpus.normalizing.steps import apply_text_step

CASES = [
    (Step("trim"), "  a   b \n", "a b"),
    (Step("trim"), "one\ntwo", "one\ntwo"),
    (Step("drop", "article"), "The First War", "First War"),
    (Step("drop", "article"), "the\nRussian campaign", "Russian campaign"),
    (Step("drop", "article"), "theatre", "theatre"),
    (Step("drop", "flag"), "🇮🇷 Iran", " Iran"),
    (Step("drop", "footnote"), "60 killed[1]", "60 killed"),
    (Step("drop", "footnote"), "[12 men]", "[12 men]"),
    (Step("drop", "markup"), "'''Russia''' &amp; allies", "Russia & allies"),
    (Step("drop", "residue"), "Flag of Syria.svg Syrian Arab Republic", "Syrian Arab Republic"),
    (Step("drop", "namespace"), "Category:Battles of 2012", "Battles of 2012"),
    (Step("drop", "empty-brackets"), "June ()", "June "),
    (Step("mojibake", "cp1252"), "6â€“19", "6–19"),
    (Step("control"), "6 \x96 19", "6 – 19"),
    (Step("digits", "arab"), "١٬٦٠٠ ۱۶", "1٬600 16"),
    (Step("fold", "plain"), "Infantry\nBrigade", "Infantry Brigade"),
    (Step("unescape", "html"), "a &ndash; b", "a – b"),
]


@pytest.mark.parametrize(("step", "before", "after"), CASES)
def test_effect(step: Step, before: str, after: str) -> None:
    assert apply_text_step(before, step) == after


@given(st.sampled_from([step for step, _, _ in CASES]), st.text())
def test_no_text_makes_a_step_fail(step: Step, text: str) -> None:
    assert isinstance(apply_text_step(text, step), str)


@given(st.text())
def test_an_unknown_action_changes_nothing(text: str) -> None:
    assert apply_text_step(text, Step("something", "else")) == text
