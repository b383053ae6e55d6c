"""The merged text: composed of pieces of the witnesses, every character tied to its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from warcorpus.merging.deciding import Piece, Verdict
from warcorpus.merging.frames import Out, lay_out, separator
from warcorpus.merging.sections import rebuilt
from warcorpus.merging.texts import Texts
from warcorpus.merging.witnesses import Witness
from warcorpus.model.prose import LAYOUT, SUPPLIED, VERBATIM, Section, TextRow
from warcorpus.model.values import Span


@frozen(eq=False)
class Composed:
    """The merged text and where its tokens stand in it.

    Args:
        text: the text.
        text_map: rows that tile it.
        sections: headings, blocks and sentences with offsets into it.
        placed: for every text the stretches taken from it: first token, last, text offset,
            offset of the first token in its own text; by first token.
    """

    text: str
    text_map: tuple[TextRow, ...]
    sections: tuple[Section, ...]
    placed: dict[int, list[tuple[int, int, int, int]]]

    def place(self, texts: Texts, piece: Piece) -> tuple[int, int] | None:
        """Where tokens stand in the merged text; None if they are not in it."""
        tokens = texts.texts[piece.text].tokens
        start = self._token(piece.text, piece.first, tokens.starts)
        end = self._token(piece.text, piece.last - 1, tokens.ends)
        return None if start is None or end is None else (start, end)

    def _token(self, text: int, token: int, offsets: Sequence[int]) -> int | None:
        stretches = self.placed.get(text, [])
        index = bisect_right(stretches, token, key=lambda stretch: stretch[0]) - 1
        if index < 0 or stretches[index][1] <= token:
            return None
        _, _, out, start = stretches[index]
        return out + offsets[token] - start


def compose(verdicts: Sequence[Verdict], texts: Texts) -> Composed:
    """Put the chosen readings together, with the base's paragraphs and headings.

    Args:
        verdicts: one a unit, in order.
        texts: the texts they speak of.
    """
    writer = _Writer(texts)
    if all(v.unit.equal or _keeps_base(v) for v in verdicts):
        return writer.unchanged()
    frames = lay_out(verdicts, texts)
    for place, frame in enumerate(frames):
        if place:
            writer.separate(*separator(texts, frames[place - 1], frame))
        writer.frame(frame)
    return writer.composed(frames)


def _keeps_base(verdict: Verdict) -> bool:
    unit = verdict.unit
    base = (Piece(0, unit.start, unit.end),) if unit.start < unit.end else ()
    return verdict.pieces == base


@define
class _Writer:
    """Collects text and rows; offsets are those of the text written so far."""

    texts: Texts
    parts: list[str] = field(factory=list)
    rows: list[TextRow] = field(factory=list)
    length: int = 0
    placed: dict[int, list[tuple[int, int, int, int]]] = field(factory=dict)
    bounds: list[tuple[int, int]] = field(factory=list)
    last_blank: int = -1

    def unchanged(self) -> Composed:
        """The base's text as it is."""
        witness = self.texts.base_witness
        tokens = self.texts.base.tokens
        rows = tuple(witness.row(row) for row in witness.record.text_map)
        placed = {0: [(0, len(tokens), tokens.starts[0], tokens.starts[0])]} if len(tokens) else {}
        return Composed(tokens.text, rows, witness.record.sections, placed)

    def separate(self, characters: str, span: tuple[int, int] | None) -> None:
        """White space between two frames."""
        if span is None:
            self._layout(characters)
        else:
            self._slice(0, *span, supplied=False)

    def frame(self, frame: Out) -> None:
        """One heading or block."""
        start = self.length
        before: Piece | None = None
        for piece in frame.pieces:
            if before is not None:
                self._glue(before, piece)
            tokens = self.texts.texts[piece.text].tokens
            first, last = tokens.starts[piece.first], tokens.ends[piece.last - 1]
            inline = len({tokens.frame_of(piece.first), tokens.frame_of(piece.last - 1)}) == 1
            if inline:
                self._stretch(piece, piece.first, piece.last, first, last)
            else:
                self._across_frames(piece)
            before = piece
        self.bounds.append((start, self.length))

    def _across_frames(self, piece: Piece) -> None:
        """Blocks of another text that became part of one block: blanks for their line feeds."""
        tokens = self.texts.texts[piece.text].tokens
        position = piece.first
        while position < piece.last:
            end = min(piece.last, tokens.frames[tokens.frame_of(position)].last)
            if position > piece.first:
                self._layout(" ")
            self._stretch(piece, position, end, tokens.starts[position], tokens.ends[end - 1])
            position = end

    def _stretch(self, piece: Piece, first: int, last: int, start: int, end: int) -> None:
        self.placed.setdefault(piece.text, []).append((first, last, self.length, start))
        self._slice(piece.text, start, end, supplied=piece.supplied)

    def _glue(self, left: Piece, right: Piece) -> None:
        """What stands between two pieces: the foreign one says whether there is a blank."""
        spaced = self._space_before(right) if right.text else self._space_after(left)
        if not spaced:
            return
        at = left.last if left.text == 0 else right.first if right.text == 0 else None
        if at is not None and 0 < at < len(self.texts.base.tokens) and at != self.last_blank:
            tokens = self.texts.base.tokens
            start, end = tokens.ends[at - 1], tokens.starts[at]
            if start < end and "\n" not in tokens.text[start:end]:
                self.last_blank = at
                self._slice(0, start, end, supplied=False)
                return
        self._layout(" ")

    def _space_before(self, piece: Piece) -> bool:
        tokens = self.texts.texts[piece.text].tokens
        first = piece.first
        return first == 0 or tokens.ends[first - 1] < tokens.starts[first]

    def _space_after(self, piece: Piece) -> bool:
        tokens = self.texts.texts[piece.text].tokens
        last = piece.last
        return last == len(tokens) or tokens.ends[last - 1] < tokens.starts[last]

    def _layout(self, characters: str) -> None:
        self._row(TextRow(0, len(characters), None, None, None, LAYOUT), self.length)
        self.parts.append(characters)
        self.length += len(characters)

    def _slice(self, text: int, start: int, end: int, *, supplied: bool) -> None:
        """Characters of a witness with their rows."""
        witness = self.texts.witness(text)
        for row in clipped(witness.record.text_map, start, end):
            moved = witness.row(row)
            if supplied and moved.method == VERBATIM:
                moved = TextRow(
                    moved.start, moved.end, moved.source, moved.raw_start, moved.raw_end, SUPPLIED
                )
            self._row(moved, self.length - start)
        self.parts.append(witness.record.text[start:end])
        self.length += end - start

    def _row(self, row: TextRow, by: int) -> None:
        """Add a row ``by`` characters further on, joined with the one before where it goes on."""
        new = TextRow(
            row.start + by, row.end + by, row.source, row.raw_start, row.raw_end, row.method
        )
        last = self.rows[-1] if self.rows else None
        if last is not None and _goes_on(last, new):
            new = TextRow(
                last.start, new.end, last.source, last.raw_start, new.raw_end, last.method
            )
            self.rows[-1] = new
        else:
            self.rows.append(new)

    def composed(self, frames: Sequence[Out]) -> Composed:
        """All that was written."""
        text = "".join(self.parts)
        for stretches in self.placed.values():
            stretches.sort()
        sections = rebuilt(self.texts, frames, self.bounds, text)
        return Composed(text, tuple(self.rows), sections, self.placed)


def _goes_on(last: TextRow, row: TextRow) -> bool:
    if last.method != row.method or last.source != row.source:
        return False
    if row.method == LAYOUT:
        return True
    return row.method in (VERBATIM, SUPPLIED) and last.raw_end == row.raw_start


def clipped(rows: Sequence[TextRow], start: int, end: int) -> Iterable[TextRow]:
    """The rows of ``start:end``; a row that is one piece is kept whole.

    >>> list(clipped([TextRow(0, 9, 0, 5, 14, 0)], 2, 4))
    [TextRow(start=2, end=4, source=0, raw_start=7, raw_end=9, method=0)]
    """
    index = max(bisect_right(rows, start, key=lambda row: row.start) - 1, 0)
    while index < len(rows) and rows[index].start < end:
        row = rows[index]
        index += 1
        first, last = max(row.start, start), min(row.end, end)
        if first >= last:
            continue
        if row.method in (VERBATIM, SUPPLIED) and row.raw_start is not None:
            raw = row.raw_start + first - row.start
            yield TextRow(first, last, row.source, raw, raw + last - first, row.method)
        else:
            yield TextRow(first, last, row.source, row.raw_start, row.raw_end, row.method)


def raw_spans(witness: Witness, start: int, end: int) -> tuple[Span, ...]:
    """The raw characters that ``start:end`` of a witness's text stands for, touching ones joined.

    Args:
        witness: whose text.
        start: offset into the text of its record.
        end: one past the stretch.
    """
    spans: list[Span] = []
    for row in clipped(witness.record.text_map, start, end):
        if row.source is None or row.raw_start is None or row.raw_end is None:
            continue
        number = witness.numbers[row.source]
        if spans and spans[-1].end == row.raw_start and spans[-1].source == number:
            spans[-1] = Span(number, spans[-1].start, row.raw_end)
        elif row.raw_start < row.raw_end:
            spans.append(Span(number, row.raw_start, row.raw_end))
    return tuple(spans)
