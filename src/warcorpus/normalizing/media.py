"""Images, links and categories of a record."""

from __future__ import annotations

import re

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Image, Link
from warcorpus.model.record import Entry
from warcorpus.model.values import Step, Value
from warcorpus.normalizing.provenance import entry
from warcorpus.normalizing.values import FOOTNOTE, MARKUP
from warcorpus.normalizing.view import View
from warcorpus.text.markup import LinkMarkup

_IMAGE = Step("parse", "image")
_LINK = Step("parse", "link")
_NAMESPACE = Step("drop", "namespace")
_FILE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|tiff?|bmp|ogv|webm|pdf)\b", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def images_of(view: View) -> tuple[tuple[Image, ...], tuple[Entry, ...]]:
    """Images of the infobox, then those of the body; one file is one image.

    >>> from warcorpus.model.record import Record
    >>> from warcorpus.model.source import Source
    >>> from warcorpus.model.values import Field, Span
    >>> raw = "![Town](https://x.org/Town.svg?)"
    >>> own = Field("image", raw, (Span(0, 0, len(raw)),), (), "image")
    >>> images_of(View(Record("0", sources=(Source("a", fields=(own,)),))))[0]
    (Image(file='Town.svg', url='https://x.org/Town.svg?', alt='Town', caption=None),)
    """
    found: dict[str, tuple[Image, list[Value]]] = {}
    for image, value in [*_of_infobox(view), *_of_body(view)]:
        key = image.file or image.url or ""
        if not key:
            continue
        if key in found:
            known, values = found[key]
            found[key] = (_filled(known, image), [*values, value])
        else:
            found[key] = (image, [value])
    entries: tuple[Entry, ...] = ()
    for number, (_, values) in enumerate(found.values()):
        entries += entry(f"/images/{number}", values)
    return tuple(image for image, _ in found.values()), entries


def _filled(known: Image, other: Image) -> Image:
    return Image(
        known.file or other.file,
        known.url or other.url,
        known.alt or other.alt,
        known.caption or other.caption,
    )


def _of_infobox(view: View) -> list[tuple[Image, Value]]:
    """The files that a parameter names; ``300px`` names none."""
    found = []
    for own in view.of_slot("image"):
        work = view.working(own.field)
        position = 0
        for line in work.text.text.split("\n"):
            if _FILE.search(line):
                value = work.item(position, position + len(line), (), _IMAGE)
                if value is not None and value.normalized.file:
                    found.append((value.normalized, value))
            position += len(line) + 1
    if len(found) == 1:
        image, value = found[0]
        found = [(evolve(image, alt=_words(view, "alt"), caption=_words(view, "caption")), value)]
    return found


def _words(view: View, slot: str) -> str | None:
    values = [view.working(own.field).whole((MARKUP, FOOTNOTE)) for own in view.of_slot(slot)]
    return next((" ".join(v.normalized.split()) for v in values if v and v.normalized), None)


def _of_body(view: View) -> list[tuple[Image, Value]]:
    found = []
    for own in view.fields("image"):
        value = view.working(own).whole((), _IMAGE, origin="body")
        if value is not None and isinstance(value.normalized, Image):
            found.append((value.normalized, value))
    return found


def links_of(view: View) -> tuple[tuple[Link, ...], tuple[Entry, ...]]:
    """Links of the infobox, of sentences, and of navigation sections; equal ones once."""
    found: dict[Link, list[Value]] = {}
    for link, value in [*_field_links(view), *_body_links(view)]:
        found.setdefault(link, []).append(value)
    entries: tuple[Entry, ...] = ()
    for number, values in enumerate(found.values()):
        entries += entry(f"/links/{number}", values)
    return tuple(found), entries


def _field_links(view: View) -> list[tuple[Link, Value]]:
    found = []
    for parameters in view.parameters.values():
        for own in parameters:
            for link in own.links:
                value = view.working(link.source).whole()
                if value is None or not (link.target or link.anchor):
                    continue
                target = link.target or ""
                external = bool(_SCHEME.match(target))
                made = Link(
                    link.text or target,
                    link.target,
                    link.anchor,
                    "external" if external else "internal",
                    "field",
                )
                found.append((made, value))
    return found


def _body_links(view: View) -> list[tuple[Link, Value]]:
    found = []
    for role in ("link", "see_also"):
        for own in view.fields(role):
            value = view.working(own).whole((), _LINK, origin="body")
            if value is None or not isinstance(value.normalized, LinkMarkup):
                continue
            markup = value.normalized
            if not (markup.text or markup.target):
                continue
            where = "see_also" if role == "see_also" else "sentence"
            link = Link(markup.text, markup.target, markup.anchor, markup.kind, where)  # type: ignore[arg-type]
            found.append((link, value))
    return found


def categories_of(view: View) -> tuple[tuple[str, ...], tuple[Entry, ...]]:
    """Categories without namespace, each once, in the order of the document."""
    found: dict[str, list[Value]] = {}
    for own in view.fields("category"):
        value = view.working(own).whole((_NAMESPACE,), origin="category")
        if value is None or not value.normalized:
            continue
        found.setdefault(value.normalized, []).append(value)
    entries: tuple[Entry, ...] = ()
    for number, values in enumerate(found.values()):
        entries += entry(f"/categories/{number}", values)
    return tuple(found), entries
