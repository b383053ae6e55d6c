"""What an event is part of, with and without links."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.facts import Part
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.normalizing.parts import split_parts

Made = Callable[..., tuple[object, Record]]

WITHOUT_LINKS = [
    ("the Syrian Civil War", [("Syrian Civil War", "explicit")]),
    (
        "the 2012–13 escalation of the Syrian Civil War",
        [
            ("2012–13 escalation of the Syrian Civil War", "explicit"),
            ("Syrian Civil War", "inferred"),
        ],
    ),
    (
        "Idlib clashes (June 2012–April 2013) of the Syrian Civil War",
        [("Idlib clashes (June 2012–April 2013)", "explicit"), ("Syrian Civil War", "inferred")],
    ),
    (
        "the Syrian Civil War (Rif Dimashq Governorate campaign)",
        [("Rif Dimashq Governorate campaign", "inferred"), ("Syrian Civil War", "explicit")],
    ),
    (
        "the Battle of Aleppo and the\nRussian intervention in Syria",
        [("Battle of Aleppo", "explicit"), ("Russian intervention in Syria", "explicit")],
    ),
    (
        "the Mali War, the Sahel insurgency,\nand the War on Terror",
        [("Sahel insurgency", "explicit"), ("Mali War", "explicit"), ("War on Terror", "explicit")],
    ),
    ("siege of Darayya and Muadamiyat", [("siege of Darayya and Muadamiyat", "explicit")]),
]


@pytest.mark.parametrize(("text", "parts"), WITHOUT_LINKS)
def test_without_links(made: Made, text: str, parts: list[tuple[str, str]]) -> None:
    record = normalize_record(made({"infobox.0.partof": text})[1])
    assert [(part.name, part.basis) for part in record.part_of] == parts


def test_links_decide_and_lead_to_their_pages(made: Made) -> None:
    fields = {
        "infobox.0.partof": "the Battle of Aleppo and the 2012–13 escalation of the War",
        "infobox.0.partof.link.0": "Battle of Aleppo (2012–2016)",
        "infobox.0.partof.link.0.text": "Battle of Aleppo",
        "infobox.0.partof.link.1": "2012–13 escalation",
    }
    record = normalize_record(made(fields)[1])
    assert record.part_of == (
        Part("Battle of Aleppo", "Battle of Aleppo (2012–2016)", "link"),
        Part("2012–13 escalation", "2012–13 escalation", "link"),
    )
    raws = [entry.readings[0].value.raw for entry in record.provenance.part_of]
    assert raws == ["the Battle of Aleppo", "the 2012–13 escalation"]


def test_one_whole_is_named_once(made: Made) -> None:
    text = "the Syrian Civil War and the Syrian civil war"
    assert len(normalize_record(made({"infobox.0.partof": text})[1]).part_of) == 1


@given(st.text(st.sampled_from("the war of and,()\nB"), max_size=80))
def test_ranges_lie_in_the_text(text: str) -> None:
    assert all(0 <= part.start <= part.end <= len(text) for part in split_parts(text))
