"""What the columns of a table tell of the sides: who they were, and counts with their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from attrs import field, frozen

from warcorpus.model.facts import Actor, Quantity
from warcorpus.model.record import Kind
from warcorpus.model.values import Field, Step, Value
from warcorpus.normalizing.kinds import WIDTH, kind_of_name
from warcorpus.normalizing.values import DIGITS, FLAG, FOOTNOTE, MARKUP
from warcorpus.normalizing.view import Parameter, View
from warcorpus.text.crosswalk import roles_of

ALL = "all"
"""Key of what is told for all sides together."""

CIVILIANS = "civilians"

_ACTORS = {"belligerent": "belligerents", "commander": "commanders", "unit": "units"}
_QUANTITIES = {"strength": "strength", "casualties": "casualties"}
_OUTCOMES = {
    "deaths": "outcomes=killed",
    "wounded": "outcomes=wounded",
    "captured": "outcomes=captured",
    "missing": "outcomes=missing",
}
_BOUNDS = ("low", "high")
_UNKNOWN = "unknown"
_CLEAN = (MARKUP, FOOTNOTE, FLAG)
_PARTED = re.compile(r"[;|\n]")
_AGAINST = re.compile(r"[;|\n]|\s(?:vs?\.?|versus|against|[-–—])\s")
_BARE = re.compile(r"[\d.,'’ \u00a0\u2009\u202f]+\Z")
_LONGEST_TYPE = 4  # words of a cell that tells what kind of event it was


class TableRole(msgspec.Struct, frozen=True, gc=False):
    """A role of the sides: ``side.1.deaths``, ``side.all.deaths.low``, ``civilians.deaths``.

    Args:
        key: of the side, ``all``, ``each`` or ``civilians``.
        what: ``belligerent``, ``strength``, ``deaths`` …
        bound: ``low``, ``high`` or ``unknown``, empty for the count itself.
    """

    key: str
    what: str
    bound: str = ""

    @classmethod
    def parse(cls, role: str) -> TableRole | None:
        """The parts of a role; None if it tells nothing of the sides.

        >>> TableRole.parse("side.all.deaths.low")
        TableRole(key='all', what='deaths', bound='low')
        >>> TableRole.parse("place") is None
        True
        """
        parts = role.split(".")
        if parts[0] == CIVILIANS and len(parts) == 2:
            return cls(CIVILIANS, parts[1])
        if parts[0] == "side" and 3 <= len(parts) <= 4:
            return cls(*parts[1:])
        return None


class Told(msgspec.Struct, frozen=True, gc=False):
    """A party or a count that columns tell of a side, with its readings, the chosen one first."""

    key: str
    slot: str
    noun: Actor | Quantity
    values: tuple[Value, ...]
    problems: tuple[str, ...] = ()


@frozen
class _Count:
    """The cells of one count: the number itself and its bounds."""

    role: TableRole
    cells: dict[str, Field] = field(factory=dict)


def actors_of(view: View) -> Iterator[Told]:
    """The parties, commanders and units in the columns of a table.

    A cell may list several: ``Marsh Militia; Village Guard``. One that names all sides has one
    party a side: ``Army vs. Militia``.
    """
    for role, own in _fields(view):
        if role.what not in _ACTORS:
            continue
        step = Step("parse", "commander" if role.what == "commander" else "actor")
        work = view.working(own)
        pattern = _AGAINST if role.key == "each" else _PARTED
        number = 0
        for start, end in _pieces(work.text.text, pattern):
            value = work.item(start, end, _CLEAN, step)
            if value is None or value.state == "absent":
                continue
            number += 1
            actor = value.normalized if value.state == "given" else Actor(state=value.state)
            key = str(number) if role.key == "each" else role.key
            yield Told(key, _ACTORS[role.what], actor, (value,))


def parameters_of(view: View, slot: str) -> list[Parameter]:
    """Columns that tell strengths or casualties in words, as parameters of an infobox do."""
    return [
        Parameter(-1, slot, role.key, own)
        for role, own in _fields(view)
        if _QUANTITIES.get(role.what) == slot and not _is_bare(view.text(own))
    ]


def counts_of(view: View) -> Iterator[Told]:
    """The counts in the columns of a table: a number each, some with a column for each bound."""
    counts: dict[tuple[str, str, str], _Count] = {}
    for number, (role, own) in enumerate(_fields(view)):
        if role.what in _QUANTITIES and _is_bare(view.text(own)):
            counts[role.key, role.what, str(number)] = _Count(role, {"": own})
        elif role.what in _OUTCOMES:
            bound = role.bound if role.bound in _BOUNDS else ""
            apart = role.bound if role.bound not in _BOUNDS else ""
            count = counts.setdefault((role.key, role.what, apart), _Count(role))
            count.cells.setdefault(bound, own)
    # a part of a total stands behind it
    for (key, _, apart), count in sorted(counts.items(), key=lambda one: one[0][2] == _UNKNOWN):
        told = _told(view, key, apart, count)
        if told is not None:
            yield told


def _told(view: View, key: str, apart: str, count: _Count) -> Told | None:
    inherited = _inherited(key, count.role.what, apart)
    values: dict[str, Value] = {}
    for bound in ("", *_BOUNDS):
        own = count.cells.get(bound)
        parameter = _joined(inherited, f"bound={bound}" if bound else "")
        value = _count_value(view, own, parameter) if own else None
        if value is not None and value.state != "absent":
            values[bound] = value
    main = next((bound for bound in ("", *_BOUNDS) if bound in values), None)
    if main is None:
        return None
    others = [
        f"{bound}={number}"
        for bound in _BOUNDS
        if bound != main and (number := _number(values.get(bound), bound)) is not None
    ]
    if others:
        known = f"bound={main}" if main else ""
        chosen = _count_value(view, count.cells[main], _joined(inherited, known, *others))
        values[main] = chosen or values[main]
    value = values.pop(main)
    quantity = value.normalized if value.state == "given" else stated(value)
    problems = ("number-ambiguous",) if quantity.qualifier == "ambiguous" else ()
    slot = _QUANTITIES.get(count.role.what, "casualties")
    return Told(key, slot, quantity, (value, *values.values()), problems)


def _inherited(key: str, what: str, apart: str) -> str:
    """What the column says of every count in it."""
    parts = [_OUTCOMES.get(what, "")]
    if key == CIVILIANS:
        parts.insert(0, "subject=civilian")
    if apart == _UNKNOWN:
        parts.append("scope=people of unknown status")
    return _joined(*parts)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _count_value(view: View, own: Field, parameter: str) -> Value | None:
    return view.working(own).whole((DIGITS,), Step("parse", f"count {parameter}".strip()))


def _number(value: Value | None, bound: str) -> int | None:
    """The number of a cell that tells a bound."""
    if value is None or value.state != "given":
        return None
    quantity: Quantity = value.normalized
    return quantity.min if bound == "low" else quantity.max


def stated(value: Value) -> Quantity:
    """The quantity of a value that is unknown or none."""
    zero = 0 if value.state == "none" else None
    return Quantity(text=value.raw.strip(), min=zero, max=zero, state=value.state)


def kind_told(view: View, categories: tuple[str, ...]) -> Kind | None:
    """The kind of event that a column of types names, or ``event`` where columns tell of sides.

    >>> from warcorpus.model.record import Record
    >>> from warcorpus.model.source import Source
    >>> from warcorpus.model.values import Span
    >>> own = Field("event_type", "Armed clash", (Span(0, 0, 11),), (), "category.0")
    >>> kind_told(View(Record("0", sources=(Source("a", fields=(own,)),))), ("Armed clash",))
    'battle'
    """
    typed = [own for own in view.fields("category") if _is_type(own.name)]
    for own in typed:
        text = view.text(own)
        kind = kind_of_name(text) if len(text.split()) <= _LONGEST_TYPE else None
        if kind in WIDTH and text in categories:
            return kind
    return "event" if next(_fields(view), None) is not None else None


def _is_type(column: str) -> bool:
    """Whether a column of that name tells types, as tables have them; no list of a wiki page."""
    return (roles_of((column,))[0] or "").startswith("category")


def _fields(view: View) -> Iterator[tuple[TableRole, Field]]:
    """Every column that tells of the sides or of civilians."""
    for own in (*view.fields("side"), *view.fields(CIVILIANS)):
        role = TableRole.parse(own.role or "")
        if role is not None:
            yield role, own


def _is_bare(text: str) -> bool:
    return _BARE.match(text) is not None


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    position = 0
    for found in pattern.finditer(text):
        yield position, found.start()
        position = found.end()
    yield position, len(text)
