"""The strategies draw nouns that keep the laws."""

from __future__ import annotations

from hypothesis import given, settings

from warcorpus.config import DEFAULT
from warcorpus.model.record import Record
from warcorpus.model.values import Span, Value
from warcorpus.model.wire import from_wire, to_wire
from warcorpus.normalizing import normalize_record
from warcorpus.testing import strategies
from warcorpus.testing.events import generate


@given(strategies.spans(size=40))
def test_spans_are_ordered_disjoint_and_not_empty(spans: tuple[Span, ...]) -> None:
    borders = [border for span in spans for border in (span.start, span.end)]
    assert borders == sorted(set(borders))
    assert all(0 <= border <= 40 for border in borders)


@given(strategies.values())
def test_values_stand_in_their_text(drawn: tuple[str, Value]) -> None:
    text, value = drawn
    assert value.raw == "".join(span.of(text) for span in value.spans)
    assert (value.state == "given") == (value.normalized is not None)


@given(strategies.records())
@settings(max_examples=20)
def test_records_come_back_from_the_wire_and_are_normalized_already(record: Record) -> None:
    assert normalize_record(record, DEFAULT) == record
    (again,) = from_wire(to_wire(record))
    assert normalize_record(again, DEFAULT) == record


@given(strategies.records(event=generate(7), raw=True))
@settings(max_examples=5)
def test_records_of_one_event_as_their_readers_made_them(record: Record) -> None:
    assert record.title == ""
    assert generate(7).lead[0] in record.text
