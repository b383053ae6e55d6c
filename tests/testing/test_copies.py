"""Near-duplicates for measuring: repeatable, alike where they say so, and nowhere else."""

from __future__ import annotations

from itertools import combinations, islice

from warcorpus.testing.copies import Row, near_duplicates

ROWS = 250


def shingles(row: Row) -> set[tuple[str, ...]]:
    """Without the last paragraph, which may be a boilerplate."""
    words = row.text.rpartition("\n\n")[0].split()
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def test_rows_are_repeatable_and_independent_of_their_number() -> None:
    rows = list(near_duplicates(60, seed=2))
    assert rows == list(islice(near_duplicates(10_000, seed=2), 60))
    assert rows != list(near_duplicates(60, seed=3))


def test_the_share_of_copies_is_that_asked_for() -> None:
    rows = list(near_duplicates(2_000, share=0.3, seed=1))
    copies = len(rows) - len({row.cluster for row in rows})
    assert 0.25 < copies / len(rows) < 0.35
    assert 4_000 < sum(len(row.text) for row in rows) / len(rows) < 4_800
    assert len({row.id for row in rows}) == len(rows)


def test_copies_are_alike_and_others_are_not() -> None:
    rows = list(near_duplicates(ROWS, seed=5))
    known = [shingles(row) for row in rows]
    for a, b in combinations(range(ROWS), 2):
        shared = len(known[a] & known[b]) / min(len(known[a]), len(known[b]))
        if rows[a].cluster == rows[b].cluster:
            assert shared > 0.25
        else:
            assert shared < 0.02
