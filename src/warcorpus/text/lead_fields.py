"""The raw beginning of a lead, kept as a field where its text is not the raw characters.

Normalizing reads dates and names of the lead without the file at hand. It can quote a stretch
whose rows are verbatim from the text itself; one that holds an escape or the break of a wrapped
line it can only quote if a field kept the raw characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from warcorpus.model.prose import LAYOUT, UNESCAPE, VERBATIM, Block, Section, TextRow
from warcorpus.model.values import Field, Span, Step
from warcorpus.text.mapped import raw_of
from warcorpus.text.unescaping import unescape
from warcorpus.text.yaml_folding import fold

LEAD_LENGTH = 1_000
"""Characters of a lead that are looked at: its first sentences tell the date and the names."""

ROLE = "lead"

_START = attrgetter("start")
_DIGIT = re.compile(r"\d")
_FOLD = Step("fold", "plain")
_INNER: tuple[tuple[Step, ...], ...] = (
    (),
    (Step("unescape", "html"),),
    (Step("unescape", "markdown"),),
)
"""Escapes of the format itself, inside those of what it stands in."""


def lead_field(
    raw: str,
    text: str,
    rows: Sequence[TextRow],
    sections: Sequence[Section],
    layer: str = "",
) -> Field | None:
    """The sentences of a lead that cannot be quoted from its text, as a field.

    Args:
        raw: the document.
        text: what it says.
        rows: the map of the text.
        sections: the first is the lead.
        layer: escapes that the document stands in (``json``, ``xml``).

    Returns:
        None where the rows are verbatim, or no steps make them of their raw characters.

    >>> raw, text = "3&ndash;4 June", "3\u20134 June"
    >>> map = [TextRow(0, 1, 0, 0, 1, 0), TextRow(1, 2, 0, 1, 8, 5), TextRow(2, 8, 0, 8, 14, 0)]
    >>> lead = Section(None, 1, None, 0, 8, False, (Block("paragraph", 0, 8),), ((0, 8),))
    >>> lead_field(raw, text, map, [lead]).raw
    '3&ndash;4 June'
    """
    block = _first_paragraph(sections)
    if block is None:
        return None
    end = min(block.end, block.start + LEAD_LENGTH)
    first = max(bisect_right(rows, block.start, key=_START) - 1, 0)
    behind = bisect_left(rows, end, lo=first, key=_START)
    if all(row.method == VERBATIM for row in rows[first:behind]):
        return None  # nearly always
    outer = (Step("unescape", layer),) if layer else ()
    spans: list[Span] = []
    for start, stop in _telling(text, sections[0], block.start, end):
        own = list(rows_between(rows, start, stop))
        if _needs_raw(raw, text, own, outer):
            found = spans_of(own, start, stop)
            spans += found if not spans or spans[-1].end <= found[0].start else ()
    if not spans:
        return None
    kept = raw_of(spans, raw)
    steps = outer if layer and unescape(kept, layer) != kept else ()
    return Field(ROLE, kept, tuple(spans), steps, ROLE)


def _first_paragraph(sections: Sequence[Section]) -> Block | None:
    blocks = sections[0].blocks if sections else ()
    return next((block for block in blocks if block.kind == "paragraph"), None)


def _telling(text: str, lead: Section, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences that may hold a name or a date: the first one, and those with a number."""
    for number, (first, stop) in enumerate(lead.sentences):
        if first >= end:
            return
        if first >= start and (number == 0 or _DIGIT.search(text, first, min(stop, end))):
            yield first, min(stop, end)


def rows_between(rows: Sequence[TextRow], start: int, end: int) -> Iterator[TextRow]:
    """The rows that ``start:end`` of the text touches."""
    for number in range(max(bisect_right(rows, start, key=_START) - 1, 0), len(rows)):
        if rows[number].start >= end:
            return
        if rows[number].end > start:
            yield rows[number]


def spans_of(rows: Sequence[TextRow], start: int, end: int) -> tuple[Span, ...]:
    """The raw ranges of ``start:end`` of the text; layout stands for all that lies around it.

    What was cut (marks, notes) lies between two of them. Rows that go back in the document end
    the stretch, so the ranges are in order.
    """
    spans: list[Span] = []
    joined = False
    for row in rows:
        if row.raw_start is None or row.raw_end is None:
            joined = True
            continue
        first, last = row.raw_start, row.raw_end
        if row.method == VERBATIM:
            last = first + min(end, row.end) - row.start
            first += max(start - row.start, 0)
        if spans and first < spans[-1].end:
            break
        if spans and (joined or spans[-1].end == first):
            spans[-1] = Span(0, spans[-1].start, last)
        else:
            spans.append(Span(0, first, last))
        joined = False
    return tuple(spans)


def steps_making(raw: str, text: str, outer: Sequence[Step] = ()) -> tuple[Step, ...] | None:
    """The steps that make a text of raw characters; None where no known ones do.

    Args:
        raw: characters of a document.
        text: what they were read as.
        outer: the escapes that the document stands in.

    >>> steps_making("3&ndash;4", "3\u20134")
    (Step(action='unescape', parameter='html'), Step(action='fold', parameter='plain'))
    """
    for step in outer:
        raw = unescape(raw, step.parameter or "")
    for inner in _INNER:
        made = unescape(raw, inner[0].parameter or "") if inner else raw
        if fold(made, _FOLD.parameter or "") == text:
            return (*outer, *inner, _FOLD)
    return None


def _needs_raw(raw: str, text: str, rows: Sequence[TextRow], outer: Sequence[Step]) -> bool:
    """Whether a row inside the stretch is an escape or a line break that steps can undo."""
    for before, row, behind in zip(rows, rows[1:], rows[2:], strict=False):
        start, end = row.raw_start, row.raw_end
        if row.method == LAYOUT:
            start, end = before.raw_end, behind.raw_start
        elif row.method != UNESCAPE:
            continue
        if start is None or end is None:
            continue
        if steps_making(raw[start:end], text[row.start : row.end], outer) is not None:
            return True
    return False
