"""What must hold for any bytes at all: one function a target, each takes bytes and raises if not.

Used by the fuzzer (``run.py``), by hypothesis and by the regression corpus; knows neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from time import process_time

import warcorpus
from warcorpus.config import DEFAULT
from warcorpus.errors import WarcorpusError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.readers.base import Reader
from warcorpus.readers.documents import Documents, head_of
from warcorpus.readers.registry import all_readers, find_reader
from warcorpus.readers.rejects import Reject
from warcorpus.readers.sniffing import HEAD_CHARACTERS
from warcorpus.sources import Input, decode, open_input
from warcorpus.testing.laws import check_record
from warcorpus.text.cutting import Cut
from warcorpus.text.document import Text

Target = Callable[[bytes], None]

NAME = "fuzzed.txt"
MOST_SECONDS = 3.0
"""CPU time of one input. The caps shall keep whatever is hostile under it; the fuzzer's
instruments make Python two or three times slower, its inputs are a few kB."""

BY_TARGET = {
    "front-matter": ("front-matter",),
    "wikitext": ("wikitext",),
    "mediawiki-xml": ("mediawiki-xml",),
    "jsonl": ("jsonl", "enterprise", "cirrussearch"),
}
"""The readers that a target asks, each with the same bytes."""

_BOM = b"\xef\xbb\xbf"
_NO_WORK = ("reader-failed", "normalize-failed")


class Broken(AssertionError):
    """Something that was promised for all bytes does not hold for these."""


def target(name: str) -> Target:
    """The target called ``name``: ``sniff``, ``read``, one of `BY_TARGET`, or a reader.

    ``read`` takes whatever the bytes look like, and opens containers.
    """
    if name == "sniff":
        return _in_time(_sniffed)
    if name == "read":
        return _in_time(_read)
    readers = [find_reader(one) for one in BY_TARGET.get(name, (name,))]

    def all_of_them(data: bytes) -> None:
        for reader in readers:
            _read_by(reader, data)

    return _in_time(all_of_them)


def _in_time(work: Target) -> Target:
    """The same, with an eye on the processor's time."""

    def timed(data: bytes) -> None:
        seconds = _seconds(work, data)
        if seconds > MOST_SECONDS:  # once more: collecting garbage may have fallen into it
            seconds = min(seconds, _seconds(work, data))
        if seconds > MOST_SECONDS:
            raise Broken(f"took {seconds:.1f} s of CPU, expected at most {MOST_SECONDS}")

    return timed


def _seconds(work: Target, data: bytes) -> float:
    begun = process_time()
    work(data)
    return process_time() - begun


def _sniffed(data: bytes) -> None:
    """Every probe knows what it sees, and where."""
    head = decode(data).text[:HEAD_CHARACTERS]
    for reader in all_readers():
        found = reader.sniff(head)
        weights = round(sum(feature.weight for feature in found.evidence), 4)
        if not 0 <= found.score <= 1 or (found.evidence and found.score > weights):
            raise Broken(f"{reader.name} scores {found.score}, its evidence weighs {weights}")
        for feature in found.evidence:
            if not 0 <= feature.start <= feature.end <= len(head):
                raise Broken(f"{reader.name} saw {feature} in {len(head)} characters")
    try:
        warcorpus.sniff(BytesIO(data))
    except WarcorpusError:
        return


def _read(data: bytes) -> None:
    """The public verb gives records and problems, and no reader or value fails."""
    problems: list[warcorpus.Problem] = []
    for record in warcorpus.read(BytesIO(data), problems=problems):
        if not isinstance(record, Record):
            raise Broken(f"gave {type(record).__name__}")
    for problem in problems:
        if problem.slug in _NO_WORK:
            raise Broken(f"{problem.slug}: {problem.message}")


def _read_by(reader: Reader, data: bytes) -> None:
    """One reader: its errors are WarcorpusErrors, its records keep the laws."""
    watched = _Watched(reader)
    try:
        rejects = [one for one in _outcomes(watched.reader(), data) if isinstance(one, Reject)]
    except WarcorpusError:
        rejects = []
    if watched.error is not None:
        raise watched.error
    for reject in rejects:
        if reject.problem.slug in _NO_WORK:
            raise Broken(f"{reject.problem.slug}: {reject.problem.message}")
    if reader.split is not None:
        _check_cuts(reader.split, data.removeprefix(_BOM))


def _outcomes(reader: Reader, data: bytes) -> Iterator[Record | Reject]:
    """What the door gives for a file of these bytes that this reader reads."""
    with open_input(Input(NAME, stream=BytesIO(data))) as opened:
        head = head_of(opened, DEFAULT)
        documents = Documents(reader, DEFAULT, head, ())
        if reader.split is None:
            whole = opened.read(DEFAULT.limits.document_bytes)
            digest = sha256(whole).hexdigest()
            source = Source(NAME, sha256=digest, size=len(whole), byte_end=len(whole))
            yield from documents.whole(whole, source)
            return
        for index, piece in enumerate(documents.pieces(opened, head)):
            source = documents.source_of(piece, Source(NAME), index)
            yield from documents.outcomes(piece, source)


class _Watched:
    """A reader whose failures are kept as they were raised: the door makes rejects of them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.error: Exception | None = None

    def reader(self) -> Reader:
        """The reader, watched."""
        split = None if self._reader.split is None else self._split
        return evolve(self._reader, read=self._read, split=split)

    def _read(self, text: Text) -> Iterator[Record]:
        try:
            records = list(self._reader.read(text))
        except WarcorpusError:
            raise
        except Exception as error:
            self._keep(error)
            raise
        for record in records:
            self._check(record, text)
        return iter(records)

    def _check(self, record: Record, text: Text) -> None:
        if self._reader.restores:
            return
        try:
            check_record(self._reader, record, text)
        except Exception as error:  # a broken law, or normalizing failed
            self._keep(error)

    def _split(self, chunks: Iterator[bytes]) -> Iterator[Cut]:
        assert self._reader.split is not None
        try:
            yield from self._reader.split(chunks)
        except WarcorpusError:
            raise
        except Exception as error:
            self._keep(error)
            raise

    def _keep(self, error: Exception) -> None:
        self.error = self.error or error


def _check_cuts(split: Callable[[Iterator[bytes]], Iterator[Cut]], data: bytes) -> None:
    """Ranges are in order, disjoint, and the same however the bytes arrive."""
    try:
        cuts = list(split(iter([data] if data else [])))
    except WarcorpusError:
        return
    position = 0
    for cut in cuts:
        if not position <= cut.start <= cut.end <= len(data):
            raise Broken(f"{cut} out of order or of range")
        position = cut.end
    size = 1 + sum(data[:64]) % 61  # of the data's own choosing: small ones are the hard ones
    parted = list(split(data[at : at + size] for at in range(0, len(data), size)))
    if parted != cuts:
        raise Broken(f"cuts {cuts} at once, {parted} in pieces of {size} bytes")
