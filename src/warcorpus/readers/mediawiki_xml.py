"""The XML dumps of MediaWiki: a page a document, its newest revision as wikitext.

Only articles are records: pages of other namespaces, redirects, and pages of other content models
(templates' data, scripts) are told and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from warcorpus.errors import ReadError
from warcorpus.model.prose import UNESCAPE
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Problem, Span, Step
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.document import Text
from warcorpus.text.dump_pages import Element, page_cuts, parse_page
from warcorpus.text.dump_site import Site
from warcorpus.text.embedding import embed, inner_text
from warcorpus.text.mapped import MappedText
from warcorpus.text.unescaping import unescape, unescape_mapped
from warcorpus.text.wikitext import wikitext_record

_DUMP = re.compile(r"(?m)^[ \t]{0,8}<mediawiki\s[^>]{0,800}?\bexport-0\.[0-9]{1,2}")
_BARE = re.compile(r"(?m)^[ \t]{0,8}<mediawiki[\s>]")
_PAGE = re.compile(r"(?m)^[ \t]{0,8}<page>\s{0,20}<title>[^<]{1,600}</title>")
_ABSTRACTS = re.compile(r"(?m)^<feed>\s{0,20}<doc>\s{0,20}<title>")
_ENTITIES = re.compile(r"<!DOCTYPE\s[^\[<>]{1,200}\[[^<]{0,200}<!ENTITY")
_MARKS = ("<mediawiki", "<page>", "<feed>", "<!ENTITY")
_PROLOG = re.compile(r"\s*<[?!m]")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z?")
_LAYER = "xml"
_MODELS = frozenset(("", "wikitext"))
_ARTICLES = "0"
# elements of a page, and of its revision, that are kept as fields: their names there
_OF_THE_PAGE = {"title": "title", "ns": "ns", "id": "text_id"}
_OF_THE_REVISION = {
    "id": "revision.id",
    "parentid": "revision.parentid",
    "timestamp": "revision.timestamp",
    "model": "revision.model",
    "format": "revision.format",
    "sha1": "revision.sha1",
}

split = page_cuts


def sniff(head: str) -> Sniff:
    """The opening tag of a dump, or a page of one where the dump was cut into pieces."""
    if not any(mark in head for mark in _MARKS):
        return Sniff.of(READER.name)
    found = _DUMP.search(head)
    if found:
        weight = 0.98 if _PROLOG.match(head) else 0.90
        return Sniff.of(READER.name, Feature("<mediawiki> element", weight, *found.span()))
    for name, weight, pattern in (
        ("<mediawiki> element", 0.80, _BARE),
        ("<page> with <title>", 0.80, _PAGE),
        ("dump of abstracts", 0.90, _ABSTRACTS),
        ("XML with entities of its own", 0.90, _ENTITIES),
    ):
        found = pattern.search(head)
        if found:
            return Sniff.of(READER.name, Feature(name, weight, *found.span()))
    return Sniff.of(READER.name)


def read(text: Text) -> Iterator[Record]:
    """The record of one page."""
    page = _Page(text, parse_page(text.text), Site.of(text.shared))
    page.check()
    yield page.record()


@frozen
class _Revision:
    """One revision: its element, and that of its words if it has any."""

    element: Element
    words: Element | None
    stamp: str
    number: int


class _Page:
    """One page, taken apart."""

    def __init__(self, text: Text, page: Element, site: Site) -> None:
        self._text = text
        self._page = page
        self._site = site

    def check(self) -> None:
        """Whether the page is an article.

        Raises:
            ReadError: ``not-an-event``, of level info.
        """
        title = self._value(self._page.child("title"))
        namespace = self._value(self._page.child("ns"))
        prefix = title.partition(":")[0] if ":" in title and not namespace else ""
        if namespace not in ("", _ARTICLES) or prefix in self._site.namespaces:
            raise _no_article(f'the page "{title[:80]}" of another namespace')
        if self._page.child("redirect") is not None:
            raise _no_article(f'a redirect, "{title[:80]}"')

    def record(self) -> Record:
        """The record of the newest revision that has words."""
        chosen, others = self._newest()
        model = self._value(chosen.element.child("model"))
        if model not in _MODELS:
            raise _no_article(f"a page of the content model {model[:40]}")
        words = chosen.words
        if words is None or words.end <= words.start:
            raise self._empty()
        inside = self._text.slice(words.start, words.end)
        if not words.literal:
            inside = unescape_mapped(inside, _LAYER)
        if not inside.text.strip():
            raise self._empty()
        record = wikitext_record(
            inner_text(self._text, inside),
            READER.id,
            text_id=self._value(self._page.child("id")) or None,
            exported_at=chosen.stamp or None,
            publisher=self._site.publisher,
        )
        return embed(
            record,
            inside,
            self._text,
            layer=_LAYER,
            fields=self._fields(chosen.element),
            owned=[*self._owned(words), *_escaped_blanks(inside)],
            problems=[self._older(others)] if others else (),
        )

    def _newest(self) -> tuple[_Revision, int]:
        """The newest revision with words, else the newest; and how many others there are."""
        found = [self._revision(one) for one in self._page.children if one.name == "revision"]
        if not found:
            raise self._empty()
        newest = max(found, key=lambda one: (one.words is not None, one.stamp, one.number))
        return newest, len(found) - 1

    def _revision(self, element: Element) -> _Revision:
        words = element.child("text")
        stamp = self._value(element.child("timestamp"))
        number = self._value(element.child("id"))
        return _Revision(
            element,
            words if words is not None and words.end > words.start else None,
            stamp if _STAMP.fullmatch(stamp) else "",
            int(number) if number.isascii() and number.isdigit() and len(number) < 20 else 0,
        )

    def _fields(self, revision: Element) -> list[Field]:
        """What the page and its revision say of themselves."""
        fields = []
        for parent, names in ((self._page, _OF_THE_PAGE), (revision, _OF_THE_REVISION)):
            for element, name in names.items():
                own = parent.child(element)
                if own is None or own.end <= own.start:
                    continue
                raw = self._text.text[own.start : own.end]
                steps = (Step("unescape", _LAYER),) if "&" in raw and not own.literal else ()
                role = "title" if name == "title" else None
                fields.append(self._text.field(name, own.start, own.end, role, *steps))
        return fields

    def _owned(self, words: Element) -> Iterator[tuple[int, int, str]]:
        """All characters but those of the article: values, and the markup around them."""
        position = 0
        for leaf in _leaves(self._page, words):
            if leaf.end <= leaf.start:
                continue
            if leaf.start > position:
                yield position, leaf.start, "markup"
            if leaf is not words:
                yield leaf.start, leaf.end, leaf.name
            position = leaf.end
        yield position, len(self._text.text.rstrip()), "markup"

    def _value(self, element: Element | None) -> str:
        if element is None:
            return ""
        raw = self._text.text[element.start : element.end]
        return (raw if element.literal else unescape(raw, _LAYER)).strip()

    def _empty(self) -> ReadError:
        title = self._value(self._page.child("title"))
        return ReadError(
            "empty-document",
            f'found no words in the page "{title[:80]}", expected wikitext',
            hint="the text was deleted, or the dump holds no texts (a stub dump)",
            level="info",
        )

    def _older(self, others: int) -> Problem:
        at = self._page.start
        return Problem(
            "older-revisions",
            "info",
            f"found {others} other revisions of the page, expected one; the newest was read",
            "nothing to do; a dump of current revisions is smaller",
            self._text.where(at),
            Span(0, at, at),
        )


def _leaves(page: Element, words: Element) -> Iterator[Element]:
    """Elements without children, in order; the article counts as one whatever it holds."""
    stack = [page]
    while stack:
        element = stack.pop()
        if element is words or not element.children:
            yield element
        else:
            stack.extend(reversed(element.children))


def _escaped_blanks(inside: MappedText) -> Iterator[tuple[int, int, str]]:
    """White space that the dump writes as a reference: no block of the article owns it."""
    for run in inside.runs:
        if run.method == UNESCAPE and inside.text[run.start : run.end].isspace():
            yield run.raw_start, run.raw_end, "markup"


def _no_article(what: str) -> ReadError:
    return ReadError(
        "not-an-event",
        f"found {what}, expected an article",
        hint="nothing to do",
        level="info",
    )


READER = Reader(
    name="mediawiki-xml",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".xml",),
    split=split,
    looks_for="<mediawiki> of an export schema with <page> elements",
)
