"""The one door through which documents are read: paths in, records and rejects out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePosixPath

from attrs import define, evolve, field

from warcorpus.config import DEFAULT, Config
from warcorpus.errors import ConfigError, ReadError, WarcorpusError
from warcorpus.model.record import MergedRecord, Record
from warcorpus.model.source import Source
from warcorpus.model.values import Problem
from warcorpus.readers.base import Reader, Sniff
from warcorpus.readers.guarding import failed, read_safely
from warcorpus.readers.registry import find_reader
from warcorpus.readers.rejects import Reject, Stage
from warcorpus.readers.sniffing import settle, sniff_text
from warcorpus.readers.tape import Tape, byte_lines, is_wide, wide_lines
from warcorpus.readers.torn import check_untorn
from warcorpus.sources import (
    Decoded,
    Input,
    Opened,
    check_kind,
    check_text,
    decode,
    open_input,
    too_large,
    walk,
)
from warcorpus.sources.walking import PathLike
from warcorpus.text.document import Text, line_and_column, newline_style

__all__ = ["Outcome", "Reject", "read_documents", "read_file", "read_string", "sniff"]

Outcome = Record | Reject

_KNOWN_IDS = 1_000_000
"""Ids of one file that are remembered to tell a repeated one; memory stays bounded."""


def read_documents(
    paths: Iterable[PathLike | Record], config: Config = DEFAULT
) -> Iterator[Outcome]:
    """Every document that ``paths`` name, as its reader made it, or as a reject.

    Records pass through; a merged one gives its witnesses. Content never raises.

    Args:
        paths: files, folders, ``-``, open binary files, records.
        config: its ``read`` and ``limits`` count.

    Yields:
        outcomes in the order of the paths, folders sorted.

    Raises:
        ConfigError: an unknown reader or encoding, or a text where a path is meant.

    >>> from io import BytesIO
    >>> [outcome.problem.slug for outcome in read_documents([BytesIO(b"  ")])]
    ['empty-file']
    """
    if config.read.reader is not None:
        find_reader(config.read.reader)
    for is_record, group in groupby(paths, lambda path: isinstance(path, Record)):
        if is_record:
            for record in group:
                yield from _passed(record)  # type: ignore[arg-type]  # grouped by its type
        else:
            for one in walk(group):  # type: ignore[arg-type]
                yield from read_file(one, config)


def read_file(one: Input, config: Config = DEFAULT) -> Iterator[Outcome]:
    """The documents of one file."""
    yield from _Visit(one, config).outcomes()


def read_string(text: str, reader: str | None = None) -> list[Record]:
    """The records of a text that is already a string.

    Args:
        text: one document, or several in a format of many.
        reader: name of the reader; the surest one if not given.

    Raises:
        ReadError: it is no document of any format, or of this one.
        ConfigError: there is no such reader.
    """
    from io import BytesIO

    config = evolve(DEFAULT, read=evolve(DEFAULT.read, reader=reader))
    stream = BytesIO(text.encode("utf-8", "replace"))
    records = []
    for outcome in read_file(Input("<text>", stream=stream), config):
        if isinstance(outcome, Reject):
            raise outcome.error()
        records.append(outcome)
    return records


def sniff(path: PathLike) -> list[Sniff]:
    """Which format a file is: what each reader says, best first, with its evidence.

    Args:
        path: a file or an open binary file.

    Raises:
        ReadError: the file cannot be opened or is no text.
        ConfigError: the path names no file or a folder of several.

    >>> sniff("seeds/004_17456dd19e178cae.txt")[0].reader
    'sections'
    """
    found = walk([path])
    if len(found) != 1:
        raise ConfigError(
            "bad-value",
            f"found {len(found)} files, expected the path of one",
            hint="sniff the files of a folder one by one",
        )
    with open_input(found[0]) as opened:
        return _Visit(found[0], DEFAULT).sniffs(opened)


@define
class _Visit:
    """One file while it is read: how far it has come, and what is known of it."""

    one: Input
    config: Config
    stage: Stage = "open"
    source: Source = field(default=Source(""))
    documents: int = 0
    found: bool = False

    def outcomes(self) -> Iterator[Outcome]:
        """All documents; an error of the file itself is one reject more."""
        self.source = Source(self.one.path)
        try:
            with open_input(self.one) as opened:
                yield from self._told(opened)
        except ReadError as error:
            yield Reject.of(error, self.source, self.stage)

    def _told(self, opened: Opened) -> Iterator[Outcome]:
        try:
            yield from self._documents(opened)
        except ReadError as error:
            yield Reject.of(error, self._facts(opened), self.stage)

    def sniffs(self, opened: Opened) -> list[Sniff]:
        """What each reader says about the file."""
        return sniff_text(self._head(opened).text, PurePosixPath(self.one.path).suffix)

    def _documents(self, opened: Opened) -> Iterator[Outcome]:
        head = self._head(opened)
        reader, doubt = self._reader(head)
        if reader.restores and self.one.location is not None:
            self.stage = "read"
            check_untorn(self.one.location, self.one.path)
        problems = (doubt,) if doubt else ()
        if reader.split is not None:
            yield from self._many(opened, reader, head, problems)
        elif self.one.only in (None, 0):
            yield from self._single(opened, reader, problems)
        if not self.found:
            self.stage = "read"
            raise ReadError(
                "no-document",
                "found no such document in the file, expected one",
                hint=f"it was read as {reader.name}; name another reader with --reader NAME",
            )

    def _head(self, opened: Opened) -> Decoded:
        """The decoded beginning of the file, once it is sure to be text."""
        self.stage = "decode"
        check_kind(opened.head, self.one.path)
        head = decode(opened.head, self.config.read.fallback_encoding)
        check_text(opened.head, head.encoding, self.one.path)
        if opened.whole and not head.text.strip():
            raise _empty(self.one.path)
        return head

    def _reader(self, head: Decoded) -> tuple[Reader, Problem | None]:
        self.stage = "sniff"
        if self.config.read.reader is not None:
            return find_reader(self.config.read.reader), None
        suffix = PurePosixPath(self.one.path).suffix
        name, doubt = settle(sniff_text(head.text, suffix), self.one.path)
        return find_reader(name), doubt

    def _single(
        self, opened: Opened, reader: Reader, problems: tuple[Problem, ...]
    ) -> Iterator[Outcome]:
        self.stage = "read"
        self.documents, self.found = 1, True
        data = opened.read(self.config.limits.document_bytes)
        self.stage = "decode"
        decoded = decode(data, self.config.read.fallback_encoding)
        if not decoded.text.strip():
            raise _empty(self.one.path)
        source = evolve(self.source, sha256=opened.digest, size=len(data), byte_end=len(data))
        self.stage = "read"
        yield from self._read(reader, _text(decoded, source, problems, self.config), "")

    def _many(
        self, opened: Opened, reader: Reader, head: Decoded, problems: tuple[Problem, ...]
    ) -> Iterator[Outcome]:
        """A file of many documents, line by line; each is decoded by itself."""
        self.stage = "read"
        limit = self.config.limits.document_bytes
        wide = head.encoding if is_wide(head.encoding) else None
        if wide:
            bom = (4 if wide.startswith("utf-32") else 2) if head.bom else 0
            lines = wide_lines(opened.read(limit), wide, bom)
        else:
            lines = byte_lines(opened.chunks(), limit)
        tape = Tape(lines, evolve(self.source, encoding=head.encoding), limit)
        known: set[str] = set()
        for start, end in _ranges(reader, tape):
            index, self.documents = self.documents, self.documents + 1
            if self.one.only in (None, index):
                self.found = True
                yield from self._piece(reader, tape, (index, start, end), wide, problems, known)
            problems = ()

    def _piece(
        self,
        reader: Reader,
        tape: Tape,
        place: tuple[int, int, int],
        wide: str | None,
        problems: tuple[Problem, ...],
        known: set[str],
    ) -> Iterator[Outcome]:
        """One document of many."""
        from hashlib import sha256

        index, start, end = place
        source = evolve(self.source, index=index, byte_start=start, byte_end=end, size=end - start)
        try:
            piece = tape.take(start, end)
        except IndexError as error:
            yield Reject.of(failed(reader, str(error)), source, "read")
            return
        where = f"{self.one.path}:{piece.line}"
        if piece.data is None:
            too_long = too_large(where, self.config.limits.document_bytes)
            yield Reject.of(too_long, source, "read")
            return
        decoded = decode(piece.data, self.config.read.fallback_encoding, wide)
        source = evolve(source, sha256=sha256(piece.data).hexdigest())
        text = _text(decoded, source, problems, self.config)
        for outcome in self._read(reader, text, where):
            yield _told_if_repeated(_placed(outcome, text, piece.line), known, where)

    def _read(self, reader: Reader, text: Text, where: str) -> Iterator[Outcome]:
        try:
            yield from read_safely(reader, text)
        except WarcorpusError as error:
            error.where = where or error.where
            yield Reject.of(error, text.source, "read")

    def _facts(self, opened: Opened) -> Source:
        """What is known of a file that gave no record: the digest of the bytes read."""
        opened.drain(self.config.limits.document_bytes)
        index = 0 if self.documents <= 1 else self.documents
        return evolve(self.source, index=index, sha256=opened.digest, size=opened.size)


def _text(decoded: Decoded, source: Source, problems: tuple[Problem, ...], config: Config) -> Text:
    """A document for its reader, with places in the problems of decoding it."""
    text = Text(
        decoded.text,
        evolve(
            source,
            encoding=decoded.encoding,
            bom=decoded.bom,
            newline=newline_style(decoded.text),
        ),
        undecodable=decoded.undecodable,
        limits=config.limits,
    )
    placed = [
        evolve(p, where=text.where(p.span.start) if p.span else source.path)
        for p in decoded.problems
    ]
    return evolve(text, problems=(*problems, *placed))


def _placed(outcome: Outcome, text: Text, line: int) -> Outcome:
    """A record of a file of many, the lines in its problems counted in the file."""
    if isinstance(outcome, Reject) or line == 1 or not outcome.problems:
        return outcome
    problems = []
    for problem in outcome.problems:
        if problem.span is not None:
            row, column = line_and_column(text.text, problem.span.start)
            problem = evolve(problem, where=f"{text.source.path}:{row + line - 1}:{column}")
        problems.append(problem)
    return evolve(outcome, problems=tuple(problems))


def _ranges(reader: Reader, tape: Tape) -> Iterator[tuple[int, int]]:
    """Byte ranges of the documents that a reader's ``split`` finds."""
    assert reader.split is not None  # noqa: S101  who calls has asked
    try:
        for text in reader.split(tape.texts()):
            yield text.source.byte_start, text.source.byte_end
    except WarcorpusError:
        raise
    except Exception as error:
        raise failed(reader, f"{type(error).__name__}: {error}") from error


def _told_if_repeated(outcome: Outcome, known: set[str], where: str) -> Outcome:
    """The outcome; a record whose document repeats an id of its file says so."""
    if isinstance(outcome, Reject) or outcome.source.text_id is None:
        return outcome
    name = outcome.source.text_id
    if name not in known:
        if len(known) < _KNOWN_IDS:
            known.add(name)
        return outcome
    problem = Problem(
        "duplicate-id",
        "info",
        f'found the id "{name[:40]}" again, expected another; both documents are kept',
        "nothing to do if the file holds several versions",
        where,
    )
    return evolve(outcome, problems=(*outcome.problems, problem))


def _passed(record: Record) -> Iterator[Record]:
    """A record that stands among the paths; a merged one stands for its witnesses."""
    from warcorpus.model.wire import from_wire, to_wire

    if not isinstance(record, MergedRecord):
        yield record
    else:
        yield from record.witnesses or from_wire(to_wire(record))


def _empty(path: str) -> ReadError:
    return ReadError(
        "empty-file",
        "found no text, expected a document",
        hint="leave the file out",
        where=path,
        level="info",
    )
