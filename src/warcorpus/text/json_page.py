"""A document that is one JSON object: its fields, its prose, and who owns which characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.values import Repair
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.embedding import embed, inner_text
from warcorpus.text.json_spans import Node, as_field, leaves, parse
from warcorpus.text.mapped import MappedText
from warcorpus.text.plain import Headings, compose_plain
from warcorpus.text.unescaping import unescape, unescape_mapped

OWNER = "json"
"""Who owns keys, signs and the values that are fields."""

_BLANK = MappedText("")
_ESCAPE = re.compile(r"\\.", re.DOTALL)

RoleOf = Callable[[str, Node], str | None]
Parser = Callable[..., Record]


class JsonPage:
    """One document while its record is made.

    Every leaf that is not taken as prose is a field; every character that no prose owns is owned
    as JSON.

    Args:
        text: the document.
        start: where the object begins; what stands before it is owned as JSON too.

    Raises:
        ReadError: ``bad-line``, ``json-too-deep``; it is JSON, but no object.

    >>> page = JsonPage(Text.of('{"title": "X", "text": "One day."}'))
    >>> page.prose(page.root.children[1])
    >>> page.record("jsonl/1", lambda path, node: path).text
    'One day.'
    """

    def __init__(self, text: Text, start: int = 0) -> None:
        self.text = text
        self.composer = Composer(text, "json")
        limits = text.limits
        json = parse(text.text, limits.json_depth, limits.items, start)
        self.root = json.root
        self._unread = json.unread
        self._taken: list[tuple[int, int]] = []
        self._prose: set[int] = set()
        self._inner: tuple[Record, MappedText] | None = None
        for slug, message, at in json.oddities[: limits.items]:
            self.composer.problem(slug, message, at=at, hint=_HINTS[slug])
        if self.root.kind != "object":
            raise ReadError(
                "bad-line",
                f"found {_A[self.root.kind]}, expected an object",
                hint="a document is an object whose keys name its columns",
            )

    def value(self, node: Node) -> str:
        """What a leaf says, unescaped."""
        raw = self.text.text[node.start : node.end]
        return unescape(raw, "json") if node.escaped else raw

    def mapped(self, node: Node) -> MappedText:
        """The same, tied to its raw characters."""
        inside = self.text.slice(node.start, node.end)
        return unescape_mapped(inside, "json") if node.escaped else inside

    def said(self, node: Node | None, *path: str) -> str | None:
        """What a string or number says, itself or further down; None if it is not there."""
        for name in path:
            node = node.child(name) if node is not None else None
        if node is None or node.kind not in ("string", "number"):
            return None
        return self.value(node).strip() or None

    def prose(self, node: Node, title: str = "", headings: Headings = "none") -> None:
        """A string is paragraphs of the text; a first line that repeats the title is none."""
        self._prose.add(id(node))
        lines = self._lines(node)
        self._taken += compose_plain(
            self.text, self.composer, lines, title=title, headings=headings
        )

    def block(
        self,
        kind: str,
        node: Node,
        level: int | None = None,
        without: re.Pattern[str] | None = None,
    ) -> bool:
        """A string is one block of the text or, with a level, a heading; whether it has words.

        Args:
            kind: of the block.
            node: the string.
            level: of the heading.
            without: what it matches in the string is no text.
        """
        self._prose.add(id(node))
        content = self.mapped(node)
        if without is not None:
            content = content.cut([found.span() for found in without.finditer(content.text)])
        content = content.strip()
        extent = (node.start, node.end)
        if not content:
            return False
        self._taken.append(extent)
        if level is not None:
            self.composer.heading(content, level, extent)
        else:
            self.composer.block(kind, content, extent)  # type: ignore[arg-type]
        return True

    def inner(self, node: Node, read: Parser, reader_id: str) -> bool:
        """A string is a document of another format; its text and fields become those of this.

        One without words stays a field: what stands beside it may still tell of an event.

        Args:
            node: the string.
            read: makes a record of a Text, as the reader of that format does.
            reader_id: name and version of the reader of this document.

        Returns:
            whether it had words.

        Raises:
            ReadError: what ``read`` raises, but for ``empty-document``.
        """
        inside = self.mapped(node)
        try:
            record = read(inner_text(self.text, inside), reader_id)
        except ReadError as error:
            if error.slug != "empty-document":
                raise
            return False
        self._prose.add(id(node))
        self._inner = (record, inside)
        self._taken.append((node.start, node.end))
        return True

    def skip(self, node: Node) -> None:
        """A leaf that shall be no field."""
        self._prose.add(id(node))

    def record(self, reader_id: str, role_of: RoleOf, **source: Any) -> Record:
        """The record of all that was taken, all else as fields.

        Args:
            reader_id: name and version of the reader.
            role_of: the canonical address of a leaf, by its path and itself.
            source: further facts of the source.
        """
        for path, node, role in self.columns(role_of):
            if id(node) not in self._prose:
                self.composer.field(as_field(self.text.text, path, node, role))
        if self._unread is not None:
            self._keep_unread(*self._unread)
        owned = list(self._rest())
        if self._inner is None:
            for extent in owned:
                self.composer.data(extent, OWNER)
            return self.composer.record(reader_id, **source)
        shell = self.composer.record(reader_id, **source)
        inner, inside = self._inner
        made = embed(
            inner,
            inside,
            evolve(self.text, problems=()),
            layer="json",
            fields=shell.source.fields,
            owned=[(start, end, OWNER) for start, end in owned],
            problems=shell.problems,
        )
        repairs = _sorted([*shell.source.repairs, *made.source.repairs])
        return evolve(made, sources=(evolve(made.source, repairs=repairs, **source),))

    def columns(self, role_of: RoleOf) -> Iterator[tuple[str, Node, str | None]]:
        """Every leaf with its path and role; no null and nothing empty has one.

        Of two readings of one key the first has the role.
        """
        raw = self.text.text
        told: set[str] = set()
        for path, node in leaves(self.root):
            if node is self.root:
                return
            silent = node.end == node.start or node.kind in ("object", "array")
            if silent or node.repeated or path in told or raw.startswith("null", node.start):
                role = None
            else:
                role = role_of(path, node)
                told.add(path)
            yield path, node, role

    def _keep_unread(self, start: int, end: int) -> None:
        self.composer.problem(
            "too-many-items",
            f"found more than {self.text.limits.items} values, expected a record; those behind "
            "are one field",
            at=start,
            hint="raise limits.items",
        )
        self.composer.field(self.text.field("unread", start, end))

    def _rest(self) -> Iterator[tuple[int, int]]:
        """What no prose owns, in order."""
        position = 0
        for start, end in sorted(self._taken):
            if start > position:
                yield position, start
            position = end
        if position < len(self.text.text):
            yield position, len(self.text.text)

    def _lines(self, node: Node) -> Iterable[MappedText]:
        """The lines of a string; the escapes that break them are in none."""
        if not node.escaped:
            yield self.text.slice(node.start, node.end)
            return
        raw, start = self.text.text, node.start
        inside = raw[start : node.end]
        first, *others = inside.split("\\")
        if {other[:1] for other in others} == {"n"}:  # nearly always: each escape is a break
            yield self.text.slice(start, start + len(first))
            start += len(first) + 2
            for other in others:
                end = start + len(other) - 1
                yield self.text.slice(start, end) if end > start else _BLANK
                start = end + 2
            return
        if "\\\\" not in inside and "\\r" not in inside:  # then every \n is a break
            for line in inside.split("\\n"):
                yield self._line(start, start + len(line)) if line else _BLANK
                start += len(line) + 2
            return
        for found in _ESCAPE.finditer(raw, node.start, node.end):
            if found.group() in ("\\n", "\\r"):
                yield self._line(start, found.start())
                start = found.end()
        yield self._line(start, node.end)

    def _line(self, start: int, end: int) -> MappedText:
        inside = self.text.slice(start, end)
        return unescape_mapped(inside, "json") if "\\" in inside.text else inside


_A = {"array": "an array", "string": "a string", "number": "a number", "word": "a single word"}
_HINTS = {
    "json-duplicate-key": "keep the one that is meant",
    "json-value": "write null where nothing is known",
    "lone-surrogate": "make the document again with a program that writes whole characters",
}


def _sorted(repairs: list[Repair]) -> tuple[Repair, ...]:
    return tuple(sorted(repairs, key=lambda repair: (repair.spans, repair.action)))


def check_namespace(namespace: str | None) -> None:
    """Whether a page of a wiki is an article.

    Raises:
        ReadError: ``not-an-event``, of level info, for a page of another namespace than 0.
    """
    if namespace not in (None, "0"):
        raise ReadError(
            "not-an-event",
            f"found a page of namespace {namespace[:20]}, expected an article",
            hint="nothing to do",
            level="info",
        )


def empty_document(what: str) -> ReadError:
    """The error of a document without words: what it is (``a row``)."""
    return ReadError(
        "empty-document",
        f"found {what} without words, expected a text or what an event is told by",
        hint="nothing to do; it holds nothing that could be lost",
        level="info",
    )
