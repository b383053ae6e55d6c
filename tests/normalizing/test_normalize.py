"""The laws: spans, replay, idempotence; on hand-made, generated and real documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Date
from warcorpus.model.record import Entry, Record
from warcorpus.model.values import Value
from warcorpus.normalizing import normalize, normalize_record, replay
from warcorpus.readers.base import Reader
from warcorpus.readers.door import Reject
from warcorpus.readers.registry import all_readers
from warcorpus.text.document import Text

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").iterdir())

Made = Callable[..., tuple[Text, Record]]


def entries_of(record: Record) -> Iterator[Entry]:
    for name in attrs.fields_dict(type(record.provenance)):
        yield from getattr(record.provenance, name)


def check_laws(text: Text, record: Record) -> None:
    """Span law, replay law, pointers, one chosen reading, idempotence."""
    for entry in entries_of(record):
        assert sum(reading.chosen for reading in entry.readings) == 1
        assert resolved(record, entry.pointer) is not None
        for reading in entry.readings:
            check_value(text, reading.value)
    again = normalize_record(record)
    assert again == record
    assert again.problems == record.problems


def check_value(text: Text, value: Value) -> None:
    assert value.raw == "".join(span.of(text.text) for span in value.spans)
    assert value.spans
    assert all(span.start < span.end for span in value.spans)
    assert all(a.end <= b.start for a, b in pairwise(value.spans))
    assert replay(value.raw, value.steps) == value.normalized
    assert (value.state == "given") == (value.normalized is not None)


def resolved(record: Record, pointer: str) -> object:
    """What a pointer points at."""
    place: object = record
    for part in pointer.split("/")[1:]:
        place = place[int(part)] if isinstance(place, tuple) else getattr(place, part)
    return place


def best_reader(text: Text) -> Reader:
    probes = [reader for reader in all_readers() if not reader.restores]
    return max(probes, key=lambda reader: reader.sniff(text.text[:65536]).score)


def read(path: Path) -> Iterator[tuple[Text, Record]]:
    text = Text.of(path.read_bytes().decode("utf-8"), path.name)
    for record in best_reader(text).read(text):
        yield text, normalize_record(record)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_laws_hold_on_the_seeds(path: Path) -> None:
    for text, record in read(path):
        check_laws(text, record)


def test_laws_hold_on_real_documents_and_most_facts_are_found(
    article_outcomes: tuple[Record | Reject, ...], articles: tuple[Record, ...], data_folder: Path
) -> None:
    seen = titled = dated = 0
    for record in articles:
        path = data_folder / "conflict-articles" / "docs" / record.source.path
        check_laws(Text.of(path.read_bytes().decode("utf-8"), path.name), record)
        seen += 1
        titled += record.provenance.title[0].readings[0].value.origin == "title"
        dated += record.kind not in ("battle", "operation") or record.date.edtf is not None
    rejects = [one for one in article_outcomes if isinstance(one, Reject)]
    assert {reject.problem.level for reject in rejects} <= {"info"}
    assert seen == titled
    assert dated >= 0.97 * seen


def test_typed_values_that_are_there_are_made_again(made: Made) -> None:
    _, record = made({"title": "Battle of X", "infobox.0.date": "5 May 2012"})
    once = normalize_record(record)
    spoiled = evolve(once, title="Y", date=Date(), names=(), sides=(), kind="list")
    assert normalize_record(spoiled) == once


def test_a_record_without_source_stays_as_it_is() -> None:
    record = Record("0" * 32, title="kept")
    assert normalize_record(record) is record


def test_records_come_one_by_one(made: Made) -> None:
    _, record = made({"title": "Battle of X"})
    stream = normalize(iter([record]))
    assert next(stream).kind == "battle"
    assert next(stream, None) is None


def test_url_is_taken_as_it_stands(made: Made) -> None:
    assert normalize_record(made({"url": "https://x.org/a?b"})[1]).url == "https://x.org/a?b"


ROLES = st.sampled_from(
    [
        "title",
        "date",
        "place",
        "category.0",
        "image",
        "link",
        "see_also.0",
        "infobox.0.conflict",
        "infobox.0.partof",
        "infobox.0.date",
        "infobox.0.place",
        "infobox.0.result",
        "infobox.0.territory",
        "infobox.0.status",
        "infobox.0.coordinates",
        "infobox.0.image",
        "infobox.0.combatant1",
        "infobox.0.combatant1.link.0",
        "infobox.0.commander2",
        "infobox.0.units2",
        "infobox.0.strength1",
        "infobox.0.casualties3",
    ]
)
PIECES = st.sampled_from(
    [
        "Battle of",
        "the ",
        "Syrian Civil War",
        " and the ",
        ", ",
        "\n",
        "* ",
        "** ",
        "(2012)",
        "(",
        ")",
        "[",
        "]",
        "![",
        "](",
        "6â€“19 ",
        "February ",
        "2013",
        "Unknown",
        "None",
        "200+ killed",
        "civilians",
        " Lt. Col. ",
        "Brigade ",
        "Al-Nusra Front",
        "🇮🇷 ",
        "🇮🇷",
        "Flag of X.svg ",
        "()",
        "undefined",
        "victory",
        "مع",
        "معركة",
        "°N",
        "36.5",
        " was ",
        "{{",
        "}}",
        "[object Object]",
        "''",
        " or ",
        ":",
        ";",
        "  ",
        "٣",
        "\t",
        "\\u00e9",
        "&amp;",
    ]
)
VALUES = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(ROLES, VALUES), max_size=6), st.lists(VALUES, max_size=2))
def test_laws_hold_on_any_fields(fields: list[tuple[str, str]], paragraphs: list[str]) -> None:
    text, record = made_by_hand(fields, paragraphs)
    check_laws(text, normalize_record(record))


def made_by_hand(fields: list[tuple[str, str]], paragraphs: list[str]) -> tuple[Text, Record]:
    """As the fixture ``made``, for hypothesis, which takes no fixtures of functions."""
    from warcorpus.text.composing import Composer

    raw, places, blocks = "", [], []
    for role, value in fields:
        places.append((role, len(raw), len(raw) + len(value)))
        raw += value + "\n"
    for paragraph in paragraphs:
        raw += "\n"
        blocks.append((len(raw), len(raw) + len(paragraph)))
        raw += paragraph + "\n"
    text = Text.of(raw, "made.txt")
    composer = Composer(text)
    for role, start, end in places:
        if end > start:
            composer.field(text.field(role, start, end, role))
    for start, end in blocks:
        composer.block("paragraph", text.slice(start, end), (start, end))
    return text, composer.record("made/1")
