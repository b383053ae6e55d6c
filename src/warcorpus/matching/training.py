"""Match weights from labelled documents: how often each level holds for one event and for two.

What is counted are distinct vectors of levels. What is learned is careful: a level that was
rarely seen stays near its default, none moves further than three bits, and better agreement
never comes to give fewer bits.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b, sha256
from itertools import combinations
from typing import Any

from attrs import frozen

from warcorpus.errors import ConfigError
from warcorpus.matching.compare import Comparison
from warcorpus.matching.model import DEFAULT_MODEL, LEVELS, MODEL_VERSION, SIXTEENTHS, Model, bits
from warcorpus.matching.view import View
from warcorpus.model.record import Record

FARTHEST = 3 * SIXTEENTHS
"""No weight moves further from its default, in 1/16 bit."""

TRUST = 4.0
"""A default counts like so many pairs in which its level held (start value)."""

ALL_PAIRS = 2**18
"""Up to so many pairs of different events all are compared, beyond that a part by their ids."""

MOST_PAIRS = 2**20
"""About so many pairs of different events are compared at most."""

PART = 6
"""The part is 1/2**6, one pair in 64, or a smaller one where that is over ``MOST_PAIRS``."""

LARGE_EVENT = 32
"""Of an event with more documents, the pairs among so many of them are compared."""

Vector = tuple[str | None, ...]
"""The level of every comparison in the order of ``LEVELS``; None where nothing is said."""

_ROWS = {"name": "NAME", "date": "TIME", "place": "PLACE", "id": "ID"}


@frozen
class Table:
    """Distinct vectors of levels, with the number of pairs that have them.

    Args:
        same: of pairs of documents of one event.
        different: of pairs of documents of two events.
        documents: how many documents were labelled.
        events: how many events they are of.
        inputs: digest of documents and labels; what events are called makes no difference.
    """

    same: Mapping[Vector, int]
    different: Mapping[Vector, int]
    documents: int = 0
    events: int = 0
    inputs: str = ""


@frozen
class Learned:
    """One level of the new model beside the default.

    Args:
        comparison: ``NAME``, ``TIME`` …
        level: a level of it.
        default: bits of the model that comes with warcorpus, in 1/16 bit.
        weight: the new bits, in 1/16 bit.
        m: share of pairs of one event, as the file has it.
        u: share of pairs of two events.
        same: pairs of one event in which it held.
        different: pairs of two events in which it held.
    """

    comparison: str
    level: str
    default: int
    weight: int
    m: float
    u: float
    same: int
    different: int


def tabulate(records: Iterable[Record], events: Mapping[str, str]) -> Table:
    """Compare labelled records with each other.

    Args:
        records: normalized records; those without a label are left out.
        events: id of a record to the name of its event.

    Raises:
        ConfigError: ``no-labelled-pair``: no two different texts are of one event.
    """
    labelled = {record.id: record for record in records if record.id in events}
    views = [View.of(labelled[key]) for key in sorted(labelled)]
    of_event: dict[str, list[View]] = defaultdict(list)
    for view in views:
        of_event[events[view.id]].append(view)
    same = Counter(_vectors(_pairs_of_one(of_event.values())))
    if not same:
        raise ConfigError(
            "no-labelled-pair",
            f"found {len(views)} labelled documents of {len(of_event)} events, none of which has "
            "two documents with different texts, expected at least one such event",
            hint="documents of one event have the same name in the column cluster",
        )
    different = Counter(_vectors(_pairs_of_two(views, events)))
    heads = {view.id: members[0].id for members in of_event.values() for view in members}
    told = "\n".join(f"{key} {heads[key]}" for key in sorted(heads))
    inputs = sha256(told.encode("ascii")).hexdigest()
    return Table(same, different, len(views), len(of_event), inputs)


def vector_of(comparison: Comparison) -> Vector:
    """The levels that hold for two records."""
    found: dict[str, str | None] = {
        _ROWS[row.comparison]: row.level for row in comparison.rows if row.comparison in _ROWS
    }
    found["CONTAINMENT"] = comparison.containment_level
    found["FACTS"] = comparison.facts_level
    return tuple(found[name] if found[name] in LEVELS[name] else None for name in LEVELS)


def learn(table: Table, default: Model = DEFAULT_MODEL) -> tuple[Learned, ...]:
    """The weights that a table of evidence gives.

    Args:
        table: what :func:`tabulate` counted.
        default: the model to start from, and to stay near.

    >>> all(row.weight == row.default for row in learn(Table({}, {})))
    True
    """
    rows: list[Learned] = []
    for place, name in enumerate(LEVELS):
        same, different = (_levels(counts, place) for counts in (table.same, table.different))
        rows += _group(name, same, different, default)
    return tuple(rows)


def model_content(rows: Sequence[Learned], table: Table, default: Model = DEFAULT_MODEL) -> str:
    """The text of a model file.

    Args:
        rows: what was learned.
        table: what it was learned from.
        default: gives what is not learned: the cost of an alias, the penalty of slots.
    """
    groups: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        groups[row.comparison][row.level] = {"m": row.m, "u": row.u}
    content = {
        "version": MODEL_VERSION,
        "alias_bits": default.alias // SIXTEENTHS,
        "slot_bits": default.slots // SIXTEENTHS,
        "groups": groups,
        "estimated": {
            "documents": table.documents,
            "events": table.events,
            "same": sum(table.same.values()),
            "different": sum(table.different.values()),
            "inputs": table.inputs,
            "default": default.sha256,
        },
    }
    return json.dumps(content, indent=2) + "\n"


def _pairs_of_one(events: Iterable[Sequence[View]]) -> Iterator[tuple[View, View]]:
    for members in events:
        chosen = members
        if len(members) > LARGE_EVENT:
            ranked = sorted(members, key=lambda view: (_hash(view), view.id))
            chosen = sorted(ranked[:LARGE_EVENT], key=lambda view: view.id)
        yield from combinations(chosen, 2)


def _pairs_of_two(views: Sequence[View], events: Mapping[str, str]) -> Iterator[tuple[View, View]]:
    """Pairs of different events: all, or those whose hashed ids end alike.

    Of two ids the last ``n`` bits agree by chance in one pair of ``2**n``, whatever the documents
    say, and nobody has to look at the other pairs to know it.
    """
    count = len(views) * (len(views) - 1) // 2
    shift = 0 if count <= ALL_PAIRS else max(PART, (count // MOST_PAIRS).bit_length())
    blocks: dict[int, list[View]] = defaultdict(list)
    for view in views:
        blocks[_hash(view) & ((1 << shift) - 1)].append(view)
    for _, members in sorted(blocks.items()):
        for a, b in combinations(members, 2):
            if events[a.id] != events[b.id]:
                yield a, b


def _hash(view: View) -> int:
    return int.from_bytes(blake2b(view.id.encode("ascii"), digest_size=8).digest(), "big")


def _vectors(pairs: Iterable[tuple[View, View]]) -> Iterator[Vector]:
    """Vectors of pairs whose weights decide: equal texts are joined whatever they weigh."""
    for a, b in pairs:
        comparison = Comparison(a, b, DEFAULT_MODEL)
        if not comparison.identical:
            yield vector_of(comparison)


def _levels(table: Mapping[Vector, int], place: int) -> Counter[str]:
    """Pairs by level of one comparison."""
    counts: Counter[str] = Counter()
    for vector, count in table.items():
        level = vector[place]
        if level is not None:
            counts[level] += count
    return counts


def _group(
    name: str, same: Counter[str], different: Counter[str], default: Model
) -> Iterator[Learned]:
    """The levels of one comparison."""
    before = default.shares[name]
    free = [level for level in LEVELS[name] if before[level][0] != before[level][1]]
    totals = [sum(counts[level] for level in free) for counts in (same, different)]
    shares = {
        level: (
            _share(same[level], totals[0], before[level][0]),
            _share(different[level], totals[1], before[level][1]),
        )
        for level in free
    }
    risen = dict(zip(free, _falling([shares[level] for level in free]), strict=True))
    fixed = None
    for level in LEVELS[name]:
        old = default.weight(name, level)
        m, u, weight = *before[level], old
        if level not in free:
            fixed = old  # says nothing by its definition, and parts for from against
        elif any(totals):
            most = old + FARTHEST if fixed is None else min(old + FARTHEST, fixed)
            least = max(old - FARTHEST, _after(name, level, free, default))
            weight = max(least, min(most, risen[level]))
            m, u = _written(shares[level][1], weight)
        yield Learned(name, level, old, weight, m, u, same[level], different[level])


def _after(name: str, level: str, free: Sequence[str], default: Model) -> int:
    """The weight of a fixed level below this one, which it must not fall under."""
    below = LEVELS[name][LEVELS[name].index(level) + 1 :]
    fixed = [default.weight(name, other) for other in below if other not in free]
    return max(fixed, default=default.weight(name, level) - FARTHEST)


def _share(count: int, total: int, before: float) -> float:
    """How often a level holds; the default speaks as loud as ``TRUST`` pairs that have it.

    >>> _share(0, 0, 0.25), _share(75, 100, 0.25) > 0.68
    (0.25, True)
    """
    return (count + TRUST) / (total + TRUST / before)


def _falling(shares: Sequence[tuple[float, float]]) -> list[int]:
    """Weights of levels, best agreement first; neighbours that would rise are pooled.

    >>> _falling([(0.5, 0.25), (0.25, 0.0625)])
    [20, 20]
    """
    blocks: list[tuple[float, float, int]] = []
    for m, u in shares:
        size = 1
        while blocks and blocks[-1][0] * u < m * blocks[-1][1]:
            before = blocks.pop()
            m, u, size = m + before[0], u + before[1], size + before[2]
        blocks.append((m, u, size))
    return [bits(m, u) for m, u, size in blocks for _ in range(size)]


def _written(u: float, weight: int) -> tuple[float, float]:
    """Shares that give exactly a weight; few digits, so that a file is the same everywhere."""
    u = float(f"{u:.6g}")
    m = float(f"{u * 2 ** (weight / SIXTEENTHS):.9g}")
    if m > 1:
        m, u = 1.0, float(f"{2 ** (-weight / SIXTEENTHS):.9g}")
    return m, u
