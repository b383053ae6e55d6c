"""Passages that two different events share: told, collated, never mixed."""

from __future__ import annotations

from attrs import frozen

from warcorpus.merging.collate import Alignment, aligned, part_of_text
from warcorpus.merging.tokenizing import Tokens, tokenize, without_headings
from warcorpus.merging.typing_units import CONFLICTS, pair_type
from warcorpus.model.record import Record, VariantType
from warcorpus.text.diff import Grams, shared_passages, unique_grams


@frozen
class PassageUnit:
    """One difference inside a shared passage; offsets are those of the two texts.

    Args:
        type: what kind of difference.
        conflict: both cannot be true.
        text: what the first text has, empty if nothing.
        other: what the second has.
        start: offset into the first text.
        end: one past it.
        other_start: offset into the second text.
        other_end: one past it.
    """

    type: VariantType
    conflict: bool
    text: str
    other: str
    start: int
    end: int
    other_start: int
    other_end: int


@frozen
class SharedPassage:
    """A passage that two texts share, and where they differ in it.

    Args:
        start: offset into the first text.
        end: one past it.
        other_start: offset into the second text.
        other_end: one past it.
        tokens: of the first text in the passage.
        other_tokens: of the second.
        equal: tokens that both have.
        units: the differences, in order.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    tokens: int
    other_tokens: int
    equal: int
    units: tuple[PassageUnit, ...]

    @property
    def conflicts(self) -> tuple[PassageUnit, ...]:
        """The differences that cannot both be true."""
        return tuple(unit for unit in self.units if unit.conflict)


def shared_passage(a: Record, b: Record) -> tuple[SharedPassage, ...]:
    """Passages of whole sentences that two records of different events share.

    Args:
        a: the first record.
        b: the second.
    """
    return passages_between(Prose.of(a), Prose.of(b))


@frozen(eq=False)
class Prose:
    """What passages of a record are looked for in: the tokens of its blocks."""

    tokens: Tokens
    grams: Grams

    @classmethod
    def of(cls, record: Record) -> Prose:
        """The prose of a record, to be compared with many others."""
        tokens = without_headings(tokenize(record))
        return cls(tokens, unique_grams(tokens.forms))


def passages_between(a: Prose, b: Prose) -> tuple[SharedPassage, ...]:
    """The same for records whose prose is at hand."""
    x, y = a.tokens, b.tokens
    found = shared_passages(a.grams, b.grams, x.sentences, y.sentences)
    return tuple(_collated(x, y, p.a0, p.a1, p.b0, p.b1) for p in found)


def _collated(a: Tokens, b: Tokens, a0: int, a1: int, b0: int, b1: int) -> SharedPassage:
    left, right = part_of_text(a, (a0, a1)), part_of_text(b, (b0, b1))
    alignment = aligned(left, right)
    return SharedPassage(
        a.starts[a0],
        a.ends[a1 - 1],
        b.starts[b0],
        b.ends[b1 - 1],
        len(left),
        len(right),
        _equal(left, right, alignment),
        _units(left, right, alignment),
    )


def _equal(a: Tokens, b: Tokens, alignment: Alignment) -> int:
    """Tokens of one form on both sides, however they are written."""
    return sum(
        op.a1 - op.a0
        for op in alignment.ops
        if op.tag == "equal" or a.forms[op.a0 : op.a1] == b.forms[op.b0 : op.b1]
    )


def _units(a: Tokens, b: Tokens, alignment: Alignment) -> tuple[PassageUnit, ...]:
    units = []
    for op in alignment.ops:
        if op.tag == "equal":
            continue
        kind = pair_type(a, (op.a0, op.a1), b, (op.b0, op.b1))
        (start, end), (other_start, other_end) = _place(a, op.a0, op.a1), _place(b, op.b0, op.b1)
        units.append(
            PassageUnit(
                kind,
                kind in CONFLICTS,
                a.text[start:end],
                b.text[other_start:other_end],
                start,
                end,
                other_start,
                other_end,
            )
        )
    return tuple(units)


def _place(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    if first < last:
        return tokens.starts[first], tokens.ends[last - 1]
    at = tokens.ends[first - 1] if first else tokens.starts[0]
    return at, at
