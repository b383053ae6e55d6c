"""Lines of Wikimedia Enterprise, structured and as snapshots; all wording is invented."""

from __future__ import annotations

import json
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import Reject, read_documents
from warcorpus.readers.enterprise import READER
from warcorpus.readers.sniffing import sniff_text
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.infobox_labels import parameter_of

SAMPLE = Path(__file__).parents[1] / "golden" / "enterprise" / "structured.ndjson"
FACTS: dict[str, Any] = {
    "name": "Siege of Orrel",
    "identifier": 812,
    "url": "https://wiki.example/Siege_of_Orrel",
    "in_language": {"identifier": "en"},
    "is_part_of": {"identifier": "xxwiki"},
    "date_modified": "2023-02-03T04:05:06Z",
    "license": [{"identifier": "CC-BY-SA-4.0"}],
}


def read(**more: Any) -> Record:
    document = Text.of(json.dumps({**FACTS, **more}))
    (record,) = READER.read(document)
    check_record(READER, record, document)
    return normalize_record(record)


def section(name: str, *parts: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "type": "section", "has_parts": list(parts)}


def paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": words}


def part(name: str | None, value: str | None = None, **more: Any) -> dict[str, Any]:
    told = {"name": name, "value": value}
    return {"type": "field", **{key: one for key, one in told.items() if one}, **more}


def test_the_sample_is_one_article_with_everything() -> None:
    found = list(read_documents([SAMPLE]))
    assert [one.problem.slug for one in found if isinstance(one, Reject)] == [
        "not-an-event",
        "empty-document",
    ]
    record = normalize_record(next(one for one in found if isinstance(one, Record)))
    assert record.date.edtf == "1822-05-04"
    assert record.place.text == "Fennick Ford, Westmark"
    assert [part.name for part in record.part_of] == ["River War"]
    assert record.result.headline == "Westmark victory"
    sides = [[actor.name for actor in side.belligerents] for side in record.sides]
    assert sides == [["Westmark"], ["Eastmark", 'Tesk "Free" Corps']]
    assert record.categories == ("Battles of the River War",)
    assert [name.text for name in record.names] == ["Battle of Fennick Ford", "Fennick Ford fight"]
    headings = [(own.heading, own.level, own.empty) for own in record.sections]
    assert headings == [
        (None, 1, False),
        ("Battle", 2, False),
        ("Crossing", 3, False),
        ("Aftermath", 2, True),
    ]
    assert [block.kind for block in record.sections[1].blocks] == ["paragraph", "item", "item"]


def test_facts_of_the_source() -> None:
    source = read(sections=[section("Abstract", paragraph("It fell."))]).source
    assert source.text_id == "812"
    assert source.exported_at == "2023-02-03T04:05:06Z"
    assert source.publisher == "xxwiki"
    assert source.license == "CC-BY-SA-4.0"


def test_the_abstract_is_derived_unless_it_is_all_there_is() -> None:
    full = read(abstract="It fell.", sections=[section("Abstract", paragraph("It fell in June."))])
    assert full.text == "It fell in June."
    roles = {field.name: field.role for field in full.source.fields}
    assert roles["abstract"] == "description"
    assert read(abstract="It fell.").text == "It fell."
    assert read(abstract="It fell.", sections=[]).text == "It fell."


def test_a_snapshot_is_read_from_its_wikitext() -> None:
    wikitext = (
        "{{Infobox military conflict\n|date=6\u201319 June 1822\n|place=[[Orrel]]\n}}\n"
        "The '''siege''' was \"long\".\n\n== After ==\nIt fell.\n[[Category:Sieges]]"
    )
    record = read(article_body={"html": "<p>Other.</p>", "wikitext": wikitext})
    assert record.text == 'The siege was "long".\n\nAfter\n\nIt fell.'
    assert record.date.edtf == "1822-06-06/1822-06-19"
    assert record.source.reader == READER.id
    assert record.source.text_id == "812"


def test_a_snapshot_without_wikitext_is_read_from_its_html() -> None:
    record = read(article_body={"html": '<p>The <b>siege</b> was &amp; "stayed" long.</p>'})
    assert record.text == 'The siege was & "stayed" long.'


def test_columns_of_an_infobox_are_sides() -> None:
    parts = [
        section(
            "Siege of Orrel",
            part(None, "Part of the River War"),
            part("Date", "6 June 1822"),
            part("Map type", "relief"),
        ),
        section("Belligerents", part(None, "Westmark"), part(None, "Eastmark")),
        section("Commanders and leaders", part(None, values=["Ada Fenn", "Bo Lund"])),
        section("Strength", part(None, "1,000"), part(None, "about 800")),
        section("Casualties and losses", part(None, "20 killed"), part(None, "30 killed")),
    ]
    record = read(infoboxes=[{"name": "Infobox military conflict", "has_parts": parts}])
    roles = {(field.role, field.raw) for field in record.source.fields if field.role}
    assert {
        ("infobox.0.conflict", "Siege of Orrel"),
        ("infobox.0.partof", "the River War"),
        ("infobox.0.date", "6 June 1822"),
        ("infobox.0.map_type", "relief"),
        ("infobox.0.combatant1", "Westmark"),
        ("infobox.0.combatant2", "Eastmark"),
        ("infobox.0.commander1", "Ada Fenn"),
        ("infobox.0.commander1", "Bo Lund"),
        ("infobox.0.strength2", "about 800"),
        ("infobox.0.casualties1", "20 killed"),
    } <= roles
    assert [side.casualties[0].best for side in record.sides] == [20, 30]


def test_a_list_with_items_is_read_once_and_a_table_is_no_text() -> None:
    listed = {
        "type": "list",
        "value": "one two",
        "has_parts": [{"type": "list_item", "value": "one"}, {"type": "list_item", "value": "two"}],
    }
    rows = {"type": "table", "value": "a | b"}
    quote = {"type": "blockquote", "value": "We hold."}
    bare = {"type": "list", "value": "alone"}
    parts = (paragraph("It fell."), listed, rows, quote, bare)
    record = read(sections=[section("", *parts)])
    assert record.text == "It fell.\n\none\ntwo\n\nWe hold.\n\nalone"


@pytest.mark.parametrize(
    ("more", "slug"),
    [
        ({"namespace": {"identifier": 1}, "abstract": "x"}, "not-an-event"),
        ({"article_body": {"wikitext": "#REDIRECT [[Other]]"}}, "not-an-event"),
        ({"sections": [], "infoboxes": []}, "empty-document"),
        ({"article_body": {"html": "", "wikitext": " "}}, "empty-document"),
    ],
)
def test_what_is_no_article(more: dict[str, Any], slug: str) -> None:
    with pytest.raises(ReadError) as error:
        read(**more)
    assert (error.value.slug, error.value.level) == (slug, "info")


ODD = st.recursive(
    st.none() | st.booleans() | st.text(max_size=4) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "type", "value", "values", "has_parts", "links", "text"]),
            inner | st.sampled_from(["section", "list", "Date", "Part of x"]),
        )
    ),
    max_leaves=15,
)


@given(ODD, ODD, ODD)
def test_any_shape_is_survived(boxes: Any, sections: Any, body: Any) -> None:
    row = {**FACTS, "infoboxes": boxes, "sections": sections, "article_body": body}
    row["abstract"] = "It fell."
    document = Text.of(json.dumps(row))
    with suppress(ReadError):
        (record,) = READER.read(document)
        check_record(READER, record, document)


def test_depth_of_parts_is_no_recursion() -> None:
    parts = paragraph("Deep.")
    for _ in range(28):
        parts = section("S", parts)
    assert read(sections=[parts]).text.endswith("Deep.")


def test_sniffing() -> None:
    line = json.dumps({**FACTS, "abstract": "It fell.", "sections": []})
    best, second, *_ = sniff_text(line)
    assert (best.reader, best.score) == ("enterprise", 0.97)
    assert second.score <= 0.45
    for cut in (100, 200, 250):
        assert sniff_text(line[:cut])[0].reader in ("enterprise", "jsonl", "plain-text")
    row = json.dumps({"name": "Orrel", "identifier": 7, "text": "It fell."})
    assert sniff_text(row)[0].reader == "jsonl"


def test_labels_in_other_languages_and_unknown_ones() -> None:
    assert parameter_of("Konfliktparteien", 2) == "combatant2"
    assert parameter_of(" Casus  belli: ") == "casus"
    assert parameter_of("Weather. Mood") == "weather_mood"
    assert parameter_of("") == "unnamed"


def test_a_broken_line_costs_itself() -> None:
    data = b'{"name": "A", "identifier": 1, "abst\n' + SAMPLE.read_bytes()
    found = [getattr(one, "problem", None) for one in read_documents([BytesIO(data)])]
    assert [one and one.slug for one in found] == [
        "bad-line", "not-an-event", None, "empty-document",
    ]  # fmt: skip


def test_items_of_a_list_stand_in_the_column_of_their_list() -> None:
    listed = {"type": "list", "has_parts": [part(None, "Bo Lund"), part(None, "Cy Marr")]}
    parts = [section("Commanders and leaders", part(None, "Ada Fenn"), listed)]
    record = read(infoboxes=[{"name": "Infobox military conflict", "has_parts": parts}])
    fields = [(field.role or "", field.raw) for field in record.source.fields]
    told = [(role, raw) for role, raw in fields if "commander" in role]
    assert told == [
        ("infobox.0.commander1", "Ada Fenn"),
        ("infobox.0.commander2", "Bo Lund"),
        ("infobox.0.commander2", "Cy Marr"),
    ]


def test_a_place_with_the_coordinates_of_the_page_behind_it() -> None:
    value = "Orrel, Westmark 38°18′39″N 77°38′55″W / 38.31°N 77.65°W"
    box = [{"name": "Infobox military conflict", "has_parts": [part("Location", value)]}]
    record = read(infoboxes=box)
    assert [one.name for one in record.place.parts] == ["Orrel", "Westmark"]
    assert (record.place.latitude, record.place.longitude) == (38.31, -77.65)
    assert [field.role for field in record.source.fields if "infobox" in (field.role or "")] == [
        "infobox.0.place",
        "infobox.0.coordinates",
    ]
    alone = read(infoboxes=[{"has_parts": [part("Location", "Orrel, 10° Hill")]}])
    assert alone.place.text == "Orrel, 10° Hill"


def test_marks_of_notes_are_no_text() -> None:
    words = "It fell.[1][note 2] The wall [a ruin] stood in [1822] and x[0]."
    record = read(sections=[section("", paragraph(words))])
    assert record.text == "It fell. The wall [a ruin] stood in [1822] and x."
