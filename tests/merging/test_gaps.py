"""Holes: grades, lengths, cadence, what is filled and what never."""

from __future__ import annotations

import pytest

from warcorpus.config import Config, MergeConfig
from warcorpus.merging import merge_records
from warcorpus.merging.gaps import counted, off_cadence
from warcorpus.merging.tokenizing import tokenize

LEFT = "one two three four five six seven eight"
RIGHT = "nine ten eleven twelve thirteen fourteen fifteen sixteen"


def letters(text: str) -> str:
    """Numbers as words would be compared by value: make them plain words."""
    return " ".join(f"{word}x" for word in text.split())


L, R = letters(LEFT), letters(RIGHT)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Aleppo's airport", 3),
        ("did not, didn't", 5),
        ("U.N. troops", 2),
        ("al-Safira is re-taken", 3),
        ("1,600 men on 8 May 2013.", 7),
        ("the 9th (“Armoured”) Division", 8),
        ("the Ba'ath Party of Nu'man's day", 7),
        ("20–64 years on the X–Y road", 6),
    ],
)
def test_tokens_are_counted_as_the_redacting_format_does(text: str, count: int) -> None:
    assert counted(text) == count


CASES = [
    ("exact", f"{L} @@@ {R}.", f"{L} alpha beta gamma {R}.", "A"),
    ("one too few", f"{L} @@@@ {R}.", f"{L} alpha beta gamma {R}.", "B"),
    ("far too few", f"{L} @@@@@@ {R}.", f"{L} alpha beta gamma {R}.", "C"),
    ("edited neighbour", f"{L} other @@@ {R}.", f"{L} edited alpha beta gamma {R}.", "B"),
    ("short flank", f"six @@@ {R}.", f"six alpha beta gamma {R}.", "C"),
]


@pytest.mark.parametrize(("name", "holed", "whole", "grade"), CASES)
@pytest.mark.parametrize("fill", ["off", "A", "B"])
def test_grades_and_what_they_allow(make, name, holed, whole, grade, fill) -> None:  # type: ignore[no-untyped-def]
    holed_record = make(holed)
    config = Config(merge=MergeConfig(fill=fill))
    merged = merge_records([holed_record, make(whole)], config, base=holed_record.id)
    (gap,) = (gap for gap in merged.gaps if gap.reason == "redacted")
    assert gap.grade == grade
    enters = grade == fill or (grade == "A" and fill == "B")
    assert ("alpha beta gamma" in merged.text) == enters
    assert (gap.supplied_by is not None) == enters
    assert ("[…]" in merged.text) == (not enters)
    make.check_map(merged)
    (entry,) = (e for e in merged.apparatus if e.type == "gap")
    assert entry.rule == (f"fill-{grade}" if enters else "unfilled")
    assert any("alpha beta gamma" in (r.text or "") for r in entry.readings)


def test_lineages_that_disagree_fill_nothing(make) -> None:  # type: ignore[no-untyped-def]
    holed = make(f"{L} @@@ {R}.", text_id="1", publisher="P")
    others = [
        make(f"{L} {words} {R}. {letters(tail)}", text_id=str(k), publisher="Q")
        for k, (words, tail) in enumerate(
            [("alpha beta gamma", "red " * 90), ("delta beta gamma", "blue " * 90)]
        )
    ]
    merged = merge_records([holed, *others], base=holed.id)
    entry = next(e for e in merged.apparatus if e.type == "gap")
    assert (entry.rule, entry.conflict) == ("unfilled", True)
    assert "[…]" in merged.text
    assert any(conflict.pointer.startswith("/apparatus/") for conflict in merged.conflicts)


def test_two_copies_with_one_hole_keep_it(make) -> None:  # type: ignore[no-untyped-def]
    merged = merge_records([make(f"{L} @@@ {R}."), make(f"{L} @@@ {R} now.")])
    assert merged.text.count("[…]") == 1
    assert {gap.supplied_by for gap in merged.gaps} == {None}


def test_a_hole_that_swallows_punctuation_keeps_the_spacing_of_its_supplier(make) -> None:  # type: ignore[no-untyped-def]
    holed = make(f"{L} @@@ {R}.")
    merged = merge_records([holed, make(f"{L}, alpha beta {R}.")], base=holed.id)
    assert merged.text == f"{L}, alpha beta {R}."
    make.check_map(merged)


def test_a_hole_off_the_cadence_loses_a_grade(make) -> None:  # type: ignore[no-untyped-def]
    words = [f"w{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(400)]

    def redacted(*starts: int) -> str:
        out = list(words)
        for start in sorted(starts, reverse=True):
            out[start : start + 10] = ["@" * 10]
        return " ".join(out) + "."

    whole = make(" ".join(words) + ".")
    for second, grade in ((301, "A"), (250, "B")):
        holed = make(redacted(100, second), format="english-corpora")
        assert bool(off_cadence(holed, tokenize(holed))) == (grade == "B")
        merged = merge_records([holed, whole])
        assert {gap.grade for gap in merged.gaps if gap.quantity == 10} == {grade}
    assert not off_cadence(whole, tokenize(whole))


def test_paragraph_marks_count_for_the_cadence(make) -> None:  # type: ignore[no-untyped-def]
    paragraphs = [" ".join(f"w{i}x{k}" for k in range(8)) for i in range(21)]
    # 10 hidden words, 21 paragraphs of 8 with 21 marks between them: 199 to the next hole
    raw = "\n\n".join([f"@@@@@@@@@@ {paragraphs[0]}", *paragraphs[1:], "@@@@@@@@@@ end."])
    holed = make(raw, format="english-corpora")
    assert not off_cadence(holed, tokenize(holed))
