"""Judging a pair."""

import pytest

from warcorpus.config import DEFAULT
from warcorpus.matching.model import DEFAULT_MODEL
from warcorpus.matching.outcome import judge, must_link
from warcorpus.matching.view import View
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome
from warcorpus.testing.accounts import HAFFAH, SAFIRA

ACCOUNTS = (
    {"title": "Battle of Safira", "text": SAFIRA, "when": "2013-02-06"},
    {"title": "Battle of Safira", "text": SAFIRA[:-8], "when": "2013-02-06"},
    {"title": "Battle of Haffah", "text": HAFFAH, "when": "2012-06-05"},
    {"title": None, "text": "", "text_id": "wikidata:Q123"},
)


@pytest.mark.parametrize("first", ACCOUNTS)
@pytest.mark.parametrize("second", ACCOUNTS)
def test_evidence_is_left_out_where_nobody_looks_at_it(make, first, second):
    a, b = (View.of(make(**said, salt=salt)) for said, salt in ((first, "a"), (second, "b")))
    whole = judge(a, b, DEFAULT_MODEL, DEFAULT, 2, ("text",))
    slim = judge(a, b, DEFAULT_MODEL, DEFAULT, 2, ("text",), slim=True)
    kept = whole.outcome in (Outcome.SAME, Outcome.REVIEW) or must_link(whole)
    assert slim == (whole if kept else evolve(whole, evidence=()))
    assert whole.evidence
