"""From the pieces of a page to its headings, paragraphs, items, quotations and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import define, field

from warcorpus.model.prose import UNESCAPE
from warcorpus.text.mapped import MappedText, Run
from warcorpus.text.wikitext_pieces import Piece, said, without_table_marks

BlockKind = Literal["heading", "paragraph", "item", "quote", "table"]

_OF_WORDS = frozenset({"text", "line", "mark"})
_MARKERS = "*#:;"
_DEEPEST = 6
_BLANKS = re.compile(r"[ \t\xa0]{2,}")
_LEFT_BEHIND = re.compile(
    r"(?<=\()[ \t\xa0,;]{1,9}|[,;][ \t\xa0,;]{0,9}(?=\))|[ \t\xa0]{1,9}(?=\))"
)
_PUNCTUATION = frozenset(".,;:!?)")


@define(eq=False)
class PageBlock:
    """A block of a page.

    Args:
        kind: what it is.
        start: its first raw character.
        end: one past its last.
        parts: its words, one text a line; a table's are not found here.
        level: of a heading, from 1.
    """

    kind: BlockKind
    start: int
    end: int
    parts: list[MappedText] = field(factory=list)
    level: int = 0

    @property
    def content(self) -> MappedText:
        """Its words; the line breaks inside of a paragraph are one blank."""
        joined: list[MappedText] = []
        for part in self.parts:
            if part and joined:
                joined.append(MappedText.layout(" ", part.runs[0].raw_start))
            if part:
                joined.append(part)
        return MappedText.join(joined) if len(joined) != 1 else joined[0]


def find_blocks(raw: str, pieces: Iterable[Piece]) -> list[PageBlock]:
    """The blocks of a page in order.

    Args:
        raw: the page.
        pieces: of all of it, in order.

    >>> raw = "== Course ==\\nA first\\nday.\\n* one"
    >>> blocks = find_blocks(raw, [Piece(0, len(raw), "text")])
    >>> [(block.kind, block.content.text) for block in blocks]
    [('heading', 'Course'), ('paragraph', 'A first day.'), ('item', 'one')]
    """
    builder = _Builder(raw)
    for line, ended in _lines(raw, pieces):
        builder.line(line)
        if ended is not None:
            builder.end(ended)
    return builder.blocks


def _lines(raw: str, pieces: Iterable[Piece]) -> Iterator[tuple[list[Piece], Piece | None]]:
    """The pieces of every line, and the piece that ends its paragraph, if one does."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.kind == "text" and piece.text is None:
            position = piece.start
            while (found := raw.find("\n", position, piece.end)) >= 0:
                if position < found:
                    line.append(Piece(position, found, "text"))
                yield line, None
                line, position = [], found + 1
            if position < piece.end:
                line.append(Piece(position, piece.end, "text"))
        elif piece.kind in ("block", "quote", "/quote", "table"):
            yield line, piece
            line = []
        else:
            line.append(piece)
    yield line, None


class _Builder:
    """Takes lines in order; a paragraph goes on until something ends it."""

    def __init__(self, raw: str) -> None:
        self.blocks: list[PageBlock] = []
        self._raw = raw
        self._open: PageBlock | None = None
        self._in_quote = False

    def line(self, line: list[Piece]) -> None:
        """The next line."""
        words = "".join([said(self._raw, piece) for piece in line])
        shown = words.strip()
        if not shown:
            kinds = {piece.kind for piece in line if piece.kind != "text"}
            if kinds != {"comment"}:  # MediaWiki removes the whole line of a comment
                self._open = None
            return
        if words[0] == "=" and self._heading(line, words):
            return
        if shown.startswith("----"):
            self._open = None
            line = _behind(line, self._raw, "-")
        markers = "" if words[0] not in _MARKERS else _leading(words, _MARKERS)
        if markers:
            line = _behind(line, self._raw, _MARKERS)
        self._words(line, markers)

    def end(self, piece: Piece) -> None:
        """What ends a paragraph: a block's mark, a quotation's, a table."""
        self._open = None
        if piece.kind == "table":
            self.blocks.append(PageBlock("table", piece.start, piece.end))
        elif piece.kind != "block":
            self._in_quote = piece.kind == "quote"

    def _words(self, line: list[Piece], markers: str) -> None:
        """A line of words: it goes on with a paragraph, or is an item."""
        bounds = _bounds(self._raw, line)
        parts = [part for part in _parts(self._raw, line) if part]
        if bounds is None or not parts:
            return
        if self._open is not None and not markers:
            self._open.parts += parts
            self._open.end = bounds[1]
            return
        is_item = bool(markers.strip(":"))
        kind: BlockKind = "quote" if self._in_quote else "item" if is_item else "paragraph"
        block = PageBlock(kind, *bounds, parts)
        self.blocks.append(block)
        self._open = None if markers else block

    def _heading(self, line: list[Piece], words: str) -> bool:
        """Read a line between equals signs; the level is the smaller number of signs."""
        shown = words.rstrip()
        left = len(shown) - len(shown.lstrip("="))
        right = len(shown) - len(shown.rstrip("="))
        level = min(left, right, _DEEPEST)
        bounds = _bounds(self._raw, line)
        if level < 1 or not shown.strip("= \t") or bounds is None:
            return False
        whole = MappedText.join(_parts(self._raw, line))
        inner = whole.text.rstrip()
        content = whole.slice(level, len(inner) - level).strip()
        self.blocks.append(PageBlock("heading", *bounds, [content], level))
        self._open = None
        return True


def table_words(raw: str, pieces: Iterable[Piece]) -> list[MappedText]:
    """The words of a table, one text a line, without its marks."""
    lines = _lines(raw, without_table_marks(raw, pieces))
    return [part for line, _ in lines for part in _parts(raw, line) if part]


def _leading(words: str, signs: str) -> str:
    return words[: len(words) - len(words.lstrip(signs))]


def _behind(line: list[Piece], raw: str, signs: str) -> list[Piece]:
    """A line whose leading signs are marks."""
    changed: list[Piece] = []
    for number, piece in enumerate(line):
        if piece.kind != "text" or piece.text is not None:
            changed.append(piece)
            continue
        size = len(_leading(raw[piece.start : piece.end], signs))
        if size:
            changed.append(Piece(piece.start, piece.start + size, "mark"))
        if piece.start + size < piece.end:
            changed.append(Piece(piece.start + size, piece.end, "text"))
            return [*changed, *line[number + 1 :]]
    return changed


def _bounds(raw: str, line: list[Piece]) -> tuple[int, int] | None:
    """The raw range of the words of a line and of the marks and notes between them."""
    first, last = -1, -1
    for piece in line:
        if piece.kind == "reference" and first >= 0:
            last = piece.end
        if piece.kind not in _OF_WORDS:
            continue
        part = raw[piece.start : piece.end]
        if not part.strip():
            continue
        last = piece.start + len(part.rstrip())
        if first < 0:
            first = piece.start + len(part) - len(part.lstrip())
    return None if first < 0 else (first, last)


def _parts(raw: str, line: list[Piece]) -> Iterator[MappedText]:
    """The words of a line, parted at the breaks inside of it."""
    runs: list[Run] = []
    words: list[str] = []
    dropped: list[int] = []
    size = 0
    for piece in line:
        if piece.kind == "line":
            yield _tidy(MappedText("".join(words), tuple(runs)), dropped)
            runs, words, dropped, size = [], [], [], 0
        elif piece.kind == "text":
            text = raw[piece.start : piece.end] if piece.text is None else piece.text
            method = 0 if piece.text is None else UNESCAPE
            last = runs[-1] if runs else None
            if last and last.method == method == 0 and last.raw_end == piece.start:
                runs[-1] = Run(last.start, size + len(text), last.raw_start, piece.end)
            else:
                runs.append(Run(size, size + len(text), piece.start, piece.end, method))
            words.append(text)
            size += len(text)
        elif piece.kind != "mark":
            dropped.append(size)
    yield _tidy(MappedText("".join(words), tuple(runs)), dropped)


def _tidy(part: MappedText, dropped: list[int]) -> MappedText:
    """Words without the blanks that what was dropped between them left behind."""
    text = part.text
    cuts = [
        (at - 1, at)
        for at in dict.fromkeys(dropped)
        if 0 < at < len(text) and text[at - 1] in " \xa0" and text[at] in _PUNCTUATION
    ]
    if "  " in text:
        cuts += [(found.start() + 1, found.end()) for found in _BLANKS.finditer(text)]
    if dropped:
        cuts += [found.span() for found in _LEFT_BEHIND.finditer(text)]
    return part.cut(_disjoint(cuts)).strip()


def _disjoint(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(cuts):
        start = max(start, kept[-1][1] if kept else 0)
        if start < end:
            kept.append((start, end))
    return kept
