"""Postings give the pairs that a plain walk over all keys gives."""

from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching import postings
from warcorpus.matching.postings import SUCCESSORS, Block, Postings, Shared, added, shared_keys

POSTED = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=120)


def arrays(posted):
    keys, records = zip(*sorted(posted), strict=True) if posted else ((), ())
    return Postings(np.array(keys, np.uint64) << np.uint64(60), np.array(records, np.int64))


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
    found, large = shared_keys(arrays(posted), Block(31, cap, np.array(ranks)))
    told = zip(*found.ends, found.counts, found.weights, strict=True)
    made = {(int(a), int(b)): (int(count), int(weight)) for a, b, count, weight in told}
    assert made == plainly(posted, 31, cap, ranks)
    sizes = [sum(key == k for k, _ in posted) for key in range(10)]
    assert large == sum(size > cap for size in sizes)


@pytest.mark.parametrize("most", [1, 7, 50])
def test_passes_change_nothing(monkeypatch, most):
    posted = {(key, (key * 7 + n * 3) % 31) for key in range(10) for n in range(9)}
    block = Block(31, 6, np.arange(31))
    whole, large = shared_keys(arrays(posted), block)
    monkeypatch.setattr(postings, "_PASSES", most)
    monkeypatch.setattr(postings, "_WAITING", most)
    monkeypatch.setattr(postings, "_AT_ONCE", most)
    parts, above = shared_keys(arrays(posted), block)
    assert large == above
    for one, other in zip(whole, parts, strict=True):
        assert one.tolist() == other.tolist()


def test_findings_are_added_up():
    block = Block(8, 64, np.arange(3))
    first, _ = shared_keys(Postings.of([("a", 0), ("a", 1)]), block)
    second, _ = shared_keys(Postings.of([("b", 1), ("b", 0), ("c", 1), ("c", 2)]), block)
    both = added([first, second])
    assert [(int(a), int(b)) for a, b in zip(*both.ends, strict=True)] == [(0, 1), (1, 2)]
    assert both.counts.tolist() == [2, 1]
    assert both.weights.tolist() == [4, 2]


@pytest.mark.parametrize("most", [0, 2**20])
def test_what_is_left_out_is_left_out_once_all_is_known(monkeypatch, most):
    posted = {(key, (key * 7 + n * 3) % 31) for key in range(10) for n in range(9)}
    block = Block(31, 6, np.arange(31))
    whole, _ = shared_keys(arrays(posted), block)
    monkeypatch.setattr(postings, "_PASSES", 7)
    monkeypatch.setattr(postings, "_WAITING", most)

    def several(found):
        return Shared(*(column[found.counts > 1] for column in found))

    found, _ = shared_keys(arrays(posted), block, several)
    for one, other in zip(several(whole), found, strict=True):
        assert one.tolist() == other.tolist()
    assert 0 < len(found.pairs) < len(whole.pairs)
