"""What wikitext says: pieces that are words, and what is told of a page besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from attrs import define, field

from warcorpus.text.wikitext_elements import Element

_TABLE_LINE = re.compile(r"[ \t]{0,9}(?:\{\|[^\n]*|\|\}|\|-[^\n]*|[|!](?![|}]))")


class Piece(NamedTuple):
    """A stretch of the raw text.

    Args:
        start: its first character.
        end: one past its last.
        kind: ``text``; ``line`` for the end of a line and ``block`` for that of a paragraph;
            ``quote`` and ``/quote`` around a quotation; ``table``; ``mark`` for what only says
            how the words beside it look; any other kind names the owner of what is no text.
        text: of words, what they are instead of the raw characters.
    """

    start: int
    end: int
    kind: str
    text: str | None = None


class LinkFound(NamedTuple):
    """A link: its element, the range of the page it leads to, that of the words it stands on."""

    element: Element
    target: tuple[int, int]
    words: tuple[int, int]


@define
class Findings:
    """What is no text and is told of a page besides: by kind, in document order."""

    links: list[LinkFound] = field(factory=list)
    pictures: list[Element] = field(factory=list)
    galleries: list[Element] = field(factory=list)
    files: list[tuple[int, int]] = field(factory=list)
    categories: list[tuple[int, int]] = field(factory=list)
    languages: list[tuple[int, int]] = field(factory=list)
    hatnotes: list[tuple[int, int]] = field(factory=list)
    descriptions: list[tuple[int, int]] = field(factory=list)
    coordinates: list[Element] = field(factory=list)
    infoboxes: list[Element] = field(factory=list)
    names: list[str] = field(factory=list)
    unknown: dict[str, int] = field(factory=dict)


class Speaker(Protocol):
    """What gives the pieces of the arguments of a template."""

    raw: str
    found: Findings

    def inner(self, element: Element, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a stretch inside of an element."""

    def around(self, element: Element, start: int, end: int) -> Iterator[Piece]:
        """An element of which ``start:end`` are the words and the rest is mark."""

    def listed(self, element: Element, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a list inside of an element, one bullet of each line left out."""

    def words(self, element: Element, start: int, end: int) -> str:
        """The words of a stretch inside of an element as a string."""


def spoken(raw: str, pieces: Iterable[Piece]) -> str:
    """The words of pieces as a string, line ends as line feeds."""
    return "".join([said(raw, piece) for piece in pieces])


def said(raw: str, piece: Piece) -> str:
    """What one piece says."""
    if piece.kind == "text":
        return raw[piece.start : piece.end] if piece.text is None else piece.text
    if piece.kind == "line":
        return piece.text or "\n"
    return "\n" if piece.kind == "block" else ""


def without_table_marks(raw: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces without the marks of tables at the start of lines; ``{{!}}`` is a bar there too."""
    for line in _lines(raw, pieces):
        mark = _TABLE_LINE.match("".join([said(raw, piece) for piece in line]))
        left = mark.end() if mark else 0
        for piece in line:
            size = min(left, len(said(raw, piece)))
            left -= size
            stop = piece.end if piece.text is not None else piece.start + size
            if size and piece.kind == "text":
                yield Piece(piece.start, stop, "mark")
            if not size or stop < piece.end:
                yield piece if not size else Piece(stop, piece.end, piece.kind)


def _lines(raw: str, pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of every line, its line feed included."""
    line: list[Piece] = []
    for piece in pieces:
        position = piece.start
        if piece.kind == "text" and piece.text is None:
            while (found := raw.find("\n", position, piece.end)) >= 0:
                yield [*line, Piece(position, found + 1, "text")]
                line, position = [], found + 1
        if position < piece.end:
            line.append(Piece(position, piece.end, piece.kind, piece.text))
    yield line
