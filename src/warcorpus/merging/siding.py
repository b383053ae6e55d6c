"""Sides and civilians of a merged record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from warcorpus.merging.algebras import actor_keys
from warcorpus.merging.claims import Claim, Court, Sayings
from warcorpus.merging.listing import Listed, actors, quantities
from warcorpus.model.facts import Side
from warcorpus.model.record import Record

ACTOR_SLOTS = ("belligerents", "commanders", "units")
QUANTITY_SLOTS = ("strength", "casualties")


class _Out(Protocol):
    def add(self, name: str, listed: Listed) -> None: ...


def settle_sides(
    records: Mapping[int, Record], sayings: Mapping[int, Sayings], court: Court, out: _Out
) -> None:
    """Pair the sides of all witnesses and merge their lists; civilians likewise.

    Args:
        records: witnesses in base order, by index.
        sayings: their readings.
        court: ranks contradicting counts.
        out: what takes the fields in.
    """
    base = next(iter(records))
    listed = Listed()
    for number, members in enumerate(_paired_sides(records)):
        side, found = _merged_side(number, members, sayings, court, base)
        listed.values += (side,)
        listed.entries += found.entries
        listed.conflicts += found.conflicts
        listed.decisions += found.decisions
    out.add("sides", listed)
    civilians = [
        Claim(i, quantity, sayings[i].take("civilians", f"/civilians/{number}"))
        for i, record in records.items()
        for number, quantity in enumerate(record.civilians)
    ]
    out.add("civilians", quantities("/civilians", civilians, court, base))


def _paired_sides(records: Mapping[int, Record]) -> list[list[tuple[int, int, Side]]]:
    """Sides that are one: they share a belligerent, else their key; ``(witness, number, side)``.

    A later revision may have turned the sides round, so the key alone proves little.
    """
    sides: list[list[tuple[int, int, Side]]] = []
    for witness, record in records.items():
        taken: set[int] = set()
        open_sides: list[tuple[int, Side]] = []
        for number, side in enumerate(record.sides):
            best = _best_match(side, sides, taken)
            if best is None:
                open_sides.append((number, side))
            else:
                taken.add(best)
                sides[best].append((witness, number, side))
        for number, side in open_sides:
            best = _same_key(side, sides, taken)
            if best is None:
                sides.append([])
                best = len(sides) - 1
            taken.add(best)
            sides[best].append((witness, number, side))
    return sides


def _best_match(
    side: Side, sides: list[list[tuple[int, int, Side]]], taken: set[int]
) -> int | None:
    """The side that shares most belligerents; None if none shares any."""
    own = _belligerents(side)
    if side.key == "all" or not own:
        return None
    shared = {
        index: len(own & frozenset().union(*(_belligerents(s) for _, _, s in members)))
        for index, members in enumerate(sides)
        if index not in taken and members[0][2].key != "all"
    }
    best = min(shared, key=lambda index: (-shared[index], index), default=None)
    return best if best is not None and shared[best] else None


def _same_key(side: Side, sides: list[list[tuple[int, int, Side]]], taken: set[int]) -> int | None:
    for index, members in enumerate(sides):
        if index not in taken and members[0][2].key == side.key:
            return index
    return None


def _belligerents(side: Side) -> frozenset[str]:
    return frozenset(key for actor in side.belligerents for key in actor_keys(actor))


def _merged_side(
    number: int,
    members: list[tuple[int, int, Side]],
    sayings: Mapping[int, Sayings],
    court: Court,
    base: int,
) -> tuple[Side, Listed]:
    _, _, first = members[0]
    whole = Listed()
    lists: dict[str, tuple[Any, ...]] = {}
    for slot in (*ACTOR_SLOTS, *QUANTITY_SLOTS):
        claims = [
            Claim(witness, value, sayings[witness].take("sides", f"/sides/{own}/{slot}/{i}"))
            for witness, own, side in members
            for i, value in enumerate(getattr(side, slot))
        ]
        pointer = f"/sides/{number}/{slot}"
        if slot in ACTOR_SLOTS:
            found = actors(pointer, claims, base)
        else:
            found = quantities(pointer, claims, court, base)
        lists[slot] = found.values
        whole.entries += found.entries
        whole.conflicts += found.conflicts
        whole.decisions += found.decisions
    label = next((side.label for _, _, side in members if side.label), None)
    return Side(first.key, label, **lists), whole
