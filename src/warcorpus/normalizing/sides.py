"""The sides of a fight and the civilians, from numbered parameters of an infobox."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Actor, Date, Quantity, Side
from warcorpus.model.record import Entry
from warcorpus.model.values import Basis, Step, Value
from warcorpus.normalizing.actors import ActorItem
from warcorpus.normalizing.columns import (
    ALL,
    CIVILIANS,
    actors_of,
    counts_of,
    parameters_of,
    stated,
)
from warcorpus.normalizing.provenance import entry
from warcorpus.normalizing.quantities import parse_quantities
from warcorpus.normalizing.splitting import split_actors
from warcorpus.normalizing.steps import apply_text_step
from warcorpus.normalizing.values import DIGITS, FLAG, FOOTNOTE, MARKUP, leaks
from warcorpus.normalizing.view import FieldLink, Parameter, View, located

ACTOR_SLOTS = ("belligerents", "commanders", "units")
QUANTITY_SLOTS = ("strength", "casualties")
_TOGETHER = re.compile(
    r"\b(?:overall|in total|total:|total (?:killed|deaths|casualties)|both sides|combined)",
    re.IGNORECASE,
)
_CLEAN = (MARKUP, FOOTNOTE, FLAG)
_BASES: dict[str, Basis] = {"inferred": "inferred", "line": "line", "explicit": "explicit"}
_OUTCOMES = {"fatalities": "killed", "injuries": "wounded", "arrests": "arrested"}


class Sided(msgspec.Struct, frozen=True, gc=False):
    """Sides and civilians with their entries, and slugs of what is wrong with a quantity."""

    sides: tuple[Side, ...]
    civilians: tuple[Quantity, ...]
    side_entries: tuple[Entry, ...]
    civilian_entries: tuple[Entry, ...]
    problems: tuple[str, ...]


def sides_of(view: View, date: Date) -> Sided:
    """Who fought, with what, and at what loss.

    Args:
        view: the record's fields.
        date: of the record; it gives counts their year.
    """
    table: _Table = {}
    problems: list[str] = []
    for slot in ACTOR_SLOTS:
        for own in view.of_slot(slot):
            actors = read_actors(view, own)
            _shift(table.setdefault((own.digit or "1", slot), []), actors)
    for told in actors_of(view):
        table.setdefault((told.key, told.slot), []).append((told.noun, told.values))
    parties = {digit for digit, _ in table}
    parties |= {own.digit for own in view.of_slot("strength")}
    for slot in QUANTITY_SLOTS:
        for own in (*view.of_slot(slot), *parameters_of(view, slot)):
            for quantity, value, slugs in read_quantities(view, own, slot, context_of(date)):
                key = _party(own, slot, quantity, parties)
                table.setdefault((key, slot), []).append((quantity, (value,)))
                problems += slugs
    for told in counts_of(view):
        table.setdefault((told.key, told.slot), []).append((told.noun, told.values))
        problems += told.problems
    civilians = table.pop((CIVILIANS, "casualties"), [])
    sides, entries = _sides(table)
    civilian_entries: tuple[Entry, ...] = ()
    for number, (_, values) in enumerate(civilians):
        civilian_entries += entry(f"/civilians/{number}", values)
    counted = tuple(own for own, _ in civilians if isinstance(own, Quantity))
    return Sided(sides, counted, entries, civilian_entries, tuple(problems))


_Told = list[tuple[Actor | Quantity, tuple[Value, ...]]]
_Table = dict[tuple[str, str], _Told]
"""Actors and counts with their readings, by side and list."""


def _shift(into: _Told, actors: list[tuple[Actor, Value]]) -> None:
    """Append the actors of a second parameter of one side; parents count from its own start."""
    offset = len(into)
    for actor, value in actors:
        if offset and actor.parent is not None:
            actor = evolve(actor, parent=actor.parent + offset)
        into.append((actor, (value,)))


def _party(own: Parameter, slot: str, quantity: Quantity, parties: set[str]) -> str:
    """Whose loss it is: a side's, the civilians', or that of all together."""
    if slot == "strength":
        return own.digit or ALL
    if quantity.category == "civilians":
        return "civilians"
    third = own.digit not in ("1", "2")
    if third and _TOGETHER.search(quantity.text or ""):
        return ALL
    if third and own.digit not in parties:
        return own.digit or ALL
    return own.digit or ALL


def _sides(table: _Table) -> tuple[tuple[Side, ...], tuple[Entry, ...]]:
    sides: list[Side] = []
    entries: list[Entry] = []
    keys = {key for (key, _), found in table.items() if found}
    for key in sorted(keys, key=lambda key: (key == ALL, len(key), key)):
        content: dict[str, Any] = {}
        for slot in (*ACTOR_SLOTS, *QUANTITY_SLOTS):
            found = table.get((key, slot), ())
            for number, (_, values) in enumerate(found):
                entries += entry(f"/sides/{len(sides)}/{slot}/{number}", values)
            content[slot] = tuple([own for own, _ in found])
        sides.append(Side(key, **content))
    return tuple(sides), tuple(entries)


def context_of(date: Date) -> str | None:
    """The year, or the month, that all of a date lies in, as context for dates of counts.

    >>> context_of(Date(earliest="2012-10-08", latest="2012-10-13")), context_of(Date())
    ('2012', None)
    """
    first, last = date.earliest, date.latest
    if not first or not last or first.startswith("-") or first[:4] != last[:4]:
        return None
    return first[:4]


def read_actors(view: View, own: Parameter) -> list[tuple[Actor, Value]]:
    """The actors of a parameter, with parents as indices into the list."""
    work = view.working(own.field)
    text = work.text.text
    links = located(text, own.links)
    ranges = [(start, end) for start, end, _ in links]
    starts = [start for start, _ in ranges]
    kind = "commander" if own.slot == "commanders" else "actor"
    found: list[tuple[Actor, Value]] = []
    above: list[tuple[int, int]] = []  # index and bullets of the items that may have children
    plain = Step("parse", kind)
    for item in split_actors(text, ranges, leaks(text)):
        step = Step("parse", f"{kind} {item.context}") if item.context else plain
        value = work.item(item.start, item.end, _clean(text, item), step)
        if value is None or value.state == "absent":
            continue
        actor = value.normalized if value.state == "given" else Actor(state=value.state)
        link = None
        if links:
            inside = links[bisect_left(starts, item.start) : bisect_left(starts, item.end)]
            link = next((link for _, _, link in inside if _names(link, actor)), None)
        basis = _basis(item, link)
        if basis != value.basis:
            value = evolve(value, basis=basis)
        while above and above[-1][1] >= item.depth:
            above.pop()
        parent = above[-1][0] if above else None
        target = link.target if link else None
        if parent is not None or target or basis != actor.basis:
            actor = evolve(actor, parent=parent, basis=basis, link=target)
        found.append((actor, value))
        above.append((len(found) - 1, item.depth))
    return found


def _clean(text: str, item: ActorItem) -> tuple[Step, ...]:
    """The steps of an item; a flag that stands alone is its only name and stays."""
    bare = text[item.start : item.end].partition("(")[0]
    return _CLEAN if any(map(str.isalnum, bare)) else (MARKUP, FOOTNOTE)


def _basis(item: ActorItem, link: FieldLink | None) -> Basis:
    return "link" if link is not None else _BASES.get(item.basis, "link")


def _names(link: FieldLink, actor: Actor) -> bool:
    """Whether a link stands on the actor's name, not on a word of its note."""
    name, words = actor.name or "", link.text
    if not name or not any(map(str.isalnum, words)):
        return False
    return words in name or name in words


def _told_by_name(own: Parameter) -> str:
    """What the name of a parameter tells of its counts: ``fatalities`` are killed."""
    name = (own.field.role or "").rpartition(".")[2].rstrip("0123456789")
    return f"outcomes={_OUTCOMES[name]}" if name in _OUTCOMES else ""


def _lacks_outcome(value: Value) -> bool:
    return value.state == "given" and not value.normalized.outcomes


def read_quantities(
    view: View, own: Parameter, slot: str, context: str | None
) -> list[tuple[Quantity, Value, tuple[str, ...]]]:
    """The counts of a parameter, each with its value and the slugs of its problems."""
    work = view.working(own.field)
    leaked = leaks(work.text.text)
    if leaked:
        work = evolve(work, text=work.text.cut(leaked), unchanged=False)
    text = apply_text_step(work.text.text, DIGITS)
    named = _told_by_name(own)
    found = []
    for item in parse_quantities(text, role=slot, context_date=context):
        step = Step("parse", f"quantity {item.parameter or ''}".strip())
        value = work.item(item.start, item.end, (DIGITS,), step, basis=item.basis)
        if value is not None and named and not item.parameter and _lacks_outcome(value):
            step = Step("parse", f"quantity {named}")
            value = work.item(item.start, item.end, (DIGITS,), step, basis=item.basis)
        if value is None:
            continue
        quantity = value.normalized if value.state == "given" else stated(value)
        found.append((quantity, value, tuple(item.problems)))
    return found
