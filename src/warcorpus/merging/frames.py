"""The blocks of the merged text: the base's, changed where other texts enter, and new ones."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, frozen

from warcorpus.merging.deciding import Piece, Verdict
from warcorpus.merging.texts import Texts
from warcorpus.merging.tokenizing import Frame


@define
class Out:
    """A heading or block of the merged text.

    Args:
        kind: ``heading`` or the kind of the block.
        base: index of the base's frame, None for a new one.
        origin: text and frame that a new one is modelled on.
        pieces: the tokens in it.
    """

    kind: str
    base: int | None
    origin: tuple[int, int]
    pieces: list[Piece]


@frozen
class Edit:
    """Tokens of other texts in place of a stretch of the base."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def lay_out(verdicts: Iterable[Verdict], texts: Texts) -> list[Out]:
    """The frames of the merged text in order.

    Args:
        verdicts: one a unit, in order.
        texts: the texts they speak of; the first has the frames.
    """
    base = texts.base.tokens
    edits = _edits(verdicts)
    frames: list[Out] = []
    position, following = 0, 0
    for index, frame in enumerate(base.frames):
        while following < len(edits) and _is_between(edits[following], frame, position):
            _insert_between(frames, edits[following], texts, index)
            following += 1
        out = Out(frame.kind, index, (0, index), _take_waiting(frames, index))
        position = max(position, frame.first)
        while following < len(edits) and edits[following].start < frame.last:
            edit = edits[following]
            _append(out.pieces, Piece(0, position, max(edit.start, position)))
            for piece in edit.pieces:
                _append(out.pieces, piece)
            position = max(edit.end, position)
            following += 1
        _append(out.pieces, Piece(0, position, max(frame.last, position)))
        position = max(position, frame.last)
        frames.append(out)
    for edit in edits[following:]:
        _insert_between(frames, edit, texts, len(base.frames))
    return [frame for frame in frames if frame.pieces]


def _is_between(edit: Edit, frame: Frame, position: int) -> bool:
    """Whether an insertion stands before a frame, not in it."""
    return edit.start == edit.end <= frame.first and edit.start >= position


def _take_waiting(frames: list[Out], index: int) -> list[Piece]:
    """Pieces that :func:`_insert_between` found to belong to the frame that comes now."""
    if frames and frames[-1].base == index:
        return frames.pop().pieces
    return []


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece, joined with the one before where it goes on."""
    if piece.first >= piece.last:
        return
    last = pieces[-1] if pieces else None
    if last and (last.text, last.last, last.supplied) == (piece.text, piece.first, piece.supplied):
        pieces[-1] = Piece(last.text, last.first, piece.last, last.supplied)
    else:
        pieces.append(piece)


def _edits(verdicts: Iterable[Verdict]) -> list[Edit]:
    """Where the merged text leaves the base, in order."""
    edits: list[Edit] = []
    for verdict in verdicts:
        position = verdict.unit.start
        foreign: list[Piece] = []
        for piece in verdict.pieces:
            if piece.text:
                foreign.append(piece)
                continue
            if foreign or position < piece.first:
                _add(edits, Edit(position, piece.first, tuple(foreign)))
                foreign = []
            position = piece.last
        if foreign or position < verdict.unit.end:
            _add(edits, Edit(position, verdict.unit.end, tuple(foreign)))
    return edits


def _add(edits: list[Edit], edit: Edit) -> None:
    """Add an edit, joined with the one before where the same text goes on."""
    last = edits[-1] if edits else None
    if last and last.end == edit.start and last.pieces and edit.pieces:
        left, right = last.pieces[-1], edit.pieces[0]
        if (left.text, left.last) == (right.text, right.first):
            pieces = list(last.pieces)
            for piece in edit.pieces:
                _append(pieces, piece)
            edits[-1] = Edit(last.start, edit.end, tuple(pieces))
            return
    edits.append(edit)


def _insert_between(frames: list[Out], edit: Edit, texts: Texts, index: int) -> None:
    """Sentences between two frames of the base: into the one, into the other, or on their own."""
    waiting = bool(frames) and frames[-1].base == index
    chunks = [chunk for piece in edit.pieces for chunk in _chunks(piece, texts)]
    for place, (piece, origin) in enumerate(chunks):
        kind, goes_on, leads_on = _seams(piece, origin, texts)
        if waiting or (place == 0 and goes_on and _takes(frames, kind)):
            _append(frames[-1].pieces, piece)
        elif place == len(chunks) - 1 and leads_on and _is_block(texts, index, kind):
            frames.append(Out(kind, index, (0, index), [piece]))
        else:
            frames.append(Out(kind, None, (piece.text, origin), [piece]))


def _seams(piece: Piece, origin: int, texts: Texts) -> tuple[str, bool, bool]:
    """The kind of a chunk's block, and whether that block goes on before and after the chunk."""
    frame = texts.texts[piece.text].tokens.frames[origin]
    return frame.kind, piece.first > frame.first, piece.last < frame.last


def _takes(frames: list[Out], kind: str) -> bool:
    """Whether the last frame is a block of the base that a sentence may follow in."""
    return bool(frames) and frames[-1].base is not None and "heading" not in (frames[-1].kind, kind)


def _is_block(texts: Texts, index: int, kind: str) -> bool:
    frames = texts.base.tokens.frames
    return index < len(frames) and "heading" not in (frames[index].kind, kind)


def _chunks(piece: Piece, texts: Texts) -> list[tuple[Piece, int]]:
    """A piece cut at the frames of its text."""
    tokens = texts.texts[piece.text].tokens
    chunks = []
    position = piece.first
    while position < piece.last:
        index = tokens.frame_of(position)
        end = min(piece.last, tokens.frames[index].last)
        chunks.append((Piece(piece.text, position, end, piece.supplied), index))
        position = end
    return chunks


def separator(texts: Texts, left: Out, right: Out) -> tuple[str, tuple[int, int] | None]:
    """What stands between two frames: the base's own characters, or line feeds."""
    base = texts.base.tokens
    if left.base is not None and right.base is not None and right.base == left.base + 1:
        start, end = base.frames[left.base].end, base.frames[right.base].start
        return base.text[start:end], (start, end)
    return ("\n" if left.kind == right.kind == "item" else "\n\n"), None
