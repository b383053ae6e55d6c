"""Which witnesses copy one page, which of them is newer, and which is the best base."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from warcorpus.merging.tokenizing import Tokens
from warcorpus.model.record import Decision, Record
from warcorpus.text.folding import words

SHARED = 3, 5
"""Containment of 5-shingles, both ways, from which two texts are one page: .6 (start value)."""

SHINGLE = 5

_STAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9:.]+))?(.*)")
_DAMAGE = frozenset({"mojibake", "drop", "control"})


def lineages(records: Sequence[Record], tokens: Sequence[Tokens]) -> tuple[int, ...]:
    """The lineage of each record, as the index of its first member.

    Two records are of one lineage if publisher and page id are the same, or if each contains the
    5-shingles of the other to :data:`SHARED`; lineages are the connected groups.

    Args:
        records: the witnesses.
        tokens: their tokens.
    """
    lineage = list(range(len(records)))
    members: dict[int, list[int]] = {}
    first: dict[Hashable, int] = {}
    of_tokens = {t: _shingles(t) for t in dict.fromkeys(tokens)}
    shingles = [of_tokens[t] for t in tokens]

    def join(a: int, b: int) -> None:
        kept, gone = sorted((lineage[a], lineage[b]))
        if kept != gone:
            moved = members.pop(gone)
            members[kept] += moved
            for index in moved:
                lineage[index] = kept

    for i, record in enumerate(records):
        members[i] = [i]
        page = _page(record)
        keys: list[Hashable] = [("text", shingles[i])] if shingles[i] else []
        keys += [page] if page else []
        for key in keys:
            join(first.setdefault(key, i), i)
        # One member that is near enough settles its whole lineage: thousands of revisions are
        # not compared each with each.
        for other in [one for one in members if one != lineage[i]]:
            if any(_contain_each_other(shingles[i], shingles[j]) for j in members[other]):
                join(other, i)
    return tuple(lineage)


def _page(record: Record) -> Hashable:
    source = record.source
    return (source.publisher, source.text_id) if source.publisher and source.text_id else None


def _shingles(tokens: Tokens) -> frozenset[tuple[str, ...]]:
    """5-shingles of the match tokens of the blocks, none across a gap."""
    found: set[tuple[str, ...]] = set()
    for piece in _between_holes(tokens):
        folded = words(piece)
        found.update(zip(*(folded[k:] for k in range(SHINGLE)), strict=False))
    return frozenset(found)


def _between_holes(tokens: Tokens) -> list[str]:
    pieces: list[str] = []
    start = 0
    for place in sorted(tokens.holes):
        pieces.append(tokens.text[start : tokens.starts[place]])
        start = tokens.ends[place]
    pieces.append(tokens.text[start:])
    return pieces


def _contain_each_other(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    if not a or not b:
        return False
    part, whole = SHARED
    larger = max(len(a), len(b))
    if min(len(a), len(b)) * whole < larger * part:
        return False
    return len(a & b) * whole >= larger * part


def newest_first(records: Sequence[Record]) -> Callable[[int, int], bool | None]:
    """Who is newer, by metadata alone: True, False, or None where it is not known.

    >>> from warcorpus.model.source import Source
    >>> days = ("2013-02-01", "2014-01-01", "2014")
    >>> newer = newest_first([Record(d, sources=(Source("x", exported_at=d),)) for d in days])
    >>> newer(1, 0), newer(0, 1), newer(0, 2)
    (True, False, None)
    """
    stamps = [_stamp(record) for record in records]

    def newer(a: int, b: int) -> bool | None:
        first, second = stamps[a], stamps[b]
        if first is None or second is None:
            return None
        if first[0] != second[0]:
            return first[0] > second[0]
        # On one day only clock times of one zone can be told apart.
        if first[1] == second[1] or not first[1] or not second[1] or first[2] != second[2]:
            return None
        return first[1] > second[1]

    return newer


def _stamp(record: Record) -> tuple[str, str, str] | None:
    """Day, clock time and zone of the export; None without a full day."""
    found = _STAMP.match(record.source.exported_at or "") if record.sources else None
    return None if found is None else (found.group(1), found.group(2) or "", found.group(3))


def newer_counts(records: Sequence[Record]) -> list[int]:
    """How many of the others are newer than each record, as far as :func:`newest_first` knows.

    >>> from warcorpus.model.source import Source
    >>> days = ("2013-02-01", "2014-01-01", "2014", "2013-02-01T09:00Z", "2013-02-01T10:00Z")
    >>> newer_counts([Record(d, sources=(Source("x", exported_at=d),)) for d in days])
    [1, 0, 0, 2, 1]
    """
    stamps = [_stamp(record) for record in records]
    days = sorted(stamp[0] for stamp in stamps if stamp is not None)
    clocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for stamp in sorted(stamp for stamp in stamps if stamp is not None and stamp[1]):
        clocks[stamp[0], stamp[2]].append(stamp[1])
    return [0 if stamp is None else _newer_than(stamp, days, clocks) for stamp in stamps]


def _newer_than(
    stamp: tuple[str, str, str], days: list[str], clocks: Mapping[tuple[str, str], list[str]]
) -> int:
    day, clock, zone = stamp
    later = len(days) - bisect_right(days, day)
    if clock:
        times = clocks[day, zone]
        later += len(times) - bisect_right(times, clock)
    return later


class Merits(NamedTuple):
    """Why one witness is a better base than another; the first that differs decides."""

    truncated: int
    gap_tokens: int
    damage: int
    age: int
    fewer_tokens: int
    id: str

    @property
    def tokens(self) -> int:
        """How many tokens the witness has."""
        return -self.fewer_tokens


CRITERIA = (
    "not-truncated",
    "fewest-gap-tokens",
    "least-damage",
    "newest-revision",
    "most-tokens",
    "smallest-id",
)


def base_order(
    records: Sequence[Record], tokens: Sequence[Tokens]
) -> tuple[list[int], list[Merits]]:
    """The witnesses from the best base to the worst, and the merits of each."""
    ages = newer_counts(records)
    merits = [
        Merits(
            int(any(gap.reason == "truncated" for gap in record.gaps)),
            sum(hole.words or 1 for hole in tokens[i].holes.values()),
            _damage(record),
            ages[i],
            -len(tokens[i]),
            record.id,
        )
        for i, record in enumerate(records)
    ]
    return sorted(range(len(records)), key=merits.__getitem__), merits


def _damage(record: Record) -> int:
    """Residue and mojibake in the body: what touches no field of the header."""
    if not record.sources or not record.text_map:
        return 0
    body = min((row.raw_start for row in record.text_map if row.raw_start is not None), default=0)
    return sum(
        any(span.start >= body for span in repair.spans) and repair.count
        for repair in record.source.repairs
        if repair.action in _DAMAGE
    )


def base_decision(
    order: Sequence[int], merits: Sequence[Merits], numbers: Sequence[int]
) -> Decision:
    """What made the first of ``order`` the base.

    Args:
        order: witnesses, the best first.
        merits: merits by witness.
        numbers: source number by witness.
    """
    best, second = (merits[i] for i in order[:2])
    place = next(k for k in range(len(Merits._fields)) if best[k] != second[k])
    shown = sorted((numbers[i], merits[i]) for i in order)
    values = [(n, m.tokens if CRITERIA[place] == "most-tokens" else m[place]) for n, m in shown]
    detail = ", ".join(f"source {n} has {v}" for n, v in values)
    return Decision("base", CRITERIA[place], detail, "rule")
