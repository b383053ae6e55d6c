"""Calling a reader so that whatever it does costs one document at most."""

from __future__ import annotations

from warcorpus.errors import ReadError, WarcorpusError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.values import Field
from warcorpus.readers.base import Reader
from warcorpus.readers.no_events import check_event
from warcorpus.readers.registry import registered
from warcorpus.text.document import Text


def read_safely(reader: Reader, text: Text) -> list[Record]:
    """The records of one document.

    Raises:
        WarcorpusError: what the reader says; ``not-an-event``; ``too-much-memory``;
            ``reader-failed`` for anything else it raises, for no record, and for a plug-in's
            record that breaks the contract.
    """
    try:
        records = list(reader.read(text))
    except WarcorpusError:
        raise
    except MemoryError as error:
        raise too_much_memory() from error
    except Exception as error:  # RecursionError among them
        raise failed(reader, f"{type(error).__name__}: {error}") from error
    if not records:
        raise failed(reader, "no record")
    if not reader.restores:
        _check_contract(reader, records, text)
        for record in records:
            check_event(record)
    return [_with_problems(record, text) for record in records]


def failed(reader: Reader, what: str) -> ReadError:
    """The error of a reader that did not do its work."""
    origin = next((e.origin for e in registered() if e.reader is reader), "a test")
    return ReadError(
        "reader-failed",
        f"found {what[:200]} from the reader {reader.name} of {origin}, expected a record",
        hint=f"please report it to the makers of {origin} with the document",
    )


def too_much_memory() -> ReadError:
    """The error of a document that memory does not suffice for."""
    return ReadError(
        "too-much-memory",
        "found no memory left while it was read, expected a document that needs less than "
        "limits.memory_bytes",
        hint="split the document, or raise limits.memory_bytes",
    )


def _with_problems(record: Record, text: Text) -> Record:
    """The record, with the problems of decoding if its reader did not take them over."""
    new = tuple(problem for problem in text.problems if problem not in record.problems)
    return evolve(record, problems=(*new, *record.problems)) if new else record


def _check_contract(reader: Reader, records: list[Record], text: Text) -> None:
    """What a plug-in may break in silence: one source, its id, the span law, the text map."""
    for record in records:
        if len(record.sources) != 1 or record.id != text.source.sha256[:32]:
            raise failed(reader, "a record that is not of this one document")
        for field in record.source.fields:
            _check_spans(reader, field, text.text)
        at = 0
        for row in record.text_map:
            if row.start != at:
                raise failed(reader, "a text map with a hole")
            at = row.end
        if at != len(record.text):
            raise failed(reader, "a text map that does not cover the text")


def _check_spans(reader: Reader, field: Field, raw: str) -> None:
    parts = []
    for span in field.spans:
        if span.source or span.end <= span.start:
            raise failed(reader, f"bad spans in the field {field.name}")
        parts.append(raw[span.start : span.end])
    if field.raw != "".join(parts):
        raise failed(reader, f"another raw than its spans in the field {field.name}")
