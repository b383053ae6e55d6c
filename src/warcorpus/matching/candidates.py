"""Candidate pairs: which records are compared at all.

Every record posts keys; records with a key in common are proposed, each keeps its best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from attrs import define, field, frozen
from rapidfuzz.distance import JaroWinkler

from warcorpus.config import Config
from warcorpus.matching.columns import Numbers, Postings
from warcorpus.matching.heads import Heads
from warcorpus.matching.keys import KeyTable
from warcorpus.matching.postings import (
    SUCCESSORS,
    WIDTH,
    Block,
    Shared,
    rarity,
    shared_keys,
    starts_of,
)
from warcorpus.matching.sketch import LIMIT

LEAST_HASHES = 2
"""Shared hashes that propose a pair; one alone is a stock phrase."""

LEAST_SHARE = 10
"""Nor do hashes of less than one in so many shingles of the shorter text."""

STOCK = 48
"""Words that on average stand in more documents than so many are stock phrases, or a template
filled in again and again."""

STOCK_KEPT = 4
"""Of the pairs that only share such words a record keeps so many: near copies of a text hang
together by fewer, and twins of a template are not worth more."""

LEAST_ALIKE = 0.9
"""Jaro-Winkler similarity of names that begin alike in one month, to be two spellings of one."""

SIBLINGS = 8
"""Records that name a whole are compared with each other while there are no more of them. What
they are part of stands in every one of them, compared or not."""


class Candidate(NamedTuple):
    """A pair worth comparing.

    Args:
        a: number of the record with the smaller id.
        b: number of the other.
        families: keys that proposed it, in the order of :data:`FAMILIES`.
    """

    a: int
    b: int
    families: tuple[str, ...]


@frozen(eq=False)
class Candidates:
    """The pairs to compare, in columns, near ones near each other.

    Which texts are alike is seen from their smallest hashes. In that order a text is taken up
    from disk for all its pairs at once, not for each of them.
    """

    _a: Numbers
    _b: Numbers
    _bits: Numbers

    @property
    def by_number(self) -> Numbers:
        """Their places in the order of the records' numbers."""
        return np.lexsort((self._b, self._a))

    def __len__(self) -> int:
        return len(self._a)

    def __iter__(self) -> Iterator[Candidate]:
        for at in range(0, len(self), _AT_ONCE):
            columns = (self._a, self._b, self._bits)
            rows = zip(*(column[at : at + _AT_ONCE].tolist() for column in columns), strict=True)
            yield from (Candidate(a, b, _names_of(bits)) for a, b, bits in rows)

    @classmethod
    def of(cls, ranks: Numbers, a: Numbers, b: Numbers, bits: Numbers) -> Candidates:
        """Those of columns, put in order.

        Args:
            ranks: place of each record in the order of smallest hashes.
            a: smaller numbers of the pairs.
            b: larger ones.
            bits: families that proposed them.
        """
        first, second = np.minimum(ranks[a], ranks[b]), np.maximum(ranks[a], ranks[b])
        order = np.lexsort((second, first))
        return cls(a[order], b[order], bits[order])


_AT_ONCE = 4096


@define
class Counts:
    """What candidate search did, for the manifest: nothing is dropped in silence.

    Args:
        large_keys: keys above the cap.
        alone: records without a candidate.
        at_bound: records that had more candidates than they may keep.
        dropped: pairs that neither end kept.
    """

    large_keys: int = 0
    alone: int = 0
    at_bound: int = 0
    dropped: int = 0


FAMILIES = ("text", "name", "time-place", "id", "part-of", "identical", "opening")
_TEXT, _NAME, _WHEN_WHERE, _ID, _PART, _IDENTICAL, _OPENING = range(len(FAMILIES))

_STOCK, _DATED = len(FAMILIES), len(FAMILIES) + 1
"""Beside the families: texts whose common words many have, and names that begin alike."""

_LIKENESS = 1 << _STOCK | 1 << _DATED | 1 << _TEXT | 1 << _WHEN_WHERE | 1 << _OPENING
"""Families that propose what may be one event, and tell of no relation."""

_NONE = np.zeros(0, np.int64)

_SURE = 64
"""Weight of a pair of equal texts: no other candidate crowds it out."""


def find_candidates(table: KeyTable, config: Config, counts: Counts | None = None) -> Candidates:
    """The pairs to compare.

    Args:
        table: the keys of all records.
        config: ``match.max_block`` and ``match.max_candidates``.
        counts: filled with what was done.
    """
    tally = counts if counts is not None else Counts()
    heads = Heads.of(table)
    cap = config.match.max_block
    proposals = _Proposals()
    told, stock = _of_texts(heads, cap, tally)
    proposals.add(_TEXT, told)
    proposals.add(_STOCK, stock)
    by_start = heads.ranks(table.starts)
    families = (
        (_NAME, by_start),
        (_DATED, heads.ranks(table.cores)),
        (_WHEN_WHERE, heads.ranks(table.cores)),
        (_OPENING, heads.ranks(table.beginnings)),
    )
    for family, ranks in families:
        kind = "dated" if family == _DATED else FAMILIES[family]
        posted = table.postings(kind, heads.numbers)
        found, large = shared_keys(posted, Block(heads.count, cap, ranks), table.room)
        tally.large_keys += large
        proposals.add(family, found)
    # Every copy may have an id of its own.
    posted = table.postings("id", heads.everyone)
    found, large = shared_keys(posted, Block(heads.count, cap, by_start), table.room)
    tally.large_keys += large
    proposals.add(_ID, found)
    proposals.add(_PART, _of_parts(heads, by_start, cap))
    proposals.add(_IDENTICAL, _of_copies(heads.copies))
    return proposals.kept(heads, config.match.max_candidates, tally)


@define
class _Proposals:
    """What the families found, one after the other."""

    _parts: list[tuple[int, Shared]] = field(factory=list)

    def add(self, family: int, found: Shared) -> None:
        """The findings of one family."""
        self._parts.append((family, found))

    def kept(self, heads: Heads, bound: int, tally: Counts) -> Candidates:
        """The pairs that at least one end keeps among its best; ties go to the smaller id."""
        pairs = np.concatenate([found.pairs for _, found in self._parts])
        if not len(pairs):
            tally.alone += heads.count
            return Candidates(_NONE, _NONE, _NONE)
        bits = np.concatenate([np.full(len(f.pairs), 1 << n, np.int64) for n, f in self._parts])
        weights = np.concatenate([found.weights for _, found in self._parts])
        order = np.argsort(pairs, kind="stable")
        pairs = pairs[order]
        starts = starts_of(pairs)
        pairs = pairs[starts]
        bits = np.bitwise_or.reduceat(bits[order], starts)
        weights = np.add.reduceat(weights[order], starts)
        a, b = pairs // WIDTH, pairs % WIDTH
        # Two entries of one catalogue are two events; only what relates them is worth a look.
        catalogues = heads.table.catalogues[heads.rows]
        idle = (catalogues[a] == catalogues[b]) & (catalogues[a] >= 0) & (bits & ~_LIKENESS == 0)
        idle |= _begin_alone(heads, a, b, bits)
        a, b, bits, weights = a[~idle], b[~idle], bits[~idle], weights[~idle]
        best = _best(a, b, weights, bound, tally) & _worth(a, b, weights, bits)
        tally.alone += int(np.count_nonzero(~np.isin(heads.members, np.concatenate((a, b)))))
        tally.dropped += int(np.count_nonzero(~best))
        return Candidates.of(heads.by_smallest, a[best], b[best], bits[best])


def _begin_alone(heads: Heads, a: Numbers, b: Numbers, bits: Numbers) -> npt.NDArray[np.bool_]:
    """Whether names of one month begin alike and go on quite otherwise: no two spellings."""
    found: npt.NDArray[np.bool_] = bits == 1 << _DATED
    cores = heads.table.cores[heads.rows]
    for place in np.flatnonzero(found).tolist():
        first, second = cores[a[place]], cores[b[place]]
        found[place] = JaroWinkler.similarity(first, second) < LEAST_ALIKE
    return found


def _worth(a: Numbers, b: Numbers, weights: Numbers, bits: Numbers) -> npt.NDArray[np.bool_]:
    """Whether a pair shares more than stock phrases, or is one of the likest of these."""
    kept: npt.NDArray[np.bool_] = bits & ~(1 << _TEXT) != 1 << _STOCK
    stock = np.flatnonzero(~kept)
    kept[stock] = _best(a[stock], b[stock], weights[stock], STOCK_KEPT, Counts())
    return kept


def _best(
    a: Numbers, b: Numbers, weights: Numbers, bound: int, tally: Counts
) -> npt.NDArray[np.bool_]:
    """Whether one end of a pair keeps it."""
    ends, others = np.concatenate((a, b)), np.concatenate((b, a))
    order = np.lexsort((others, -np.concatenate((weights, weights)), ends))
    ends = ends[order]
    starts = starts_of(ends)
    sizes = np.diff(np.append(starts, len(ends)))
    tally.at_bound += int(np.count_nonzero(sizes > bound))
    place = np.arange(len(ends)) - np.repeat(starts, sizes)
    kept = np.zeros(len(ends), np.bool_)
    kept[order] = place < bound
    return kept[: len(a)] | kept[len(a) :]


def _of_copies(copies: Sequence[tuple[int, int]]) -> Shared:
    """Each copy with the first record of its text."""
    keys = np.array(sorted(min(pair) * WIDTH + max(pair) for pair in copies), np.int64)
    return Shared(keys, np.ones(len(keys), np.int64), np.full(len(keys), _SURE, np.int64))


def _of_texts(heads: Heads, cap: int, tally: Counts) -> tuple[Shared, Shared]:
    """Pairs with enough shared hashes, and those of them that share stock phrases."""
    table = heads.table
    texts = int(np.count_nonzero(heads.texts >= 0))
    block = Block(texts, cap, heads.by_smallest)
    sizes, limits = table.counts("text")[heads.rows], table.limits[heads.rows] / LIMIT

    def enough(found: Shared) -> Shared:
        a, b = found.ends
        limit = np.minimum(limits[a], limits[b])
        smaller = np.minimum(sizes[a] * limit / limits[a], sizes[b] * limit / limits[b])
        kept = (found.counts >= LEAST_HASHES) & (found.counts * LEAST_SHARE >= np.floor(smaller))
        return Shared(found.pairs[kept], found.counts[kept], found.weights[kept])

    told, large = shared_keys(table.postings("text", heads.texts), block, table.room, enough)
    tally.large_keys += large
    stock = told.weights < told.counts * rarity(texts, STOCK)
    alike = told.pairs[stock]
    return told, Shared(alike, np.zeros(len(alike), np.int64), np.zeros(len(alike), np.int64))


def _of_parts(heads: Heads, by_start: Numbers, cap: int) -> Shared:
    """Parts with what they are part of, and siblings while few records name the whole.

    What a record says that it is part of, and events that its lead names.
    """
    weights: dict[int, int] = defaultdict(int)
    for kind in ("whole", "mentioned"):
        targets = _members_of(heads.table.postings(kind, heads.numbers))
        called = heads.table.postings("called", heads.numbers)
        wholes = _members_of(called, np.array(sorted(targets), np.uint64))
        for target, children in targets.items():
            parents = wholes.get(target, [])
            df = len(children) + len(parents)
            if df > cap:
                parents = sorted(parents, key=lambda i: by_start[i])[:SUCCESSORS]
            pairs = [(child, parent) for child in children for parent in parents if child != parent]
            _weigh(weights, pairs, rarity(heads.count, df))
            if kind == "whole" and len(children) <= SIBLINGS:
                _weigh(weights, combinations(children, 2), rarity(heads.count, len(children)))
    keys = np.array(sorted(weights), np.int64)
    found = np.array([weights[key] for key in sorted(weights)], np.int64)
    return Shared(keys, np.ones(len(keys), np.int64), found)


def _weigh(weights: dict[int, int], pairs: Iterable[tuple[int, int]], weight: int) -> None:
    for a, b in pairs:
        weights[min(a, b) * WIDTH + max(a, b)] += weight


def _members_of(
    posted: Iterable[Postings], sought: npt.NDArray[np.uint64] | None = None
) -> dict[int, list[int]]:
    """The records of each key, or of those that are sought."""
    blocks: dict[int, list[int]] = defaultdict(list)
    for keys, records in posted:
        here = np.isin(keys, sought) if sought is not None else np.ones(len(keys), np.bool_)
        for key, number in zip(keys[here].tolist(), records[here].tolist(), strict=True):
            blocks[key].append(number)
    return blocks


@cache
def _names_of(bits: int) -> tuple[str, ...]:
    bits |= (bits >> _DATED & 1) << _NAME
    return tuple(name for place, name in enumerate(FAMILIES) if bits >> place & 1)
