"""A record's fields by what they are, so that each part of normalizing finds its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from warcorpus.model.record import Record
from warcorpus.model.roles import InfoboxRole
from warcorpus.model.values import Field
from warcorpus.normalizing.tables import mapping
from warcorpus.normalizing.values import Working, working
from warcorpus.text import residue
from warcorpus.text.remembering import remembered

_NUMBERED = re.compile(r"([a-z_]*[a-z])_?(\d{0,2})(?:(?<=\d)[a-d])?\Z")  # combatant1, combatant1a
_MARKS = "'\"` \t\n"


class FieldLink(NamedTuple):
    """A link of an infobox parameter; ``source`` is the field that tells where it leads."""

    text: str
    target: str | None
    anchor: str | None
    source: Field


class Parameter(NamedTuple):
    """An infobox parameter that normalizing knows.

    Args:
        box: number of the infobox.
        slot: what it tells (``belligerents``).
        digit: its digit (``1`` of ``combatant1``), empty if it has none.
        field: as it stands.
        links: its links in order.
    """

    box: int
    slot: str
    digit: str
    field: Field
    links: tuple[FieldLink, ...] = ()


class View:
    """The fields of a record's first source, by role.

    Args:
        record: its ``sources`` and ``text`` are read, nothing else of it.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self._working: dict[int, Working] = {}
        self._by_role: dict[str, list[Field]] = {}
        self._boxed: list[tuple[InfoboxRole, Field]] = []
        for own in record.source.fields:
            if own.role:
                self._sort(own, own.role)
        if not self._boxed:  # a row or plain prose: all that is asked of infoboxes is known
            self.parameters, self.names, self.box, self._by_slot = {}, {}, None, {}

    def _sort(self, own: Field, role: str) -> None:
        """Put a field to those of its role, by the first part of that (``category``)."""
        if not role.startswith("infobox."):
            self._by_role.setdefault(role.partition(".")[0], []).append(own)
            return
        boxed = _box_role(role)
        if boxed is not None:
            self._boxed.append((boxed, own))

    def fields(self, role: str) -> list[Field]:
        """Fields of a role or of its numbered forms (``date``, ``date.1``)."""
        return self._by_role.get(role, [])

    @cached_property
    def parameters(self) -> dict[int, list[Parameter]]:
        """Known parameters of every infobox."""
        values: dict[tuple[int, str], list[Field]] = {}
        links: dict[tuple[int, str], dict[int, dict[str, Field]]] = {}
        for role, own in self._boxed:
            key = (role.box, role.parameter)
            if role.link is None:
                values.setdefault(key, []).append(own)
            else:
                links.setdefault(key, {}).setdefault(role.link, {})[role.part or "page"] = own
        boxes: dict[int, list[Parameter]] = {}
        for (box, name), fields in values.items():
            slot, digit = slot_of(name)
            linked = links.get((box, name))
            own_links = self._links(linked) if linked else ()
            known = boxes.setdefault(box, [])
            for own in fields:
                known.append(Parameter(box, slot, digit, own, own_links))
        return boxes

    @cached_property
    def names(self) -> dict[int, tuple[str, ...]]:
        """Names of all parameters of every infobox, known or not."""
        found: dict[int, list[str]] = {}
        for role, _ in self._boxed:
            if role.link is None:
                found.setdefault(role.box, []).append(role.parameter)
        return {box: tuple(names) for box, names in found.items()}

    @cached_property
    def box(self) -> int | None:
        """The infobox that the facts come from: the first about a conflict, else the first."""
        for box, names in self.names.items():
            if any(name.startswith(("conflict", "combatant", "partof")) for name in names):
                return box
        return next(iter(self.names), None)

    def of_slot(self, slot: str) -> list[Parameter]:
        """Parameters of the chosen infobox that tell one thing."""
        return self._by_slot.get(slot, [])

    @cached_property
    def _by_slot(self) -> dict[str, list[Parameter]]:
        found: dict[str, list[Parameter]] = {}
        if self.box is not None:
            for own in self.parameters.get(self.box, ()):
                found.setdefault(own.slot, []).append(own)
        return found

    def working(self, own: Field) -> Working:
        """The working text of a field; made once."""
        key = id(own)
        known = self._working.get(key)
        if known is None:
            known = self._working[key] = working(own)
        return known

    def text(self, own: Field) -> str:
        """The repaired text of a field, outer white space off."""
        return self.working(own).text.text.strip()

    def _links(self, links: dict[int, dict[str, Field]]) -> tuple[FieldLink, ...]:
        found = []
        for _, parts in sorted(links.items()):
            source = parts.get("page") or parts.get("anchor") or parts["text"]
            target = self.text(parts["page"]) if "page" in parts else ""
            words = self.text(parts["text"]).strip(_MARKS) if "text" in parts else target
            anchor = self.text(parts["anchor"]) if "anchor" in parts else ""
            # `page: undefined` is what the exporter makes of a link it could not read
            known = target if residue.drop(target) == target and target != "undefined" else ""
            found.append(FieldLink(words, known or None, anchor or None, source))
        return tuple(found)


_box_role = remembered(InfoboxRole.parse)


@remembered
def slot_of(name: str) -> tuple[str, str]:
    """What an infobox parameter tells, and its digit; the name itself if it is none we know.

    >>> slot_of("combatant1"), slot_of("map_type")
    (('belligerents', '1'), ('map_type', ''))
    """
    found = _NUMBERED.match(name)
    stem, digit = found.groups() if found else (name, "")
    slots = mapping("parameters")
    return (slots[stem], digit) if stem in slots else (name, "")


def located(text: str, links: tuple[FieldLink, ...]) -> list[tuple[int, int, FieldLink]]:
    """Where the words of links stand in a text, in order of the text.

    >>> field = Field("page", "B", (), ())
    >>> [(s, e) for s, e, _ in located("A of the B", (FieldLink("B", "B", None, field),))]
    [(9, 10)]
    """
    found: list[tuple[int, int, FieldLink]] = []
    starts: list[int] = []
    position = 0
    for link in links:
        if not link.text:
            continue
        at = text.find(link.text, position)
        if at < 0:
            at = text.find(link.text)
        end = at + len(link.text)
        index = bisect_left(starts, at)
        before_ends = index == 0 or found[index - 1][1] <= at
        if at < 0 or not before_ends or (index < len(starts) and starts[index] < end):
            continue
        starts.insert(index, at)
        found.insert(index, (at, end, link))
        position = max(position, end)
    return found
