"""Types of differences: the first rule that fits."""

from __future__ import annotations

import pytest

from warcorpus.merging.tokenizing import tokenize
from warcorpus.merging.typing_units import pair_type
from warcorpus.model.record import Record

CASES = [
    ("21", "25", "number"),
    ("1,600", "1600", "format"),
    ("all", "eight", "number"),
    ("February 8, 2013", "8 February", "format"),
    ("8 February 2012", "8 February 2013", "number"),
    ("6 February 2013", "February 2013", "format"),
    ("Several", "several", "format"),
    (",", "", "format"),
    ("counter-attack", "counterattack", "format"),
    ("“town”", '"town"', "format"),
    ("Tell", "Tal", "spelling"),
    ("Shaykhun", "Sheikhun", "spelling"),
    ("organised", "organized", "spelling"),
    ("centre", "center", "spelling"),
    ("defence", "defense", "spelling"),
    ("Homs", "Hama", "name"),
    ("Free Syrian Army", "FSA", "wording"),
    ("Syria", "Syrian", "inflection"),
    ("Army", "military", "wording"),
    ("connect", "connected", "inflection"),
    ("stopped", "stopping", "inflection"),
    ("damaging", "damaged", "inflection"),
    ("city", "cities", "inflection"),
    ("fight", "fighter", "wording"),
    ("raging", "waging", "wording"),
    ("had been", "was", "wording"),
    ("", "continuing", "addition"),
    (", leading to clashes that left 14 rebels dead", "", "addition"),
]


@pytest.mark.parametrize(("a", "b", "expected"), CASES)
def test_pairs(a: str, b: str, expected: str) -> None:
    texts = [tokenize(Record("0", text=f"They saw {x}", language="en")) for x in (a, b)]
    spans = [(2, len(text)) for text in texts]
    assert pair_type(texts[0], spans[0], texts[1], spans[1]) == expected
    assert pair_type(texts[1], spans[1], texts[0], spans[0]) == expected


def test_words_that_a_later_witness_lacks_are_an_omission() -> None:
    long, short = (tokenize(Record("0", text=t)) for t in ("it fell soon", "it fell"))
    assert pair_type(long, (2, 3), short, (2, 2), later=True) == "omission"
    assert pair_type(long, (2, 3), short, (2, 2), later=None) == "addition"


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    a, b = (tokenize(Record("0", text=t)) for t in ("Rebels left", "Soldiers left"))
    assert pair_type(a, (0, 1), b, (0, 1)) == "wording"
