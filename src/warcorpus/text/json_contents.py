"""Wikimedia's structured contents: the parts of an article as nested JSON, with infoboxes.

Every part has a ``type``, perhaps a ``name``, a ``value`` and ``has_parts``. Sections hold
paragraphs, lists and tables; infoboxes hold sections and fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.values import Field, Span
from warcorpus.text.infobox_labels import is_label, parameter_of, whole_prefix
from warcorpus.text.json_page import JsonPage
from warcorpus.text.json_spans import UNESCAPE, Node, leaves

_DEEPEST = 6
_LEAD = frozenset(("abstract", "lead", "introduction", ""))
_KINDS = {
    "paragraph": "paragraph",
    "list_item": "item",
    "item": "item",
    "table": "table",
    "quote": "quote",
    "blockquote": "quote",
}
_LISTS = ("list", "list_item")
_MARKS = re.compile(r"(?<=[^\s\[])\[(?:\d{1,4}|[a-z]{1,2}|(?:note|nb|n|lower-alpha) \d{1,3})\]")
_POINT = re.compile(
    r"(?<!\S)\d{1,3}(?:\.\d{1,10})?°\s?"
    r"(?:\d{1,2}(?:\.\d{1,10})?[′']\s?(?:\d{1,2}(?:\.\d{1,10})?[″\"]\s?)?)?[NS]\b"
)
_FRAME = ("type", "identifier", "tag")


def read_sections(page: JsonPage, sections: Node) -> bool:
    """Hand headings, paragraphs, items and tables to the page, in order.

    Args:
        page: the document.
        sections: its array ``sections``, or ``has_parts`` of one.

    Returns:
        whether there was a block of text.
    """
    found = False
    stack = [(part, 2) for part in reversed(sections.children)]
    while stack:
        part, level = stack.pop()
        if part.kind == "string":
            found = page.block("paragraph", part, without=_MARKS) or found
            continue
        kind = page.said(part, "type") or ""
        below = level
        if kind == "section":
            found = _heading(page, part, level) or found
            below = min(level + 1, _DEEPEST)
        else:
            found = _part(page, part, kind) or found
        _skip_frame(page, part)
        inner = part.child("has_parts")
        if inner is not None:
            stack += [(child, below) for child in reversed(inner.children)]
    return found


def _heading(page: JsonPage, part: Node, level: int) -> bool:
    """The name of a section, and its own words where it has some; whether it had."""
    name = part.child("name")
    if name is not None and name.kind == "string":
        if (page.said(name) or "").casefold() in _LEAD and level == 2:
            page.skip(name)
        else:
            page.block("heading", name, level)
    return _part(page, part, "paragraph")


def _part(page: JsonPage, part: Node, kind: str) -> bool:
    """The words of a part that is no section; those of one with parts stand in the parts."""
    value = part.child("value")
    if value is None or value.kind != "string":
        return False
    if kind in ("list", "table") and part.child("has_parts") is not None:
        return False
    block = "item" if kind == "list" else _KINDS.get(kind, "paragraph")
    has_words = page.block(block, value, without=_MARKS)
    return has_words and kind != "table"


def _skip_frame(page: JsonPage, part: Node) -> None:
    """What only says how a part is built is no field."""
    for node in part.children:
        if node.name in _FRAME and node.kind == "string":
            page.skip(node)


def infobox_roles(page: JsonPage, infoboxes: Node) -> dict[int, str]:
    """The roles of the leaves of infoboxes, by identity of the node.

    A part with a label and a value is a parameter. Parts without a label below one that has some
    are the columns of its row: one for each side.

    Args:
        page: the document; what only frames the parts becomes no field of it.
        infoboxes: the array ``infoboxes``.
    """
    roles: dict[int, str] = {}
    for number, box in enumerate(infoboxes.children):
        _skip_frame(page, box)
        inner = box.child("has_parts")
        if inner is None:
            continue
        titled = False
        for part, label, column in _labelled(page, inner):
            name = part.child("name")
            is_title = part.child("value") is None and name is not None and not is_label(label)
            if is_title and not titled and name is not None:
                roles[id(name)] = f"infobox.{number}.conflict"
                titled = True
                continue
            base = f"infobox.{number}.{_parameter(page, part, label, column)}"
            roles.update(_value_roles(part, base))
    return roles


def divided_fields(page: JsonPage, roles: dict[int, str]) -> Iterator[tuple[Node, Field]]:
    """Values that are parameters in part, or two parameters.

    Of one that begins with ``Part of`` the words behind it count; a place may have the
    coordinates of the page behind it.

    Yields:
        the leaf and a field that stands for it.
    """
    for path, node in leaves(page.root):
        role = roles.get(id(node), "")
        if role.endswith(".partof"):
            start = node.start + whole_prefix(page.text.text[node.start : node.end])
            parts = [(start, node.end, role)]
        elif role.endswith(".place") and node.kind == "string":
            parts = list(_place_and_point(page, node, role))
        else:
            continue
        for start, end, own in parts:
            raw = page.text.text[start:end]
            if raw.strip():
                steps = (UNESCAPE,) if "\\" in raw else ()
                yield node, Field(path, raw, (Span(0, start, end),), steps, own)


def _place_and_point(page: JsonPage, node: Node, role: str) -> Iterator[tuple[int, int, str]]:
    """A place, and the coordinates behind it: their raw ranges and roles."""
    told = page.mapped(node)
    point = _POINT.search(told.text)
    if point is None:
        return
    at = point.start()
    place = len(told.text[:at].rstrip())
    if place:
        yield *told.raw_range(0, place), role
    yield *told.raw_range(at, len(told)), f"{role.removesuffix('place')}coordinates"


def _labelled(page: JsonPage, parts: Node) -> Iterator[tuple[Node, str, int]]:
    """Every part below with its label and its column."""
    stack = [(part, "", 1) for part in reversed(parts.children)]
    while stack:
        part, above, column = stack.pop()
        if part.kind != "object":
            continue
        _skip_frame(page, part)
        own = page.said(part, "name") or ""
        yield part, own or above, column
        inner = part.child("has_parts")
        if inner is None:
            continue
        unnamed = [p for p in inner.children if p.child("name") is None or not page.said(p, "name")]
        places = {id(one): place for place, one in enumerate(unnamed, 1)}
        label = own if own and (is_label(own) or part.child("value")) else above
        if page.said(part, "type") in _LISTS:
            places = {}  # all items stand in the column of their list
        stack += [
            (child, label, places.get(id(child), column)) for child in reversed(inner.children)
        ]


def _parameter(page: JsonPage, part: Node, label: str, column: int) -> str:
    value = page.said(part, "value") or ""
    if not label and whole_prefix(value):
        return "partof"
    return parameter_of(label, column)


def _value_roles(part: Node, base: str) -> Iterator[tuple[int, str]]:
    """The roles of the value of a part, or of its items where it has none, and of its links."""
    value, values, links = part.child("value"), part.child("values"), part.child("links")
    if value is not None and value.kind in ("string", "number"):
        yield id(value), base
    elif values is not None:
        for node in values.children:
            if node.kind in ("string", "number"):
                yield id(node), base
    if links is not None and value is not None:
        for number, link in enumerate(links.children):
            words = link.child("text")
            if words is not None and words.kind == "string":
                yield id(words), f"{base}.link.{number}.text"
