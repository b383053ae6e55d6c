"""What the five seeds must give: the golden table of the specification, row by row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from warcorpus.model.facts import Actor, Quantity, Side
from warcorpus.model.record import Entry, Record
from warcorpus.model.values import Span
from warcorpus.normalizing import normalize_record
from warcorpus.readers.registry import find_reader
from warcorpus.text.document import Text

SEEDS = Path(__file__).parents[2] / "seeds"
READERS = {
    "000": "front-matter",
    "001": "english-corpora",
    "002": "front-matter-tags",
    "003": "front-matter",
    "004": "sections",
}
ALL = sorted(READERS)


@cache
def text_of(seed: str) -> Text:
    path = next(SEEDS.glob(f"{seed}_*"))
    return Text.of(path.read_bytes().decode("utf-8"), path.name)


@cache
def seed(number: str) -> Record:
    return normalize_record(next(find_reader(READERS[number]).read(text_of(number))))


def entry(record: Record, field: str, pointer: str) -> Entry:
    entries: tuple[Entry, ...] = getattr(record.provenance, field)
    return next(own for own in entries if own.pointer == pointer)


def side(record: Record, key: str) -> Side:
    return next(own for own in record.sides if own.key == key)


def actors(found: tuple[Actor, ...]) -> list[str | None]:
    return [actor.name if actor.state == "given" else actor.state for actor in found]


def counts(
    found: tuple[Quantity, ...],
) -> list[tuple[int | None, int | None, str | None, tuple[str, ...]]]:
    return [(own.min, own.max, own.subject, own.outcomes) for own in found]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("000", "battle"),
        ("001", "battle"),
        ("002", "campaign"),
        ("003", "battle"),
        ("004", "battle"),
    ],
)
def test_kind_and_language(number: str, kind: str) -> None:
    assert (seed(number).kind, seed(number).language) == (kind, "en")


@pytest.mark.parametrize(
    ("number", "title", "span", "origin", "basis"),
    [
        ("000", "Battle of Safira", (11, 27), "title", "explicit"),
        ("001", "Battle of Safira", (15, 31), "lead", "inferred"),
        ("002", "Idlib Governorate clashes (June 2012–April 2013)", (13, 61), "title", "explicit"),
        ("003", "Battle of Maarat al-Numan (2012)", (11, 43), "title", "explicit"),
        ("004", "Battle of al-Haffah", (2, 21), "title", "explicit"),
    ],
)
def test_title(number: str, title: str, span: tuple[int, int], origin: str, basis: str) -> None:
    value = entry(seed(number), "title", "/title").readings[0].value
    assert seed(number).title == title == value.normalized
    assert (value.spans, value.origin, value.basis) == ((Span(0, *span),), origin, basis)


@pytest.mark.parametrize(
    ("number", "others"),
    [
        ("000", [("Battle of As-Safira", "infobox", "en", "Latn", None)]),
        ("001", []),
        (
            "002",
            [("June 2012–April 2013 Idlib Governorate clashes", "infobox", "en", "Latn", None)],
        ),
        (
            "003",
            [
                ("Battle of Maarat Al-Numan", "lead", "en", "Latn", None),
                ("معركة معرة النعمان", "native", "ar", "Arab", None),
            ],
        ),
        ("004", [("معركة الحفة", "native", "ar", "Arab", None)]),
    ],
)
def test_other_names(number: str, others: list[tuple[str, str, str, str, None]]) -> None:
    names = seed(number).names[1:]
    assert [(n.text, n.kind, n.language, n.script, n.qualifier) for n in names] == others


def test_names_keep_their_places_and_qualifiers() -> None:
    assert entry(seed("000"), "names", "/names/1").readings[0].value.spans == (Span(0, 708, 727),)
    assert entry(seed("004"), "names", "/names/1").readings[0].value.spans == (Span(0, 66, 77),)
    origins = [r.value.origin for r in entry(seed("002"), "names", "/names/1").readings]
    assert origins == ["field", "lead"]
    assert seed("002").names[0].qualifier == "June 2012–April 2013"
    assert seed("003").names[0].qualifier == "2012"


@pytest.mark.parametrize(
    ("number", "edtf", "raw", "span", "steps", "origin"),
    [
        (
            "000",
            "2013-02-06/2013-02-19",
            "6â€“19 February 2013",
            (866, 886),
            ["mojibake cp1252", "parse date"],
            "field",
        ),
        ("001", "2013-02", "February 2013", (46, 59), ["parse date"], "lead"),
        (
            "002",
            "2012-06-03/2013-04-18",
            "3 June 2012 – 18 April 2013",
            None,
            ["parse date"],
            "field",
        ),
        (
            "003",
            "2012-10-08/2012-10-13",
            "8–13 October 2012",
            (1464, 1481),
            ["parse date"],
            "field",
        ),
        (
            "004",
            "2012-06-05/2012-06-13",
            "5–13 June 2012, ()",
            (117, 135),
            ["drop residue", "parse date"],
            "field",
        ),
    ],
)
def test_date(
    number: str, edtf: str, raw: str, span: tuple[int, int] | None, steps: list[str], origin: str
) -> None:
    reading = entry(seed(number), "date", "/date").readings[0]
    assert seed(number).date.edtf == edtf == reading.text
    assert (reading.value.raw, reading.value.origin) == (raw, origin)
    assert [str(step) for step in reading.value.steps] == steps
    if span:
        assert reading.value.spans == (Span(0, *span),)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("000", ["As-Safira", "Syria"]),
        ("001", []),
        ("002", ["Idlib Governorate", "Syria"]),
        ("003", ["Maarrat al-Nu'man", "Syria"]),
        ("004", ["Al-Haffah", "Latakia Governorate", "Syria"]),
    ],
)
def test_place(number: str, parts: list[str]) -> None:
    place = seed(number).place
    assert [part.name for part in place.parts] == parts
    assert place.state == ("given" if parts else "absent")


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("000", [("Syrian Civil War", "Syrian Civil War", "link")]),
        ("001", []),
        (
            "002",
            [
                ("2012–13 escalation of the Syrian Civil War", None, "explicit"),
                ("Syrian Civil War", None, "inferred"),
            ],
        ),
        (
            "003",
            [
                (
                    "Idlib Governorate clashes (June 2012–April 2013)",
                    "Idlib Governorate clashes (June 2012–April 2013)",
                    "link",
                ),
                ("Syrian Civil War", "Syrian Civil War", "link"),
            ],
        ),
        ("004", [("Syrian Civil War", None, "explicit")]),
    ],
)
def test_part_of(number: str, parts: list[tuple[str, str | None, str]]) -> None:
    assert [(part.name, part.link, part.basis) for part in seed(number).part_of] == parts


@pytest.mark.parametrize(
    ("number", "headline", "class_", "winner", "details"),
    [
        ("000", "Indecisive", "inconclusive", None, 2),
        ("001", None, None, None, 0),
        ("002", None, None, None, 0),
        ("003", "Rebel victory", "victory", "Rebel", 4),
        ("004", "Syrian Army victory", "victory", "Syrian Army", 0),
    ],
)
def test_result(
    number: str, headline: str | None, class_: str | None, winner: str | None, details: int
) -> None:
    result = seed(number).result
    assert (result.headline, result.class_, result.winner) == (headline, class_, winner)
    assert len(result.details) == details
    assert result.state == ("given" if headline else "absent")


def test_details_of_000() -> None:
    assert seed("000").result.details == (
        "Rebel forces capture most of the town, but suffer heavy losses",
        "Syrian Army continues to hold the military factory and establishes a land route for "
        "reinforcements",
    )


def test_sides_of_000() -> None:
    one, two = side(seed("000"), "1"), side(seed("000"), "2")
    assert (actors(one.belligerents), one.belligerents[0].basis) == (["Al-Nusra Front"], "link")
    assert (one.commanders, actors(one.units)) == ((), ["unknown"])
    assert counts(one.strength) == [(1600, 1600, "fighter", ())]
    assert counts(one.casualties) == [(200, None, None, ("killed",))]
    assert actors(two.belligerents) == ["Syrian Armed Forces"]
    assert two.commanders == ()
    assert [(unit.name, unit.basis) for unit in two.units] == [
        ("9th Armoured Division", "inferred"),
        ("Independent Artillery Brigade", "inferred"),
        ("Independent Infantry Brigade", "inferred"),
    ]
    assert counts(two.strength) == [(1200, 1200, "soldier", ())]
    assert counts(two.casualties) == [(7, None, None, ("killed",))]
    third = entry(seed("000"), "sides", "/sides/1/units/2").readings[0].value
    assert third.spans == (Span(0, 1609, 1630), Span(0, 1638, 1645))
    assert third.raw == "Independent Infantry\nBrigade"
    assert [str(step) for step in third.steps] == ["fold plain", "parse actor"]


def test_001_has_no_sides() -> None:
    assert (seed("001").sides, seed("001").civilians) == ((), ())


def test_sides_of_002() -> None:
    one, two = side(seed("002"), "1"), side(seed("002"), "2")
    assert [(actor.name, actor.parent) for actor in one.belligerents] == [
        ("Free Syrian Army", None),
        ("Suqour al-Sham Brigade", None),
        ("Liwa Dawud", 1),
        ("Al-Nusra Front", None),
        ("Ahrar ash-Sham", None),
        ("Liwaa al-Umma", None),
    ]
    assert [(actor.name, actor.parent) for actor in two.belligerents] == [
        ("Syrian Arab Republic", None),
        ("Syrian Armed Forces", 0),
    ]
    for own in (one, two):
        assert (own.commanders, own.units, own.strength, own.casualties) == ((), (), (), ())


def test_sides_of_003() -> None:
    one, two = side(seed("003"), "1"), side(seed("003"), "2")
    assert [(a.name, a.basis) for a in one.belligerents] == [
        ("Free Syrian Army", "link"),
        ("Al-Nusra Front", "link"),
    ]
    assert [(a.rank, a.name, a.link) for a in one.commanders] == [
        ("Col.", "Heitam Afasi", None),
        ("Lt. Col.", "Khaled Hmood", None),
        ("Lt. Col.", "Fares Bayoush", "Fares Bayoush"),
    ]
    assert actors(one.units) == ["Maarrat al-Nu'man Martyrs Brigade", "Farouq Brigades"]
    assert one.strength == ()
    assert counts(one.casualties) == [(108, 108, None, ("killed",))]
    assert actors(two.belligerents) == ["Syrian Armed Forces"]
    assert actors(two.commanders) == ["unknown"]
    assert [(a.name, a.parent) for a in two.units] == [
        ("5th Armoured Division", None),
        ("17th Armoured Brigade", 0),
    ]
    assert [(q.best, q.outcomes, q.as_of, q.subject) for q in two.casualties] == [
        (190, ("killed",), "2012-10-12", None),
        (19, ("captured",), "2012-10-12", None),
        (2, ("shot_down",), None, "Su-22 jet"),
    ]
    assert two.casualties[2].category == "materiel"


def test_sides_of_004() -> None:
    one, two = side(seed("004"), "1"), side(seed("004"), "2")
    assert (actors(one.belligerents), actors(one.units)) == (["Free Syrian Army"], ["unknown"])
    assert counts(one.strength) == [(300, None, "fighter", ())]
    assert counts(one.casualties) == [(23, 23, None, ("killed",))]
    assert actors(two.belligerents) == ["Syrian Armed Forces"]
    assert actors(two.units) == ["56th Armoured Brigade"]
    assert counts(two.strength) == [(780, 780, "soldier", ())]
    assert counts(two.casualties) == [(68, 68, None, ("killed",)), (200, 200, None, ("wounded",))]
    assert (one.commanders, two.commanders) == ((), ())


@pytest.mark.parametrize(
    ("number", "killed"), [("000", []), ("001", []), ("002", []), ("003", [60]), ("004", [29])]
)
def test_civilians(number: str, killed: list[int]) -> None:
    found = seed(number).civilians
    assert [own.best for own in found] == killed
    assert all(own.category == "civilians" and own.outcomes == ("killed",) for own in found)


@pytest.mark.parametrize(
    ("number", "images", "categories", "see_also"),
    [("000", 1, 0, 0), ("001", 0, 0, 0), ("002", 3, 6, 0), ("003", 2, 0, 0), ("004", 0, 0, 2)],
)
def test_images_categories_links(number: str, images: int, categories: int, see_also: int) -> None:
    record = seed(number)
    assert (len(record.images), len(record.categories)) == (images, categories)
    assert sum(link.where == "see_also" for link in record.links) == see_also


def test_where_the_image_of_000_stands() -> None:
    image = seed("000").images[0]
    assert image.file == "As-Safira (March 15 2013).svg"
    assert (image.url or "").endswith("/As-Safira_(March_15_2013).svg?")
    value = entry(seed("000"), "images", "/images/0").readings[0].value
    assert value.spans == (Span(0, 2181, 2290),)


def test_captions_of_002() -> None:
    captions = [image.caption for image in seed("002").images]
    assert captions == [
        None,
        "Situation in Idlib, mid-March 2013.",
        "Approximate situation in Idlib governorate, mid-June 2013.",
    ]


def test_links_of_000() -> None:
    first = [(own.text, own.target, own.where) for own in seed("000").links][:2]
    assert first == [
        ("Syrian Civil War", "Syrian Civil War", "field"),
        ("As-Safira", "As-Safira", "field"),
    ]


@pytest.mark.parametrize("number", ALL)
def test_nothing_is_wrong_with_the_values_of_a_seed(number: str) -> None:
    slugs = {own.slug for own in seed(number).problems}
    assert slugs <= {"lowercase-after-stop"}
