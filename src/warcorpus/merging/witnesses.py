"""The witnesses of one event: unfolded, each once, in one order, with one list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from warcorpus.model.evolving import evolve
from warcorpus.model.prose import Gap, TextRow
from warcorpus.model.record import Entry, MergedRecord, Provenance, Reading, Record
from warcorpus.model.source import Source
from warcorpus.model.values import Field, Repair, Span, Value


@frozen(eq=False)
class Witness:
    """One text of an event, as the merged record sees it.

    Args:
        record: the witness's own record, unchanged.
        numbers: its place in the merged record's sources, one for each of its own sources.
    """

    record: Record
    numbers: tuple[int, ...]

    @property
    def number(self) -> int:
        """The source that its spans point into."""
        return self.numbers[0]

    def spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans of the witness as spans of the merged record."""
        return tuple(Span(self.numbers[span.source], span.start, span.end) for span in spans)

    def row(self, row: TextRow) -> TextRow:
        """A row of the witness's text map as one of the merged record's."""
        if row.source is None or self.numbers[row.source] == row.source:
            return row
        number = self.numbers[row.source]
        return TextRow(row.start, row.end, number, row.raw_start, row.raw_end, row.method)

    def gap(self, gap: Gap) -> Gap:
        """A gap of the witness as one of the merged record."""
        return evolve(gap, source=self.numbers[gap.source])


def unfolded(records: Iterable[Record]) -> tuple[Record, ...]:
    """The witnesses behind any records, each document once, sorted by id.

    A merged record stands for its witnesses, never for a new one; records with one id are one
    document that was found in several places.

    >>> a, b = Record("a"), Record("b")
    >>> [r.id for r in unfolded([MergedRecord("a", witnesses=(a, b)), b])]
    ['a', 'b']
    """
    by_id: dict[str, list[Record]] = {}
    for record in records:
        merged = isinstance(record, MergedRecord) and record.witnesses
        for witness in record.witnesses if merged else (record,):  # type: ignore[attr-defined]
            by_id.setdefault(witness.id, []).append(witness)
    return tuple(_one(by_id[key]) for key in sorted(by_id))


def _one(copies: list[Record]) -> Record:
    """One record of byte-identical copies, with all their sources.

    Copies read alike, so the spans of the first hold in the source that sorts first.
    """
    sources = {source.key: source for copy in copies for source in copy.sources}
    first = min(copies, key=lambda record: sorted(source.key for source in record.sources))
    if len(sources) == len(first.sources):
        return first
    ordered = (sources[key] for key in sorted(sources))
    return evolve(first, sources=tuple(_moved_source(s, i, -1) for i, s in enumerate(ordered)))


def numbered(records: Sequence[Record]) -> tuple[tuple[Source, ...], tuple[Witness, ...]]:
    """All sources in their order, and each record as a witness that knows its places in them."""
    keys = sorted(
        (source.key, r, s) for r, rec in enumerate(records) for s, source in _sources(rec)
    )
    places = {(r, s): place for place, (_, r, s) in enumerate(keys)}
    sources = tuple(
        _moved_source(records[r].sources[s], place, s) for place, (_, r, s) in enumerate(keys)
    )
    witnesses = tuple(
        Witness(record, tuple(places[r, s] for s, _ in _sources(record)))
        for r, record in enumerate(records)
    )
    return sources, witnesses


def _sources(record: Record) -> list[tuple[int, Source]]:
    return list(enumerate(record.sources))


def _moved_source(source: Source, place: int, before: int) -> Source:
    """The source with its own spans pointing at its place in the merged list."""
    if place == before:
        return source
    return evolve(
        source,
        fields=tuple(_moved_field(field, place) for field in source.fields),
        repairs=tuple(_moved_repair(repair, place) for repair in source.repairs),
    )


def _at(spans: Iterable[Span], place: int) -> tuple[Span, ...]:
    return tuple(Span(place, span.start, span.end) for span in spans)


def _moved_field(field: Field, place: int) -> Field:
    return Field(field.name, field.raw, _at(field.spans, place), field.steps, field.role)


def _moved_repair(repair: Repair, place: int) -> Repair:
    return evolve(repair, spans=_at(repair.spans, place))


def provenance_fields(provenance: Provenance) -> list[tuple[str, tuple[Entry, ...]]]:
    """The fields of a record with their entries, in the order of the wire form."""
    names: list[Any] = [field.name for field in Provenance.__attrs_attrs__]
    return [(name, getattr(provenance, name)) for name in names]


def rebased_reading(witness: Witness, reading: Reading) -> Reading:
    """A reading of the witness as one of the merged record."""
    if witness.numbers[reading.source] == reading.source == 0:
        return reading
    return evolve(
        reading,
        source=witness.numbers[reading.source],
        value=rebased_value(witness, reading.value),
    )


def rebased_value(witness: Witness, value: Value) -> Value:
    """A value of the witness as one of the merged record."""
    return evolve(value, spans=witness.spans(value.spans))
