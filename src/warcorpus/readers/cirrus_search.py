"""CirrusSearch dumps: a line that names a page, then a line with its fields and flattened text.

The text has no paragraphs, and ``opening_text`` says its beginning again; both lines together are
one document, so that the id in the first is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.cutting import Cut, line_parts
from warcorpus.text.document import Text
from warcorpus.text.front_matter import exported_at
from warcorpus.text.json_heads import Row, kind_of, rows
from warcorpus.text.json_page import JsonPage, check_namespace, empty_document
from warcorpus.text.json_spans import Node, as_field, glance, leaves

_INDEX = re.compile(rb'\{[ \t]{0,9}"(?:index|create)"[ \t]{0,9}:')
_INNER_KEY = re.compile(r'"_(?:id|type|index)"[ \t]{0,9}:')
_CONTENT = ("text", "opening_text", "source_text", "page_id", "namespace", "title", "wiki")
_NUMBERED = re.compile(r"(category|redirect)\.(\d{1,6})(\.title)?\Z")
_ROLES = {
    "title": "title",
    "opening_text": "description",
    "language": "language",
    "coordinates.0.coord.lat": "place.latitude",
    "coordinates.0.coord.lon": "place.longitude",
}


def sniff(head: str) -> Sniff:
    """A line ``{"index": …}``, and a line with what such a dump says of a page."""
    seen = list(rows(head))
    index = next((row for row in seen if kind_of(head, row) == "index"), None)
    if index is None:
        return Sniff.of("cirrussearch")
    inner = _INNER_KEY.search(head, index.start, index.end)
    content = next((row for row in seen if row.start > index.start), None)
    return Sniff.of(
        READER.name,
        Feature("index line", 0.57, index.start, index.end),
        Feature("page id", 0.20, *inner.span()) if inner else None,
        _content_feature(content) if content else None,
    )


def _content_feature(content: Row) -> Feature | None:
    known = [place for key, place in content.keys.items() if key in _CONTENT]
    return Feature("content line", 0.20, *known[0]) if known else None


def split(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """A line that names a page and the one behind it are a document; so is either alone."""
    waiting: Cut | None = None
    for line, is_index in _lines(chunks):
        if waiting is not None and is_index:
            yield waiting
        if is_index:
            waiting = line
        else:
            yield line if waiting is None else Cut(waiting.start, line.end)
            waiting = None
    if waiting is not None:
        yield waiting


def _lines(chunks: Iterator[bytes]) -> Iterator[tuple[Cut, bool]]:
    """Lines that are not blank, without their breaks, and whether each names a page."""
    start = at = end = 0
    first, filled = b"", False
    for part in line_parts(chunks):
        first = first or part.lstrip(b" \t")
        filled = filled or not part.isspace()
        end = at + len(part.rstrip(b"\r\n"))
        at += len(part)
        if part.endswith((b"\n", b"\r")):
            if filled:
                yield Cut(start, end), _INDEX.match(first) is not None
            start, first, filled = at, b"", False
    if filled:
        yield Cut(start, end), _INDEX.match(first) is not None


def read(text: Text) -> Iterator[Record]:
    """The record of a page."""
    index, start = _index(text)
    page = JsonPage(text, start)
    for path, node in leaves(index) if index else ():
        page.composer.field(as_field(text.text, path, node))
    if index is None:
        page.composer.problem(
            "orphan-line",
            "found a page without the line that names it, expected the two together",
            at=start,
            hint="nothing to do if the dump was cut; the page is read",
        )
    check_namespace(page.said(page.root, "namespace"))
    title = page.said(page.root, "title")
    body = page.root.child("text")
    if body is None or body.kind != "string" or not page.value(body).strip():
        raise empty_document("a page")
    page.prose(body, title or "")
    yield page.record(
        READER.id,
        _role,
        text_id=_page_id(page, index),
        exported_at=exported_at(page.said(page.root, "timestamp")),
        publisher=page.said(page.root, "wiki"),
    )


def _index(text: Text) -> tuple[Node | None, int]:
    """The line that names the page, and where the page begins.

    Raises:
        ReadError: ``orphan-line``: there is no page behind it.
    """
    raw = text.text
    start = len(raw) - len(raw.lstrip())
    if not _INDEX.match(raw[start : start + 64].encode("utf-8", "replace")):
        return None, start
    seen = glance(raw, start)
    if seen.root is None or seen.end is None:
        return None, start
    if seen.end == len(raw):
        raise ReadError(
            "orphan-line",
            "found a line that names a page and no page behind it, expected the two together",
            hint="nothing to do if the dump was cut",
            level="warning",
        )
    return seen.root, seen.end


def _page_id(page: JsonPage, index: Node | None) -> str | None:
    inner = index.children[0] if index and index.children else None
    return page.said(inner, "_id") or page.said(page.root, "page_id")


def _role(path: str, node: Node) -> str | None:
    """The canonical address of a leaf of a page."""
    found = _NUMBERED.match(path)
    if found is None:
        return _ROLES.get(path)
    what, number, of_title = found.groups()
    if what == "category":
        return None if of_title else f"category.{number}"
    return f"name.{number}" if of_title else None


READER = Reader(
    name="cirrussearch",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".json", ".ndjson", ".jsonl"),
    split=split,
    looks_for='pairs of lines: {"index": …}, then a page with title, text, opening_text',
)
