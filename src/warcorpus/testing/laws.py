"""The laws of one record against the text it was read from: rows, spans, gaps, ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from warcorpus.config import DEFAULT
from warcorpus.errors import ReaderContractError
from warcorpus.model.prose import GAP_MARK, LAYOUT, OPEN_GAP, SUPPLIED, VERBATIM, TextRow
from warcorpus.model.record import Record
from warcorpus.model.values import Span, Value
from warcorpus.normalizing import normalize_record
from warcorpus.readers.base import Reader
from warcorpus.text.document import Text
from warcorpus.text.mapped import raw_of

_FIELDS = (
    "title", "names", "date", "place", "part_of", "result", "sides", "civilians", "categories",
    "links", "images",
)  # fmt: skip


def broken(reader: Reader, promise: str, where: object, message: str) -> ReaderContractError:
    """The error that names a reader, its promise, the place and what was found there."""
    return ReaderContractError(
        "reader-contract",
        f"reader {reader.name} breaks its promise of {promise}: {message}",
        where=str(where),
        hint="docs/how-to/write-a-reader.md tells what each promise means",
    )


def check_record(reader: Reader, record: Record, document: Text, *, deep: bool = True) -> None:
    """All laws of one record that a reader made of one document.

    Args:
        reader: who made it.
        record: as the reader made it, before normalizing.
        document: what was read.
        deep: also normalize it and check the spans of every value.

    Raises:
        ReaderContractError: the first law that does not hold.
    """
    laws = _Laws(reader, record, document)
    for law in (laws.origin, laws.rows, laws.fields, laws.gaps, laws.repairs, laws.ledger):
        law()
    if deep:
        laws.values()


def values(record: Record) -> Iterator[tuple[str, Value]]:
    """Every value of a record with its pointer."""
    for name in _FIELDS:
        for entry in getattr(record.provenance, name):
            for reading in entry.readings:
                yield entry.pointer, reading.value


@frozen
class _Laws:
    """One record, its reader and its text; every method is one law."""

    reader: Reader
    record: Record
    document: Text

    def origin(self) -> None:
        """The record is of this document alone."""
        if len(self.record.sources) != 1:
            raise self._broken("origin", f"has {len(self.record.sources)} sources, expected one")
        if self.record.id != self.document.source.sha256[:32]:
            raise self._broken("origin", f"has the id {self.record.id}, not that of its document")

    def rows(self) -> None:
        """The rows of the text map tile the text and keep what their methods promise."""
        position = 0
        for row in self.record.text_map:
            if row.start != position or row.end <= row.start:
                raise self._broken("text map", f"row {row} does not begin at {position}")
            position = row.end
            self._row(row)
        if position != len(self.record.text):
            raise self._broken("text map", f"rows end at {position} of {len(self.record.text)}")

    def _row(self, row: TextRow) -> None:
        words = self.record.text[row.start : row.end]
        if row.method == LAYOUT:
            if words.strip():
                raise self._broken("text map", f"layout row {row} holds {words!r}")
            return
        if row.raw_start is None or row.raw_end is None:
            raise self._broken("text map", f"row {row} has no raw characters")
        if not 0 <= row.raw_start < row.raw_end <= len(self.document.text):
            raise self._broken("text map", f"row {row} is out of range")
        found = self.document.text[row.raw_start : row.raw_end]
        if row.method in (VERBATIM, SUPPLIED) and found != words:
            raise self._broken("text map", f"row {row} is {words!r}, the file has {found!r}")

    def fields(self) -> None:
        """The span law for every field."""
        for field in self.record.source.fields:
            self._value(field.name, field.raw, field.spans)

    def values(self) -> None:
        """The span law for every value that normalizing makes."""
        for name, value in values(normalize_record(self.record, DEFAULT)):
            self._value(name, value.raw, value.spans)

    def _value(self, name: str, raw: str, spans: Sequence[Span]) -> None:
        self._ordered(name, spans)
        if raw_of(spans, self.document.text) != raw:
            raise self._broken("span law", f"{name} has raw {raw!r}, its spans differ")

    def _ordered(self, name: str, spans: Sequence[Span]) -> None:
        position = 0
        for span in spans:
            if not position <= span.start < span.end <= len(self.document.text):
                raise self._broken("spans", f"{name} has {span}, out of order or of range")
            position = span.end

    def gaps(self) -> None:
        """Gaps stand in order and in range; each mark in the text is a gap, and where it says."""
        position = 0
        for gap in self.record.gaps:
            if not position <= gap.start <= gap.end <= len(self.document.text):
                raise self._broken("gaps", f"{gap} is out of order or of range")
            position = gap.start
            if gap.text_start is not None and gap.text_end is not None:
                mark = self.record.text[gap.text_start : gap.text_end]
                if mark not in ("", OPEN_GAP):
                    raise self._broken("gaps", f"{gap} points at {mark!r} in the text")
        marks = {row.raw_start for row in self.record.text_map if row.method == GAP_MARK}
        if not marks <= {gap.start for gap in self.record.gaps}:
            raise self._broken("gaps", f"marks at {sorted(m or 0 for m in marks)} are no gaps")

    def repairs(self) -> None:
        """What was repaired stands in the file."""
        for repair in self.record.source.repairs:
            self._ordered(f"repair {repair.action}", repair.spans)
            if repair.count < 1:
                raise self._broken("spans", f"a repair counts {repair.count}")

    def ledger(self) -> None:
        """Every character belongs to exactly one block, residue, gap, datum or white space."""
        position = 0
        for start, end, owner in self.record.extents:
            if not position <= start < end <= len(self.document.text):
                where = self.document.where(start)
                raise self._broken("ledger", f"{owner} {start}–{end} overlaps another", where)
            self._blank(position, start)
            position = end
        self._blank(position, len(self.document.text))

    def _blank(self, start: int, end: int) -> None:
        lost = self.document.text[start:end].strip()
        if lost:
            where = self.document.where(start)
            raise self._broken("ledger", f"nobody owns {lost[:60]!r}", where)

    def _broken(self, promise: str, message: str, where: str = "") -> ReaderContractError:
        return broken(self.reader, promise, where or self.document.source.path, message)
