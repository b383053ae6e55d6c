"""The promises that every reader makes, as one call.

A reader that passes may be installed beside warcorpus' own: its records can be matched, merged
and verified, and no document can stop a run through it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from warcorpus.config import DEFAULT
from warcorpus.errors import ReaderContractError, WarcorpusError
from warcorpus.model.prose import GAP_MARK, LAYOUT, SUPPLIED, VERBATIM
from warcorpus.model.record import Record
from warcorpus.model.values import Span, Value
from warcorpus.normalizing import normalize_record
from warcorpus.readers.base import Reader, Sniff
from warcorpus.readers.registry import all_readers
from warcorpus.readers.sniffing import HEAD_CHARACTERS
from warcorpus.sources.decoding import decode
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.mapped import raw_of

_MUTATIONS = 40
_GROWTH = 1.7
_ENOUGH_SECONDS = 0.02

Sample = str | Path


def check_reader(
    reader: Reader, samples: Iterable[Sample], foreign: Iterable[Sample] = ()
) -> None:
    """Check everything that a reader promises, over its own samples.

    Args:
        reader: the reader; it need not be installed.
        samples: files of its format, at least one.
        foreign: files of other formats, which it must score lower than their own readers do.

    Raises:
        ReaderContractError: the first promise that does not hold: which one, on which sample, at
            which characters.

    >>> from warcorpus.readers.sections import READER
    >>> check_reader(READER, ["seeds/004_17456dd19e178cae.txt"],
    ...              foreign=["seeds/000_0d7aad7cfa0080c0.txt"])
    """
    own = [Path(sample) for sample in samples]
    if not own:
        raise _broken(reader, "samples", "", "found no sample, expected at least one")
    others = [other for other in all_readers() if other.name != reader.name]
    for path in own:
        text = _text(path)
        _check_scores(reader, others, text, path)
        for document in documents(reader, text):
            _check_document(reader, document, path)
        _check_growth(reader, text, path)
        for mutated in mutations(text.text):
            _check_total(reader, Text.of(mutated, path.name), path)
    for path in (Path(sample) for sample in foreign):
        _check_foreign(reader, others, _text(path), path)


def documents(reader: Reader, text: Text) -> Iterator[Text]:
    """The documents of a file, as the reader splits it."""
    if reader.split is None:
        return iter((text,))
    return reader.split(_lines(text))


def _lines(text: Text) -> Iterator[Text]:
    """The lines of a text as a file of many documents hands them out, with byte ranges."""
    position = 0
    for start, _, following in line_ranges(text.text):
        line = Text.of(text.text[start:following], text.source.path)
        size = line.source.size
        yield line.with_source(byte_start=position, byte_end=position + size)
        position += size


def _text(path: Path) -> Text:
    return Text.of(decode(path.read_bytes(), "cp1252").text, path.name)


def _check_document(reader: Reader, document: Text, path: Path) -> None:
    first, second = _read(reader, document, path), _read(reader, document, path)
    if first != second:
        raise _broken(reader, "same records", path, "reading twice gave different records")
    for record in first:
        if not reader.restores:
            check_rows(reader, record, document, path)
            check_spans(reader, record, document, path)
            check_ledger(reader, record, document, path)


def _read(reader: Reader, document: Text, path: Path) -> list[Record]:
    try:
        return list(reader.read(document))
    except WarcorpusError:
        return []
    except Exception as error:
        raise _broken(
            reader,
            "total",
            path,
            f"raised {type(error).__name__}: {error}; expected records or a ReadError",
        ) from error


def check_rows(reader: Reader, record: Record, document: Text, path: Path) -> None:
    """The rows of the text map tile the text and keep what their methods promise."""
    position = 0
    for row in record.text_map:
        words = record.text[row.start : row.end]
        if row.start != position or row.end <= row.start:
            raise _broken(reader, "text map", path, f"row {row} does not begin at {position}")
        position = row.end
        if row.method == LAYOUT:
            if words.strip():
                raise _broken(reader, "text map", path, f"layout row {row} holds {words!r}")
        elif row.raw_start is None or row.raw_end is None:
            raise _broken(reader, "text map", path, f"row {row} has no raw characters")
        elif row.method in (VERBATIM, SUPPLIED) and (
            document.text[row.raw_start : row.raw_end] != words
        ):
            raise _broken(reader, "text map", path, f"row {row} is {words!r}, the file differs")
    if position != len(record.text):
        raise _broken(reader, "text map", path, f"rows end at {position} of {len(record.text)}")
    marks = {row.raw_start for row in record.text_map if row.method == GAP_MARK}
    starts = {gap.start for gap in record.gaps}
    if not marks <= starts:
        raise _broken(reader, "gaps", path, f"gap marks at {sorted(m or 0 for m in marks)}")


def check_spans(reader: Reader, record: Record, document: Text, path: Path) -> None:
    """The span law, for every field and for every value that normalizing makes of them."""
    for field in record.source.fields:
        _check_value(reader, field.name, field.raw, field.spans, document, path)
    for name, value in values(normalize_record(record, DEFAULT)):
        _check_value(reader, name, value.raw, value.spans, document, path)


def values(record: Record) -> Iterator[tuple[str, Value]]:
    """Every value of a record with its pointer."""
    provenance = record.provenance
    for name in ("title", "names", "date", "place", "part_of", "result", "sides", "civilians",
                 "categories", "links", "images"):  # fmt: skip
        for entry in getattr(provenance, name):
            for reading in entry.readings:
                yield entry.pointer, reading.value


def _check_value(
    reader: Reader, name: str, raw: str, spans: Sequence[Span], document: Text, path: Path
) -> None:
    position = 0
    for span in spans:
        if not position <= span.start < span.end <= len(document.text):
            raise _broken(reader, "spans", path, f"{name} has {span}, out of order or of range")
        position = span.end
    if raw_of(spans, document.text) != raw:
        raise _broken(reader, "span law", path, f"{name} has raw {raw!r}, its spans differ")


def check_ledger(reader: Reader, record: Record, document: Text, path: Path) -> None:
    """Every character belongs to exactly one block, residue, gap, datum or white space."""
    position = 0
    for start, end, owner in record.extents:
        if not position <= start < end <= len(document.text):
            where = document.where(start)
            raise _broken(reader, "ledger", where, f"{owner} {start}–{end} overlaps another")
        _check_blank(reader, document, position, start)
        position = end
    _check_blank(reader, document, position, len(document.text))


def _check_blank(reader: Reader, document: Text, start: int, end: int) -> None:
    lost = document.text[start:end].strip("\ufeff\x00").strip()
    if lost:
        where = document.where(start)
        raise _broken(reader, "ledger", where, f"nobody owns {lost[:60]!r}")


def _check_scores(reader: Reader, others: list[Reader], text: Text, path: Path) -> None:
    head = text.text[:HEAD_CHARACTERS]
    own = _sniff(reader, head, path).score
    for other in others:
        score = other.sniff(head).score
        if score >= own:
            raise _broken(
                reader, "sniffing", path, f"{other.name} scores {score}, this reader {own}"
            )


def _check_foreign(reader: Reader, others: list[Reader], text: Text, path: Path) -> None:
    head = text.text[:HEAD_CHARACTERS]
    own = _sniff(reader, head, path).score
    best = max((other.sniff(head).score for other in others), default=0.0)
    if own >= best:
        raise _broken(reader, "sniffing", path, f"scores {own} on a foreign sample, best is {best}")


def _sniff(reader: Reader, head: str, path: Path) -> Sniff:
    try:
        sniffed = reader.sniff(head)
    except Exception as error:
        raise _broken(reader, "sniffing", path, f"raised {type(error).__name__}") from error
    if not 0 <= sniffed.score <= 1:
        raise _broken(reader, "sniffing", path, f"scores {sniffed.score}, expected 0 to 1")
    return sniffed


def _check_total(reader: Reader, text: Text, path: Path) -> None:
    _sniff(reader, text.text[:HEAD_CHARACTERS], path)
    for document in documents(reader, text):
        for record in _read(reader, document, path):
            if not reader.restores:
                check_rows(reader, record, document, path)
                check_ledger(reader, record, document, path)


def mutations(sample: str) -> Iterator[str]:
    """Damaged copies of a sample, the same ones every time: cut, doubled, sprinkled, reordered."""
    dice = random.Random(20130206)  # noqa: S311 - not for secrets; the seed makes it repeatable
    signs = "{}[]()<>|*#=@-:&!\\\"'`_~\n\r\t \x00\x85\u2028\ufffdé"
    for _ in range(_MUTATIONS):
        start, end = sorted(dice.randrange(len(sample) + 1) for _ in range(2))
        kind = dice.randrange(4)
        if kind == 0:
            yield sample[:start]
        elif kind == 1:
            yield sample[:start] + sample[start:end] * 2 + sample[end:]
        elif kind == 2:
            yield sample[end:] + sample[:end]
        else:
            letters = list(sample)
            for _ in range(20):
                letters.insert(dice.randrange(len(letters) + 1), dice.choice(signs))
            yield "".join(letters)


def _check_growth(reader: Reader, text: Text, path: Path) -> None:
    """Four times the text takes about four times as long."""
    once, fourfold = text.text, text.text * 4
    while (base := _seconds(reader, once, path)) < _ENOUGH_SECONDS and len(once) < 1_000_000:
        once, fourfold = once * 4, fourfold * 4
    exponent = (_seconds(reader, fourfold, path) / max(base, 1e-9)) / 4
    if exponent > _GROWTH:
        raise _broken(
            reader, "growth", path, f"four times the text took {exponent * 4:.1f} times as long"
        )


def _seconds(reader: Reader, raw: str, path: Path) -> float:
    """The shortest of three runs: a busy machine only ever adds."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        for document in documents(reader, Text.of(raw, path.name)):
            _read(reader, document, path)
        best = min(best, time.process_time() - started)
    return best


def _broken(reader: Reader, promise: str, where: object, message: str) -> ReaderContractError:
    return ReaderContractError(
        "reader-contract",
        f"reader {reader.name} breaks its promise of {promise}: {message}",
        where=str(where),
        hint="docs/how-to/write-a-reader.md tells what each promise means",
    )
