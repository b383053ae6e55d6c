"""From the elements of wikitext to the words of a stretch.

A :class:`Renderer` gives pieces that tile the stretch in order, so that nothing of it is lost: a
piece is words, verbatim or replaced, or it is none and says what it is instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from warcorpus.text.wikitext_arguments import trimmed
from warcorpus.text.wikitext_elements import Element, between
from warcorpus.text.wikitext_pieces import Findings, LinkFound, Piece, spoken
from warcorpus.text.wikitext_templates import expand
from warcorpus.text.wikitext_words import (
    Rule,
    countries,
    is_infobox,
    languages,
    namespace_of,
    rule_of,
    tags,
)

_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_PAGE = re.compile(rf"'{{2,}}|{_ENTITY}|__[A-Z]{{3,24}}__")
_VALUE = re.compile(rf"'{{2,}}|{_ENTITY}|__[A-Z]{{3,24}}__|\[\[|\]\]|\{{\{{|\}}\}}")
_LISTED = re.compile(rf"\n[ \t]*[*#:][ \t]*|{_VALUE.pattern}")
_MARKED = re.compile(r"''|&[#A-Za-z]|\[|\]|\{\{|\}\}|<")
_LONGEST_PREFIX = 40  # characters of a namespace or a wiki's code before its colon
_QUALIFIER = re.compile(r"(?<![ _])[ _]*+(?:\([^()]*+\)[ _]*+|,[^,]*+)\Z")


class Renderer:
    """Gives the pieces of stretches of one text and collects what it finds there.

    Args:
        raw: the text.
        page: True for the body of a page; False for a value, where brackets that open or close
            nothing are none of its words, for a value may be cut out of a longer one.
    """

    def __init__(self, raw: str, *, page: bool) -> None:
        self.raw = raw
        self.found = Findings()
        self.is_page = page
        self._plain_marks = _PAGE if page else _VALUE

    def pieces(self, start: int, end: int, elements: list[Element]) -> Iterator[Piece]:
        """The pieces of ``raw[start:end]``; ``elements`` are those that the scan found there."""
        position = start
        for element in elements:
            if position < element.start:
                yield from self._plain(position, element.start)
            yield from self._element(element)
            position = element.end
        if position < end:
            yield from self._plain(position, end)

    def inner(self, element: Element, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a stretch inside of an element."""
        return self.pieces(start, end, between(element.children, start, end))

    def around(self, element: Element, start: int, end: int) -> Iterator[Piece]:
        """An element of which ``start:end`` are the words and the rest is mark."""
        yield Piece(element.start, start, "mark")
        yield from self.inner(element, start, end)
        yield Piece(end, element.end, "mark")

    def words(self, element: Element, start: int, end: int) -> str:
        """The words of a stretch inside of an element as a string."""
        return spoken(self.raw, self.inner(element, start, end)).strip()

    def listed(self, element: Element, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a list inside of an element, in a value without a bullet of each line."""
        if self.is_page:
            yield from self.inner(element, start, end)
            return
        outer, self._plain_marks = self._plain_marks, _LISTED
        first = trimmed(self.raw, start, end)[0]
        if start < first and "\n" not in self.raw[start:first]:
            yield Piece(start, first, "mark")
            start = first
        if self.raw.startswith("*", start) and start < end:
            yield Piece(start, start + 1, "mark")
            start += 1
        yield from self.inner(element, start, end)
        self._plain_marks = outer

    def _plain(self, start: int, end: int) -> Iterator[Piece]:
        """Text without elements: quotes, entities and magic words in it."""
        position = start
        for found in self._plain_marks.finditer(self.raw, start, end):
            first, last = found.span()
            char = self.raw[first]
            text = None
            if char == "'":
                first += _apostrophes(last - first)
            elif char == "&":
                text = _character(found.group())
                if text is None:
                    continue
            elif char == "\n":
                first += 1
            if position < first:
                yield Piece(position, first, "text")
            if char == "_":
                yield Piece(first, last, "magic word")
            else:
                yield Piece(first, last, "mark" if text is None else "text", text)
            position = last
        if position < end:
            yield Piece(position, end, "text")

    def _element(self, element: Element) -> Iterator[Piece]:
        kind = element.kind
        if kind == "link":
            return self._link(element)
        if kind == "template":
            return self._template(element)
        if kind == "tag":
            return self._tag(element)
        if kind == "opaque":
            return self._opaque(element)
        if kind == "external":
            return self._external(element)
        return _one(element, "comment" if kind == "comment" else "template")

    def _tag(self, element: Element) -> Iterator[Piece]:
        closing = element.name.startswith("/")
        what = tags()[element.name.removeprefix("/")]
        if what == "quote":
            return _one(element, "/quote" if closing else "quote")
        if what == "line":
            return self._line_end(element)
        return _one(element, what if what == "block" else "mark")

    def _line_end(self, element: Element) -> Iterator[Piece]:
        """A break; one before the end of a line breaks nothing."""
        stop = element.end
        while self.raw.startswith((" ", "\t", "\r"), stop):
            stop += 1
        glued = self.raw.startswith("\n", stop)
        yield Piece(
            element.start, element.end, "mark" if glued else "line", None if glued else "\n"
        )

    def _opaque(self, element: Element) -> Iterator[Piece]:
        what = tags()[element.name]
        if what in ("text", "formula"):
            return self._literal(element)
        if what == "gallery":
            self.found.galleries.append(element)
        return _one(element, "data" if what == "drop" else what)

    def _literal(self, element: Element) -> Iterator[Piece]:
        """Content in which nothing is a mark; in a value, one piece where it looks like one."""
        start, end = element.inner_start, element.inner_end
        content = self.raw[start:end]
        if not self.is_page and _MARKED.search(content):
            if content.strip():
                yield Piece(element.start, element.end, "text", unescape(content))
            else:
                yield Piece(element.start, element.end, "mark")
            return
        yield Piece(element.start, start, "mark")
        if start < end:
            yield Piece(start, end, "text")
        yield Piece(end, element.end, "mark")

    def _external(self, element: Element) -> Iterator[Piece]:
        start, end = trimmed(self.raw, element.inner_start, element.inner_end)
        stop = start
        while stop < end and not self.raw[stop].isspace():
            stop += 1
        first, last = trimmed(self.raw, stop, end)
        self.found.links.append(LinkFound(element, (start, stop), (first, last)))
        if first == last:
            return _one(element, "mark")
        return self.around(element, first, last)

    def _link(self, element: Element) -> Iterator[Piece]:
        start, end = trimmed(
            self.raw, element.inner_start, element.bars[0] if element.bars else element.inner_end
        )
        colon = self.raw.find(":", start, min(end, start + _LONGEST_PREFIX))
        if colon > start:
            owner = self._namespaced(element, start, colon, end)
            if owner:
                return _one(element, owner)
        elif colon == start:
            start += 1
        words = (start, end)
        if element.bars:
            words = trimmed(self.raw, element.bars[0] + 1, element.inner_end)
            words = words if words[0] < words[1] else self._without_qualifier(start, end)
        self.found.links.append(LinkFound(element, (start, end), words))
        return self.around(element, *words)

    def _namespaced(self, element: Element, start: int, colon: int, end: int) -> str:
        """The owner of a link that is none: a picture, a category, this page elsewhere."""
        prefix = self.raw[start:colon]
        kind = namespace_of(prefix)
        target = trimmed(self.raw, colon + 1, end)
        if kind == "file":
            self.found.pictures.append(element)
            return "image"
        if kind == "category":
            self.found.categories.append(target)
            return "category"
        if prefix.strip() in languages() and not element.bars:
            self.found.languages.append((start, end))
            return "interlanguage"
        return ""

    def _without_qualifier(self, start: int, end: int) -> tuple[int, int]:
        """What a link with an empty label stands on: ``[[Sur (town)|]]`` is ``Sur``."""
        colon = self.raw.find(":", start, end)
        start = colon + 1 if colon >= 0 else start
        qualifier = _QUALIFIER.search(self.raw, max(start, end - 200), end)
        return trimmed(self.raw, start, qualifier.start() if qualifier else end)

    def _template(self, element: Element) -> Iterator[Piece]:
        name = element.name
        if name:
            self.found.names.append(name)
        if is_infobox(name):
            self.found.infoboxes.append(element)
            return _one(element, "infobox")
        rule = rule_of(name)
        if rule is None or (rule.action == "country" and not self._is_country(element)):
            if name and not self._is_box(element):
                self.found.unknown[name] = self.found.unknown.get(name, 0) + 1
            rule = Rule("drop")
        return expand(self, element, rule)

    def _is_country(self, element: Element) -> bool:
        """Whether ``{{SYR}}`` may be a country: what has arguments must be a known one."""
        return not element.bars or element.name.upper() in countries()

    def _is_box(self, element: Element) -> bool:
        """Whether a template of a page stands alone on its line and says nothing: a box."""
        if not self.is_page or element.bars:
            return False
        before = self.raw.rfind("\n", max(element.start - _LONGEST_PREFIX, 0), element.start)
        behind = self.raw[element.end : element.end + 1]
        return self.raw[before + 1 : element.start].strip() == "" and behind in ("", "\n", "\r")


def _one(element: Element, kind: str) -> Iterator[Piece]:
    yield Piece(element.start, element.end, kind)


def _apostrophes(size: int) -> int:
    """How many apostrophes of a run are letters; two are italics, three bold, five both."""
    if size == 4:
        return 1
    return max(size - 5, 0)


def _character(entity: str) -> str | None:
    """What an entity stands for; None for a name that HTML does not know."""
    return unescape(entity) if entity[1] == "#" or entity[1:] in html5 else None
