"""Candidate pairs: which records are compared at all.

Every record posts keys; records with a key in common are proposed. A key that many records have is
never dropped, since it belongs to the most copied documents: its records are sorted, and each is
paired with its successors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice

from attrs import define, field, frozen

from warcorpus.config import Config
from warcorpus.matching.times import month_number
from warcorpus.matching.view import View

SUCCESSORS = 8
"""Records that each record of a large block is paired with (start value)."""

LEAST_HASHES = 2
"""Shared hashes that propose a pair; one alone is a stock phrase."""

_YEAR_MONTHS = 24
_OPEN_NAME = "\uffff"

Order = Callable[[View], tuple[object, ...]]


@frozen
class Candidate:
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


@define
class _Proposals:
    """Pairs with the families and weights of what they share."""

    documents: int
    pairs: dict[tuple[int, int], list[int]] = field(factory=dict)

    def add(self, a: int, b: int, family: int, df: int) -> None:
        """A key that ``df`` records have is shared by two of them."""
        key = (a, b) if a < b else (b, a)
        weight = max((self.documents // df).bit_length() - 1, 0)
        entry = self.pairs.get(key)
        if entry is None:
            self.pairs[key] = [1 << family, weight]
        else:
            entry[0] |= 1 << family
            entry[1] += weight


FAMILIES = ("text", "name", "time-place", "id", "part-of", "identical")
_TEXT, _NAME, _WHEN_WHERE, _ID, _PART, _IDENTICAL = range(len(FAMILIES))


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
    heads, copies = _representatives(views)
    proposals = _Proposals(max(len(heads), 1))
    cap = config.match.max_block
    _propose_texts(proposals, views, heads, cap, tally)
    postings = (
        (_NAME, _name_keys, _by_start),
        (_WHEN_WHERE, _when_where_keys, _by_core),
        (_ID, _id_keys, _by_start),
    )
    for family, keys, order in postings:
        blocks = _posted(views, heads, keys)
        for members in blocks.values():
            tally.large_keys += len(members) > cap
            for a, b in _block_pairs(members, views, order, cap):
                proposals.add(a, b, family, len(members))
    _propose_parts(proposals, views, heads, cap)
    kept = _bounded(proposals, heads, config.match.max_candidates, tally)
    found = [Candidate(a, b, _names_of(bits), weight) for (a, b), (bits, weight) in kept]
    for copy, head in copies:
        found.append(Candidate(min(copy, head), max(copy, head), (FAMILIES[_IDENTICAL],), 64))
    return sorted(found, key=lambda c: (c.a, c.b))


def _representatives(views: Sequence[View]) -> tuple[list[int], list[tuple[int, int]]]:
    """The first record of every text, and each further copy with its first."""
    heads: list[int] = []
    copies: list[tuple[int, int]] = []
    first: dict[bytes, int] = {}
    for index, view in enumerate(views):
        digest = view.prose.digest
        head = index if digest is None else first.setdefault(digest, index)
        if head == index:
            heads.append(index)
        else:
            copies.append((index, head))
    return heads, copies


def _posted(
    views: Sequence[View], heads: Sequence[int], keys: Callable[[View], Iterable[str]]
) -> dict[str, list[int]]:
    """Records by key; keys of one record alone are left out."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index in heads:
        for key in dict.fromkeys(keys(views[index])):
            blocks[key].append(index)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _block_pairs(
    members: Sequence[int], views: Sequence[View], order: Order, cap: int
) -> Iterator[tuple[int, int]]:
    """All pairs of a small block; of a large one each record with its successors."""
    if len(members) <= cap:
        yield from combinations(members, 2)
        return
    ranked = sorted(members, key=lambda index: (order(views[index]), views[index].id))
    yield from _neighbours(ranked)


def _neighbours(ranked: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, index in enumerate(ranked):
        for other in islice(ranked, place + 1, place + 1 + SUCCESSORS):
            yield index, other


def _propose_texts(
    proposals: _Proposals, views: Sequence[View], heads: Sequence[int], cap: int, tally: Counts
) -> None:
    """Pairs with two shared hashes."""
    posted: dict[int, list[int]] = defaultdict(list)
    for index in heads:
        for value in views[index].sketch.hashes:
            posted[value].append(index)
    blocks = [members for members in posted.values() if len(members) > 1]
    rank: dict[int, int] = {}
    if any(len(members) > cap for members in blocks):
        ordered = sorted(heads, key=lambda i: (views[i].sketch.hashes, views[i].id))
        rank = {index: place for place, index in enumerate(ordered)}
    shared: dict[tuple[int, int], list[int]] = {}
    for members in blocks:
        df = len(members)
        weight = max((proposals.documents // df).bit_length() - 1, 0)
        tally.large_keys += df > cap
        pairs: Iterable[tuple[int, int]] = combinations(members, 2)
        if df > cap:
            pairs = _neighbours(sorted(members, key=rank.__getitem__))
        for a, b in pairs:
            key = (a, b) if a < b else (b, a)
            entry = shared.get(key)
            if entry is None:
                shared[key] = [1, weight]
            else:
                entry[0] += 1
                entry[1] += weight
    for key, (count, weight) in shared.items():
        if count >= LEAST_HASHES:
            proposals.pairs[key] = [1 << _TEXT, weight]


def _propose_parts(
    proposals: _Proposals, views: Sequence[View], heads: Sequence[int], cap: int
) -> None:
    """Parts with what they are part of, and siblings while few records name the whole."""
    wholes = _posted_all(views, heads, lambda view: view.name_keys)
    for target, children in _posted_all(views, heads, lambda view: view.parts).items():
        parents = wholes.get(target, [])
        df = len(children) + len(parents)
        if df > cap:
            parents = sorted(parents, key=lambda i: (_by_start(views[i]), views[i].id))
            parents = parents[:SUCCESSORS]
        for child in children:
            for parent in parents:
                if child != parent:
                    proposals.add(child, parent, _PART, df)
        if len(children) <= cap:
            for a, b in combinations(children, 2):
                proposals.add(a, b, _PART, len(children))


def _posted_all(
    views: Sequence[View], heads: Sequence[int], keys: Callable[[View], Iterable[str]]
) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index in heads:
        for key in keys(views[index]):
            blocks[key].append(index)
    return blocks


def _bounded(
    proposals: _Proposals, heads: Sequence[int], bound: int, tally: Counts
) -> list[tuple[tuple[int, int], list[int]]]:
    """The pairs that at least one end keeps among its best; ties go to the smaller id."""
    of_each: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (a, b), (_, weight) in proposals.pairs.items():
        of_each[a].append((-weight, b))
        of_each[b].append((-weight, a))
    tally.alone += sum(index not in of_each for index in heads)
    kept: set[tuple[int, int]] = set()
    for index, others in of_each.items():
        tally.at_bound += len(others) > bound
        for _, other in sorted(others)[:bound]:
            kept.add((index, other) if index < other else (other, index))
    tally.dropped += len(proposals.pairs) - len(kept)
    return [(key, entry) for key, entry in proposals.pairs.items() if key in kept]


def _name_keys(view: View) -> Iterator[str]:
    for name in view.names:
        if name.folded:
            yield f"f {name.folded}"
        if name.core:
            yield f"c {name.core}"
        if name.skeleton:
            yield f"s {name.skeleton}"


def _when_where_keys(view: View) -> Iterator[str]:
    """Months of the start, and the most specific place."""
    if view.time is None or view.place is None or not view.place.key:
        return
    if not view.time.closed:
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


def _by_start(view: View) -> tuple[object, ...]:
    return (view.time.start if view.time else 0,)


def _by_core(view: View) -> tuple[object, ...]:
    return (min((name.core for name in view.names if name.primary), default=_OPEN_NAME),)


def _names_of(bits: int) -> tuple[str, ...]:
    return tuple(name for place, name in enumerate(FAMILIES) if bits >> place & 1)
