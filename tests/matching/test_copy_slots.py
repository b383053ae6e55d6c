"""Where two near copies have other words."""

import pytest

from warcorpus.matching.blocks import blocks_of
from warcorpus.matching.copy_slots import find_copy_slots
from warcorpus.matching.prose import Prose
from warcorpus.matching.slots import compare_slots

FRAME = "In the morning the column left the mill, and {0} were seen near the bridge of {1}. {2}"
REST = "Nobody knew what had become of the wagons, the guns and the horses behind the hill."


@pytest.fixture
def prose(make):
    return lambda *words: Prose.of(blocks_of(make(text=FRAME.format(*words, REST))))


@pytest.mark.parametrize(
    ("a", "b", "conflicts"),
    [
        (("200 men", "Orl"), ("200 men", "Orl"), []),
        (("200 men", "Orl"), ("300 men", "Orl"), [("200", "300")]),
        (("twenty men", "Orl"), ("thirty men", "Orl"), [("twenty", "thirty")]),
        (("eight men", "Orl"), ("8 men", "Orl"), []),
        (("all men", "Orl"), ("25 men", "Orl"), [("all", "25")]),
        (("200 men", "Orl"), ("200 men", "Tarv"), [("Orl.", "Tarv.")]),
        (("some soldiers", "Orl"), ("some fighters", "Orl"), []),
        (("200 men", "Safira"), ("200 men", "as-Safira"), []),
    ],
)
def test_only_numbers_dates_and_names_contradict(prose, a, b, conflicts):
    found = compare_slots(prose(*a), prose(*b), near_copies=True)
    assert found.conflicts == len(conflicts)
    told = [slot for slot in find_copy_slots(prose(*a), prose(*b)) if slot.may_conflict()]
    for x, y in conflicts:
        assert (x, y) in [(slot.a, slot.b) for slot in told]


def test_either_order_gives_the_same(prose):
    a, b = prose("200 men", "Orl"), prose("31 scouts", "Tarv")
    assert [(s.a, s.b) for s in find_copy_slots(a, b)] == [
        (s.b, s.a) for s in find_copy_slots(b, a)
    ]


def test_a_passage_of_its_own_says_nothing_else_of_the_same(make):
    shared = FRAME.format("200 men", "Orl", REST)
    own = (
        "Kern kept 7 wagons at the mill until Voss came over the hill, and of 31 riders Lund lost "
        "nearly all in the mud.",
        "There 90 scouts of Brod had waited by the ford since Tarv, where the guns of Imre stood, "
        "fell to 400 of them.",
    )
    a, b = (Prose.of(blocks_of(make(text=f"{shared}\n\n{text}"))) for text in own)
    assert [(slot.a, slot.b) for slot in find_copy_slots(a, b) if slot.may_conflict()] == []
