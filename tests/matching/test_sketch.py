import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.sketch import (
    CEILING,
    FLOOR,
    LIMIT,
    Overlap,
    Sketch,
    estimate,
    mixed,
    shingle_hashes,
    token_hash,
)

sizes = st.integers(0, 3_000)


def spread(start, count):
    """So many different hashes, spread evenly by the mixer."""
    return np.sort(mixed(np.arange(start, start + count, dtype=np.uint64)))


def test_hashes_are_fixed():
    # Sketches are written to disk: another value here needs another HASH_VERSION.
    assert token_hash("safira") == 0x1D9E825B2040B118
    assert shingle_hashes([["the", "battle", "of"]], 3).tolist() == [0xF41FCECAE22D0690]


def test_shingles_do_not_cross_a_gap():
    words = [f"w{i}" for i in range(10)]
    whole = shingle_hashes([words], 5)
    torn = shingle_hashes([words[:5], words[5:]], 5)
    assert len(whole) == 6
    assert set(torn.tolist()) < set(whole.tolist())
    assert len(torn) == 2


def test_every_window_has_the_hash_it_has_alone():
    words = [f"w{i % 7}" for i in range(40)]
    alone = {int(shingle_hashes([words[i : i + 5]], 5)[0]) for i in range(36)}
    assert shingle_hashes([words], 5).tolist() == sorted(alone)


def test_floor_and_ceiling():
    assert len(Sketch.of(spread(1, 50)).hashes) == 50
    assert len(Sketch.of(spread(1, 300)).hashes) == FLOOR
    big = Sketch.of(spread(1, 100_000))
    assert CEILING // 3 < len(big.hashes) <= CEILING
    assert big.limit < LIMIT // 8


@given(sizes, sizes)
def test_a_part_is_contained_in_the_whole(part, more):
    whole = spread(1, part + more)
    found = estimate(Sketch.of(spread(1, part)), Sketch.of(whole))
    assert found.shared == found.a


@given(sizes, sizes, sizes)
def test_the_sketch_of_a_union_comes_from_the_sketches(a, b, offset):
    first, second = spread(1, a), spread(1 + offset, b)
    both = np.union1d(first, second)
    united = Sketch.of(first).union(Sketch.of(second), len(both))
    assert united.hashes.tolist() == [h for h in both.tolist() if h < united.limit]
    assert united.limit <= min(Sketch.of(first).limit, Sketch.of(second).limit)


@given(st.integers(300, 4_000), st.integers(0, 100), st.integers(0, 50))
def test_the_estimate_is_within_four_deviations(size, percent, seed):
    shared = size * percent // 100
    start = seed * 1_000_000 + 1
    a, b = spread(start, size), spread(start + size - shared, size)
    found = estimate(Sketch.of(a), Sketch.of(b))
    share = shared / size
    deviation = (share * (1 - share) / found.smaller) ** 0.5
    assert abs(found.shared / found.smaller - share) <= 4 * deviation + 4 / found.smaller


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_overlap_compares_without_division(shared, a, b):
    overlap = Overlap(min(shared, a, b), a, b)
    assert overlap.at_least(1, 3) == Overlap(overlap.shared, b, a).at_least(1, 3)
    if min(a, b):
        assert overlap.at_least(1, 3) == (overlap.shared / min(a, b) >= 1 / 3 - 1e-12)
