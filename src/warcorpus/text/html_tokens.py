"""Tags, text and comments of HTML with their offsets, in linear time and for any characters.

The parser of the standard library gives lines and columns, and reads some unclosed constructs
again and again. What never closes costs here its own few characters only, so that no text
behind it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["text", "open", "close", "raw", "comment"]

RAW_TEXT = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed"))
"""Elements whose content is no markup: they end at their own closing tag and nowhere else."""

_NAME = re.compile(r"[A-Za-z][^\s/<>]*+")
_STOP = re.compile(r"[<>\"']")
_END = re.compile(r"[<>]")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=<>/"']++)(?:\s*+=\s*+"""
    r"""(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s<>"']++)))?"""
)
_RAW_ENDS = {name: re.compile(f"</{name}(?![a-z0-9])", re.IGNORECASE) for name in sorted(RAW_TEXT)}
_MOST_TRIES = 8
"""Tags that may be sought to the end of the document before quotes are no longer trusted."""


class Token(NamedTuple):
    """A piece of HTML.

    Args:
        kind: ``raw`` is an element of :data:`RAW_TEXT` from its opening to its closing tag.
        start: its first character.
        end: one past its last.
        name: of a tag, in lower case.
        inner_start: of a raw element: where its content begins.
        inner_end: one past its content.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    inner_start: int = 0
    inner_end: int = 0


class Tokens:
    """The tokens of a string; ``unclosed`` holds where something opens that never closes.

    >>> [(t.kind, t.name) for t in Tokens("<p>a<br>b < c</p><!--x")]
    [('open', 'p'), ('text', ''), ('open', 'br'), ('text', ''), ('close', 'p'), ('comment', ''), \
('text', '')]
    """

    def __init__(self, raw: str) -> None:
        self.unclosed: list[int] = []
        self._raw = raw
        self._tries = 0
        self._missing: set[str] = set()

    def __iter__(self) -> Iterator[Token]:
        """All tokens in order; they tile the string."""
        raw, size = self._raw, len(self._raw)
        text = position = 0
        while True:
            position = raw.find("<", position)
            token = self._markup(position) if position >= 0 else None
            if position < 0 or token is not None:
                stop = size if position < 0 else position
                if text < stop:
                    yield Token("text", text, stop)
            if position < 0:
                return
            if token is None:
                position += 1
            else:
                yield token
                text = position = token.end

    def _markup(self, start: int) -> Token | None:
        """The token that begins with ``<``; None if that is a character of the text."""
        raw = self._raw
        following = raw[start + 1 : start + 2]
        if following == "/":
            return self._closing(start)
        if following == "!" or following == "?":
            return self._declaration(start)
        name = _NAME.match(raw, start + 1)
        if name is None:
            return None
        end = self._tag_end(name.end())
        if end < 0:
            return None
        return self._opened(start, end, name.group().lower())

    def _opened(self, start: int, end: int, name: str) -> Token:
        if name not in RAW_TEXT or self._raw[end - 2 : end] == "/>":
            return Token("open", start, end, name)
        close = self._raw_end(end, name)
        if close < 0:
            self.unclosed.append(start)
            return Token("open", start, end, name)
        stop = _END.search(self._raw, close + 2)
        return Token("raw", start, stop.end() if stop else len(self._raw), name, end, close)

    def _raw_end(self, start: int, name: str) -> int:
        """Where ``</name`` stands; one that was sought once without success is not sought again."""
        if name in self._missing:
            return -1
        found = _RAW_ENDS[name].search(self._raw, start)
        if found is None:
            self._missing.add(name)
            return -1
        return found.start()

    def _closing(self, start: int) -> Token | None:
        name = _NAME.match(self._raw, start + 2)
        stop = _END.search(self._raw, name.end() if name else start + 2)
        if stop is None:
            return None
        end = stop.end() if stop.group() == ">" else stop.start()
        if name is None:
            return Token("comment", start, end)
        return Token("close", start, end, name.group().lower())

    def _declaration(self, start: int) -> Token:
        """A comment, ``<!DOCTYPE …>``, ``<![CDATA[`` or ``<?…>``."""
        raw = self._raw
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "")):
            if raw.startswith(opening, start):
                end = -1
                if closing and closing not in self._missing:
                    end = raw.find(closing, start + 2)
                if end >= 0:
                    return Token("comment", start, end + len(closing))
                if closing:
                    self._missing.add(closing)
                    self.unclosed.append(start)
                return Token("comment", start, start + len(opening))
        stop = _END.search(raw, start + 2)
        if stop is None:
            return Token("comment", start, start + 2)
        return Token("comment", start, stop.end() if stop.group() == ">" else stop.start())

    def _tag_end(self, position: int) -> int:
        """One past the ``>`` of the tag, or at the ``<`` of the next; -1 if there is neither.

        A quote opens only behind ``=`` and only if it is closed somewhere.
        """
        raw = self._raw
        while True:
            stop = _STOP.search(raw, position)
            if stop is None:
                self._tries += 1
                return -1
            mark = stop.group()
            if mark == ">":
                return stop.end()
            if mark == "<":
                return stop.start()
            position = stop.end()
            if self._tries < _MOST_TRIES and mark not in self._missing and self._is_value(stop):
                close = raw.find(mark, position)
                if close < 0:
                    self._missing.add(mark)
                else:
                    position = close + 1

    def _is_value(self, quote: re.Match[str]) -> bool:
        at = quote.start() - 1
        while self._raw[at].isspace():
            at -= 1
        return self._raw[at] == "="


def attributes(raw: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Where the values of a tag's attributes stand; of a name that stands twice the first counts.

    Args:
        raw: the document.
        start: behind the name of the tag.
        end: at its ``>``.

    >>> raw = '<a href="./X" class=y hidden>'
    >>> {name: raw[a:b] for name, (a, b) in attributes(raw, 2, len(raw) - 1).items()}
    {'href': './X', 'class': 'y', 'hidden': ''}
    """
    found: dict[str, tuple[int, int]] = {}
    for one in _ATTRIBUTE.finditer(raw, start, end):
        name = one["name"].lower()
        if name not in found:
            kind = one.lastgroup or "name"
            found[name] = one.span(kind) if kind != "name" else (one.end(), one.end())
    return found
