"""Raw wikitext: its probe, the typed values of one page, and one event told in two formats."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import warcorpus
from warcorpus.model.facts import Quantity
from warcorpus.model.record import Record
from warcorpus.readers.sniffing import sniff_text
from warcorpus.readers.wikitext import sniff
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import front_matter
from warcorpus.testing.wikipages import wikitext

GOLDEN = Path(__file__).parents[1] / "golden" / "wikitext"


def read(page: str) -> Record:
    (record,) = warcorpus.read(BytesIO(page.encode("utf-8")), problems=[])
    return record


@pytest.fixture(scope="module")
def siege() -> Record:
    return read((GOLDEN / "siege.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("head", "score"),
    [
        ("{{Infobox x\n|a=b}}\n'''A''' is [[b]].<ref>c</ref>\n== D ==\n", 0.95),
        ("{{infobox_x", 0.40),
        ("A [[b|c]] '''d'''", 0.35),
        ("a <ref name='b'/>\r\n=== c ===\r\n", 0.20),
        ("#REDIRECT [[Battle of X]]", 0.90),
        ("A plain text (with [brackets]) and a == b.", 0.0),
        ('{"text": "{{Infobox x}} [[a]]"}', 0.0),
        ('[\n{"text": "[[a]]"}]', 0.0),
        ("<mediawiki xmlns='x'><page>[[a]]", 0.0),
        ("<!-- a comment -->[[a]]", 0.20),
    ],
)
def test_what_speaks_for_wikitext(head: str, score: float) -> None:
    assert sniff(head).score == score


@given(st.integers(0, 2**32))
def test_generated_pages_are_taken_for_wikitext(seed: int) -> None:
    first, second, *_ = sniff_text(wikitext(generate(seed), seed))
    assert first.reader == "wikitext"
    assert first.score >= 0.85
    assert first.score - second.score >= 0.30


def test_names_and_time_and_place(siege: Record) -> None:
    assert (siege.title, siege.kind, siege.language) == ("Siege of Varnok", "battle", "en")
    assert [(name.text, name.kind, name.language) for name in siege.names] == [
        ("Siege of Varnok", "title", "en"),
        ("حصار فرنوق", "native", "ar"),
    ]
    assert siege.date.edtf == "2013-03-06/2013-04-19"
    assert [(part.name, part.link) for part in siege.place.parts] == [
        ("Varnok", "Varnok"),
        ("Drel", "Drel Province"),
        ("Lenovia", None),
    ]
    assert (siege.place.latitude, siege.place.longitude) == (36.208333, 37.166667)
    assert [(part.name, part.basis) for part in siege.part_of] == [("Lenov War", "link")]


def test_result(siege: Record) -> None:
    result = siege.result
    assert (result.headline, result.class_, result.winner) == (
        "Garrison victory",
        "victory",
        "Garrison",
    )
    assert result.details == ("Assault repelled", "Mill burnt")


def count(quantity: Quantity) -> tuple[object, ...]:
    return (quantity.min, quantity.max, quantity.qualifier, quantity.subject, quantity.outcomes)


def test_sides(siege: Record) -> None:
    first, second = siege.sides
    assert [(actor.name, actor.link) for actor in first.belligerents] == [
        ("Lenovia", "Lenovia"),
        ("Tor Guard", "Tor Guard"),
    ]
    assert [(actor.name, actor.link) for actor in second.belligerents] == [
        ("Red Column", "Red Column"),
        ("Free Drel Army", "Free Drel Army"),
    ]
    assert [(a.rank, a.name, a.outcome) for a in first.commanders] == [
        ("Col.", "Ismar Kelun", "killed"),
        ("Maj.", "Teon Vask", None),
    ]
    assert [(a.rank, a.name, a.outcome, a.link) for a in second.commanders] == [
        ("Capt.", "D. Mun", "captured", "Dara Mun"),
        ("Gen.", "Ol Brant", None, None),
    ]
    assert [(actor.name, actor.parent) for actor in first.units] == [
        ("4th Infantry Brigade", None),
        ("2nd Battalion", 0),
    ]
    assert [count(q) for q in first.strength] == [(1200, 1200, "exact", "soldier", ())]
    assert [count(q) for q in second.strength] == [(3000, 3000, "about", "fighter", ())]
    assert [count(q) for q in first.casualties] == [
        (70, None, "at_least", None, ("killed",)),
        (200, 200, "exact", None, ("wounded",)),
    ]
    assert [count(q) for q in second.casualties] == [
        (300, 300, "exact", None, ("killed",)),
        (12, 12, "exact", "tank", ("destroyed",)),
    ]
    assert [count(q)[:2] for q in siege.civilians] == [(60, 60)]


def test_links_images_and_categories(siege: Record) -> None:
    assert [(image.file, image.caption) for image in siege.images] == [
        ("Varnok gate.jpg", "The gate of Varnok"),
        ("Mill.jpg", "The mill of Tor, c. 1900."),
        ("One.jpg", "Caption one"),
        ("Two.png", None),
    ]
    assert siege.categories == ("Sieges", "2013 in Lenovia")
    links = [(link.text, link.target, link.kind) for link in siege.links if link.where != "field"]
    assert links == [
        ("siege", "siege", "internal"),
        ("Varnok", "Varnok", "internal"),
        ("the river", "http://example.org/x", "external"),
        ("a", "a", "internal"),
        ("Course of the siege#Start", "Course of the siege", "internal"),
        ("Second thing", "Second thing", "internal"),
        ("Battle of Tor", "Battle of Tor", "internal"),
    ]


def told(record: Record) -> dict[str, object]:
    """What a record says of its event, without where it says so."""
    return {
        "title": record.title,
        "date": record.date.edtf,
        "place": [(part.name, part.link) for part in record.place.parts],
        "part of": [part.name for part in record.part_of],
        "result": (record.result.headline, record.result.details, record.result.class_),
        "sides": [
            (
                [(actor.name, actor.link) for actor in side.belligerents],
                [(actor.rank, actor.name) for actor in side.commanders],
                [actor.name for actor in side.units],
                [count(quantity) for quantity in side.strength],
                [count(quantity) for quantity in side.casualties],
            )
            for side in record.sides
        ],
        "civilians": [count(quantity) for quantity in record.civilians],
        "text": record.text,
        "images": [image.file for image in record.images],
    }


@given(st.integers(0, 2**32))
def test_one_event_says_the_same_as_wikitext_and_with_front_matter(seed: int) -> None:
    event = generate(seed)
    record = read(wikitext(event, seed))
    assert record.source.format == "wikitext"
    assert told(record) == told(read(front_matter(event)))
    assert record.categories == event.categories
    see_also = tuple(link.text for link in record.links if link.where == "see_also")
    assert see_also == event.see_also
