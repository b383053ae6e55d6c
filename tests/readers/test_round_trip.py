"""One invented event through the writer of every format and back: equal but for what is lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warcorpus
from warcorpus.model.facts import Quantity, Side
from warcorpus.model.prose import Section
from warcorpus.model.record import Record
from warcorpus.readers.registry import all_readers
from warcorpus.testing.events import Chapter, Count, Event, Party, generate
from warcorpus.testing.exporting import FORMATS, english_corpora, surviving

EVENTS = st.integers(0, 2**32).map(generate)
NAVIGATION = ("See also", "References")


def read(text: str) -> Record:
    (record,) = warcorpus.read(BytesIO(text.encode("utf-8")))
    return record


def count(quantity: Quantity) -> Count:
    return Count(
        quantity.min or 0,
        quantity.max is None,
        f"{quantity.subject}s" if quantity.subject else None,
        quantity.outcomes[0] if quantity.outcomes else None,
    )


def party(side: Side) -> Party:
    (name,) = [actor.name for actor in side.belligerents]
    return Party(
        name or "",
        tuple((actor.rank or "", actor.name or "") for actor in side.commanders),
        tuple(actor.name or "" for actor in side.units),
        tuple(count(quantity) for quantity in side.strength),
        tuple(count(quantity) for quantity in side.casualties),
    )


def paragraphs(record: Record, section: Section) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(record.text[a:b] for a, b in section.sentences if block.start <= a < block.end)
        for block in section.blocks
    )


def recovered(record: Record, event: Event) -> Event:
    """What a record says, as an event; the order of the fields is the event's."""
    first, _, last = (record.date.edtf or "").partition("/")
    lead, *others = record.sections
    civilians = [count(quantity) for quantity in record.civilians]
    return Event(
        title=record.title,
        first=first,
        last=last or first,
        place=tuple(part.name for part in record.place.parts),
        war=record.part_of[0].name if record.part_of else None,
        result=record.result.headline,
        details=record.result.details,
        parties=tuple(party(side) for side in record.sides),
        civilians=civilians[0] if civilians else None,
        lead=paragraphs(record, lead)[0],
        chapters=tuple(
            Chapter(section.heading or "", paragraphs(record, section))
            for section in others
            if section.heading not in NAVIGATION
        ),
        categories=record.categories,
        see_also=tuple(link.text for link in record.links if link.where == "see_also"),
        image=record.images[0].file if record.images else None,
    )


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15)
@given(event=EVENTS)
def test_what_a_format_can_say_comes_back(form: str, event: Event) -> None:
    record = read(FORMATS[form](event))
    assert record.source.format == form
    assert surviving(recovered(record, event), form) == surviving(event, form)
    assert [(gap.reason, gap.unit) for gap in record.gaps if gap.reason != "lost"] == []


def test_every_format_has_a_writer() -> None:
    assert set(FORMATS) == {reader.name for reader in all_readers()} - {"warcorpus"}


@settings(max_examples=40)
@given(event=EVENTS)
def test_redactions_stand_where_the_vendor_puts_them(event: Event) -> None:
    clean, hidden = english_corpora(event), english_corpora(event, redacted=True)
    record = read(hidden)
    gaps = [gap for gap in record.gaps if gap.reason == "redacted"]
    tokens = clean.removesuffix(" # References # \n").split()
    assert [hidden[: gap.start].count(" ") for gap in gaps] == [*range(190, len(tokens) - 10, 200)]
    assert all(gap.quantity == 10 for gap in gaps)
    assert record.text.count("[…]") == len(gaps)
    assert record.text.startswith(" ".join(event.lead))
