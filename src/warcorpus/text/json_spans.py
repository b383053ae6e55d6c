"""JSON that knows, for every key and value, the characters it stands on.

The parsers of other libraries give values without places, recurse into what is nested, and settle
in silence what a user should know: the second of two equal keys, NaN, half of a surrogate pair.
This one walks the text once, without recursion, and keeps all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # made in C
from typing import Literal, NamedTuple, NoReturn

from attrs import define, field

from warcorpus.errors import ReadError
from warcorpus.model.values import Field, Span, Step
from warcorpus.text.document import line_and_column

Kind = Literal["object", "array", "string", "number", "word"]

UNESCAPE = Step("unescape", "json")
"""The step from the characters between two quotes to the string they mean."""

LONGEST_NUMBER = 308
"""Characters; what is longer no program holds as a number (a double ends at 10 to the 308)."""

_LONGEST_PATH = 512  # characters; keys may be of any length, and each is said again by all below
_FILLED = re.compile(r"[^ \t\n\r]")
_SCALAR = re.compile(r"[-+.0-9A-Za-z]+")
_NUMBER = re.compile(r"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_KEY = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*')
_NO_NUMBERS = frozenset(("NaN", "Infinity", "-Infinity"))
_WORDS = frozenset(("true", "false", "null", *_NO_NUMBERS))
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@define
class Node:
    """A value and where it stands.

    Args:
        kind: ``word`` is ``true``, ``false``, ``null`` or one of those that are no numbers.
        start: its first character; of a string the one behind its quote.
        end: one past its last; of a string where its closing quote stands.
        name: its key, unescaped, or its place in an array.
        key: where the key stands, inside its quotes; None for the root and for items.
        escaped: whether the string holds escapes.
        repeated: whether its object has had the key before.
        children: of an object or an array.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    key: tuple[int, int] | None = None
    escaped: bool = False
    repeated: bool = False
    children: list[Node] = field(factory=list)

    def child(self, name: str) -> Node | None:
        """The first member of that name."""
        return next((node for node in self.children if node.name == name), None)


class Oddity(NamedTuple):
    """Something in a line that a user should know: slug, message, and the character meant."""

    slug: str
    message: str
    at: int


class Json(NamedTuple):
    """A whole document.

    Args:
        root: its value.
        oddities: in order of the text.
        unread: where the values begin and end that are beyond the cap of their number.
    """

    root: Node
    oddities: tuple[Oddity, ...]
    unread: tuple[int, int] | None


class Glance(NamedTuple):
    """What the beginning of a document shows.

    Args:
        root: the value that it begins with, perhaps without its end.
        keys: names of the members of ``root``, also of one whose value is cut off.
        end: one past the value; None if it goes on behind the head or is broken.
        stop: the character at which it breaks; the length of the head if a string has no end.
    """

    root: Node | None
    keys: dict[str, tuple[int, int]]
    end: int | None
    stop: int


def parse(raw: str, max_depth: int = 64, max_nodes: int = 100_000, start: int = 0) -> Json:
    """The value of a document, every part with its place.

    Args:
        raw: the document, whole.
        max_depth: deepest nesting of arrays and objects.
        max_nodes: most keys and items; what is beyond them is not looked at and told as ``unread``.
        start: where the value begins.
        start: where the value begins.

    Raises:
        ReadError: ``bad-line`` (no JSON), ``json-too-deep``.

    >>> node = parse('{"id": 7}').root.children[0]
    >>> node.name, node.key, (node.start, node.end)
    ('id', (2, 4), (7, 8))
    """
    parser = _Parser(raw, max_depth, max_nodes)
    end = parser.value(start)
    if end < len(raw):
        parser.fail("more behind the value", end)
    assert parser.root is not None  # noqa: S101  the parser has come to its end
    return Json(parser.root, tuple(parser.oddities), parser.unread)


def glance(head: str, start: int = 0) -> Glance:
    """What can be seen of a value that may be cut off anywhere; never raises.

    >>> glance('{"id": 7, "title": "Batt').keys
    {'id': (2, 4), 'title': (11, 16)}
    """
    parser = _Parser(head, 64, 10_000)
    end: int | None = None
    with suppress(ReadError):
        end = parser.value(start)
    if parser.unread is not None:
        end = None
    return Glance(parser.root, parser.first_keys, end, parser.stop)


def leaves(root: Node) -> Iterator[tuple[str, Node]]:
    """Every value that holds no others, with its path (``sides.0.name``), in order of the text.

    An empty array or object is a leaf. A path longer than 512 characters is cut.

    >>> [path for path, _ in leaves(parse('{"a": {"b": [1, 2]}, "c": []}').root)]
    ['a.b.0', 'a.b.1', 'c']
    """
    stack = [("", root)]
    while stack:
        path, node = stack.pop()
        if not node.children:
            yield path, node
            continue
        for child in reversed(node.children):
            below = f"{path}.{child.name}" if path else child.name
            stack.append((below[:_LONGEST_PATH], child))


def as_field(raw: str, path: str, node: Node, role: str | None = None) -> Field:
    """A leaf as it stands; the step that unescapes it is there if it holds escapes."""
    spans = (Span(0, node.start, node.end),) if node.end > node.start else ()
    steps = (UNESCAPE,) if node.escaped else ()
    return Field(path, raw[node.start : node.end], spans, steps, role)


class _Parser:
    """One walk over a text; ``_open`` are the containers around the place it has come to."""

    def __init__(self, raw: str, max_depth: int, max_nodes: int) -> None:
        self.root: Node | None = None
        self.oddities: list[Oddity] = []
        self.unread: tuple[int, int] | None = None
        self.first_keys: dict[str, tuple[int, int]] = {}
        self.stop = 0
        self._raw = raw
        self._max_depth = max_depth
        self._left = max_nodes
        self._open: list[Node] = []
        self._keys: list[set[str]] = []
        self._counts: list[int] = []

    def value(self, start: int = 0) -> int:
        """Read one value; gives the place of the first character behind it."""
        try:
            at = self._value(self._filled(start), "", None, False)
            while self._open:
                at = self._members(at) if self._open[-1].kind == "object" else self._items(at)
        except _TooManyError as full:
            at = self.stop = len(self._raw)
            self.unread = (full.start, len(self._raw.rstrip()))
            for node in self._open:
                node.end = self.unread[1]
        return self._filled(at)

    def fail(self, what: str, at: int, stop: int | None = None) -> NoReturn:
        """Give up: this is no JSON; more text could change that from ``stop`` on."""
        self.stop = at if stop is None else stop
        line, column = line_and_column(self._raw, at)
        place = f"line {line}, column {column}" if line > 1 else f"column {column}"
        raise ReadError(
            "bad-line",
            f"found {what} at {place}, expected one JSON value",
            hint="the other documents are read; repair or drop this one",
        )

    def _filled(self, at: int) -> int:
        """The next character that is no white space."""
        if self._raw[at : at + 1] not in (" ", "\t", "\n", "\r"):
            return at
        found = _FILLED.search(self._raw, at)
        return found.start() if found else len(self._raw)

    def _members(self, at: int) -> int:
        """Read members of the innermost object, until it ends or one of them is nested."""
        raw, own, keys = self._raw, self._open[-1], self._keys[-1]
        while True:
            at = self._filled(at)
            if raw.startswith("}", at):
                return self._close(at)
            if self._counts[-1]:
                at = self._sign(",", at)
            found = _KEY.match(raw, at)
            if found is None:
                name, key, at = self._key(at)
            else:  # nearly always
                name, key, at = found.group(1), found.span(1), found.end()
            if len(self._open) == 1:
                self.first_keys.setdefault(name, key)
            repeated = name in keys
            if repeated:
                message = f"found the key {name[:40]!r} twice in one object; both are kept"
                self.oddities.append(Oddity("json-duplicate-key", message, key[0]))
            keys.add(name)
            self._counts[-1] += 1
            at = self._value(at, name, key, repeated)
            if self._open[-1] is not own:
                return at

    def _key(self, at: int) -> tuple[str, tuple[int, int], int]:
        """A key that holds escapes, or the place where none stands."""
        if not self._raw.startswith('"', at):
            self._unexpected("a key", at)
        name, end = self._string(at)
        return name, (at + 1, end - 1), self._sign(":", self._filled(end))

    def _items(self, at: int) -> int:
        """Read items of the innermost array, until it ends or one of them is nested."""
        own = self._open[-1]
        while True:
            at = self._filled(at)
            if self._raw.startswith("]", at):
                return self._close(at)
            if self._counts[-1]:
                at = self._sign(",", at)
            number = self._counts[-1]
            self._counts[-1] += 1
            at = self._value(at, str(number), None, False)
            if self._open[-1] is not own:
                return at

    def _sign(self, sign: str, at: int) -> int:
        if not self._raw.startswith(sign, at):
            self._unexpected(f"'{sign}'", at)
        return self._filled(at + 1)

    def _unexpected(self, expected: str, at: int) -> NoReturn:
        found = repr(self._raw[at]) if at < len(self._raw) else "the end"
        self.fail(f"{found} where {expected} should stand", at)

    def _value(self, at: int, name: str, key: tuple[int, int] | None, repeated: bool) -> int:
        """Read a value, of a container only its bracket; gives the place behind it."""
        char = self._raw[at : at + 1]
        if char == '"':
            value, end = self._string(at)
            escaped = len(value) != end - at - 2
            self._add(Node("string", at + 1, end - 1, name, key, escaped, repeated))
            return end
        if char == "{":
            return self._begin(Node("object", at, at + 1, name, key, False, repeated), set())
        if char == "[":
            return self._begin(Node("array", at, at + 1, name, key, False, repeated), set())
        return self._scalar(at, name, key, repeated)

    def _scalar(self, at: int, name: str, key: tuple[int, int] | None, repeated: bool) -> int:
        """Read a number or a word."""
        found = _SCALAR.match(self._raw, at)
        said = found.group() if found else ""
        is_word = said in _WORDS
        if found is None or not (is_word or _NUMBER.match(said)):
            self._unexpected("a value", at)
        end = found.end()
        if said in _NO_NUMBERS or (not is_word and end - at > LONGEST_NUMBER):
            message = f"found {said[:20]}, expected a finite number; it was read as text"
            self.oddities.append(Oddity("json-value", message, at))
        self._add(Node("word" if is_word else "number", at, end, name, key, False, repeated))
        return end

    def _string(self, at: int) -> tuple[str, int]:
        """The string whose quote stands at ``at``, and the place behind its other quote."""
        try:
            value, end = scanstring(self._raw, at + 1, True)
        except JSONDecodeError as error:
            if error.msg.startswith("Unterminated"):
                self.fail("a string without its end", error.pos, len(self._raw))
            self.fail(error.msg.lower().removesuffix(" at").rstrip(": "), error.pos)
        is_escaped = len(value) != end - at - 2
        if is_escaped and self._raw.find("\\u", at, end) >= 0 and _LONE_SURROGATE.search(value):
            message = "found half of a surrogate pair, expected a character; read as U+FFFD"
            self.oddities.append(Oddity("lone-surrogate", message, at))
            value = _LONE_SURROGATE.sub("\ufffd", value)
        return value, end

    def _begin(self, node: Node, keys: set[str]) -> int:
        if len(self._open) == self._max_depth:
            raise ReadError(
                "json-too-deep",
                f"found nesting deeper than {self._max_depth}, expected a record",
                hint="flatten the document, or raise limits.json_depth",
            )
        self._add(node)
        self._open.append(node)
        self._keys.append(keys)
        self._counts.append(0)
        return node.end

    def _close(self, at: int) -> int:
        node = self._open.pop()
        self._keys.pop()
        self._counts.pop()
        node.end = at + 1
        return at + 1

    def _add(self, node: Node) -> None:
        """Give a value to the container around it, as long as there are not too many."""
        if not self._open:
            self.root = node
        elif self._left > 0:
            self._open[-1].children.append(node)
            self._left -= 1
        else:
            raise _TooManyError(
                node.key[0] - 1 if node.key else node.start - (node.kind == "string")
            )


class _TooManyError(Exception):
    """The cap of values is reached; the first that is not read begins at ``start``."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start
