"""Clusters: greedy average linkage with must-links and cannot-links inside components.

Connected components of pair scores alone join everything that a few wrong pairs touch.

Time and memory grow with the pairs, also where one component holds all records: of two clusters
that become one only what the less linked one is linked to is looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from warcorpus.config import Config
from warcorpus.matching.model import SIXTEENTHS
from warcorpus.matching.outcome import FEWER_BITS, must_link, one_to_one, only_an_opening
from warcorpus.matching.vetoes import binding
from warcorpus.model.pairs import Cluster, Outcome, Pair

CLAMP = 30 * SIXTEENTHS
"""No pair speaks louder in a mean than with so many bits."""

LEAST_MEAN = 2 * SIXTEENTHS
"""Two clusters whose pairs have no higher mean stay apart (start value)."""

CHECKED_IDS, CHECKED_PAIRS = 3, 9
"""A merge with fewer scored pairs has those among so many ids of each side scored."""

MAX_NODES = 5_000
STEP = 4 * SIXTEENTHS
"""A component over ``MAX_NODES`` is cut by raising the edge threshold in such steps."""

Scorer = Callable[[str, str], Pair]

Edges = dict[int, "Edge"]
"""By the numbers of both records as one: the first times how many there are, plus the second."""

_NOWHERE: frozenset[int] = frozenset()


class Between(NamedTuple):
    """What is known across two clusters."""

    total: int
    scored: int
    same: bool
    forbidden: bool

    def plus(self, other: Between) -> Between:
        """The same of two clusters made one."""
        return Between(
            self.total + other.total,
            self.scored + other.scored,
            self.same or other.same,
            self.forbidden or other.forbidden,
        )


class Edge(NamedTuple):
    """What clusters need of a pair: a hundredth of what a pair with its evidence takes."""

    bits: int
    same: bool
    forbidden: bool
    must: bool
    opening: int

    @classmethod
    def of(cls, pair: Pair) -> Edge:
        """Of a pair; of an opening it tells which of the two is no more, 1 or 2, else 0."""
        short = only_an_opening(pair)
        opening = 0 if short is None else 1 if short == pair.a else 2
        same = pair.outcome is Outcome.SAME and short is None
        return cls(_bits(pair), same, binding(pair.vetoes), _linkable(pair), opening)


def build_clusters(
    ids: Sequence[str],
    pairs: Sequence[Pair],
    config: Config,
    score: Scorer,
    catalogues: Mapping[str, int] | None = None,
) -> list[Cluster]:
    """Put every record into exactly one cluster.

    Args:
        ids: ids of all records.
        pairs: every compared pair; looked at twice, and none is held.
        config: thresholds of the run.
        score: compares two records that were never proposed.
        catalogues: the source of each record whose source lists an event once.

    Returns:
        Clusters sorted by their smallest id.
    """
    found: list[Cluster] = []
    for members, edges in _components(sorted(set(ids)), pairs):
        if len(members) == 1:
            found.append(Cluster(tuple(members)))
        else:
            found.extend(_Component(members, edges, score, catalogues or {}).clusters())
    return sorted(found, key=lambda cluster: cluster.members[0])


def _linkable(pair: Pair) -> bool:
    return must_link(pair) and not binding(pair.vetoes)


def _bits(pair: Pair) -> int:
    """What a pair weighs in a mean; the bar of one-to-one pairs is lower, for a mean as well."""
    eased = FEWER_BITS * SIXTEENTHS if one_to_one(pair) else 0
    return max(-CLAMP, min(CLAMP, pair.score + pair.prior + eased))


def _components(ids: Sequence[str], pairs: Sequence[Pair]) -> list[tuple[list[str], Edges]]:
    """Records that a chain of links connects, with what is known of the pairs among them.

    Args:
        ids: of all records, sorted.
        pairs: every compared pair; those of other records are left out.

    Returns:
        Components by their smallest id, each with sorted ids.
    """
    place = {key: i for i, key in enumerate(ids)}
    roots = Roots(len(ids))
    for pair in pairs:
        linked = pair.outcome is Outcome.SAME or _linkable(pair)
        if linked and pair.a in place and pair.b in place:
            roots.join(place[pair.a], place[pair.b])
    found: dict[int, tuple[list[str], Edges]] = {}
    number = []  # of each record in its component
    for i, key in enumerate(ids):
        members, _ = found.setdefault(roots.of(i), ([], {}))
        number.append(len(members))
        members.append(key)
    for pair in pairs:
        a, b = place.get(pair.a), place.get(pair.b)
        if a is not None and b is not None and roots.of(a) == roots.of(b):
            members, edges = found[roots.of(a)]
            edges[number[a] * len(members) + number[b]] = Edge.of(pair)
    return list(found.values())


class Roots:
    """Which numbers hang together; each set goes by one of them.

    >>> roots = Roots(3)
    >>> roots.join(2, 0)
    >>> roots.of(0) == roots.of(2), roots.of(1)
    (True, 1)
    """

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, number: int) -> int:
        """The one that the set of a number goes by."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def join(self, under: int, kept: int) -> None:
        """Make the sets of two numbers one, which goes by what that of the second went by."""
        self._above[self.of(under)] = self.of(kept)


class _Component:
    """One connected component on its way to clusters.

    Its records are numbered by their ids. A cluster goes by the number of one of its records,
    its handle; where clusters are put in an order, it stands at the smallest one.
    """

    def __init__(
        self,
        ids: Sequence[str],
        edges: Edges,
        score: Scorer,
        catalogues: Mapping[str, int],
    ) -> None:
        self.ids = ids
        self.score = score
        self.edges = edges
        self.roots = Roots(len(ids))
        self.handles = set(range(len(ids)))
        self.sizes = [1] * len(ids)
        self.lowest: list[tuple[int, ...]] = [(i,) for i in range(len(ids))]
        self.weakest: list[int | None] = [None] * len(ids)
        self.links: list[dict[int, Between]] = [{} for _ in ids]
        self.listed = [
            frozenset((catalogues[key],)) if key in catalogues else _NOWHERE for key in ids
        ]
        for key, edge in self.edges.items():
            self._know(edge, *divmod(key, len(ids)))

    def clusters(self) -> list[Cluster]:
        """The clusters of this component."""
        self._join_copies()
        if len(self.handles) > MAX_NODES:
            for piece in self._pieces():
                self._agglomerate(piece)
        self._agglomerate(set(self.handles))
        self._attach_openings()
        return self._told()

    def _key(self, a: int, b: int) -> int:
        """Two records as one number, which takes less memory than a tuple."""
        return min(a, b) * len(self.ids) + max(a, b)

    def _know(self, edge: Edge, a: int, b: int) -> None:
        """Enter a scored pair between the clusters ``a`` and ``b``."""
        new = Between(edge.bits, 1, edge.same, edge.forbidden)
        old = self.links[a].get(b)
        self.links[a][b] = self.links[b][a] = new if old is None else old.plus(new)

    def _join_copies(self) -> None:
        """Must-links, the strongest first; one that a cannot-link crosses is dropped."""
        copies = [(-edge.bits, key) for key, edge in self.edges.items() if edge.must]
        for weight, key in sorted(copies):
            a, b = map(self.roots.of, divmod(key, len(self.ids)))
            if a != b and not self.links[a][b].forbidden:
                self._merge(a, b, -weight)

    def _merge(self, a: int, b: int, mean: int) -> tuple[int, Collection[int]]:
        """Make two clusters one.

        Returns:
            its handle, and those whose pair with it has another place in the queue now, or is to
            be checked anew.
        """
        if len(self.links[a]) < len(self.links[b]):
            a, b = b, a
        ours, theirs = self.links[a], self.links[b]
        self.links[b] = {}
        ours.pop(b, None)
        theirs.pop(a, None)
        for other, between in theirs.items():
            old = ours.get(other)
            united = between if old is None else old.plus(between)
            ours[other] = self.links[other][a] = united
            del self.links[other][b]
        self.roots.join(b, a)
        self.handles.discard(b)
        self.sizes[a] += self.sizes[b]
        self.listed[a] |= self.listed[b]
        lows = [low for low in (self.weakest[a], self.weakest[b]) if low is not None]
        self.weakest[a] = min([*lows, mean])
        before = self.lowest[a]
        self.lowest[a] = tuple(sorted(before + self.lowest[b])[:CHECKED_IDS])
        # What was refused stays so while the same few records are checked. Ids are digests, so
        # that a growing cluster gets new smallest ones a few times only.
        return a, theirs if self.lowest[a] == before else ours

    def _agglomerate(self, allowed: set[int]) -> None:
        """Join the best pair of clusters until none may be joined."""
        heap = [
            self._entry(a, b, between)
            for a in allowed
            for b, between in self.links[a].items()
            if a < b and b in allowed and between.same and not between.forbidden
        ]
        heapify(heap)
        while heap:
            _, first, second, total, scored = heappop(heap)
            a, b = self.roots.of(first), self.roots.of(second)
            between = self.links[a].get(b)
            if between is None or (between.total, between.scored) != (total, scored):
                continue
            if (self.lowest[a][0], self.lowest[b][0]) != (first, second):
                continue
            between = self._checked(a, b, between)
            if self._apart(a, b) or between.total <= LEAST_MEAN * between.scored:
                continue
            joined, moved = self._merge(a, b, between.total // between.scored)
            ours = self.links[joined]
            for other in moved:
                link = ours[other]
                if other in allowed and link.same and not link.forbidden:
                    heappush(heap, self._entry(joined, other, link))

    def _attach_openings(self) -> None:
        """Give records that are just the first words of another one to its cluster.

        Their few words agree with nothing else there, so that no mean would let them in. Words
        that begin several events say nothing.
        """
        wholes: dict[int, dict[int, int]] = defaultdict(dict)
        for key, edge in sorted(self.edges.items()):
            if edge.opening:
                a, b = divmod(key, len(self.ids))
                short, whole = (a, b) if edge.opening == 1 else (b, a)
                wholes[short][self.roots.of(whole)] = edge.bits
        for short in sorted(wholes):
            found = wholes[short]
            if len(found) != 1 or self.sizes[self.roots.of(short)] > 1:
                continue
            ((whole, weight),) = found.items()
            other = self.roots.of(whole)
            if other != short and not self._apart(short, other):
                self._merge(short, other, weight)

    def _apart(self, a: int, b: int) -> bool:
        """Whether two clusters may never be one."""
        return self.links[a][b].forbidden or not self.listed[a].isdisjoint(self.listed[b])

    def _entry(self, a: int, b: int, between: Between) -> tuple[int, int, int, int, int]:
        """A place in the queue: highest mean first, then smallest ids."""
        x, y = self.lowest[a][0], self.lowest[b][0]
        mean = -(between.total << 20) // between.scored
        return (mean, min(x, y), max(x, y), between.total, between.scored)

    def _checked(self, a: int, b: int, between: Between) -> Between:
        """Score what was never proposed, among the smallest ids, where little is scored."""
        if between.scored >= min(CHECKED_PAIRS, self.sizes[a] * self.sizes[b]):
            return between
        for x in self.lowest[a]:
            for y in self.lowest[b]:
                key = self._key(x, y)
                if key not in self.edges:
                    pair = self.score(self.ids[min(x, y)], self.ids[max(x, y)])
                    self.edges[key] = Edge.of(pair)
                    self._know(self.edges[key], a, b)
        return self.links[a][b]

    def _pieces(self) -> list[set[int]]:
        """The clusters in pieces of at most ``MAX_NODES``, by ever stronger edges.

        No edge is stronger than the strongest pair, so that there is an end.
        """
        done: list[set[int]] = []
        waiting = [(set(self.handles), 0)]
        while waiting:
            piece, threshold = waiting.pop()
            if len(piece) <= MAX_NODES:
                done.append(piece)
            else:
                parts = self._parted(piece, threshold + STEP)
                waiting += [(part, threshold + STEP) for part in parts]
        return done

    def _parted(self, piece: set[int], threshold: int) -> Iterable[set[int]]:
        """The parts of a piece that edges of so many bits hold together."""
        roots = Roots(len(self.ids))
        for a in piece:
            for b, between in self.links[a].items():
                strong = between.same and between.total >= threshold * between.scored
                if strong and a < b and b in piece:
                    roots.join(a, b)
        parts: dict[int, set[int]] = defaultdict(set)
        for a in piece:
            parts[roots.of(a)].add(a)
        return parts.values()

    def _told(self) -> list[Cluster]:
        """The clusters with what is known of them, by their smallest ids."""
        members: dict[int, list[str]] = defaultdict(list)
        for i, key in enumerate(self.ids):
            members[self.roots.of(i)].append(key)
        totals, counts = [0] * len(self.ids), [0] * len(self.ids)
        for where, edge in self.edges.items():
            a, b = map(self.roots.of, divmod(where, len(self.ids)))
            if a == b:
                totals[a] += edge.bits
                counts[a] += 1
        return [
            Cluster(tuple(keys))
            if low is None
            else Cluster(tuple(keys), low / SIXTEENTHS, totals[a] / counts[a] / SIXTEENTHS)
            for a, keys in members.items()
            for low in (self.weakest[a],)
        ]
