"""Every reader is asked, the surest is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.readers.sniffing import settle, sniff_text


def reader(name, score, suffixes=(".txt",)):
    def probe(head):
        if score is None:
            raise ValueError("a probe must not raise")
        return Sniff.of(name, Feature("f", score, 0, 1) if score else None)

    return Reader(name, 1, probe, lambda text: iter(()), suffixes)


def test_best_first_ties_by_name():
    found = sniff_text("x", readers=[reader("c", 0.2), reader("b", 0.5), reader("a", 0.2)])
    assert [one.reader for one in found] == ["b", "a", "c"]


def test_suffix_adds_little_and_only_to_what_was_found():
    readers = [reader("csv", 0.3, (".csv",)), reader("none", 0, (".csv",))]
    best, none = sniff_text("x", ".CSV", readers)
    assert (best.score, none.score) == (0.32, 0)
    assert sum(feature.weight for feature in best.evidence) == pytest.approx(best.score)
    (full,) = sniff_text("x", ".txt", [reader("full", 1.0)])
    assert full.score == 1.0


def test_probe_sees_the_head_alone():
    seen = []

    def probe(head):
        seen.append(len(head))
        return Sniff("x", 0.5)

    sniff_text("x" * 100_000, readers=[Reader("x", 1, probe, lambda text: iter(()))])
    assert seen == [65536]


def test_probe_that_raises_knows_nothing():
    found = sniff_text("x", readers=[reader("bad", None), reader("good", 0.5)])
    assert [(one.reader, one.score) for one in found] == [("good", 0.5), ("bad", 0.0)]


def test_close_scores_are_told_with_both_names():
    name, problem = settle([Sniff("a", 0.50), Sniff("b", 0.46)], "x.txt")
    assert name == "a"
    assert (problem.slug, problem.where) == ("ambiguous-format", "x.txt")
    assert "--reader a" in problem.hint
    assert "--reader b" in problem.hint


def test_scores_apart_are_settled():
    assert settle([Sniff("a", 0.50), Sniff("b", 0.45)], "x") == ("a", None)
    assert settle([Sniff("a", 0.12), Sniff("b", 0.09)], "x") == ("a", None)


def test_unknown_format_lists_every_score():
    with pytest.raises(ReadError, match=r"a 0.09, b 0.00") as error:
        settle([Sniff("a", 0.09), Sniff("b", 0.0)], "x")
    assert error.value.slug == "unknown-format"
    with pytest.raises(ReadError):
        settle([], "x")


@given(st.text())
def test_any_text_is_sniffed_by_all_readers(text):
    found = sniff_text(text, ".txt")
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert 0 <= one.score <= 1
        assert sum(f.weight for f in one.evidence) == pytest.approx(one.score, abs=0.001)
