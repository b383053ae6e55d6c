"""Where a field or a phrase of a record comes from: its raw characters, who else has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import fields as attrs_fields
from attrs import frozen

from warcorpus.model.prose import LAYOUT, SUPPLIED, Gap, TextRow
from warcorpus.model.record import Entry, Provenance, Reading, Record, Variant
from warcorpus.model.source import Source
from warcorpus.model.values import Span
from warcorpus.text.document import line_and_column

Texts = Callable[[Source], str | None]
"""Gives the decoded raw text of a source, None where the file is not at hand."""

_METHODS = ("verbatim", "supplied", "layout", "gap mark", "mojibake", "unescape", "control")


@frozen
class Origin:
    """One place that a trace found.

    Args:
        role: ``chosen``, ``other``, ``text``, ``redacted`` or ``variant``.
        path: of the source, ``FILE#n`` for a further document of one file; lines are its own.
        start: first raw character.
        end: one past the last.
        line: from 1; None where the raw file is not at hand.
        column: from 1.
        detail: what stands there and what became of it.
    """

    role: str
    path: str
    start: int
    end: int
    line: int | None
    column: int | None
    detail: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}:{self.column}"
        return f"{self.role:<9} {place:<38} characters {self.start}–{self.end}  {self.detail}"


@frozen
class Trace:
    """What :func:`trace_field` or :func:`trace_quote` found; empty if nothing."""

    what: str
    headline: str
    origins: tuple[Origin, ...]

    def __bool__(self) -> bool:
        return bool(self.origins)

    def __str__(self) -> str:
        return "\n".join([self.headline, *(f"  {origin}" for origin in self.origins)])

    def to_dict(self) -> dict[str, Any]:
        """The trace as one JSON object."""
        names = [attribute.name for attribute in attrs_fields(Origin)]
        return {
            "what": self.what,
            "headline": self.headline,
            "origins": [{name: getattr(o, name) for name in names} for o in self.origins],
        }


FIELDS = tuple(attribute.name for attribute in attrs_fields(Provenance))
"""Fields that have provenance, and so can be traced by name."""


def no_texts(_: Source) -> None:
    """Stands for raw files that are not at hand."""


def is_field(what: str) -> bool:
    """Whether ``what`` names a field (``date``) or points into one (``/sides/0/strength``)."""
    name = what.lstrip("/").partition("/")[0]
    return name in FIELDS


def trace(record: Record, what: str, texts: Texts = no_texts) -> list[Trace]:
    """Where a field, a pointer or a phrase of ``record`` comes from; every place it stands."""
    if is_field(what):
        return list(trace_field(record, what, texts))
    return list(trace_quote(record, what, texts))


def trace_field(record: Record, what: str, texts: Texts = no_texts) -> Iterator[Trace]:
    """Every entry of a field: the chosen reading first, then the others."""
    pointer = "/" + what.lstrip("/")
    entries: tuple[Entry, ...] = getattr(record.provenance, pointer[1:].partition("/")[0])
    for entry in entries:
        if entry.pointer != pointer and not entry.pointer.startswith(pointer + "/"):
            continue
        readings = sorted(entry.readings, key=lambda r: not r.chosen)
        shown = readings[0].text if readings else ""
        yield Trace(
            entry.pointer,
            f"{entry.pointer[1:]}   {shown}   rule: {entry.rule}",
            tuple(_of_reading(record, reading, texts) for reading in readings),
        )


def trace_quote(record: Record, quote: str, texts: Texts = no_texts) -> Iterator[Trace]:
    """Every place in the text where ``quote`` stands; else the readings that hold it."""
    found = False
    start = record.text.find(quote) if quote else -1
    while start >= 0:
        found = True
        yield Trace(
            quote,
            f"text   characters {start}–{start + len(quote)}",
            tuple(_of_text(record, start, start + len(quote), texts)),
        )
        start = record.text.find(quote, start + 1)
    if not found and quote:
        yield from _in_apparatus(record, quote, texts)


def _of_reading(record: Record, reading: Reading, texts: Texts) -> Origin:
    value = reading.value
    steps = "; ".join(str(step) for step in value.steps)
    arrow = f"; {steps} → {reading.text}" if steps else ""
    role = "chosen" if reading.chosen else "other"
    return _origin(
        role, record, reading.source, value.spans, f"“{_one_line(value.raw)}”{arrow}", texts
    )


def _one_line(raw: str) -> str:
    return raw.replace("\r\n", "⏎").replace("\n", "⏎")


def _of_text(record: Record, start: int, end: int, texts: Texts) -> Iterator[Origin]:
    for row in record.text_map:
        if row.method == LAYOUT or row.end <= start or row.start >= end:
            continue
        span = _clip(row, start, end)
        words = record.text[max(row.start, start) : min(row.end, end)]
        method = _METHODS[row.method]
        yield _origin("text", record, span.source, (span,), f"{method}, “{words}”", texts)
    for gap in record.gaps:
        if _overlaps(gap, start, end):
            yield _of_gap(record, gap, texts)
    for variant in record.apparatus:
        if variant.start < end and start < variant.end and variant.type != "gap":
            yield from _of_variant(record, variant, texts)


def _clip(row: TextRow, start: int, end: int) -> Span:
    assert row.source is not None  # noqa: S101 - layout rows were left out
    assert row.raw_start is not None  # noqa: S101
    assert row.raw_end is not None  # noqa: S101
    if row.method not in (0, SUPPLIED):
        return Span(row.source, row.raw_start, row.raw_end)
    first = row.raw_start + max(start - row.start, 0)
    return Span(row.source, first, row.raw_end - max(row.end - end, 0))


def _overlaps(gap: Gap, start: int, end: int) -> bool:
    if gap.text_start is None or gap.text_end is None or gap.text_start == gap.text_end:
        return False
    return gap.text_start < end and start < gap.text_end


def _of_gap(record: Record, gap: Gap, texts: Texts) -> Origin:
    size = "" if gap.quantity is None else f" of {gap.quantity} {gap.unit}s"
    filled = "" if gap.supplied_by is None else f", filled with grade {gap.grade}"
    span = Span(gap.source, gap.start, gap.end)
    return _origin(gap.reason, record, gap.source, (span,), f"a gap{size}{filled}", texts)


def _of_variant(record: Record, variant: Variant, texts: Texts) -> Iterator[Origin]:
    for reading in variant.readings:
        if reading.text is None or reading.text == variant.lemma:
            continue
        for source in reading.sources:
            spans = tuple(s for s in reading.spans if s.source == source) or reading.spans
            detail = f"“{reading.text}” instead of “{variant.lemma}” ({variant.type})"
            yield _origin("variant", record, source, spans, detail, texts)


def _in_apparatus(record: Record, quote: str, texts: Texts) -> Iterator[Trace]:
    for variant in record.apparatus:
        holding = [r for r in variant.readings if r.text and quote in r.text]
        if holding:
            yield Trace(
                quote,
                f"only in the apparatus   at characters {variant.start}–{variant.end} of the text",
                tuple(
                    _origin("variant", record, source, reading.spans, f"“{reading.text}”", texts)
                    for reading in holding
                    for source in reading.sources
                ),
            )


def _origin(
    role: str,
    record: Record,
    source: int,
    spans: tuple[Span, ...],
    detail: str,
    texts: Texts,
) -> Origin:
    held = record.sources[source]
    start, end = (spans[0].start, spans[-1].end) if spans else (0, 0)
    text = texts(held) if spans else None
    line, column = (None, None) if text is None else line_and_column(text, start)
    return Origin(role, held.address, start, end, line, column, detail)
