"""The documents of one file: its bytes cut, decoded and handed to the reader one by one."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath

from attrs import define, field

from warcorpus.config import Config
from warcorpus.errors import ReadError, WarcorpusError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.model.values import Problem
from warcorpus.readers.base import Reader
from warcorpus.readers.guarding import failed, read_safely
from warcorpus.readers.rejects import Reject
from warcorpus.readers.tape import Piece, Tape, WideTape, is_wide
from warcorpus.sources import Decoded, Opened, check_kind, check_text, decode, too_large
from warcorpus.text.document import Text, line_and_column, newline_style

Outcome = Record | Reject

_KNOWN_IDS = 1_000_000
"""Ids of one file that are remembered to tell a repeated one; memory stays bounded."""

_PACKED = (".gz", ".bz2", ".xz", ".zst")

_SHOWN = 60
"""Characters of a stray text that its message shows."""


def head_of(opened: Opened, config: Config) -> Decoded:
    """The decoded beginning of a file, once it is sure to be text.

    Raises:
        ReadError: it is no text, or empty.
    """
    check_kind(opened.head, opened.where)
    head = decode(opened.head, config.read.fallback_encoding)
    check_text(opened.head, head.encoding, opened.where)
    if opened.whole and not head.text.strip():
        raise _empty(opened.where)
    return head


def suffix_of(source: Source) -> str:
    """The ending of the name that the text itself has.

    >>> suffix_of(Source("a.tar.gz", "texts/one.md")), suffix_of(Source("a.csv.gz"))
    ('.md', '.csv')
    """
    name = PurePosixPath(source.member or source.path)
    return PurePosixPath(name.stem).suffix if name.suffix.lower() in _PACKED else name.suffix


@define
class Documents:
    """What is known of the documents of one file while they are read.

    Args:
        reader: the reader of the file.
        config: its ``read`` and ``limits`` count.
        head: the decoded beginning, for a file of many.
        problems: those of the file; its first document tells them.
        in_parts: others are read elsewhere, so that who gathers them has to tell which ids are
            repeated: see :class:`Repeated`.
    """

    reader: Reader
    config: Config
    head: Decoded | None
    problems: tuple[Problem, ...]
    in_parts: bool = False
    _shared: str = ""
    _repeated: Repeated = field(factory=lambda: Repeated())

    def whole(self, data: bytes, source: Source) -> Iterator[Outcome]:
        """The outcome of a file that is one document."""
        decoded = decode(data, self.config.read.fallback_encoding)
        if decoded.text.strip():
            yield from self._read(self._text(decoded, source), "")
        else:
            yield Reject.of(_empty(source.path), source, "decode")

    def pieces(self, opened: Opened, head: Decoded) -> Iterator[Piece]:
        """The documents of a file of many, and between them what no cut covers."""
        assert self.reader.split is not None  # noqa: S101  who calls has asked
        limit = self.config.limits.document_bytes
        tape: Tape | WideTape
        if is_wide(head.encoding):
            bom = (4 if head.encoding.startswith("utf-32") else 2) if head.bom else 0
            tape = WideTape(opened.read(limit), head.encoding, bom)
        else:
            tape = Tape(opened.chunks(), limit)
        try:
            for start, end, kind in self.reader.split(tape.chunks()):
                piece = tape.take(start, end)
                if piece.before is not None:
                    yield evolve(piece.before, stray=True)
                if kind == "document":
                    yield piece
                elif kind == "shared" and piece.data is not None:
                    self._shared = self._decoded(piece.data).text
        except WarcorpusError:
            raise
        except Exception as error:
            raise failed(self.reader, f"{type(error).__name__}: {error}") from error
        rest = tape.rest()
        if rest is not None:
            yield evolve(rest, stray=True)

    def source_of(self, piece: Piece, source: Source, index: int) -> Source:
        """What is known of a document before it is read."""
        return Source(
            path=source.path,
            member=source.member,
            index=index,
            sha256="" if piece.data is None else sha256(piece.data).hexdigest(),
            size=piece.end - piece.start,
            byte_start=piece.start,
            byte_end=piece.end,
            containers=source.containers,
        )

    def outcomes(self, piece: Piece, source: Source) -> Iterator[Outcome]:
        """The outcomes of one document of many."""
        where = f"{source.path}:{piece.line}"
        if piece.data is None:
            too_long = too_large(where, self.config.limits.document_bytes)
            yield Reject.of(too_long, source, "read")
            return
        decoded = self._decoded(piece.data)
        if piece.stray:
            yield Reject.of(_stray(decoded.text, where, self.reader), source, "read")
            return
        text = self._text(decoded, source)
        for outcome in self._read(text, where):
            yield self._told_if_repeated(_placed(outcome, text, piece.line), where)

    def _decoded(self, data: bytes) -> Decoded:
        encoding = self.head.encoding if self.head and is_wide(self.head.encoding) else None
        return decode(data, self.config.read.fallback_encoding, encoding)

    def _text(self, decoded: Decoded, source: Source) -> Text:
        """A document for its reader, with places in the problems of decoding it."""
        known, self.problems = self.problems, ()
        newline = newline_style(decoded.text)
        if (decoded.encoding, decoded.bom, newline) != (
            source.encoding,
            source.bom,
            source.newline,
        ):
            source = evolve(source, encoding=decoded.encoding, bom=decoded.bom, newline=newline)
        text = Text(
            decoded.text,
            source,
            known,
            decoded.undecodable,
            self.config.limits,
            self._shared,
            self.config.read.columns,
        )
        if not decoded.problems:
            return text
        placed = [
            evolve(p, where=text.where(p.span.start) if p.span else source.path)
            for p in decoded.problems
        ]
        return evolve(text, problems=(*known, *placed))

    def _read(self, text: Text, where: str) -> Iterator[Outcome]:
        try:
            yield from read_safely(self.reader, text)
        except WarcorpusError as error:
            error.where = where or error.where
            yield Reject.of(error, text.source, "read")

    def _told_if_repeated(self, outcome: Outcome, where: str) -> Outcome:
        """The outcome; a record whose document repeats an id of its file says so."""
        if isinstance(outcome, Reject) or outcome.source.text_id is None:
            return outcome
        name = outcome.source.text_id
        if not (self.in_parts or self._repeated.is_known(name)):
            return outcome
        problem = Problem(
            REPEATED,
            "info",
            f'found the id "{name[:40]}" again, expected another; both documents are kept',
            "nothing to do if the file holds several versions",
            where,
        )
        return evolve(outcome, problems=(*outcome.problems, problem))


REPEATED = "duplicate-id"
"""Slug of the problem of a document with an id that another document of its file has."""


@define
class Repeated:
    """The ids that documents of one file have, in the order of the documents.

    >>> repeated = Repeated()
    >>> [repeated.is_known(name) for name in ("7", "8", "7")]
    [False, False, True]
    """

    _known: set[str] = field(factory=set)

    def is_known(self, name: str) -> bool:
        """Whether an id was there before; from now on it is known."""
        if name in self._known:
            return True
        if len(self._known) < _KNOWN_IDS:
            self._known.add(name)
        return False


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


def _stray(text: str, where: str, reader: Reader) -> ReadError:
    shown = text.strip()[:_SHOWN]
    return ReadError(
        "stray-text",
        f"found {shown!r} between the documents, expected nothing there in the format "
        f"{reader.name}",
        hint="the other documents are read; look whether the file was cut or mended by hand",
        where=where,
        level="warning",
    )


def _empty(path: str) -> ReadError:
    return ReadError(
        "empty-file",
        "found no text, expected a document",
        hint="leave the file out",
        where=path,
        level="info",
    )
