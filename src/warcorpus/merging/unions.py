"""Whole sentences that other witnesses add: they enter after the sentence they follow there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attrs import frozen

from warcorpus.merging.collate import Alignment, Range
from warcorpus.merging.deciding import Piece, Verdict
from warcorpus.merging.texts import Texts
from warcorpus.merging.tokenizing import Tokens
from warcorpus.model.evolving import evolve

RULE = "union"


@frozen
class Group:
    """Sentences of the base, and the sentences of another text that take their place."""

    start: int
    end: int
    text: int
    first: int
    last: int


def with_additions(verdicts: Sequence[Verdict], texts: Texts) -> list[Verdict]:
    """The verdicts, whole sentences of other witnesses taken in.

    A sentence that stands for itself in both texts is inserted. One that begins or ends inside a
    sentence of the base takes that whole sentence group with it, unless the base would lose a
    sentence of its own.

    Args:
        verdicts: one a unit, in order.
        texts: the texts they speak of.
    """
    result = list(verdicts)
    groups: list[Group] = []
    for place, verdict in enumerate(verdicts):
        if verdict.type not in ("addition", "omission") or verdict.pieces:
            continue
        unit = verdict.unit
        if unit.start < unit.end or (groups and unit.start < groups[-1].end):
            continue
        text = next(k for k, (i, j) in enumerate(unit.ranges) if i < j)
        first, last = unit.ranges[text]
        tokens = texts.texts[text].tokens
        if tokens.has_hole(first, last):
            continue
        if _whole(texts.base.tokens, unit.start, tokens, first, last):
            if _may_stand(texts.base.tokens, unit.start, tokens, first, last):
                result[place] = verdict.taking(text, RULE)
        elif _borders(tokens, first + 1, last):
            group = _group(texts, unit.start, text, (first, last))
            if group is not None and _keeps_all(result, group, texts):
                groups.append(group)
    for group in groups:
        _take(result, group, texts)
    return result


def _borders(tokens: Tokens, first: int, last: int) -> list[int]:
    ordered = tokens.sorted_borders
    return ordered[bisect_left(ordered, first) : bisect_right(ordered, last)]


def _whole(base: Tokens, position: int, tokens: Tokens, first: int, last: int) -> bool:
    return position in base.borders and first in tokens.borders and last in tokens.borders


def _may_stand(base: Tokens, position: int, tokens: Tokens, first: int, last: int) -> bool:
    """A heading can not enter the middle of a paragraph."""
    if not any(tokens.is_heading(i) for i in _borders(tokens, first, last - 1)):
        return True
    return not inside_frame(base, position)


def inside_frame(tokens: Tokens, position: int) -> bool:
    """Whether a token position lies inside a block, not between two."""
    if not 0 < position < len(tokens):
        return False
    frame = tokens.frames[tokens.frame_of(position)]
    return frame.first < position


def _group(texts: Texts, position: int, text: int, span: Range) -> Group | None:
    """The smallest sentences around an addition that begin and end alike in both texts."""
    base, other = texts.base.tokens, texts.texts[text].tokens
    alignment = texts.texts[text].alignment
    if alignment is None:
        return None
    left = _sync(base, other, alignment, position, -1)
    right = _sync(base, other, alignment, position, 1)
    if left is None or right is None or not left[1] <= span[0] < span[1] <= right[1]:
        return None
    group = Group(left[0], right[0], text, left[1], right[1])
    headings = any(
        tokens.is_heading(i)
        for tokens, i, j in ((base, group.start, group.end), (other, group.first, group.last))
        for i in range(i, j)
    )
    return None if headings or group.start == group.end else group


def _sync(
    base: Tokens, other: Tokens, alignment: Alignment, position: int, way: int
) -> Range | None:
    """The nearest place that way where a sentence begins in both texts."""
    ordered = base.sorted_borders
    index = bisect_right(ordered, position) - 1 if way < 0 else bisect_left(ordered, position)
    while 0 <= index < len(ordered):
        border = ordered[index]
        # At the place itself the added words lie inside, anywhere else other additions outside.
        outer = (border == position) == (way < 0)
        place = alignment.before(border) if outer else alignment.after(border)
        if place in other.borders and not _inside_change(alignment, border):
            return border, place
        index += way
    return None


def _inside_change(alignment: Alignment, position: int) -> bool:
    index = alignment.op_at(position)
    if index >= len(alignment.ops):
        return False
    op = alignment.ops[index]
    return op.tag != "equal" and op.a0 < position < op.a1


def _keeps_all(verdicts: Sequence[Verdict], group: Group, texts: Texts) -> bool:
    """Whether the base loses no whole sentence if the group takes its place."""
    base = texts.base.tokens
    for verdict in verdicts:
        unit = verdict.unit
        first, last = unit.ranges[group.text]
        if unit.start < group.start or unit.end > group.end or first < last:
            continue
        if len(_borders(base, unit.start, unit.end)) > 1 or verdict.rule == RULE:
            return False
    return True


def _take(verdicts: list[Verdict], group: Group, texts: Texts) -> None:
    """Give the units of a group the readings of its text; holes of either keep their own."""
    base, other = texts.base.tokens, texts.texts[group.text].tokens
    for place, verdict in enumerate(verdicts):
        unit = verdict.unit
        if unit.end < group.start or unit.start > group.end:
            continue
        if unit.equal:
            verdicts[place] = evolve(verdict, pieces=_split(verdict, group))
        elif unit.start >= group.start and unit.end <= group.end:
            first, last = unit.ranges[group.text]
            inside = group.first <= first and last <= group.last
            if not inside or base.has_hole(unit.start, unit.end) or other.has_hole(first, last):
                continue
            if not verdict.reasons[group.text] or verdict.reasons[group.text] == "omitted":
                verdicts[place] = verdict.taking(group.text, RULE)


def _split(verdict: Verdict, group: Group) -> tuple[Piece, ...]:
    """An equal stretch, the part inside the group taken from its text."""
    unit = verdict.unit
    shift = unit.ranges[group.text][0] - unit.start
    start, end = max(unit.start, group.start), min(unit.end, group.end)
    if start >= end:
        return verdict.pieces
    pieces: list[Piece] = []
    for piece in verdict.pieces:
        if piece.text != 0:
            pieces.append(piece)
            continue
        pieces += [
            Piece(0, piece.first, min(piece.last, start)),
            Piece(group.text, max(piece.first, start) + shift, min(piece.last, end) + shift),
            Piece(0, max(piece.first, end), piece.last),
        ]
    return tuple(piece for piece in pieces if piece.first < piece.last)
