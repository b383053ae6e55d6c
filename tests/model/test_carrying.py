"""Nouns as bytes and back: nothing is lost, and what is no noun is refused."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

import warcorpus
from warcorpus.model.carrying import carried, carry
from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Date
from warcorpus.model.prose import Gap, Section
from warcorpus.model.record import MergedRecord, Record
from warcorpus.model.source import Source
from warcorpus.model.values import Field, Problem, Span, Step, meaning
from warcorpus.readers.rejects import Reject
from warcorpus.testing.strategies import records

ANY_TEXT = st.text(st.characters(), max_size=20)  # lone surrogates too
SPANS = st.builds(Span, st.integers(0, 3), st.integers(0, 2**40), st.integers(0, 2**40))
PROBLEMS = st.builds(
    Problem,
    ANY_TEXT,
    st.sampled_from(["info", "warning", "error"]),
    ANY_TEXT,
    ANY_TEXT,
    ANY_TEXT,
    st.none() | SPANS,
)


def whole(record: Record) -> list[Any]:
    """Every attribute: equality of records leaves out problems and extents."""
    return [getattr(record, one.name) for one in fields(Record)]


@given(records(raw=True), st.lists(PROBLEMS, max_size=3))
def test_a_record_comes_back_with_problems_and_extents(
    record: Record, problems: list[Problem]
) -> None:
    told = evolve(record, problems=(*record.problems, *problems))
    back = carried(Record, carry(told))
    assert back == told
    assert whole(back) == whole(told)
    assert record.extents


@given(ANY_TEXT, ANY_TEXT, st.lists(SPANS, max_size=3), st.lists(PROBLEMS, max_size=2))
def test_texts_that_utf8_cannot_hold_come_back(
    text: str, name: str, spans: list[Span], problems: list[Problem]
) -> None:
    field = Field(name, text, tuple(spans), (Step(text, name), Step(name)), None)
    record = Record(
        "0" * 32,
        text=text,
        sections=(Section(text, None, None, 0, len(text), False, (), ((0, 1),)),),
        gaps=(Gap(0, 0, 1, "redacted", "token", 3),),
        sources=(Source(name, fields=(field,)),),
        problems=tuple(problems),
        extents=((0, 1, name),),
    )
    assert whole(carried(Record, carry(record))) == whole(record)


@given(PROBLEMS, ANY_TEXT)
def test_rejects_and_sources_come_back(problem: Problem, path: str) -> None:
    source = Source(path, member=path, index=3)
    assert carried(Source, carry(source)) == source
    reject = Reject(source, problem, "normalize")
    assert carried(Reject, carry(reject)) == reject


@given(st.binary(max_size=40))
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  any of its kinds
        carried(Record, data)


def test_bytes_cut_off_are_refused() -> None:
    data = carry(Record("0" * 32, text="a\ud800"))
    assert carried(Record, data).text == "a\ud800"
    for end in range(len(data)):
        with pytest.raises(ValueError):  # noqa: PT011
            carried(Record, data[:end])


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(TypeError):
        carry(Record("0" * 32, title=object()))  # type: ignore[arg-type]


def test_values_come_back_as_the_nouns_they_mean() -> None:
    """Who takes merged records up from disk reads dates and strengths, not plain data."""
    merged = list(warcorpus.dedupe("seeds").records)
    back = [carried(MergedRecord, carry(record)) for record in merged]
    assert back == merged
    (entry,) = back[0].provenance.date
    assert {type(reading.value.normalized) for reading in entry.readings} == {Date}


@given(records())
def test_a_normalized_record_comes_back(record: Record) -> None:
    assert whole(carried(Record, carry(record))) == whole(record)


def test_no_two_meanings_have_parts_of_the_same_names() -> None:
    with pytest.raises(TypeError, match="found parts of Twin in Date"):
        meaning(msgspec.defstruct("Twin", Date.__struct_fields__))
