"""Candidate pairs: which records are compared at all.

Every record posts keys; records with a key in common are proposed, each keeps its best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from attrs import define, field

from warcorpus.config import Config
from warcorpus.matching.postings import (
    SUCCESSORS,
    WIDTH,
    Block,
    Numbers,
    Postings,
    Shared,
    shared_keys,
)
from warcorpus.matching.prose import MIN_OPENING
from warcorpus.matching.sketch import LIMIT
from warcorpus.matching.times import month_number
from warcorpus.matching.vetoes import source_of
from warcorpus.matching.view import View

LEAST_HASHES = 2
"""Shared hashes that propose a pair; one alone is a stock phrase."""

LEAST_SHARE = 10
"""Nor do hashes of less than one in so many shingles of the shorter text."""

_YEAR_MONTHS = 24
_OPEN_NAME = "\uffff"
_SORTED_BY = 64  # hashes that texts of a large block are sorted by
_NONE = np.zeros(0, np.int64)

Order = Callable[[View], tuple[object, ...]]


class Candidate(NamedTuple):
    """A pair worth comparing.

    Args:
        a: index of the view with the smaller id.
        b: index of the other.
        families: keys that proposed it, in the order of :data:`FAMILIES`.
        weight: how rare the shared keys are; rarer keys weigh more.
    """

    a: int
    b: int
    families: tuple[str, ...]
    weight: int


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

_LIKENESS = 1 << _TEXT | 1 << _WHEN_WHERE | 1 << _OPENING
"""Families that propose what may be one event, and tell of no relation."""

_SURE = 64
"""Weight of a pair of equal texts: no other candidate crowds it out."""


def find_candidates(
    views: Sequence[View], config: Config, counts: Counts | None = None
) -> list[Candidate]:
    """The pairs to compare, sorted.

    Args:
        views: one a document, sorted by id.
        config: ``match.max_block`` and ``match.max_candidates``.
        counts: filled with what was done.
    """
    tally = counts if counts is not None else Counts()
    texts, heads, copies = _representatives(views)
    cap = config.match.max_block
    by_start = _ranks(views, heads, _by_start)
    proposals = _Proposals()
    proposals.add(_TEXT, _of_texts(views, texts, cap, tally))
    families = (
        (_NAME, _name_keys, by_start),
        (_WHEN_WHERE, _when_where_keys, _ranks(views, heads, _by_core)),
        (_ID, _id_keys, by_start),
        (_OPENING, _opening_keys, _ranks(views, heads, _by_words)),
    )
    for family, keys, ranks in families:
        posted = Postings.of((key, i) for i in heads for key in dict.fromkeys(keys(views[i])))
        found, large = shared_keys(posted, Block(max(len(heads), 1), cap, ranks))
        tally.large_keys += large
        proposals.add(family, found)
    proposals.add(_PART, _of_parts(views, heads, cap))
    proposals.add(_IDENTICAL, _of_copies(copies))
    catalogues = _catalogues(views, config.match.distinct_within)
    return proposals.kept(heads, config.match.max_candidates, tally, catalogues)


@define
class _Proposals:
    """What the families found, one after the other."""

    _parts: list[tuple[int, Shared]] = field(factory=list)

    def add(self, family: int, found: Shared) -> None:
        """The findings of one family."""
        self._parts.append((family, found))

    def kept(
        self, heads: Sequence[int], bound: int, tally: Counts, catalogues: Numbers
    ) -> list[Candidate]:
        """The pairs that at least one end keeps among its best; ties go to the smaller id."""
        pairs = np.concatenate([found.pairs for _, found in self._parts])
        if not len(pairs):
            tally.alone += len(heads)
            return []
        bits = np.concatenate([np.full(len(f.pairs), 1 << n, np.int64) for n, f in self._parts])
        weights = np.concatenate([found.weights for _, found in self._parts])
        order = np.argsort(pairs, kind="stable")
        pairs = pairs[order]
        starts = np.flatnonzero(np.concatenate((np.array([True]), pairs[1:] != pairs[:-1])))
        pairs = pairs[starts]
        bits = np.bitwise_or.reduceat(bits[order], starts)
        weights = np.add.reduceat(weights[order], starts)
        a, b = pairs // WIDTH, pairs % WIDTH
        # Two entries of one catalogue are two events; only what relates them is worth a look.
        idle = (catalogues[a] == catalogues[b]) & (catalogues[a] >= 0) & (bits & ~_LIKENESS == 0)
        a, b, bits, weights = a[~idle], b[~idle], bits[~idle], weights[~idle]
        best = _best(a, b, weights, bound, tally)
        tally.alone += int(np.count_nonzero(~np.isin(np.array(heads), np.concatenate((a, b)))))
        tally.dropped += int(np.count_nonzero(~best))
        columns = (a[best].tolist(), b[best].tolist(), bits[best].tolist(), weights[best].tolist())
        return [Candidate(x, y, _names_of(z), w) for x, y, z, w in zip(*columns, strict=True)]


def _best(
    a: Numbers, b: Numbers, weights: Numbers, bound: int, tally: Counts
) -> npt.NDArray[np.bool_]:
    """Whether one end of a pair keeps it."""
    ends, others = np.concatenate((a, b)), np.concatenate((b, a))
    order = np.lexsort((others, -np.concatenate((weights, weights)), ends))
    ends = ends[order]
    starts = np.flatnonzero(np.concatenate((np.array([True]), ends[1:] != ends[:-1])))
    sizes = np.diff(np.append(starts, len(ends)))
    tally.at_bound += int(np.count_nonzero(sizes > bound))
    place = np.arange(len(ends)) - np.repeat(starts, sizes)
    kept = np.zeros(len(ends), np.bool_)
    kept[order] = place < bound
    return kept[: len(a)] | kept[len(a) :]


def _representatives(
    views: Sequence[View],
) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """The first record of every text, all that say something new, and each copy with its first.

    A copy that tells the same name, time, place and ids as its first record finds nothing that
    this one does not find.
    """
    texts: list[int] = []
    heads: list[int] = []
    copies: list[tuple[int, int]] = []
    first: dict[bytes, int] = {}
    told: set[tuple[bytes, tuple[str, ...]]] = set()
    for index, view in enumerate(views):
        digest = view.prose.digest
        head = index if digest is None else first.setdefault(digest, index)
        if head == index:
            texts.append(index)
        else:
            copies.append((index, head))
        if digest is not None:
            says = (digest, tuple(_all_keys(view)))
            if says in told:
                continue
            told.add(says)
        heads.append(index)
    return texts, heads, copies


def _all_keys(view: View) -> Iterator[str]:
    for keys in (_name_keys, _when_where_keys, _id_keys, lambda view: view.parts):
        yield from sorted(keys(view))


def _of_copies(copies: Sequence[tuple[int, int]]) -> Shared:
    """Each copy with the first record of its text."""
    keys = np.array(sorted(min(pair) * WIDTH + max(pair) for pair in copies), np.int64)
    return Shared(keys, np.ones(len(keys), np.int64), np.full(len(keys), _SURE, np.int64))


def _catalogues(views: Sequence[View], distinct_within: Sequence[str]) -> Numbers:
    """The source of each record that lists an event once, -1 for all others."""
    names = {name: number for number, name in enumerate(sorted(distinct_within))}
    found = (source_of(view, distinct_within) for view in views)
    return np.array([-1 if name is None else names[name] for name in found], np.int64)


def _ranks(views: Sequence[View], heads: Sequence[int], order: Order) -> Numbers:
    """The place of each record in an order of blocks; ties go to the smaller id."""
    ranks = np.zeros(len(views), np.int64)
    ranks[sorted(heads, key=lambda i: (order(views[i]), i))] = np.arange(len(heads))
    return ranks


def _of_texts(views: Sequence[View], heads: Sequence[int], cap: int, tally: Counts) -> Shared:
    """Pairs with enough shared hashes."""
    sketches = [views[index].sketch for index in heads]
    lengths = np.array([len(sketch.hashes) for sketch in sketches], np.int64)
    if not lengths.sum():
        return shared_keys(Postings.of(()), Block(1, cap, _NONE))[0]
    posted = Postings(
        np.concatenate([sketch.hashes for sketch in sketches]),
        np.repeat(np.array(heads, np.int64), lengths),
    )
    ranks = _ranks(views, heads, _by_sketch)
    found, large = shared_keys(posted, Block(len(heads), cap, ranks))
    tally.large_keys += large
    sizes = np.zeros(len(views))
    limits = np.ones(len(views))
    sizes[heads] = lengths
    limits[heads] = [sketch.limit / LIMIT for sketch in sketches]
    a, b = found.ends
    limit = np.minimum(limits[a], limits[b])
    smaller = np.minimum(sizes[a] * limit / limits[a], sizes[b] * limit / limits[b])
    enough = (found.counts >= LEAST_HASHES) & (found.counts * LEAST_SHARE >= np.floor(smaller))
    return Shared(found.pairs[enough], found.counts[enough], found.weights[enough])


def _of_parts(views: Sequence[View], heads: Sequence[int], cap: int) -> Shared:
    """Parts with what they are part of, and siblings while few records name the whole."""
    wholes = _posted_all(views, heads, lambda view: view.name_keys)
    weights: dict[int, int] = defaultdict(int)
    for target, children in _posted_all(views, heads, lambda view: view.parts).items():
        parents = wholes.get(target, [])
        df = len(children) + len(parents)
        if df > cap:
            parents = sorted(parents, key=lambda i: (_by_start(views[i]), i))[:SUCCESSORS]
        pairs = [(child, parent) for child in children for parent in parents if child != parent]
        weight = max((len(heads) // df).bit_length() - 1, 0)
        _weigh(weights, pairs, weight)
        if len(children) <= cap:
            weight = max((len(heads) // len(children)).bit_length() - 1, 0)
            _weigh(weights, combinations(children, 2), weight)
    keys = np.array(sorted(weights), np.int64)
    found = np.array([weights[key] for key in sorted(weights)], np.int64)
    return Shared(keys, np.ones(len(keys), np.int64), found)


def _weigh(weights: dict[int, int], pairs: Iterable[tuple[int, int]], weight: int) -> None:
    for a, b in pairs:
        weights[min(a, b) * WIDTH + max(a, b)] += weight


def _posted_all(
    views: Sequence[View], heads: Sequence[int], keys: Callable[[View], Iterable[str]]
) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index in heads:
        for key in keys(views[index]):
            blocks[key].append(index)
    return blocks


def _name_keys(view: View) -> Iterator[str]:
    for name in view.names:
        if name.folded:
            yield f"f {name.folded}"
        if name.core:
            yield f"c {name.core.replace(' ', '')}"
        if name.skeleton:
            yield f"s {name.skeleton}"
        for part in name.listed:
            yield f"c {part.replace(' ', '')}"


def _when_where_keys(view: View) -> Iterator[str]:
    """Months of the start, and the most specific place."""
    if view.time is None or view.place is None or not view.place.key:
        return
    if not view.time.closed:
        return
    if view.place.wide and view.time.grain == "day":
        # A whole state sees something every month; two accounts of one event agree in a day.
        for day in {view.time.start, view.time.end}:
            yield f"day {day} {view.place.key}"
        return
    start, end = month_number(view.time.start), month_number(view.time.end)
    if view.time.grain == "year":
        months = range(start, min(end, start + _YEAR_MONTHS - 1) + 1)
    else:
        months = range(start - 1, start + 2)
    for month in months:
        yield f"{month} {view.place.key}"


def _id_keys(view: View) -> Iterator[str]:
    for namespace, value in view.ids:
        yield f"{namespace} {value}"


def _opening_keys(view: View) -> Iterator[str]:
    """The first words: a lead section alone begins like its page."""
    if view.prose.size >= MIN_OPENING:
        yield " ".join(view.prose.beginning[:MIN_OPENING])


def _by_words(view: View) -> tuple[object, ...]:
    """Texts that begin with each other stand beside each other."""
    return view.prose.beginning


def _by_start(view: View) -> tuple[object, ...]:
    return (view.time.start if view.time else 0,)


def _by_core(view: View) -> tuple[object, ...]:
    return (min((name.core for name in view.names if name.primary), default=_OPEN_NAME),)


def _by_sketch(view: View) -> tuple[object, ...]:
    """Texts that share their smallest hashes stand beside each other."""
    return (view.sketch.hashes[:_SORTED_BY].tolist(),)


@cache
def _names_of(bits: int) -> tuple[str, ...]:
    return tuple(name for place, name in enumerate(FAMILIES) if bits >> place & 1)
