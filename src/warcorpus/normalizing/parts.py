"""What an event is part of: from the narrowest whole to the widest."""

from __future__ import annotations

import re
from itertools import islice

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Part
from warcorpus.model.record import Entry
from warcorpus.model.values import Basis, Value
from warcorpus.normalizing.kinds import WIDTH, is_event_name, kind_of_name
from warcorpus.normalizing.provenance import entry
from warcorpus.normalizing.values import ARTICLE, FOOTNOTE, MARKUP, Working
from warcorpus.normalizing.view import FieldLink, View, located

_SEPARATOR = re.compile(
    r",?[ \n]and[ \n]{1,2}(?=the[ \n]|[A-Z0-9]|siege|battle)|,[ \n]{1,2}(?:and )?|\n|;"
)
_OF = re.compile(r"[ \n](?:of|in|during) (?=[Tt]he |[A-Z0-9])")
DEEPEST = 8
"""Wholes inside wholes that are looked for."""

_ARTICLE = re.compile(r"[Tt]he[ \n]")
_DROPS = (MARKUP, FOOTNOTE, ARTICLE)


class PartRange(msgspec.Struct, frozen=True, gc=False):
    """Where a whole is named in a value, and how that was understood."""

    start: int
    end: int
    basis: Basis
    link: str | None = None


class Parted(msgspec.Struct, frozen=True, gc=False):
    """The wholes with their entries."""

    parts: tuple[Part, ...]
    entries: tuple[Entry, ...]


def parts_of(view: View) -> Parted:
    """The wholes that a record names, each once, narrowest first."""
    found: dict[str, tuple[Part, list[Value]]] = {}
    sources = [(own.field, own.links) for own in view.of_slot("part_of")]
    sources += [(own, ()) for own in view.fields("part_of")]
    for own, links in sources:
        work = view.working(own)
        for part in split_parts(work.text.text, links):
            value = _value(work, part)
            if value is not None and value.normalized:
                name = value.normalized
                found.setdefault(name.casefold(), (Part(name, part.link, part.basis), []))[
                    1
                ].append(value)
    ordered = sorted(found.values(), key=lambda pair: _width(pair[0].name))
    entries: tuple[Entry, ...] = ()
    for number, (_, values) in enumerate(ordered):
        entries += entry(f"/part_of/{number}", values)
    return Parted(tuple(part for part, _ in ordered), entries)


def _value(work: Working, part: PartRange) -> Value | None:
    return work.item(part.start, part.end, _DROPS, basis=part.basis)


def _width(name: str) -> int:
    """Battles before operations before campaigns before wars; the unknown in the middle."""
    return WIDTH.get(kind_of_name(name) or "", 3)


def split_parts(text: str, links: tuple[FieldLink, ...] = ()) -> list[PartRange]:
    """The wholes named in a value.

    Links decide. Without them ``X of the Y`` with a noun of war at the end of Y names the whole
    and then Y (inferred); ``A and the B`` names two.

    >>> t = "the 2012–13 escalation of the Syrian Civil War"
    >>> [(t[p.start : p.end], p.basis) for p in split_parts(t)][1]
    ('the Syrian Civil War', 'inferred')
    """
    linked = [(a, b, link) for a, b, link in located(text, links) if _names_event(link)]
    if linked:
        return [
            PartRange(_with_article(text, start), end, "link", link.target)
            for start, end, link in linked
        ]
    found = []
    for start, end in _pieces(text):
        found += _nested(text, start, end)
    return found


def _names_event(link: FieldLink) -> bool:
    return is_event_name(link.text) or is_event_name(link.target or "")


def _with_article(text: str, start: int) -> int:
    return start - 4 if start >= 4 and _ARTICLE.match(text, start - 4) else start


def _pieces(text: str) -> list[tuple[int, int]]:
    """Parted at ``and``, commas and lines, where both sides name events."""
    segments, position = [], 0
    for found in [*_SEPARATOR.finditer(text), None]:
        end = found.start() if found else len(text)
        segments.append((position, end))
        position = found.end() if found else end
    pieces: list[tuple[int, int]] = []
    open_brackets, named = 0, False
    for start, end in segments:
        own = is_event_name(text[start:end])
        begins = own or _ARTICLE.match(text, start) is not None
        if pieces and not (named and begins and open_brackets == 0):
            pieces[-1] = (pieces[-1][0], end)
            named = named or own
        else:
            pieces.append((start, end))
            open_brackets, named = 0, own
        open_brackets += text.count("(", start, end) - text.count(")", start, end)
    return [(a, b) for a, b in pieces if text[a:b].strip()]


def _nested(text: str, start: int, end: int, depth: int = 0) -> list[PartRange]:
    """A whole and the wider ones it names: ``X of the Y``, ``X (2012) of the Y``, ``X (Y)``."""
    bracket = text.find("(", start, end)
    close = text.find(")", bracket, end) if bracket >= 0 else -1
    if close < 0 or depth == DEEPEST:
        return [PartRange(start, end, "explicit"), *_wider(text, start, end)]
    if is_event_name(text[bracket + 1 : close]):
        inner = _nested(text, bracket + 1, close, depth + 1)
        outer = _nested(text, start, bracket, DEEPEST)
        return [*outer, *(evolve(part, basis="inferred") for part in inner)]
    of_behind = _OF.match(text, close + 1, end)
    if of_behind and _ends_in_war(text[of_behind.end() : end]):
        whole = PartRange(start, close + 1, "explicit")
        return [whole, PartRange(of_behind.end(), end, "inferred")]
    return [PartRange(start, end, "explicit"), *_wider(text, start, bracket)]


def _wider(text: str, start: int, end: int) -> list[PartRange]:
    """The ``Y`` of ``X of the Y``, where both are events."""
    return [
        PartRange(of.end(), end, "inferred")
        for of in islice(_OF.finditer(text, start, end), DEEPEST)
        if is_event_name(text[start : of.start()]) and _ends_in_war(text[of.end() : end])
    ]


def _ends_in_war(text: str) -> bool:
    last = text.split()
    return bool(last) and (kind_of_name(last[-1]) or "") in WIDTH
