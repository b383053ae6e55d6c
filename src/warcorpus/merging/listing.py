"""Lists of several witnesses as one: items paired, the base's order kept, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from attrs import define, field

from warcorpus.merging.algebras import (
    actor_keys,
    counted_thing,
    hull,
    intersection,
    quantities_fit,
    quantity_precision,
)
from warcorpus.merging.claims import Claim, Court, conflict_of, entry_of
from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Actor, Quantity
from warcorpus.model.record import Conflict, Decision, Entry, Reading
from warcorpus.text.folding import fold

Keys = Callable[[Any], Iterable[Hashable]]


@define(eq=False)
class Slot:
    """One item of a merged list and what every witness says about it."""

    claims: list[Claim]
    more: list[Reading] = field(factory=list)

    @property
    def first(self) -> Claim:
        """The claim of the best witness."""
        return self.claims[0]


@define(eq=False)
class Listed:
    """A merged list with its entries.

    Args:
        values: the items.
        entries: one an item.
        conflicts: items that cannot be all that is said of them.
        decisions: what else was settled.
    """

    values: tuple[Any, ...] = ()
    entries: tuple[Entry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    decisions: tuple[Decision, ...] = ()


def paired(claims: Iterable[Claim], keys: Keys) -> tuple[list[Slot], dict[int, Slot]]:
    """Items of several witnesses in slots, in the order in which the claims come.

    Args:
        claims: all items, those of the best witness first.
        keys: what two items must share one of to be the same.

    Returns:
        the slots, and the slot of every claim by its ``id``.
    """
    slots: list[Slot] = []
    by_key: dict[Hashable, list[Slot]] = {}
    where: dict[int, Slot] = {}
    for claim in claims:
        own = list(keys(claim.value))
        slot = next(
            (s for key in own for s in by_key.get(key, []) if _is_free(s, claim)),
            None,
        )
        if slot is None:
            slot = Slot([])
            slots.append(slot)
        slot.claims.append(claim)
        where[id(claim)] = slot
        for key in own:
            known = by_key.setdefault(key, [])
            if slot not in known:
                known.append(slot)
    return slots, where


def _is_free(slot: Slot, claim: Claim) -> bool:
    """A witness that lists a thing twice means two things."""
    return all(other.witness != claim.witness for other in slot.claims)


def union(pointer: str, claims: Sequence[Claim], keys: Keys, base: int) -> Listed:
    """A list of plain items: text, links, images.

    Args:
        pointer: of the list.
        claims: all items, those of the best witness first.
        keys: what pairs two items.
        base: index of the base witness.
    """
    slots, _ = paired(claims, keys)
    return Listed(
        tuple(slot.first.value for slot in slots),
        slot_entries(pointer, slots, base),
    )


def slot_entries(pointer: str, slots: Sequence[Slot], base: int) -> tuple[Entry, ...]:
    """The entries of a list; an item that nothing was read for has none.

    Args:
        pointer: of the list.
        slots: its items.
        base: index of the base witness.
    """
    entries = (slot_entry(f"{pointer}/{i}", slot, base) for i, slot in enumerate(slots))
    return tuple(entry for entry in entries if entry.readings)


def slot_entry(pointer: str, slot: Slot, base: int) -> Entry:
    """The entry of an item; its rule says whether the base has it."""
    readings = sum(len(claim.readings) for claim in slot.claims)
    if len({claim.text for claim in slot.claims}) > 1 or slot.first.witness != base:
        rule = "union"
    else:
        rule = "only-reading" if readings <= 1 else "agreed"
    return entry_of(pointer, rule, slot.claims, slot.first, slot.more)


def actors(pointer: str, claims: Sequence[Claim], base: int) -> Listed:
    """Belligerents, commanders or units; parents are found again in the merged list.

    Args:
        pointer: of the list.
        claims: all items, those of the best witness first.
        base: index of the base witness.
    """
    given = [claim for claim in claims if claim.value.state == "given"]
    silent = [claim for claim in claims if claim.value.state != "given"]
    if not given:
        return union(pointer, silent, lambda actor: [actor.state], base)
    slots, where = paired(given, actor_keys)
    _add_silent(slots, silent)
    numbers = {id(slot): i for i, slot in enumerate(slots)}
    values = []
    for slot in slots:
        actor: Actor = slot.first.value
        if actor.parent is not None:
            above = _parent(slot.first, claims, actor.parent, where)
            actor = evolve(actor, parent=None if above is None else numbers[id(above)])
        values.append(actor)
    return Listed(tuple(values), slot_entries(pointer, slots, base))


def _parent(
    claim: Claim, claims: Sequence[Claim], parent: int, where: dict[int, Slot]
) -> Slot | None:
    """The slot of the item that a witness's own list has above."""
    own = [other for other in claims if other.witness == claim.witness]
    if not 0 <= parent < len(own):
        return None
    above = where.get(id(own[parent]))
    return None if above is where[id(claim)] else above


def _add_silent(slots: Sequence[Slot], silent: Iterable[Claim]) -> None:
    """Unknown is no value: its readings stand beside the first item that somebody gives."""
    for claim in silent:
        slots[0].more.extend(claim.readings)


def quantities(pointer: str, claims: Sequence[Claim], court: Court, base: int) -> Listed:
    """Strengths or losses: counts of one thing agree in their intersection, or are in conflict.

    Args:
        pointer: of the list.
        claims: all items, those of the best witness first.
        court: ranks claims that contradict each other.
        base: index of the base witness.
    """
    given = [claim for claim in claims if claim.value.state != "unknown"]
    silent = [claim for claim in claims if claim.value.state == "unknown"]
    if not given:
        return union(pointer, silent, lambda quantity: [quantity.state], base)
    slots = _paired_counts(given)
    _add_silent(slots, silent)
    listed = Listed()
    for index, slot in enumerate(slots):
        _settle(f"{pointer}/{index}", slot, court, base, listed)
    return listed


def _paired_counts(claims: Sequence[Claim]) -> list[Slot]:
    """Counts of one thing in slots.

    A witness may count one thing several times (reports of several people); so first those are
    paired that agree, and of the rest only what is alone on both sides.
    """
    slots: list[Slot] = []
    for witness in dict.fromkeys(claim.witness for claim in claims):
        own = [claim for claim in claims if claim.witness == witness]
        free = list(slots)
        for agree in (_say_the_same, _can_agree):
            for claim in list(own):
                slot = next((s for s in free if agree(s.first.value, claim.value)), None)
                if slot is not None:
                    slot.claims.append(claim)
                    free.remove(slot)
                    own.remove(claim)
        for claim in own:
            rivals = [s for s in free if _of_one_thing(s.first.value, claim.value)]
            alike = sum(_of_one_thing(other.value, claim.value) for other in own)
            if len(rivals) == 1 and alike == 1:
                rivals[0].claims.append(claim)
                free.remove(rivals[0])
            else:
                slots.append(Slot([claim]))
    return slots


def _say_the_same(a: Quantity, b: Quantity) -> bool:
    return a == b


def _can_agree(a: Quantity, b: Quantity) -> bool:
    return _of_one_thing(a, b) and quantities_fit(a, b)


def _of_one_thing(a: Quantity, b: Quantity) -> bool:
    subjects = {fold(q.subject) for q in (a, b) if q.subject}
    return counted_thing(a) == counted_thing(b) and len(subjects) <= 1


def _settle(pointer: str, slot: Slot, court: Court, base: int, listed: Listed) -> None:
    settled = court.settle(slot.claims, quantities_fit, quantity_precision, "intersection")
    group = settled.groups[0]
    value: Quantity = intersection([claim.value for claim in group])
    chosen = next((claim for claim in group if claim.value == value), group[0])
    listed.values += (value,)
    if len(slot.claims) == 1:
        listed.entries += (slot_entry(pointer, slot, base),)
        return
    listed.entries += (entry_of(pointer, settled.rule, slot.claims, chosen, slot.more),)
    if settled.in_conflict:
        listed.conflicts += (conflict_of(pointer, settled, chosen.text),)
        span = hull([claim.value for claim in slot.claims])
        listed.decisions += (Decision(pointer, "hull", span, "rule"),)
