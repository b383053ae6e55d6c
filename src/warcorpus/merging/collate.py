"""Star collation: every text aligned with the base, and all cut at the borders of all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import compress, count
from operator import ne

from attrs import frozen

from warcorpus.merging.tokenizing import Tokens
from warcorpus.text.diff import Op, align

Range = tuple[int, int]


@frozen(eq=False)
class Unit:
    """A column of the collation: what each text has between two borders.

    Args:
        start: first token of the base.
        end: one past its last; ``start`` where the base has nothing.
        ranges: token range of every text, the base's own among them.
        equal: all texts have the same tokens, written alike.
    """

    start: int
    end: int
    ranges: tuple[Range, ...]
    equal: bool


@frozen(eq=False)
class Alignment:
    """One text against the base.

    Args:
        ops: operations that tile both.
    """

    ops: tuple[Op, ...]

    def after(self, position: int) -> int:
        """Where the text stands once it has read what is inserted at a base position."""
        place = bisect_right(self.ops, position, key=lambda op: op.a0) - 1
        return 0 if place < 0 else _mapped(self.ops[place], position)

    def before(self, position: int) -> int:
        """Where the text stands before what is inserted at a base position."""
        place = bisect_left(self.ops, position, key=lambda op: op.a1)
        return 0 if place >= len(self.ops) or position == 0 else _mapped(self.ops[place], position)

    def op_at(self, token: int) -> int:
        """Index of the operation that holds a base token."""
        return bisect_right(self.ops, token, key=lambda op: op.a1)


def _mapped(op: Op, position: int) -> int:
    """The place in the text for a base position inside an operation or at its ends."""
    if position <= op.a0 and op.a0 < op.a1:
        return op.b0
    if position >= op.a1:
        return op.b1
    if op.a1 - op.a0 == op.b1 - op.b0:
        return op.b0 + position - op.a0
    # Inside a deletion both ends are one; inside a hole its first part has the gap token.
    return op.b1


def aligned(base: Tokens, other: Tokens) -> Alignment:
    """Align a text with the base; equal tokens that are written differently stand apart.

    Args:
        base: tokens of the base.
        other: tokens of the other text.
    """
    weak = base.weak
    ops: list[Op] = []
    for op in align(
        base.forms, other.forms, weak=weak, a_starts=base.borders, b_starts=other.borders
    ):
        if op.tag == "equal":
            _split_equal(ops, op, base, other)
        else:
            ops.append(op)
    return Alignment(tuple(_joined(ops)))


def _split_equal(ops: list[Op], op: Op, base: Tokens, other: Tokens) -> None:
    """Equal forms may hide another surface, or two days of different years: cut them out."""
    start = 0
    left = base.surfaces[op.a0 : op.a1]
    right = other.surfaces[op.b0 : op.b1]
    if left != right:
        for place in compress(count(), map(ne, left, right)):
            a, b = op.a0 + place, op.b0 + place
            if start < place:
                ops.append(Op("equal", op.a0 + start, a, op.b0 + start, b))
            ops.append(Op("replace", a, a + 1, b, b + 1))
            start = place + 1
    if start < len(left):
        ops.append(Op("equal", op.a0 + start, op.a1, op.b0 + start, op.b1))


def _joined(ops: Iterable[Op]) -> list[Op]:
    """Equal runs that touch become one; changes that touch stay apart: each has its reason."""
    joined: list[Op] = []
    for op in ops:
        last = joined[-1] if joined else None
        if last and last.tag == op.tag == "equal":
            joined[-1] = Op("equal", last.a0, op.a1, last.b0, op.b1)
        else:
            joined.append(op)
    return joined


def collate(base: Tokens, others: Sequence[tuple[Tokens, Alignment]]) -> list[Unit]:
    """The units of a base and the texts aligned with it, in text order.

    Args:
        base: tokens of the base.
        others: every other text with its alignment, the best witness first.

    Returns:
        Units whose ranges tile every text; range 0 is the base's, the others follow in order.
    """
    cuts = _cuts(len(base), base, others)
    units: list[Unit] = []
    texts = (base, *(tokens for tokens, _ in others))
    positions = [0] * len(others)
    for place, cut in enumerate(cuts):
        ends = [alignment.after(cut) for _, alignment in others]
        if ends != positions:
            slot = [(cut, cut), *zip(positions, ends, strict=True)]
            units += _slot(cut, slot, texts)
        if place + 1 < len(cuts):
            following = cuts[place + 1]
            positions = [alignment.before(following) for _, alignment in others]
            ranges = ((cut, following), *zip(ends, positions, strict=True))
            units.append(Unit(cut, following, ranges, _same(texts, ranges)))
    return units


def _cuts(size: int, base: Tokens, others: Sequence[tuple[Tokens, Alignment]]) -> list[int]:
    """Base positions at which some text begins or ends a change and no text forbids a cut."""
    borders = {0, size}
    closed: list[Range] = []
    for tokens, alignment in others:
        for op in alignment.ops:
            if op.tag == "equal":
                continue
            borders.update((op.a0, op.a1))
            if op.a1 - op.a0 > 1 and not _divisible(op, base, tokens):
                closed.append((op.a0, op.a1))
    cuts: list[int] = []
    open_until = -1
    ranges = iter(sorted(closed))
    following = next(ranges, None)
    for border in sorted(borders):
        while following is not None and following[0] < border:
            open_until = max(open_until, following[1])
            following = next(ranges, None)
        if border >= open_until:
            cuts.append(border)
    return cuts


def _divisible(op: Op, base: Tokens, other: Tokens) -> bool:
    """Whether a change may be cut: an absence, a hole, or as many tokens on both sides."""
    length = op.b1 - op.b0
    if length == 0 or (length == 1 and op.b0 in other.holes):
        return True
    holes = base.has_hole(op.a0, op.a1) or other.has_hole(op.b0, op.b1)
    return op.tag == "replace" and length == op.a1 - op.a0 and not holes


def _same(texts: Sequence[Tokens], ranges: Sequence[Range]) -> bool:
    start, end = ranges[0]
    surfaces = texts[0].surfaces[start:end]
    if texts[0].has_hole(start, end):
        return False
    return all(texts[k].surfaces[first:last] == surfaces for k, (first, last) in enumerate(ranges))


def _slot(cut: int, slot: Sequence[Range], texts: Sequence[Tokens]) -> list[Unit]:
    """What several texts insert in one place, collated among themselves."""
    filled = [k for k, (first, last) in enumerate(slot) if first < last]
    if len(filled) == 1:
        return [Unit(cut, cut, tuple(slot), False)]
    best, *rest = filled
    parts = {k: part_of_text(texts[k], slot[k]) for k in filled}
    units = collate(parts[best], [(parts[k], aligned(parts[best], parts[k])) for k in rest])
    return [Unit(cut, cut, _spread(unit, slot, filled), False) for unit in units]


def part_of_text(tokens: Tokens, span: Range) -> Tokens:
    """A stretch of a text as a text of its own; its tokens are counted from 0."""
    first, last = span
    return Tokens(
        tokens.text,
        tokens.starts[first:last],
        tokens.ends[first:last],
        tokens.surfaces[first:last],
        tokens.forms[first:last],
        {i - first: tokens.measures[i] for i in range(first, last) if i in tokens.measures},
        {i - first: tokens.holes[i] for i in range(first, last) if i in tokens.holes},
        [],
        [],
        frozenset(b - first for b in tokens.borders if first <= b <= last),
        tokens.language,
    )


def _spread(unit: Unit, slot: Sequence[Range], filled: Sequence[int]) -> tuple[Range, ...]:
    """The unit of a part as one of the whole; who has nothing in the slot stays where it is."""
    inner = dict(zip(filled, unit.ranges, strict=True))
    return tuple(
        (first + inner[k][0], first + inner[k][1]) if k in inner else (first, first)
        for k, (first, _) in enumerate(slot)
    )
