"""Pieces of bytes and pairs on disk."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.engines.log import Log, Pairs
from warcorpus.model.carrying import carry
from warcorpus.model.pairs import Evidence, Outcome, Pair, Veto

FOUND = [
    Pair("a", "b", Outcome.SAME, 96, -160, (Evidence("NAME", "name", "equal", 80, 80),)),
    Pair("a", "c", Outcome.DIFFERENT, 0, -160, vetoes=(Veto("V2", "time", "1", "2"),)),
    Pair("b", "c", Outcome.PART_OF, 0, -160, reasons=("part of x",), part="b"),
]


@given(st.lists(st.binary(max_size=20)))
def test_what_is_put_down_is_read(pieces: list[bytes]) -> None:
    log = Log()
    assert [log.put(piece) for piece in pieces] == list(range(len(pieces)))
    assert [log.read(log.place(number)) for number in range(len(log))] == pieces
    file = log.fileno()
    places = map(log.place, range(len(log)))
    assert [os.pread(file, end - start, start) for start, end in places] == pieces


def test_pairs_are_a_sequence() -> None:
    pairs = Pairs(map(carry, FOUND))
    assert list(pairs) == list(pairs) == FOUND
    assert (pairs[1], pairs[-1], pairs[1:]) == (FOUND[1], FOUND[2], tuple(FOUND[1:]))
    assert pairs == Pairs(map(carry, FOUND)) == FOUND
    assert pairs != FOUND[:2]
    assert pairs != Pairs(map(carry, FOUND[::-1]))
    assert FOUND[2] in pairs
    with pytest.raises(IndexError):
        pairs[3]


def test_pairs_in_another_order() -> None:
    pairs = Pairs(map(carry, FOUND), [2, 0, 1])
    assert list(pairs) == [FOUND[2], FOUND[0], FOUND[1]]
