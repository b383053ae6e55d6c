"""HTML pages: articles as wikis serve them, from both of their parsers, and simpler pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.document import Text
from warcorpus.text.html import html_record

NAME = "wikipedia-html"

_PAGE = re.compile(r"<(?:!DOCTYPE[ \t\r\n]{1,9}html|html)(?=[\s>])", re.IGNORECASE)
_PIECE = re.compile(
    r"<(?:head|title|meta|body|main|article|section|div|h1|h2|p|table)(?=[\s>])", re.IGNORECASE
)
_CLOSED = re.compile(r"</(?:p|div|h1|h2|td|title|section|article|body|html)>", re.IGNORECASE)
_NEAR = 200
"""Characters before a page that a program may have put there."""


def sniff(head: str) -> Sniff:
    """``<!DOCTYPE html`` or ``<html`` first, and what only the parsers of wikis write."""
    start = _start(head)
    if not head.startswith("<", start):
        return _behind_a_line(head)
    page = _PAGE.match(head, start)
    output = _output(head)
    if page is None and output is None:
        return _piece(head, start)
    return Sniff.of(
        NAME,
        Feature("HTML page", 0.60, *page.span()) if page else _begins(head, start),
        output,
        _found(head, 'class="infobox', "infobox", 0.10),
    )


def read(text: Text) -> Iterator[Record]:
    """The record of the page."""
    yield html_record(text, READER.id)


def _start(head: str) -> int:
    """Where the first tag stands, behind white space, a prolog and comments."""
    position = 0
    while True:
        while head[position : position + 1].isspace():
            position += 1
        for opening, closing in (("<!--", "-->"), ("<?xml", "?>")):
            if head.startswith(opening, position):
                end = head.find(closing, position)
                if end < 0:
                    return position
                position = end + len(closing)
                break
        else:
            return position


def _output(head: str) -> Feature | None:
    """What the parsers of wikis write, and nobody else."""
    marks = (
        ('mw-parser-output"', "parser output"),
        ("mw-parser-output ", "parser output"),
        (' data-mw="', "Parsoid"),
        (" data-mw='", "Parsoid"),
        (' typeof="mw:', "Parsoid"),
        (' property="mw:', "Parsoid"),
        ("<section data-mw-section-id", "Parsoid"),
        ('content="MediaWiki ', "MediaWiki"),
    )
    found = (_found(head, mark, name, 0.30) for mark, name in marks)
    return next((feature for feature in found if feature), None)


def _found(head: str, mark: str, name: str, weight: float) -> Feature | None:
    at = head.find(mark)
    return Feature(name, weight, at, at + len(mark)) if at >= 0 else None


def _begins(head: str, start: int) -> Feature | None:
    """A piece of a page, as the interfaces of wikis give it."""
    found = _PIECE.match(head, start)
    return Feature("HTML", 0.60, *found.span()) if found else None


def _piece(head: str, start: int) -> Sniff:
    """Text that begins with a tag of a page and has many tags that close; few may be Markdown."""
    found = _PIECE.match(head, start)
    if found is None or "\n#" in head or "\n==" in head:
        return Sniff.of(NAME)
    closed = [one.span() for one, _ in zip(_CLOSED.finditer(head), range(3), strict=False)]
    return Sniff.of(
        NAME,
        Feature("begins with a tag", 0.20, *found.span()),
        Feature("closing tags", 0.30, closed[0][0], closed[-1][1]) if len(closed) > 2 else None,
    )


def _behind_a_line(head: str) -> Sniff:
    """A page behind a line that is none of it; in a block of code it is somebody's example."""
    at = head.find("\n<", 0, _NEAR)
    found = _PAGE.match(head, at + 1) if at >= 0 else None
    if found is None or "```" in head[:at] or "~~~" in head[:at]:
        return Sniff.of(NAME)
    return Sniff.of(NAME, Feature("HTML page behind a line", 0.50, *found.span()))


READER = Reader(
    name=NAME,
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".html", ".htm", ".xhtml"),
    looks_for="<!DOCTYPE html or <html first, mw-parser-output or data-mw, an infobox",
)
