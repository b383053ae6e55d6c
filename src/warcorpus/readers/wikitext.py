"""Raw wikitext: one page, as editors of wikis write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.document import Text
from warcorpus.text.wikitext import is_redirect, wikitext_record

NAME = "wikitext"

_INFOBOX = re.compile(
    r"\{\{[ \t\n]{0,3}(?:infobox|warbox|battlebox|ficha de|info/|воору|صندوق معلومات|معلومات نزاع)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[\[[^\[\]\n<>{}]{1,200}\]\]")
_BOLD = re.compile(r"'''[^\s'][^'\n]{0,200}'''")
_HEADING = re.compile(r"(?:(?<=\n)|\A)(={2,6})[^=\n][^\n]{0,200}?\1[ \t]{0,9}(?=\r?\n|\Z)")
_REFERENCE = re.compile(r"<ref(?=[ />])", re.IGNORECASE)
_CONTAINER = re.compile(
    r"[ \t\r\n]{0,40}(?:"
    r"<(?:\?xml|!doctype|html|mediawiki|siteinfo|page|doc)[ >\r\n]"
    r"|[{\[][ \t\r\n]{0,40}\"|\[[ \t\r\n]{0,40}\{[ \t\r\n]{0,40}\")",
    re.IGNORECASE,
)


def sniff(head: str) -> Sniff:
    """An infobox, links, bold words, headings and references in the marks of wikis."""
    if _CONTAINER.match(head):
        return Sniff.of(NAME)
    if is_redirect(head):
        return Sniff.of(NAME, Feature("redirect", 0.90, 0, min(len(head), 9)))
    return Sniff.of(
        NAME,
        _feature(_INFOBOX, head, "{{Infobox", 0.40, "{{"),
        _feature(_LINK, head, "[[link]]", 0.20, "[["),
        _feature(_BOLD, head, "'''bold'''", 0.15, "'''"),
        _feature(_HEADING, head, "== heading ==", 0.10, "=="),
        _feature(_REFERENCE, head, "<ref", 0.10, "<"),
    )


def _feature(
    pattern: re.Pattern[str], head: str, name: str, weight: float, mark: str
) -> Feature | None:
    """A feature, sought only in a text that holds its mark: most texts are of other formats."""
    found = pattern.search(head) if mark in head else None
    return Feature(name, weight, *found.span()) if found else None


def read(text: Text) -> Iterator[Record]:
    """The record of one page."""
    yield wikitext_record(text, READER.id)


READER = Reader(
    name=NAME,
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".txt", ".wiki", ".wikitext", ".mediawiki"),
    looks_for="{{Infobox …}}, [[links]], '''bold''' words, == headings ==, <ref>s",
)
