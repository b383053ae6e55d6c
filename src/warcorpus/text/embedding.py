"""A document that stands escaped inside another: wikitext in XML, prose in a string of JSON.

The inner document is read as if it stood alone, by the code that reads its format anywhere; then
everything that the record says of it is moved to the characters of the outer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from warcorpus.model.evolving import evolve
from warcorpus.model.prose import UNESCAPE, VERBATIM, Gap, TextRow
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Problem, Repair, Span, Step
from warcorpus.text.document import Text
from warcorpus.text.lead_fields import ROLE as LEAD
from warcorpus.text.lead_fields import lead_field
from warcorpus.text.mapped import MappedText, Run, raw_of

Extent = tuple[int, int, str]


def inner_text(outer: Text, inside: MappedText) -> Text:
    """The inner document as a text of its own, its offsets counted from 0.

    Args:
        outer: the document that was read.
        inside: the inner one without its escapes, tied to the characters of ``outer``.
    """
    return evolve(outer, text=inside.text, problems=(), undecodable=())


def embed(
    record: Record,
    inside: MappedText,
    outer: Text,
    *,
    layer: str,
    fields: Sequence[Field] = (),
    owned: Iterable[Extent] = (),
    problems: Sequence[Problem] = (),
) -> Record:
    """The record of an inner document as one of the outer document.

    Args:
        record: made of ``inner_text(outer, inside)``.
        inside: as given there.
        outer: the document that was read.
        layer: the escapes that stand between the two (``json``, ``xml``), for the steps of
            fields that hold some.
        fields: those of the outer document, spans in its characters; they come first.
        owned: what of the outer document is no part of the inner one: ``(start, end, owner)``.
        problems: those of the outer document.

    Returns:
        a record whose spans, rows, gaps and extents all count characters of ``outer``.
    """
    moved = _Moved(inside, outer, layer)
    rows = tuple(row for old in record.text_map for row in moved.rows(old))
    lead = lead_field(outer.text, record.text, rows, record.sections, layer)
    inner = (moved.field(field) for field in record.source.fields if field.role != LEAD)
    source = evolve(
        record.source,
        fields=(*fields, *inner, *([lead] if lead is not None else [])),
        repairs=tuple(map(moved.repair, record.source.repairs)),
    )
    extents = [*owned, *(moved.extent(extent) for extent in record.extents)]
    gaps = [Gap(0, s, e, "undecodable", "byte", count) for s, e, count in outer.undecodable]
    gaps += map(moved.gap, record.gaps)
    extents += [(gap.start, gap.end, "gap") for gap in gaps[: len(outer.undecodable)]]
    extents += [(run.raw_start, run.raw_end, "white space") for run in _blanks(inside)]
    return evolve(
        record,
        sources=(source,),
        text_map=rows,
        gaps=tuple(sorted(gaps, key=lambda gap: (gap.start, gap.end))),
        problems=(*outer.problems, *problems, *map(moved.problem, record.problems)),
        extents=_disjoint(extents),
    )


class _Moved:
    """Places of the inner document in the outer one."""

    def __init__(self, inside: MappedText, outer: Text, layer: str) -> None:
        self._inside = inside
        self._outer = outer
        self._step = Step("unescape", layer)
        runs = inside.runs
        self._by = 0
        # Without a single escape the inner document is a stretch of the outer one.
        self._plain = len(runs) == 1 and runs[0].method == VERBATIM
        if self._plain:
            self._by = runs[0].raw_start

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A range, or a point where nothing stands."""
        if self._plain:
            return start + self._by, end + self._by
        if not self._inside.runs:
            return 0, 0
        if start >= end and start >= len(self._inside.text):
            last = self._inside.runs[-1].raw_end
            return last, last
        return self._inside.raw_range(start, end)

    def extent(self, extent: Extent) -> Extent:
        """A range with its owner."""
        return (*self.place(extent[0], extent[1]), extent[2])

    def span(self, span: Span) -> Span:
        """A span."""
        return Span(span.source, *self.place(span.start, span.end))

    def field(self, field: Field) -> Field:
        """A field; its raw is what the outer document has, escapes and all."""
        spans = tuple(map(self.span, field.spans))
        raw = field.raw if self._plain else raw_of(spans, self._outer.text)
        if raw == field.raw:
            return evolve(field, spans=spans)
        return evolve(field, raw=raw, spans=spans, steps=(self._step, *field.steps))

    def repair(self, repair: Repair) -> Repair:
        """A repair."""
        return evolve(repair, spans=tuple(map(self.span, repair.spans)))

    def gap(self, gap: Gap) -> Gap:
        """A gap."""
        start, end = self.place(gap.start, gap.end)
        return evolve(gap, start=start, end=end)

    def problem(self, problem: Problem) -> Problem:
        """A problem, with its line and column in the outer document."""
        if problem.span is None:
            return problem
        span = self.span(problem.span)
        return evolve(problem, span=span, where=self._outer.where(span.start))

    def rows(self, row: TextRow) -> list[TextRow]:
        """A row; a verbatim one falls apart where the outer document has an escape."""
        if row.raw_start is None or row.raw_end is None:
            return [row]
        if row.method != VERBATIM or self._plain:
            start, end = self.place(row.raw_start, row.raw_end)
            return [evolve(row, raw_start=start, raw_end=end)]
        part = self._inside.slice(row.raw_start, row.raw_end)
        return [evolve(new, source=row.source) for new in part.rows(row.start)]


def _blanks(inside: MappedText) -> Iterator[Run]:
    """White space that is written with letters (``\\n``): somebody must own those."""
    for run in inside.runs:
        if run.method == UNESCAPE and inside.text[run.start : run.end].isspace():
            yield run


def _disjoint(extents: list[Extent]) -> tuple[Extent, ...]:
    """The extents in order; where two meet inside one escape the first, or longer, keeps it."""
    kept: list[Extent] = []
    position = 0
    for start, end, owner in sorted(set(extents), key=lambda one: (one[0], -one[1], one[2])):
        if end > max(position, start):
            kept.append((max(start, position), end, owner))
            position = end
    return tuple(kept)
