"""Infoboxes in wikitext: every parameter as a field, with its links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.values import Field, Step
from warcorpus.text.document import Text
from warcorpus.text.wikitext_arguments import (
    Argument,
    arguments,
    effective,
    parsed_arguments,
    trimmed,
)
from warcorpus.text.wikitext_elements import Element
from warcorpus.text.wikitext_pieces import Findings, LinkFound
from warcorpus.text.wikitext_render import Renderer
from warcorpus.text.wikitext_templates import pictures_in
from warcorpus.text.wikitext_values import (
    COORDINATES,
    COUNTRY,
    FILE,
    TITLE,
    WIKITEXT,
    is_marked,
)
from warcorpus.text.wikitext_words import countries, parameters

MOST_UNCLOSED = 20
"""Marks left open in a page, and tables in an infobox, with which mwparserfromhell is still asked.

It tries each of them over and over: 4,000 times ``{|`` cost it a second, 500 open ``<ref>`` too.
"""

_UNFIT_FOR_ROLE = re.compile(r"[.\s]+")
_PICTURE = re.compile(r"(?:image|photo|img)\d{0,2}\Z")
_OF_A_CONFLICT = ("combatant", "conflict")
_COORDINATES = ("coordinates", "coord")
_UNTIDY = re.compile(r"[_%]|\s\s|[\t\n]")


def read_infobox(
    text: Text, box: Element, number: int, found: Findings, *, doubtful: bool
) -> list[Field]:
    """The fields of an infobox: each parameter and, behind it, its links.

    Args:
        text: the document.
        box: the infobox, as the scanner found it.
        number: its place among the infoboxes of the document.
        found: gets what its values hold besides words.
        doubtful: whether the page leaves marks open, so that mwparserfromhell is asked.

    >>> from warcorpus.text.wikitext_scan import scan
    >>> t = Text.of("{{Infobox x|date=1 May|place=[[A (town)|A]]}}")
    >>> box = scan(t.text, 0, len(t.text)).elements[0]
    >>> [(f.role, f.raw) for f in read_infobox(t, box, 0, Findings(), doubtful=True)]
    [('infobox.0.date', '1 May'), ('infobox.0.place', '[[A (town)|A]]'), \
('infobox.0.place.link.0', 'A (town)'), ('infobox.0.place.link.0.text', 'A')]
    """
    return _Box(text, box, number, found).fields(box_arguments(text, box, doubtful=doubtful))


def box_arguments(text: Text, box: Element, *, doubtful: bool) -> list[Argument]:
    """The arguments of an infobox.

    Where nothing is left open there is but one reading, and the scanner has it. Else a mark may
    be none, and mwparserfromhell, which tries every mark both ways, has the better judgement.
    """
    fits = 4 * (box.end - box.start) <= text.limits.wikitext_call_bytes
    if doubtful and fits and text.text.count("{|", box.start, box.end) <= MOST_UNCLOSED:
        parsed = parsed_arguments(text.text, box)
        if parsed is not None:
            return parsed
    return arguments(text.text, box)


class _Box:
    """One infobox while its parameters become fields."""

    def __init__(self, text: Text, box: Element, number: int, found: Findings) -> None:
        self._text = text
        self._box = box
        self._number = number
        self._found = found
        self._fields: list[Field] = []
        self._points: list[tuple[str, Element]] = []

    def fields(self, own: list[Argument]) -> list[Field]:
        """The fields of all arguments; of a name that stands twice the last one counts."""
        counted = effective(own)
        keys = set()
        spoken = _in_english([argument.name for argument in own])
        for argument in own:
            start, end = trimmed(self._text.text, argument.start, argument.end)
            name = argument.name.casefold()
            key = _UNFIT_FOR_ROLE.sub("_", spoken.get(name, name))
            says = bool(key) and start < end and counted[argument.name] is argument
            keys.add(key if says else "")
            self._parameter(argument.name, key if says else None, start, end)
        if self._points and keys.isdisjoint(_COORDINATES):
            name, point = self._points[0]
            role = f"infobox.{self._number}.coordinates"
            field = self._text.field(name, point.start, point.end, role, COORDINATES)
            self._fields.append(field)
        return self._fields

    def _parameter(self, name: str, key: str | None, start: int, end: int) -> None:
        name = f"Infobox.{self._number}.{name}" if self._number else f"Infobox.{name}"
        if key is not None and _PICTURE.match(key) and self._pictures(name, key, start, end):
            key = None
        role = None if key is None else f"infobox.{self._number}.{key}"
        marked = is_marked(self._text.text[start:end])
        steps = [_step_of(key or "")] if marked else []
        self._fields.append(self._text.field(name, start, end, role, *steps))
        if role is None or not marked:
            return
        renderer = Renderer(self._text.text, page=False)
        for _ in renderer.inner(self._box, start, end):
            pass
        own = renderer.found
        for number, link in enumerate(own.links):
            self._fields += _link(
                self._text, f"{name}.link.{number}", f"{role}.link.{number}", link
            )
        self._points += [(f"{name}.coordinates", point) for point in own.coordinates]
        self._found.infoboxes += own.infoboxes
        for unknown, count in own.unknown.items():
            self._found.unknown[unknown] = self._found.unknown.get(unknown, 0) + count

    def _pictures(self, name: str, key: str, start: int, end: int) -> bool:
        """The files of a template that shows several; False where there is none."""
        templates = [own for own in self._box.inside(start, end) if own.kind == "template"]
        files = [place for own in templates for place in pictures_in(self._text.text, own)]
        for number, (first, last) in enumerate(files, 1):
            role = f"infobox.{self._number}.{key}"
            self._fields.append(self._text.field(f"{name}.{number}", first, last, role, FILE))
        return bool(files)


def _in_english(names: list[str]) -> dict[str, str]:
    """English names for the parameters of a conflict's infobox in another language."""
    known = parameters()
    found: dict[str, str] = {}
    for name in (written.casefold() for written in names):
        stem = name.rstrip("0123456789")
        if stem in known:
            found[name] = known[stem] + name[len(stem) :]
    is_conflict = any(own.startswith(_OF_A_CONFLICT) for own in found.values())
    return found if is_conflict else {}


def _step_of(key: str) -> Step:
    if _PICTURE.match(key):
        return FILE
    return COORDINATES if key in _COORDINATES else WIKITEXT


def _link(text: Text, name: str, role: str, link: LinkFound) -> Iterator[Field]:
    """The page that a link leads to, a section of it, and the words it stands on."""
    raw = text.text
    start, end = link.target
    anchor = end if link.element.kind == "external" else raw.find("#", start, end)
    stop = anchor if anchor >= 0 else end
    if start < stop:
        yield text.field(name, start, stop, role, *target_steps(link, raw[start:stop]))
    if stop + 1 < end:
        steps = target_steps(link, raw[stop + 1 : end])
        yield text.field(f"{name}.anchor", stop + 1, end, f"{role}.anchor", *steps)
    first, last = link.words
    if first < last and link.words != link.target:
        steps = [WIKITEXT] if is_marked(raw[first:last]) else []
        yield text.field(f"{name}.text", first, last, f"{role}.text", *steps)


def target_steps(link: LinkFound, target: str) -> list[Step]:
    """What makes the name of a page of what a link leads to: blanks, the name behind a code."""
    if link.element.kind == "template" and target in countries():
        return [COUNTRY]
    return [TITLE] if _UNTIDY.search(target) else []
