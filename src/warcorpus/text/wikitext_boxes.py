"""All infoboxes of a page, one after the other."""

from __future__ import annotations

from attrs import frozen

from warcorpus.model.values import Field, Repair, Span
from warcorpus.text import mojibake
from warcorpus.text.document import Text
from warcorpus.text.wikitext_infobox import MOST_UNCLOSED, read_infobox
from warcorpus.text.wikitext_pieces import Findings
from warcorpus.text.wikitext_scan import Scan

MOST_BOXES = 1_000
"""Infoboxes of one page that are read; a page with more is a list of something."""

_OF_AN_EVENT = ("conflict", "combatant", "partof")


@frozen
class Boxes:
    """The fields of all infoboxes, and the damage in them.

    Args:
        fields: of each parameter and its links.
        repairs: what a program did to the values.
        main: number of the infobox that the facts come from; None without one.
        placed: whether it has coordinates.
    """

    fields: tuple[Field, ...]
    repairs: tuple[Repair, ...]
    main: int | None
    placed: bool


def read_boxes(text: Text, found: Scan, notes: Findings) -> Boxes:
    """Read the infoboxes that stand in ``notes``, also those inside of others.

    Args:
        text: the page.
        found: its elements; where some marks are left open mwparserfromhell is asked.
        notes: what the page holds besides words; unknown templates of the values are added.
    """
    left_open = sum(found.unclosed[:4])
    doubtful = 0 < left_open <= MOST_UNCLOSED and not found.open_ends
    fields: list[Field] = []
    number = 0
    while number < min(len(notes.infoboxes), MOST_BOXES):
        fields += read_infobox(text, notes.infoboxes[number], number, notes, doubtful=doubtful)
        number += 1
    main = _main(fields)
    coordinates = f"infobox.{main}.coord"
    placed = any((field.role or "").startswith(coordinates) for field in fields)
    return Boxes(tuple(fields), _repairs(text, fields), main, placed)


def _main(fields: list[Field]) -> int | None:
    """The infobox that normalizing takes: the first about a conflict, else the first."""
    first: int | None = None
    for field in fields:
        if field.role is None:
            continue
        _, number, parameter = field.role.split(".", 3)[:3]
        first = int(number) if first is None else first
        if parameter.startswith(_OF_AN_EVENT):
            return int(number)
    return first


def _repairs(text: Text, fields: list[Field]) -> tuple[Repair, ...]:
    """The mojibake in parameters; a link's is that of its parameter."""
    found: dict[tuple[str, str | None], list[tuple[Span, int]]] = {}
    for field in fields:
        if ".link." in field.name or mojibake.is_whole(field.raw):
            continue
        for span in field.spans:
            for repair in mojibake.repair(text.slice(span.start, span.end))[1]:
                key = (repair.action, repair.parameter)
                found.setdefault(key, []).append((Span(0, repair.start, repair.end), repair.count))
    return tuple(
        Repair(action, parameter, tuple(sorted({span for span, _ in own})), sum(n for _, n in own))
        for (action, parameter), own in found.items()
    )
