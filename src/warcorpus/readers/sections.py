"""Plain sections: ``= Title =``, an infobox as a list, ``== Heading ==``, paragraphs, lists.

The exporter turned ``<br>`` into ``, `` and templates into nothing: 004 has ``5–13 June 2012,
()`` and a heading without its last blank, ``=== Rebels capture Al-Haffah===``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from warcorpus.model.record import Record
from warcorpus.model.values import Field, Span
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text import residue
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.mapped import raw_of
from warcorpus.text.wrapping import paragraphs

_INFOBOX = re.compile(r"Infobox(?: [^\s:]+){0,5}[ \t]*\Z")
_PARAMETER = re.compile(r"- (?P<key>[^:\n]{1,60}):[ \t]*")
_BULLET = re.compile(r"[-*•]+[ \t]+(?=\S)")
_UNFIT_FOR_ROLE = re.compile(r"[.\s]+")
_DEEPEST = 6

Line = tuple[int, int]


@frozen
class _Heading:
    """A line between equals signs: ``start:end`` are its words, ``tail`` is where it ends."""

    level: int
    start: int
    end: int
    tail: int


def sniff(head: str) -> Sniff:
    """A first line ``= T =``, a line ``Infobox`` with its list, a heading of level 2 or more."""
    features: dict[str, Feature] = {}
    first = _first_filled(head)
    if head.startswith("=", first[0]) and not head.startswith("==", first[0]):
        title = _heading(head, *first)
        if title and title.level == 1:
            features["title"] = Feature("first line = T =", 0.55, *first)
    if "Infobox" not in head and "==" not in head:
        return Sniff.of(READER.name, *features.values())
    lines = [(start, end) for start, end, _ in line_ranges(head)]
    for line, following in pairwise(lines):
        if "infobox" not in features and _opens_infobox(head, line, following):
            features["infobox"] = Feature("Infobox list", 0.25, line[0], following[1])
        if "heading" not in features and head.startswith("==", line[0]):
            heading = _heading(head, *line)
            if heading and heading.level > 1:
                features["heading"] = Feature("== heading", 0.15, *line)
    return Sniff.of(READER.name, *features.values())


def _first_filled(head: str) -> Line:
    """The first line that is not blank; nothing where all are."""
    at = len(head) - len(head.lstrip())
    start = max(head.rfind("\n", 0, at), head.rfind("\r", 0, at)) + 1
    ends = [end for mark in "\n\r" if (end := head.find(mark, at)) >= 0]
    return start, min(ends, default=len(head))


def read(text: Text) -> Iterator[Record]:
    """The record of the document."""
    yield _Page(text).record()


class _Page:
    """One document while its lines are read."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._raw = text.text
        self._composer = Composer(text)
        self._lines = [(start, end) for start, end, _ in line_ranges(text.text)]
        self._open: list[Line] = []
        self._titled = False
        self._infoboxes = 0

    def record(self) -> Record:
        """Read all lines."""
        index = 0
        while index < len(self._lines):
            index = self._read(index)
        self._close()
        return self._composer.record(READER.id)

    def _read(self, index: int) -> int:
        """Read the line or infobox at ``index``; gives the index of the next line."""
        start, end = self._lines[index]
        line = self._raw[start:end]
        if not line.strip():
            self._close()
            return index + 1
        following = self._lines[index + 1] if index + 1 < len(self._lines) else (end, end)
        if _opens_infobox(self._raw, (start, end), following):
            self._close()
            return self._infobox(index)
        heading = _heading(self._raw, start, end)
        bullet = _BULLET.match(self._raw, end - len(line.lstrip()), end)
        if heading:
            self._close()
            self._heading(heading, start, end)
        elif bullet:
            self._close()
            item = self._text.slice(bullet.end(), end).strip()
            self._composer.block("item", item, (start, end))
        else:
            self._open.append((start, end))
        return index + 1

    def _close(self) -> None:
        """End the paragraph that is open."""
        for content, extent in paragraphs(self._text, self._open):
            self._titled = True
            self._composer.block("paragraph", content, extent)
        self._open = []

    def _heading(self, heading: _Heading, start: int, end: int) -> None:
        """The title if it is the first thing of level 1, else the heading of a section."""
        if heading.level == 1 and not self._titled:
            self._composer.field(self._text.field("title", heading.start, heading.end, "title"))
            self._composer.data((start, heading.tail), "title")
        else:
            content = self._text.slice(heading.start, heading.end)
            self._composer.heading(content, heading.level, (start, heading.tail))
        self._titled = True
        for leak in residue.find(self._raw[heading.tail : end], "prose"):
            self._composer.residue((heading.tail + leak.start, heading.tail + leak.end))

    def _infobox(self, index: int) -> int:
        """Read from the line ``Infobox`` to the first blank line."""
        first = self._lines[index][0]
        last = self._lines[index][1]
        parameters: list[tuple[str, list[Span]]] = []
        index += 1
        while index < len(self._lines):
            start, end = self._lines[index]
            if not self._raw[start:end].strip() or _heading(self._raw, start, end):
                break
            found = _PARAMETER.match(self._raw, start, end)
            if found:
                parameters.append((found["key"].strip(), self._spans(found.end(), end)))
            elif parameters:
                _continue(parameters[-1][1], start, self._spans(start, end))
            last = end
            index += 1
        self._composer.data((first, last), "infobox")
        for key, spans in parameters:
            self._composer.field(self._parameter(key, spans))
        self._infoboxes += 1
        return index

    def _parameter(self, key: str, spans: list[Span]) -> Field:
        number = self._infoboxes
        name = f"Infobox.{number}.{key}" if number else f"Infobox.{key}"
        role = f"infobox.{number}.{_UNFIT_FOR_ROLE.sub('_', key.lower())}"
        return Field(name, raw_of(spans, self._raw), tuple(spans), (), role)

    def _spans(self, start: int, end: int) -> list[Span]:
        """The range without outer white space; nothing for a blank one."""
        part = self._raw[start:end]
        left, right = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        return [Span(0, left, right)] if left < right else []


def _continue(spans: list[Span], line_start: int, more: list[Span]) -> None:
    """A value goes on in the next line: the line break belongs to it, the indentation does not."""
    if not spans or not more:
        spans += more
        return
    before = spans.pop()
    if more[0].start == line_start:
        spans.append(Span(0, before.start, more[0].end))
    else:
        spans += [Span(0, before.start, line_start), *more]


def _opens_infobox(raw: str, line: Line, following: Line) -> bool:
    return (
        raw.startswith("Infobox", line[0])
        and _INFOBOX.match(raw, *line) is not None
        and _PARAMETER.match(raw, *following) is not None
    )


def _heading(raw: str, start: int, end: int) -> _Heading | None:
    """The heading that a line is, however its signs and blanks are set.

    Its level is the smaller number of signs; a surplus sign is part of the words (``====== 7
    =======``). What a program leaked behind the last sign is no part of it.
    """
    line = raw[start:end]
    tail = len(line.rstrip())
    if not line.lstrip().startswith("="):
        return None
    if not line[:tail].endswith("="):
        leaks = residue.find(line, "prose")
        if not leaks or residue.drop(line[leaks[0].start :], "prose").strip():
            return None
        tail = len(line[: leaks[0].start].rstrip())
    words = line[:tail].lstrip()
    left = len(words) - len(words.lstrip("="))
    right = len(words) - len(words.rstrip("="))
    level = min(left, right, _DEEPEST)
    inner = words[level : len(words) - level]
    if not level or not inner.strip(" \t="):
        return None
    first = start + tail - len(words) + level + len(inner) - len(inner.lstrip())
    return _Heading(level, first, first + len(inner.strip()), start + tail)


READER = Reader(
    name="sections",
    version=1,
    sniff=sniff,
    read=read,
    looks_for="a first line = Title =, a line Infobox with a list, == headings ==",
)
