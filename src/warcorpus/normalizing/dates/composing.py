"""Phases to one date: the phase that is the whole, or the hull of all."""

from __future__ import annotations

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Date, Phase
from warcorpus.model.values import Basis
from warcorpus.normalizing.dates.civil_days import iso_day
from warcorpus.normalizing.dates.edtf import edtf_qualifier
from warcorpus.normalizing.dates.points import Expression
from warcorpus.normalizing.dates.resolving import End, Resolved, joined


class Item(msgspec.Struct, frozen=True, gc=False):
    """One expression of a field with the words around it."""

    expression: Expression
    resolved: Resolved
    label: str | None = None
    notes: tuple[str, ...] = ()


def composed(items: list[Item]) -> tuple[Date, tuple[str, ...]]:
    """One date of all phases: the first if it is the date itself, else their hull."""
    problems = tuple(dict.fromkeys(i.resolved.problem for i in items if i.resolved.problem))
    main, phases = _main_and_phases(items)
    shown = tuple(
        Phase(item.resolved.edtf, item.label) for item in phases if item.resolved.edtf is not None
    )
    date = date_of([item.resolved for item in main])
    return evolve(date, phases=shown, note=_note(items, main, phases)), problems


def _main_and_phases(items: list[Item]) -> tuple[list[Item], list[Item]]:
    first, others = items[0], items[1:]
    if not others:
        return items, []
    unlike = first.label is None and all(item.label is not None for item in others)
    if unlike or all(_covers(first.resolved, item.resolved) for item in others):
        return [first], others
    return items, items


def _covers(outer: Resolved, inner: Resolved) -> bool:
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    if outer.start.first is None or inner.start.first is None:
        return False
    if outer.end.last is None:
        return outer.start.first <= inner.start.first
    return (
        inner.end.last is not None
        and outer.start.first <= inner.start.first
        and inner.end.last <= outer.end.last
    )


def date_of(parts: list[Resolved], text: str | None = None) -> Date:
    """The date from the first day of all parts to the last; candidates where one is open."""
    broken = [part for part in parts if part.edtf is None]
    if broken or not parts:
        candidates = broken[0].candidates if broken else ()
        return Date(state="given", text=text, candidates=candidates)
    starts = [part.start for part in parts if part.start is not None]
    ends = [part.end for part in parts if part.end is not None]
    start = min(starts, key=_start_key)
    end = max(ends, key=_end_key)
    edtf = joined(start, end)
    ongoing = any(part.ongoing for part in parts)
    return Date(
        state="given",
        text=text,
        edtf=edtf,
        earliest=None if start.first is None else iso_day(start.first),
        latest=None if end.last is None else iso_day(end.last),
        start_precision=start.precision,
        end_precision=end.precision,
        qualifier=edtf_qualifier(edtf),
        status="ongoing" if ongoing else None,
        basis=_weakest_basis(parts),
    )


def _weakest_basis(parts: list[Resolved]) -> Basis:
    bases = {part.basis for part in parts}
    return "inferred" if "inferred" in bases else "context" if "context" in bases else "explicit"


def _start_key(end: End) -> tuple[bool, int, str]:
    # An open start comes before every day; days without a year are ordered by month and day.
    return end.edtf not in {"", ".."}, end.first or 0, end.edtf


def _end_key(end: End) -> tuple[bool, int, str]:
    return end.edtf in {"", ".."}, end.last or 0, end.edtf


def _note(items: list[Item], main: list[Item], phases: list[Item]) -> str | None:
    """What stands beside the dates; the label of a phase is told with the phase."""
    notes = [item.expression.other_calendar or "" for item in items]
    if main != phases:
        notes += [item.label or "" for item in main]
    for item in items:
        notes += item.notes
    kept = [note for note in notes if note]
    return "; ".join(dict.fromkeys(kept)) or None
