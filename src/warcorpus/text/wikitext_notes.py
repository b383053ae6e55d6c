"""What a page tells besides its words, as fields: links, pictures, categories and the like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from warcorpus.model.values import Field, Step
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.wikitext_arguments import arguments, effective, trimmed
from warcorpus.text.wikitext_boxes import Boxes
from warcorpus.text.wikitext_elements import Element
from warcorpus.text.wikitext_infobox import target_steps
from warcorpus.text.wikitext_pieces import Findings, LinkFound
from warcorpus.text.wikitext_values import (
    COORDINATES,
    EXTERNAL,
    FILE,
    LATITUDE,
    LINK,
    LONGITUDE,
    TITLE,
    WIKITEXT,
    is_marked,
)

_UNTIDY = re.compile(r"[_%]|\s\s|[\t\n]")
_ENGLISH = ("file:", "image:")

Extent = tuple[int, int]


def page_facts(text: Text, notes: Findings, boxes: Boxes) -> list[Field]:
    """What templates say of the whole page: its short description and its place.

    Args:
        text: the page.
        notes: what was found.
        boxes: the infoboxes, whose own coordinates go before those of the page.
    """
    found = [*_descriptions(text, notes), *_coordinates(text, notes, boxes)]
    return found[: text.limits.items]


def add_notes(text: Text, notes: Findings, tables: list[Extent], composer: Composer) -> None:
    """Hand links, pictures, categories and the like to ``composer``.

    Args:
        text: the page.
        notes: what was found.
        tables: ranges of tables; their links have no role, as they stand in no sentence.
        composer: gets the fields.
    """
    made: list[tuple[str, int]] = []
    for kind, found in (
        ("image", _images(text, notes)),
        ("link", _links(text, notes, tables)),
        ("see_also", _hatnotes(text, notes)),
        ("category", _categories(text, notes)),
        ("interlanguage", _languages(text, notes)),
    ):
        count = 0
        for field in found:
            if count < text.limits.items:
                composer.field(field)
            count += 1
        made.append((kind, count))
    kind, most = max(made, key=lambda pair: pair[1])
    if most > text.limits.items:
        message = (
            f"found {most} fields of the kind {kind}, expected at most {text.limits.items} "
            "(limits.items); the rest are not listed"
        )
        composer.problem("too-many-items", message)


def _descriptions(text: Text, notes: Findings) -> Iterator[Field]:
    for number, (start, end) in enumerate(notes.descriptions):
        raw = text.text[start:end]
        steps = [WIKITEXT] if is_marked(raw) else []
        role = None if number else "description"
        yield text.field("short description", start, end, role, *steps)


def _coordinates(text: Text, notes: Findings, boxes: Boxes) -> Iterator[Field]:
    """The coordinates of the page; its infobox's own go before them.

    Those that do not stand in its title are of something that the page speaks of.
    """
    shown = (point for point in notes.coordinates if _is_of_title(text.text, point))
    own = None if boxes.placed else next(shown, None)
    for number, point in enumerate(notes.coordinates):
        place = (point.start, point.end)
        if point is not own:
            yield text.field(f"coordinates.{number}", *place, None, COORDINATES)
        elif boxes.main is not None:
            role = f"infobox.{boxes.main}.coordinates"
            yield text.field("coordinates", *place, role, COORDINATES)
        else:
            yield text.field("latitude", *place, "place.latitude", LATITUDE)
            yield text.field("longitude", *place, "place.longitude", LONGITUDE)


def _is_of_title(raw: str, point: Element) -> bool:
    """Whether coordinates stand in the title of the page: ``display=inline,title``.

    Without that word they are the page's own where nothing else stands in their line.
    """
    display = effective(arguments(raw, point)).get("display")
    if display is None and "title" not in point.name:
        before = raw[max(point.start - 1, 0) : point.start]
        return before in ("", "\n", "\r") and raw[point.end : point.end + 1] in ("", "\n", "\r")
    shown = raw[display.start : display.end].strip().lower() if display else "title"
    return "title" in shown or shown in ("t", "it", "ti")


def _images(text: Text, notes: Findings) -> Iterator[Field]:
    places: list[tuple[int, int, Step | None]] = []
    for element in notes.pictures:
        inner = text.text[element.inner_start : element.inner_end].lstrip()
        plain = inner.casefold().startswith(_ENGLISH) and not is_marked(inner)
        places.append((element.start, element.end, None if plain else FILE))
    places += [(start, end, FILE) for start, end in notes.files]
    for gallery in notes.galleries:
        places += [(start, end, FILE) for start, end in _gallery(text.text, gallery)]
    for number, (start, end, step) in enumerate(sorted(places, key=lambda place: place[0])):
        yield text.field(f"image.{number}", start, end, "image", *([step] if step else []))


def _gallery(raw: str, gallery: Element) -> Iterator[tuple[int, int]]:
    """The lines of a gallery that name a file."""
    position = gallery.inner_start
    while position < gallery.inner_end:
        stop = raw.find("\n", position, gallery.inner_end)
        stop = gallery.inner_end if stop < 0 else stop
        start, end = trimmed(raw, position, stop)
        if start < end and not raw.startswith("<", start):
            yield start, end
        position = stop + 1


def _links(text: Text, notes: Findings, tables: list[Extent]) -> Iterator[Field]:
    starts = [start for start, _ in tables]
    for number, link in enumerate(notes.links):
        at = link.element.start
        table = bisect_right(starts, at) - 1
        in_table = table >= 0 and at < tables[table][1]
        place, step = _link(text.text, link)
        role = None if in_table else "link"
        yield text.field(f"link.{number}", *place, role, *([step] if step else []))


def _link(raw: str, link: LinkFound) -> tuple[Extent, Step | None]:
    """The raw range of a link's field, and what makes its words plain."""
    element = link.element
    if element.kind == "template":
        return link.target, next(iter(target_steps(link, raw[slice(*link.target)])), None)
    if element.kind == "external":
        return (element.start, element.end), EXTERNAL
    marked = is_marked(raw[element.inner_start : element.inner_end])
    return (element.start, element.end), LINK if marked else None


def _hatnotes(text: Text, notes: Findings) -> Iterator[Field]:
    for number, (start, end) in enumerate(notes.hatnotes):
        steps = [WIKITEXT] if is_marked(text.text[start:end]) else []
        yield text.field(f"hatnote.{number}", start, end, f"see_also.{number}", *steps)


def _categories(text: Text, notes: Findings) -> Iterator[Field]:
    for number, (start, end) in enumerate(notes.categories):
        steps = [TITLE] if _UNTIDY.search(text.text[start:end]) else []
        yield text.field(f"category.{number}", start, end, f"category.{number}", *steps)


def _languages(text: Text, notes: Findings) -> Iterator[Field]:
    for number, (start, end) in enumerate(notes.languages):
        yield text.field(f"interlanguage.{number}", start, end)
