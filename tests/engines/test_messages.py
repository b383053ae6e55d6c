"""Messages through a pipe: whole, or not at all."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import DEFAULT, as_config
from warcorpus.engines.messages import (
    Alive,
    Batch,
    Begun,
    Chunk,
    Ended,
    FromWorker,
    Hello,
    More,
    Ready,
    Receiver,
    Refused,
    Task,
    ToWorker,
    framed,
)
from warcorpus.model.values import Problem

NUMBERS = st.integers(-1, 2**40)
DATA = st.binary(max_size=20)
WORDS = st.text(max_size=10)
ITEMS = st.lists(st.tuples(st.integers(0, 2), DATA), max_size=3)
TASKS = st.builds(
    Task,
    NUMBERS,
    st.sampled_from(["read", "survey"]),
    WORDS,
    st.none() | DATA,
    st.none() | NUMBERS,
    st.none() | WORDS,
    st.none() | st.builds(Problem, WORDS, st.just("info"), WORDS),
    NUMBERS,
    st.lists(WORDS, max_size=2).map(tuple),
)
ORDERS = st.one_of(
    st.builds(Batch, st.lists(TASKS, max_size=3)),
    st.builds(Chunk, DATA, st.none() | st.tuples(st.none() | NUMBERS, WORDS)),
    st.just(Hello(DEFAULT)),
    st.just(Hello(as_config({"match": {"distinct_within": ["a"]}, "run": {"jobs": 3}}))),
)
ANSWERS = st.one_of(
    st.builds(Begun, ITEMS, NUMBERS, DATA),
    st.builds(Ended, ITEMS, st.none() | NUMBERS, st.none() | WORDS),
    st.builds(More, NUMBERS),
    st.builds(Refused, WORDS, WORDS, WORDS, WORDS, WORDS),
    st.sampled_from([Ready(), Alive()]),
)


def received(data: bytes, kinds: Any, most: int = 2**20) -> list[Any]:
    receiver: Receiver[Any] = Receiver(io.BytesIO(data), kinds, most)
    return list(iter(receiver.receive, None))


@given(st.lists(ORDERS), st.lists(ANSWERS))
def test_messages_come_back_in_order(orders: list[Any], answers: list[Any]) -> None:
    assert received(b"".join(map(framed, orders)), ToWorker) == orders
    assert received(b"".join(map(framed, answers)), FromWorker) == answers


@given(st.lists(ANSWERS, min_size=1, max_size=3), st.integers(1, 8))
def test_a_message_cut_off_is_none(answers: list[Any], cut: int) -> None:
    data = b"".join(map(framed, answers))
    assert received(data[:-cut], FromWorker) in (answers[:-1], answers[:-2])


@given(st.binary(min_size=9, max_size=60))
def test_garbage_is_told_or_ends(data: bytes) -> None:
    try:
        received(data, FromWorker)
    except ValueError:
        return


def test_a_message_that_is_too_long_is_garbage() -> None:
    data = framed(Chunk(bytes(100)))
    assert received(data, ToWorker, 200)
    with pytest.raises(ValueError, match="a message of"):
        received(data, ToWorker, 50)
