"""Clusters: greedy average linkage with must-links and cannot-links inside components.

Connected components of pair scores alone join everything that a few wrong pairs touch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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


def build_clusters(
    ids: Sequence[str],
    pairs: Iterable[Pair],
    config: Config,
    score: Scorer,
    catalogues: Mapping[str, int] | None = None,
) -> list[Cluster]:
    """Put every record into exactly one cluster.

    Args:
        ids: ids of all records.
        pairs: every compared pair.
        config: thresholds of the run.
        score: compares two records that were never proposed.
        catalogues: the source of each record whose source lists an event once.

    Returns:
        Clusters sorted by their smallest id.
    """
    everyone = sorted(set(ids))
    known = set(everyone)
    by_key = {(pair.a, pair.b): pair for pair in pairs if {pair.a, pair.b} <= known}
    linked = [p for p in by_key.values() if p.outcome is Outcome.SAME or _linkable(p)]
    components = _components(everyone, [(p.a, p.b) for p in linked])
    place = {key: i for i, members in enumerate(components) for key in members}
    inside: list[list[Pair]] = [[] for _ in components]
    for pair in by_key.values():
        if place[pair.a] == place[pair.b]:
            inside[place[pair.a]].append(pair)
    found: list[Cluster] = []
    for members, compared in zip(components, inside, strict=True):
        found.extend(_Component(members, compared, score, catalogues or {}).clusters())
    return sorted(found, key=lambda cluster: cluster.members[0])


def _linkable(pair: Pair) -> bool:
    return must_link(pair) and not binding(pair.vetoes)


def _bits(pair: Pair) -> int:
    """What a pair weighs in a mean; the bar of one-to-one pairs is lower, for a mean as well."""
    eased = FEWER_BITS * SIXTEENTHS if one_to_one(pair) else 0
    return max(-CLAMP, min(CLAMP, pair.score + pair.prior + eased))


def _components(ids: Sequence[str], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Connected components, each sorted, by their smallest id."""
    above = {key: key for key in ids}

    def root(key: str) -> str:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for a, b in edges:
        x, y = root(a), root(b)
        above[max(x, y)] = min(x, y)
    groups: dict[str, list[str]] = {}
    for key in ids:
        groups.setdefault(root(key), []).append(key)
    return list(groups.values())


class _Component:
    """One connected component on its way to clusters. A cluster goes by its smallest id."""

    def __init__(
        self,
        members: Sequence[str],
        pairs: Iterable[Pair],
        score: Scorer,
        catalogues: Mapping[str, int],
    ) -> None:
        self.score = score
        self.listed = {key: {catalogues[key]} if key in catalogues else set() for key in members}
        self.pairs = {(pair.a, pair.b): pair for pair in pairs}
        self.members = {key: [key] for key in members}
        self.links: dict[str, dict[str, Between]] = {key: {} for key in members}
        self.weakest: dict[str, int | None] = dict.fromkeys(members)
        for pair in self.pairs.values():
            self._know(pair, pair.a, pair.b)

    def clusters(self) -> list[Cluster]:
        """The clusters of this component."""
        self._join_copies()
        if len(self.members) > MAX_NODES:
            for piece in self._pieces():
                self._agglomerate(piece)
        self._agglomerate(set(self.members))
        self._attach_openings()
        return [self._cluster(key) for key in sorted(self.members)]

    def _know(self, pair: Pair, a: str, b: str) -> None:
        """Enter a scored pair between the clusters ``a`` and ``b``."""
        same = pair.outcome is Outcome.SAME and only_an_opening(pair) is None
        new = Between(_bits(pair), 1, same, binding(pair.vetoes))
        old = self.links[a].get(b)
        self.links[a][b] = self.links[b][a] = new if old is None else old.plus(new)

    def _join_copies(self) -> None:
        """Must-links, the strongest first; one that a cannot-link crosses is dropped."""
        home = {key: key for key in self.members}
        copies = [pair for pair in self.pairs.values() if _linkable(pair)]
        for pair in sorted(copies, key=lambda p: (-_bits(p), p.a, p.b)):
            a, b = home[pair.a], home[pair.b]
            if a == b or self.links[a][b].forbidden:
                continue
            joined, gone = self._merge(a, b, _bits(pair))
            for key in gone:
                home[key] = joined

    def _merge(self, a: str, b: str, mean: int) -> tuple[str, list[str]]:
        """Make two clusters one; its name, and the members that changed their home."""
        winner, loser = min(a, b), max(a, b)
        ours, theirs = self.links[winner], self.links.pop(loser)
        ours.pop(loser, None)
        theirs.pop(winner, None)
        for other, between in theirs.items():
            old = ours.get(other)
            united = between if old is None else old.plus(between)
            ours[other] = self.links[other][winner] = united
            del self.links[other][loser]
        self.listed[winner] |= self.listed.pop(loser)
        moved = self.members.pop(loser)
        self.members[winner].extend(moved)
        lows = [low for low in (self.weakest[winner], self.weakest.pop(loser)) if low is not None]
        self.weakest[winner] = min([*lows, mean])
        return winner, moved

    def _agglomerate(self, allowed: set[str]) -> None:
        """Join the best pair of clusters until none may be joined."""
        heap = [
            self._entry(a, b)
            for a in allowed
            for b, between in self.links[a].items()
            if a < b and b in allowed and between.same and not between.forbidden
        ]
        heapify(heap)
        while heap:
            _, a, b, total, scored = heappop(heap)
            between = self.links.get(a, {}).get(b)
            if between is None or (between.total, between.scored) != (total, scored):
                continue
            between = self._checked(a, b, between)
            if self._apart(a, b) or between.total <= LEAST_MEAN * between.scored:
                continue
            joined, _ = self._merge(a, b, between.total // between.scored)
            allowed.discard(max(a, b))
            for other, link in self.links[joined].items():
                if other in allowed and link.same and not link.forbidden:
                    heappush(heap, self._entry(min(joined, other), max(joined, other)))

    def _attach_openings(self) -> None:
        """Give records that are just the first words of another one to its cluster.

        Their few words agree with nothing else there, so that no mean would let them in. Words
        that begin several events say nothing.
        """
        home = {key: name for name, members in self.members.items() for key in members}
        wholes: dict[str, dict[str, int]] = defaultdict(dict)
        for pair in self.pairs.values():
            key = only_an_opening(pair)
            if key is not None:
                wholes[key][home[pair.b if key == pair.a else pair.a]] = _bits(pair)
        for key in sorted(wholes):
            found = wholes[key]
            if len(found) != 1 or self.members.get(key) != [key]:
                continue
            ((other, weight),) = found.items()
            if other in self.members and other != key and not self._apart(key, other):
                self._merge(key, other, weight)

    def _apart(self, a: str, b: str) -> bool:
        """Whether two clusters may never be one."""
        return self.links[a][b].forbidden or bool(self.listed[a] & self.listed[b])

    def _entry(self, a: str, b: str) -> tuple[int, str, str, int, int]:
        """A place in the queue: highest mean first, then ids."""
        between = self.links[a][b]
        return (-(between.total << 20) // between.scored, a, b, between.total, between.scored)

    def _checked(self, a: str, b: str, between: Between) -> Between:
        """Score what was never proposed, among the smallest ids, where little is scored."""
        sizes = len(self.members[a]) * len(self.members[b])
        if between.scored >= min(CHECKED_PAIRS, sizes):
            return between
        for x in sorted(self.members[a])[:CHECKED_IDS]:
            for y in sorted(self.members[b])[:CHECKED_IDS]:
                key = (min(x, y), max(x, y))
                if key not in self.pairs:
                    self.pairs[key] = self.score(*key)
                    self._know(self.pairs[key], a, b)
        return self.links[a][b]

    def _pieces(self) -> list[set[str]]:
        """The clusters in pieces of at most ``MAX_NODES``, by ever stronger edges."""
        done: list[set[str]] = []
        waiting = [(sorted(self.members), 0)]
        while waiting:
            piece, threshold = waiting.pop()
            if len(piece) <= MAX_NODES:
                done.append(set(piece))
            elif threshold > CLAMP:
                done.extend(set(piece[i : i + MAX_NODES]) for i in range(0, len(piece), MAX_NODES))
            else:
                edges = self._edges_above(set(piece), threshold + STEP)
                waiting += [(part, threshold + STEP) for part in _components(piece, edges)]
        return done

    def _edges_above(self, piece: set[str], threshold: int) -> list[tuple[str, str]]:
        return [
            (a, b)
            for a in sorted(piece)
            for b, between in self.links[a].items()
            if a < b and b in piece and between.same and between.total >= threshold * between.scored
        ]

    def _cluster(self, key: str) -> Cluster:
        members = sorted(self.members[key])
        low = self.weakest[key]
        if low is None:
            return Cluster(tuple(members))
        inside = set(members)
        scored = [_bits(p) for p in self.pairs.values() if p.a in inside and p.b in inside]
        mean = sum(scored) / len(scored) / SIXTEENTHS if scored else None
        return Cluster(tuple(members), low / SIXTEENTHS, mean)
