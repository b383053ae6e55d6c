"""Every value of the golden table of the seeds: what each of the five documents must give.

The table was made by reading the documents, not by running the program. A row of it is a test
here, and 000 to 004 are its parameters.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

import warcorpus
from warcorpus.model.record import Entry, Record
from warcorpus.model.values import Problem

SEEDS = Path(__file__).parent.parent / "seeds"
NUMBERS = ("000", "001", "002", "003", "004")


def seed(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


PROBLEMS: dict[str, list[Problem]] = {number: [] for number in NUMBERS}
RECORDS: dict[str, Record] = {
    number: next(warcorpus.read(seed(number), problems=PROBLEMS[number])) for number in NUMBERS
}
RAW = {number: seed(number).read_bytes().decode("utf-8") for number in NUMBERS}


def by_seed(**rows: object) -> pytest.MarkDecorator:
    """One parameter set a seed: ``_000="battle"``; a row must name all five."""
    assert sorted(rows) == [f"_{number}" for number in NUMBERS]
    return pytest.mark.parametrize(
        ("number", "expected"), [(name[1:], value) for name, value in sorted(rows.items())]
    )


def spans(entry: Entry) -> list[tuple[int, int]]:
    """Where the reading stands that the record shows."""
    (reading,) = [reading for reading in entry.readings if reading.chosen]
    return [(span.start, span.end) for span in reading.value.spans]


def only(entries: tuple[Entry, ...], pointer: str) -> Entry:
    (entry,) = [entry for entry in entries if entry.pointer == pointer]
    return entry


@by_seed(
    _000=("front-matter", "battle"),
    _001=("english-corpora", "battle"),
    _002=("front-matter-tags", "campaign"),
    _003=("front-matter", "battle"),
    _004=("sections", "battle"),
)
def test_format_and_kind(number: str, expected: tuple[str, str]) -> None:
    record = RECORDS[number]
    assert (record.source.format, record.kind) == expected
    assert record.source.reader == f"{expected[0]}/1"


@by_seed(
    _000=("601a07e7", 4713, 4708),
    _001=("6ad88de4", 2364, 2364),
    _002=("6fe288f1", 26064, 26052),
    _003=("9ba7cf0d", 7683, 7641),
    _004=("fca5abbd", 4176, 4154),
)
def test_digest_bytes_and_characters(number: str, expected: tuple[str, int, int]) -> None:
    source = RECORDS[number].source
    assert (source.sha256[:8], source.size, len(RAW[number])) == expected
    assert RECORDS[number].id == source.sha256[:32]
    assert (source.byte_start, source.byte_end, source.index) == (0, expected[1], 0)
    assert (source.encoding, source.bom, source.path) == ("utf-8", False, seed(number).name)


@by_seed(
    _000=("Battle of Safira", (11, 27), "title", "explicit"),
    _001=("Battle of Safira", (15, 31), "lead", "inferred"),
    _002=("Idlib Governorate clashes (June 2012–April 2013)", (13, 61), "title", "explicit"),
    _003=("Battle of Maarat al-Numan (2012)", (11, 43), "title", "explicit"),
    _004=("Battle of al-Haffah", (2, 21), "title", "explicit"),
)
def test_title(number: str, expected: tuple[str, tuple[int, int], str, str]) -> None:
    record = RECORDS[number]
    (entry,) = record.provenance.title
    value = entry.readings[0].value
    assert record.title == value.normalized == expected[0]
    assert spans(entry) == [expected[1]]
    assert (value.origin, value.basis) == expected[2:]


@by_seed(
    _000=[("Battle of As-Safira", "infobox", "en", "Latn")],
    _001=[],
    _002=[("June 2012–April 2013 Idlib Governorate clashes", "infobox", "en", "Latn")],
    _003=[
        ("Battle of Maarat Al-Numan", "lead", "en", "Latn"),
        ("معركة معرة النعمان", "native", "ar", "Arab"),
    ],
    _004=[("معركة الحفة", "native", "ar", "Arab")],
)
def test_other_names(number: str, expected: list[tuple[str, str, str, str]]) -> None:
    first, *others = RECORDS[number].names
    assert (first.text, first.kind) == (RECORDS[number].title, "title")
    assert [(n.text, n.kind, n.language, n.script) for n in others] == expected


@by_seed(_000=None, _001=None, _002="June 2012–April 2013", _003="2012", _004=None)
def test_qualifier_of_the_title(number: str, expected: str | None) -> None:
    assert RECORDS[number].names[0].qualifier == expected
    assert [name.qualifier for name in RECORDS[number].names[1:]].count(None) == len(
        RECORDS[number].names[1:]
    )


def test_where_the_other_names_stand() -> None:
    assert spans(only(RECORDS["000"].provenance.names, "/names/1")) == [(708, 727)]
    assert spans(only(RECORDS["004"].provenance.names, "/names/1")) == [(66, 77)]
    # the infobox and the lead of 002 have one name: both say so
    readings = only(RECORDS["002"].provenance.names, "/names/1").readings
    assert [reading.value.origin for reading in readings] == ["field", "lead"]


@by_seed(
    _000=("2013-02-06/2013-02-19", "6â€“19 February 2013", "field"),
    _001=("2013-02", "February 2013", "lead"),
    _002=("2012-06-03/2013-04-18", "3 June 2012 – 18 April 2013", "field"),
    _003=("2012-10-08/2012-10-13", "8–13 October 2012", "field"),
    _004=("2012-06-05/2012-06-13", "5–13 June 2012, ()", "field"),
)
def test_date(number: str, expected: tuple[str, str, str]) -> None:
    (entry,) = RECORDS[number].provenance.date
    value = entry.readings[0].value
    assert (RECORDS[number].date.edtf, value.raw, value.origin) == expected
    assert RECORDS[number].date.state == "given"


@by_seed(_000=(866, 886), _001=(46, 59), _002=(1395, 1422), _003=(1464, 1481), _004=(117, 135))
def test_where_the_date_stands(number: str, expected: tuple[int, int]) -> None:
    assert spans(RECORDS[number].provenance.date[0]) == [expected]


@by_seed(
    _000=["mojibake cp1252", "parse date"],
    _001=["parse date"],
    _002=["parse date"],
    _003=["parse date"],
    _004=["drop residue", "parse date"],
)
def test_steps_of_the_date(number: str, expected: list[str]) -> None:
    steps = RECORDS[number].provenance.date[0].readings[0].value.steps
    assert [str(step) for step in steps] == expected


@by_seed(
    _000=["As-Safira", "Syria"],
    _001=[],
    _002=["Idlib Governorate", "Syria"],
    _003=["Maarrat al-Nu'man", "Syria"],
    _004=["Al-Haffah", "Latakia Governorate", "Syria"],
)
def test_place(number: str, expected: list[str]) -> None:
    place = RECORDS[number].place
    assert [part.name for part in place.parts] == expected
    assert place.state == ("given" if expected else "absent")


@by_seed(
    _000=[("Syrian Civil War", "link")],
    _001=[],
    _002=[
        ("2012–13 escalation of the Syrian Civil War", "explicit"),
        ("Syrian Civil War", "inferred"),
    ],
    _003=[
        ("Idlib Governorate clashes (June 2012–April 2013)", "link"),
        ("Syrian Civil War", "link"),
    ],
    _004=[("Syrian Civil War", "explicit")],
)
def test_part_of(number: str, expected: list[tuple[str, str]]) -> None:
    assert [(part.name, part.basis) for part in RECORDS[number].part_of] == expected


@by_seed(
    _000=("given", "Indecisive", "inconclusive", None, 2),
    _001=("absent", None, None, None, 0),
    _002=("absent", None, None, None, 0),
    _003=("given", "Rebel victory", "victory", "Rebel", 4),
    _004=("given", "Syrian Army victory", "victory", "Syrian Army", 0),
)
def test_result(number: str, expected: tuple[str, str | None, str | None, str | None, int]) -> None:
    result = RECORDS[number].result
    found = (result.state, result.headline, result.class_, result.winner, len(result.details))
    assert found == expected


@by_seed(
    _000=(4, ["References"]),
    _001=(4, ["References"]),
    _002=(16, ["Background", "References", "External links", "References"]),
    _003=(7, ["See also", "References"]),
    _004=(8, []),
)
def test_sections_and_which_are_empty(number: str, expected: tuple[int, list[str]]) -> None:
    sections = RECORDS[number].sections
    assert (len(sections), [s.heading for s in sections if s.empty]) == expected


def test_sections_whose_text_stands_below_them_are_not_empty() -> None:
    parents = {"002": ("Timeline", 10), "003": ("Battle", 2), "004": ("Event", 3)}
    for number, (heading, children) in parents.items():
        sections = RECORDS[number].sections
        (index,) = [i for i, section in enumerate(sections) if section.heading == heading]
        assert sections[index].blocks == ()
        assert [section.parent for section in sections].count(index) == children


def test_levels_of_001_are_lost() -> None:
    assert [s.level for s in RECORDS["001"].sections] == [1, None, None, None]


@by_seed(_000=(7, 20), _001=(3, 16), _002=(53, 182), _003=(8, 32), _004=(7, 26))
def test_paragraphs_and_sentences(number: str, expected: tuple[int, int]) -> None:
    sections = RECORDS[number].sections
    paragraphs = [b for s in sections for b in s.blocks if b.kind == "paragraph"]
    assert (len(paragraphs), sum(len(s.sentences) for s in sections)) == expected


@by_seed(
    _000=(2759, "237d6c87e99a0b5e"),
    _001=(2264, "49c5b7e23e66494e"),
    _002=(22261, "5d0c50e2a9190038"),
    _003=(4134, "25cb8baa984e446a"),
    _004=(3584, "870b6cb814736877"),
)
def test_text(number: str, expected: tuple[int, str]) -> None:
    text = RECORDS[number].text
    assert (len(text), sha256(text.encode()).hexdigest()[:16]) == expected


@by_seed(_000=(1, 0, 0), _001=(0, 0, 0), _002=(3, 6, 0), _003=(2, 0, 0), _004=(0, 0, 2))
def test_images_categories_see_also(number: str, expected: tuple[int, int, int]) -> None:
    record = RECORDS[number]
    see_also = [link for link in record.links if link.where == "see_also"]
    assert (len(record.images), len(record.categories), len(see_also)) == expected


def test_where_the_images_stand() -> None:
    assert spans(only(RECORDS["000"].provenance.images, "/images/0")) == [(2181, 2290)]
    images = RECORDS["002"].provenance.images
    assert spans(only(images, "/images/1")) == [(22494, 22577)]
    assert spans(only(images, "/images/2")) == [(22577, 22695)]


@by_seed(
    _000=[("lost", 4707, 4707, "block", None)],
    _001=[
        ("redacted", 1074, 1093, "token", 10),
        ("redacted", 2150, 2169, "token", 10),
        ("lost", 2362, 2362, "block", None),
    ],
    _002=[
        ("lost", 1815, 1815, "block", None),
        ("truncated", 23752, 23752, "unknown", None),
        ("lost", 24131, 24131, "block", None),
        ("lost", 24151, 24151, "block", None),
        ("lost", 24165, 24165, "block", None),
    ],
    _003=[("lost", 7624, 7624, "block", None), ("lost", 7640, 7640, "block", None)],
    _004=[],
)
def test_gaps(number: str, expected: list[tuple[str, int, int, str, int | None]]) -> None:
    gaps = RECORDS[number].gaps
    assert [(g.reason, g.start, g.end, g.unit, g.quantity) for g in gaps] == expected


@by_seed(
    _000=[("mojibake", "cp1252", 1, [(867, 870)])],
    _001=[],
    _002=[("drop", "residue", 1, [(926, 944)]), ("drop", "residue", 118, [(24165, 26052)])],
    _003=[],
    _004=[("drop", "residue", 1, [(131, 135)])],
)
def test_residue_and_mojibake(
    number: str, expected: list[tuple[str, str, int, list[tuple[int, int]]]]
) -> None:
    repairs = RECORDS[number].source.repairs
    found = [(r.action, r.parameter, r.count, [(s.start, s.end) for s in r.spans]) for r in repairs]
    assert found == expected


def test_what_the_residue_is() -> None:
    assert RAW["002"][926:944] == "Flag of Syria.svg "
    assert RAW["002"][24165:26052].replace("\n", "") == "[object Object]" * 118
    assert RAW["004"][131:135] == ", ()"


@by_seed(_000=0, _001=0, _002=2, _003=0, _004=0)
def test_problems(number: str, expected: int) -> None:
    found = [(problem.slug, problem.level) for problem in PROBLEMS[number]]
    assert found == [("lowercase-after-stop", "info")] * expected


def test_further_001() -> None:
    record, raw = RECORDS["001"], RAW["001"]
    assert record.source.text_id == "38601514"
    (field,) = [field for field in record.source.fields if field.name == "text_id"]
    assert [(span.start, span.end) for span in field.spans] == [(2, 10)]
    redacted = [gap for gap in record.gaps if gap.reason == "redacted"]
    assert [(g.text_start, g.text_end) for g in redacted] == [(1046, 1049), (2087, 2090)]
    assert [record.text[g.text_start : g.text_end] for g in redacted] == ["[…]", "[…]"]
    tokens = raw.split()
    assert len(tokens) == 433
    assert [i for i, t in enumerate(tokens) if t == "@"] == [*range(189, 199), *range(390, 400)]


def test_further_002() -> None:
    record = RECORDS["002"]
    assert record.source.exported_at == "2023-07-28T11:07"
    assert [image.caption for image in record.images] == [
        None,
        "Situation in Idlib, mid-March 2013.",
        "Approximate situation in Idlib governorate, mid-June 2013.",
    ]


def test_further_003() -> None:
    fields = {field.name: field.raw for field in RECORDS["003"].source.fields}
    assert fields["infoboxes.0.map_relief.text"] == "yes"
    assert fields["infoboxes.0.image_size.text"] == "260"
    notes = fields["infoboxes.0.notes.text"]
    assert notes == "Includes 50 defectors executed by the military."
    sides = RECORDS["003"].sides
    assert not any(notes in (quantity.note or "") for s in sides for quantity in s.casualties)


def test_further_004() -> None:
    raw = RAW["004"]
    assert raw.replace("\r", "").split("\n")[24] == "=== Rebels capture Al-Haffah==="
    assert RECORDS["004"].sections[3].heading == "Rebels capture Al-Haffah"
