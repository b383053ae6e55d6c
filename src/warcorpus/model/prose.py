"""The text of a record: rows that tie it to raw characters, sections, sentences, gaps."""

from __future__ import annotations

from typing import Literal

import msgspec

VERBATIM, SUPPLIED, LAYOUT, GAP_MARK, MOJIBAKE, UNESCAPE, CONTROL = range(7)
"""Methods of a :class:`TextRow`; ``docs/reference/record.md`` says what each promises."""

OPEN_GAP = "[…]"
"""How a gap that nobody filled is written in ``text``."""

BlockKind = Literal["paragraph", "item", "quote", "table"]
GapReason = Literal["redacted", "truncated", "lost", "undecodable"]
GapUnit = Literal["token", "block", "byte", "unknown"]


class TextRow(msgspec.Struct, frozen=True, order=True, gc=False):
    """A stretch of text and the raw characters it stands for.

    Args:
        start: offset into the text.
        end: one past the stretch.
        source: index of the source, None for layout.
        raw_start: first raw character, None for layout.
        raw_end: one past the last raw character, None for layout.
        method: 0 verbatim, 1 supplied, 2 layout, 3 gap mark, 4 mojibake, 5 unescape, 6 control.
    """

    start: int
    end: int
    source: int | None
    raw_start: int | None
    raw_end: int | None
    method: int


class Block(msgspec.Struct, frozen=True, gc=False):
    """A paragraph, list item, quote or table: offsets into the text."""

    kind: BlockKind
    start: int
    end: int


class Section(msgspec.Struct, frozen=True, gc=False):
    """A heading's own stretch of the text, without its children. The lead is section 0.

    Args:
        heading: None for the lead.
        level: 2 for ``##``; None where the format lost it; 1 for the lead.
        parent: index of the section above, None for the lead.
        start: where it begins in the text, its heading included.
        end: where its own blocks end.
        empty: it has a heading and no block of its own.
        blocks: its blocks in order; headings are none.
        sentences: ranges of the text, in order.
    """

    heading: str | None
    level: int | None
    parent: int | None
    start: int
    end: int
    empty: bool
    blocks: tuple[Block, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


class Gap(msgspec.Struct, frozen=True, gc=False):
    """Words that the document once had and this copy has not.

    Args:
        source: index of the source with the hole.
        start: raw offset; equal to ``end`` where nothing marks the hole.
        end: raw offset.
        reason: ``redacted``, ``truncated``, ``lost`` or ``undecodable``.
        unit: ``token``, ``block``, ``byte`` or ``unknown``.
        quantity: how many, if known.
        text_start: where it stands in the text of the record, if it does.
        text_end: one past it.
        supplied_by: index of the source that filled it.
        grade: how sure the fill is (``A``, ``B``, ``C``).
    """

    source: int
    start: int
    end: int
    reason: GapReason
    unit: GapUnit
    quantity: int | None = None
    text_start: int | None = None
    text_end: int | None = None
    supplied_by: int | None = None
    grade: str | None = None
