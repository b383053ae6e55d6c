import pytest

from warcorpus.matching.blocks import blocks_of
from warcorpus.matching.prose import Prose
from warcorpus.matching.slots import Slots, compare_slots, passage_length


def prose_of(make, text):
    return Prose.of(blocks_of(make(text=text)))


@pytest.fixture
def slots(make):
    def compare(a, b):
        return compare_slots(prose_of(make, a), prose_of(make, b))

    return compare


STUB = (
    "{} is a village in the hills of northern Syria, administratively part of {} District in the "
    "{} Governorate. According to the bureau of statistics it had a population of {} in the census "
    "of that time. It lies {} kilometers from the border, and government forces shelled it on {} "
    "during the long civil war there."
)


def test_twins_of_one_template_contradict_each_other(slots):
    found = slots(
        STUB.format("Tall Hadya", "Simaan", "Aleppo", "3,100", 12, "5 June 2012"),
        STUB.format("Kafr Zita", "Suqaylabiyah", "Hama", "17,052", 31, "9 May 2014"),
    )
    assert (found.conflicts, found.substitutions) == (6, 6)
    assert found.penalty(192) == -192


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        ("the corpses of 21 detainees", "the corpses of 25 detainees", True),
        ("rebels seized all of them", "rebels seized eight of them", True),
        ("rebels seized 8 of them", "rebels seized eight of them", None),
        ("it took 1,600 men", "it took 1600 men", None),
        (
            "men of 20–64 years on the Hama–Homs road",
            "men of 2064 years on the HamaHoms road",
            None,
        ),
        ("shelled on 5 June 2012 by tanks", "shelled on 5 June by tanks", None),
        ("shelled on 5 June 2012 by tanks", "shelled on 7 June by tanks", True),
        ("the town of Tell Aran", "the town of Tal Aran", False),
        ("south of Khan Shaykhun", "south of Khan Sheikhun", False),
        ("the town of Brzoveszec", "the town of Brzovjesec", False),
        ("the town of Hafaqiwan", "the town of Qunitah", True),
        ("the town of Idna", "the town of Idba", True),
        ("fighters of the FSA there", "fighters of the Free Syrian Army there", False),
        ("fighters of Liwa Dawud there", "fighters of Ahrar Sham there", True),
        ("the city had been raging", "the city had been waging", False),
        ("the Army pushed north", "the military pushed north", False),
    ],
)
def test_kinds_of_substitutions(slots, a, b, conflict):
    frame = "On that morning the reports of the observers said that {} while others denied it."
    found = slots(frame.format(a), frame.format(b))
    expected = (0, 0) if conflict is None else (1, int(conflict))
    assert (found.substitutions, found.conflicts) == expected


def test_a_gap_is_no_substitution(slots):
    frame = "The convoy of Army reinforcements arrived {}, it was reported that another was halted."
    found = slots(frame.format("at the factory after 5 June"), frame.format("[…]"))
    assert (found.substitutions, found.conflicts) == (0, 0)


def test_tokenised_text_has_the_same_slots(slots):
    plain = "The army's 1,600 men (of Aleppo's garrison) didn't leave al-Safira, they said."
    torn = "The army 's 1,600 men ( of Aleppo 's garrison ) did n't leave al-Safira , they said ."
    assert slots(plain, torn).conflicts == 0


@pytest.mark.parametrize(
    ("substitutions", "conflicts", "penalty"),
    [(0, 0, 0), (1, 1, 0), (8, 2, -48), (9, 2, 0), (6, 6, -192), (7, 3, -82)],
)
def test_penalty(substitutions, conflicts, penalty):
    assert Slots(substitutions, conflicts).penalty(192) == penalty


def test_passage_length(make):
    words = [f"word{i}" for i in range(40)]
    a = prose_of(make, " ".join(["x", "y", *words]))
    b = prose_of(make, " ".join([*words, "z"]))
    assert passage_length(a, b) == 40
    assert passage_length(a, Prose.of(())) == 0
