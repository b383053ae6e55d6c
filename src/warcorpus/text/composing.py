"""From the blocks that a reader finds to the text, sections, gaps and ledger of a record.

Every reader hands its findings to a :class:`Composer` in document order and asks it for the
record at the end. What all formats share happens here once: repairing mojibake, cutting residue,
splitting sentences, leaving out empty headings and navigation sections, and noting what is lost.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import attrgetter
from typing import Any

from warcorpus.model.evolving import evolve
from warcorpus.model.prose import (
    GAP_MARK,
    VERBATIM,
    BlockKind,
    Gap,
    GapReason,
    GapUnit,
    Section,
    TextRow,
)
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Problem, Repair, Span
from warcorpus.text import mojibake, residue
from warcorpus.text.capping import cap_sentences
from warcorpus.text.document import Text
from warcorpus.text.lead_fields import lead_field
from warcorpus.text.line_counting import LineCounter
from warcorpus.text.mapped import MappedText, raw_of
from warcorpus.text.outline import Aside, Laid, Outline, Part, lay_out

Extent = tuple[int, int]

_START = attrgetter("start")
_BETWEEN = "&"  # between parts that are looked at together; it is no part of any damage or leak
_OF_THE_BODY = ("image", "link", "see_also")


class Composer:
    """Collects what a reader finds in one document and makes the record of it.

    Args:
        text: the document.
        layer: the escapes that its text stands in (``json``), if any.

    >>> t = Text.of("One day. Another.")
    >>> c = Composer(t)
    >>> c.block("paragraph", t.slice(0, 17), (0, 17))
    >>> record = c.record("plain-text/1")
    >>> record.text, record.sections[0].sentences
    ('One day. Another.', ((0, 8), (9, 17)))
    """

    def __init__(self, text: Text, layer: str = "") -> None:
        self._text = text
        self._layer = layer
        self._parts: list[Part] = []
        self._fields: list[Field] = []
        self._gaps: list[Gap] = [
            Gap(0, start, end, "undecodable", "byte", count)
            for start, end, count in text.undecodable
        ]
        self._problems: list[Problem] = list(text.problems)
        self._lines = LineCounter(text.text)
        self._owned: list[tuple[int, int, str]] = []
        self._repairs: dict[tuple[str, str, str], list[tuple[Span, int]]] = {}

    def heading(self, content: MappedText, level: int | None, extent: Extent) -> None:
        """A heading: its words, its level (2 for ``##``, None if lost), its raw characters."""
        self._part("heading", content, level, extent)

    def block(self, kind: BlockKind, content: MappedText, extent: Extent) -> None:
        """A paragraph, item, quote or table: its words without markup, its raw characters."""
        self._part(kind, content, None, extent)

    def data(self, extent: Extent, owner: str) -> None:
        """Raw characters that are no prose: a header, an image, a rule."""
        self._own(extent, owner)

    def residue(self, extent: Extent, count: int = 1) -> None:
        """Raw characters that a program leaked, where the reader knows better than the table."""
        self._own(extent, "residue")
        self._repair("drop", "residue", Span(0, *extent), count, "reader")

    def gap(
        self, start: int, end: int, reason: GapReason, unit: GapUnit, quantity: int | None = None
    ) -> None:
        """Words that are missing; a mark over ``start:end`` in a block says where in the text."""
        self._gaps.append(Gap(0, start, end, reason, unit, quantity))

    def field(self, field: Field) -> None:
        """A header key, a parameter, an image or a link, as it stands."""
        self._fields.append(field)

    def problem(
        self, slug: str, message: str, *, at: int | None = None, hint: str = "", level: str = ""
    ) -> None:
        """Something a user should know; a warning unless ``level`` says otherwise."""
        where = self._text.source.path
        if at is not None:
            line, column = self._lines.place(at)
            where = f"{where}:{line}:{column}"
        span = None if at is None else Span(0, at, at)
        self._problems.append(
            Problem(slug, level or "warning", message, hint, where, span)  # type: ignore[arg-type]
        )

    def record(self, reader: str, **source: Any) -> Record:
        """The record of all that was handed in.

        Args:
            reader: the reader's ``id`` (``front-matter/1``); the format is the part before ``/``.
            source: further facts of the source (``publisher``, ``exported_at``, ``text_id``).
        """
        laid = lay_out(Outline.of(self._cleaned()))
        self._report(laid)
        for field in self._fields:
            self._account_for(field)
        self._tell_controls()
        fields = _with_navigation(self._fields, laid.aside, self._text.text)
        gaps = _placed([*self._gaps, *laid.gaps], laid.rows)
        sections = self._capped(laid.sections, len(gaps))
        lead = lead_field(self._text.text, laid.text, laid.rows, sections, self._layer)
        if lead is not None:
            fields = (*fields, lead)
        made = evolve(
            self._text.source,
            reader=reader,
            format=reader.partition("/")[0],
            fields=fields,
            repairs=self._all_repairs(),
            **source,
        )
        return Record(
            id=made.sha256[:32],
            text=laid.text,
            text_map=laid.rows,
            sections=sections,
            gaps=gaps,
            sources=(made,),
            problems=tuple(self._problems),
            extents=self._ledger(gaps),
        )

    def _part(self, kind: str, content: MappedText, level: int | None, extent: Extent) -> None:
        self._parts.append(Part(kind, content, level, extent))
        if extent[1] > extent[0]:
            self._owned.append((*extent, kind))

    def _cleaned(self) -> list[Part]:
        """All parts, cleaned; what could be wrong is asked once of all their words together."""
        words = _BETWEEN.join([part.content.text for part in self._parts])
        is_whole, suspects = mojibake.is_whole(words), residue.suspects(words, "prose")
        made = []
        for part in self._parts:
            content = part.content
            if is_whole and not residue.holds_any(content.text, suspects):
                clean = content.strip()
            else:
                clean = self._clean(content)
            made.append(part if clean is content else part._replace(content=clean))
        return made

    def _clean(self, content: MappedText) -> MappedText:
        """Mojibake and controls undone, residue cut; both are counted."""
        repaired, found = mojibake.repair(content)
        for repair in found:
            span = Span(0, repair.start, repair.end)
            self._repair(repair.action, repair.parameter, span, repair.count)
        leaks = residue.find(repaired.text, "prose")
        for leak in leaks:
            start, end = repaired.raw_range(leak.start, leak.end)
            self._own((start, end), "residue")
            self._repair("drop", "residue", Span(0, start, end), 1, leak.pattern)
        return repaired.cut([(leak.start, leak.end) for leak in leaks]).strip()

    def _account_for(self, field: Field) -> None:
        """Count the damage in a header field; normalizing undoes it in the value."""
        if mojibake.is_whole(field.raw) and not residue.may_leak(field.raw, "value"):
            return
        if field.role and field.role.partition(".")[0] in _OF_THE_BODY:
            return
        for span in field.spans:
            raw = self._text.slice(span.start, span.end)
            repaired, found = mojibake.repair(raw)
            for repair in found:
                where = Span(0, repair.start, repair.end)
                self._repair(repair.action, repair.parameter, where, repair.count)
            for leak in residue.find(repaired.text, "value"):
                where = Span(0, *repaired.raw_range(leak.start, leak.end))
                self._repair("drop", "residue", where, 1, leak.pattern)

    def _repair(
        self, action: str, parameter: str | None, span: Span, count: int, kind: str = ""
    ) -> None:
        """Count a repair; each kind of residue is counted by itself."""
        self._repairs.setdefault((action, parameter or "", kind), []).append((span, count))

    def _all_repairs(self) -> tuple[Repair, ...]:
        repairs = [
            Repair(
                action,
                parameter or None,
                _touching_joined((span for span, _ in found), self._text.text),
                sum(count for _, count in found),
            )
            for (action, parameter, _), found in self._repairs.items()
        ]
        return tuple(sorted(repairs, key=lambda repair: (repair.spans, repair.action)))

    def _tell_controls(self) -> None:
        places = {span.start for span, _ in self._repairs.get(("control", "", ""), ())}
        if places:
            message = mojibake.CONTROLS_FOUND.format(len(places))
            self.problem("control-characters", message, at=min(places))

    def _own(self, extent: Extent, owner: str) -> None:
        if extent[1] > extent[0]:
            self._owned.append((*extent, owner))

    def _ledger(self, gaps: Iterable[Gap]) -> tuple[tuple[int, int, str], ...]:
        """Every owned range once: residue and gaps are carved out of the block around them."""
        holes = [(gap.start, gap.end, "gap") for gap in gaps if gap.end > gap.start]
        holes += [owned for owned in self._owned if owned[2] == "residue"]
        if not holes:
            return tuple(sorted(set(self._owned)))
        holes = _disjoint(holes)
        tiles = list(holes)
        for start, end, owner in self._owned:
            if owner != "residue":
                tiles += _carved(start, end, owner, holes)
        return tuple(sorted(set(tiles)))

    def _capped(self, sections: tuple[Section, ...], gaps: int) -> tuple[Section, ...]:
        """The sections; of too many sentences the rest is one. A gap is never left out."""
        most = self._text.limits.items
        sections, sentences = cap_sentences(sections, most)
        for count, what, done in (
            (sentences, "sentences", "the rest of each section is one"),
            (gaps, "gaps", "all are kept, since their marks stand in the text"),
        ):
            if count > most:
                message = f"found {count} {what}, expected at most {most} (limits.items); {done}"
                self.problem("too-many-items", message)
        return sections

    def _report(self, laid: Laid) -> None:
        for offset in laid.stops:
            self.problem(
                "lowercase-after-stop",
                "found a full stop before a lower-case letter, expected the end of a "
                "sentence; it was read as one sentence",
                at=_raw_offset(laid.rows, offset),
                level="info",
            )


def _touching_joined(spans: Iterable[Span], raw: str) -> tuple[Span, ...]:
    """Spans in order; those that touch, or have but one line break between, become one.

    A blank between two of them is a character of the text, and none that was repaired.
    """
    joined: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start, span.end)):
        last = joined[-1].end if joined else span.start
        if joined and raw[last : span.start] in ("", "\n", "\r", "\r\n"):
            joined[-1] = Span(0, joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _disjoint(holes: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The holes in order, each without what an earlier one owns already."""
    kept, position = [], 0
    for start, end, owner in sorted(set(holes)):
        if end > position:
            kept.append((max(start, position), end, owner))
            position = end
    return kept


def _carved(
    start: int, end: int, owner: str, holes: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """``start:end`` without the holes in it."""
    tiles = []
    for number in range(max(bisect_left(holes, (start,)) - 1, 0), len(holes)):
        hole_start, hole_end, _ = holes[number]
        if hole_start >= end:
            break
        if hole_end <= start:
            continue
        if hole_start > start:
            tiles.append((start, hole_start, owner))
        start = hole_end
    return [*tiles, (start, end, owner)] if start < end else tiles


def _placed(gaps: list[Gap], rows: tuple[TextRow, ...]) -> tuple[Gap, ...]:
    """Gaps in raw order; a marked one is told where its mark stands in the text."""
    if not gaps:
        return ()
    marks = {row.raw_start: row for row in rows if row.method == GAP_MARK}
    placed = []
    for gap in sorted(gaps, key=lambda g: (g.start, g.end, g.reason)):
        row = marks.get(gap.start) if gap.end > gap.start else None
        placed.append(gap if row is None else evolve(gap, text_start=row.start, text_end=row.end))
    return tuple(placed)


def _raw_offset(rows: tuple[TextRow, ...], offset: int) -> int:
    row = rows[bisect_right(rows, offset, key=_START) - 1]
    if row.raw_start is None:
        return 0
    return row.raw_start + (offset - row.start if row.method == VERBATIM else 0)


def _with_navigation(fields: list[Field], aside: list[Aside], raw: str) -> tuple[Field, ...]:
    """The fields, and after them those of navigation sections, in the order of the document.

    A link that stands in such a section is a ``see_also`` itself; so is an item without links.
    """
    if not aside:
        return tuple(fields)
    inside = _Inside([a.extent for a in aside])
    links: list[Field] = []
    others: list[Field] = []
    for field in fields:
        is_item = field.role == "link" and inside.holds(field.spans[0].start)
        (links if is_item else others).append(field)
    linked = sorted(field.spans[0].start for field in links)
    found = [evolve(field, role="see_also") for field in links]
    for a in aside:
        first = bisect_left(linked, a.extent[0])
        has_link = first < len(linked) and linked[first] < a.extent[1]
        role = "see_also" if a.item and not has_link else None
        found.append(Field(a.name, raw_of(a.spans, raw), a.spans, (), role))
    found.sort(key=lambda field: (field.spans[0].start, field.role is None))
    numbered, number = [], 0
    for field in found:
        if field.role:
            field = evolve(field, role=f"see_also.{number}")
            number += 1
        numbered.append(field)
    return (*others, *numbered)


class _Inside:
    """Ranges that tell whether one of them holds an offset."""

    def __init__(self, extents: Iterable[Extent]) -> None:
        ordered = sorted(extents)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def holds(self, offset: int) -> bool:
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._reach[number]
