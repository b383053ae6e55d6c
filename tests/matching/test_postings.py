"""Postings give the pairs that a plain walk over all keys gives."""

from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.columns import Column, Posted
from warcorpus.matching.postings import SUCCESSORS, Block, Shared, added, shared_keys
from warcorpus.matching.room import Room

ROOM = Room.of(256)
POSTED = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=120)


def posting(posted, room=ROOM):
    column = Column(room.keys)
    for record in range(31):
        keys = sorted(key for key, one in posted if one == record)
        column.add(np.array(keys, np.uint64).tobytes())
    return Posted(column, np.arange(31, dtype=np.int32), room.postings)


def plainly(posted, documents, cap, ranks):
    """Pair to number of shared keys and sum of weights."""
    members = defaultdict(list)
    for key, record in posted:
        members[key].append(record)
    found = defaultdict(lambda: [0, 0])
    for block in members.values():
        weight = max((documents // len(block)).bit_length() - 1, 0)
        ordered = sorted(block, key=lambda record: ranks[record])
        pairs = combinations(range(len(ordered)), 2)
        if len(block) > cap:
            pairs = [(i, j) for i, j in pairs if j - i <= SUCCESSORS]
        for i, j in pairs:
            entry = found[tuple(sorted((ordered[i], ordered[j])))]
            entry[0] += 1
            entry[1] += weight
    return {pair: tuple(entry) for pair, entry in found.items()}


@given(POSTED, st.integers(2, 12), st.permutations(range(31)))
def test_pairs_are_those_of_a_plain_walk(posted, cap, ranks):
    found, large = shared_keys(posting(posted), Block(31, cap, np.array(ranks)), ROOM)
    told = zip(*found.ends, found.counts, found.weights, strict=True)
    made = {(int(a), int(b)): (int(count), int(weight)) for a, b, count, weight in told}
    assert made == plainly(posted, 31, cap, ranks)
    sizes = [sum(key == k for k, _ in posted) for key in range(10)]
    assert large == sum(size > cap for size in sizes)


@pytest.mark.parametrize("most", [1, 7, 50])
def test_room_changes_nothing(most):
    posted = {(key, (key * 7 + n * 3) % 31) for key in range(10) for n in range(9)}
    block = Block(31, 6, np.arange(31))
    whole, large = shared_keys(posting(posted), block, ROOM)
    little = Room(most, most, most, most)
    parts, above = shared_keys(posting(posted, little), block, little)
    assert large == above
    for one, other in zip(whole, parts, strict=True):
        assert one.tolist() == other.tolist()


def test_findings_are_added_up():
    block = Block(8, 64, np.arange(31))
    first, _ = shared_keys(posting({(7, 0), (7, 1)}), block, ROOM)
    second, _ = shared_keys(posting({(8, 1), (8, 0), (9, 1), (9, 2)}), block, ROOM)
    both = added([first, second])
    assert [(int(a), int(b)) for a, b in zip(*both.ends, strict=True)] == [(0, 1), (1, 2)]
    assert both.counts.tolist() == [2, 1]
    assert both.weights.tolist() == [4, 2]


@pytest.mark.parametrize("most", [0, 2**20])
def test_what_is_left_out_is_left_out_once_all_is_known(most):
    posted = {(key, (key * 7 + n * 3) % 31) for key in range(10) for n in range(9)}
    block = Block(31, 6, np.arange(31))
    whole, _ = shared_keys(posting(posted), block, ROOM)

    def several(found):
        return Shared(*(column[found.counts > 1] for column in found))

    little = ROOM._replace(postings=7, pairs=most)
    found, _ = shared_keys(posting(posted, little), block, little, several)
    for one, other in zip(several(whole), found, strict=True):
        assert one.tolist() == other.tolist()
    assert 0 < len(found.pairs) < len(whole.pairs)
