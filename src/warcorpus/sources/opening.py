"""From an input to its bytes, once: what was read is what is recorded."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from attrs import define, field, frozen

from warcorpus.errors import ReadError
from warcorpus.model.values import Problem
from warcorpus.sources.magic import HEAD_BYTES, looks_binary, magic_of
from warcorpus.sources.walking import Input, special, unreadable

_CHUNK = 2**18
OPENING = 4 * HEAD_BYTES
"""Size of a head."""


@define
class Opened:
    """An open file, or what a container holds; its bytes are handed out once, in order.

    Args:
        path: of the file, as recorded.
        head: the first 256 KiB, or all bytes if there are fewer.
        member: name inside an archive; None outside of one.
        containers: what was opened on the way, outermost first (``("gz", "tar")``).
        problems: what a user should know; complete only when all bytes were handed out. Who
            tells them at a document clears the list.
        failure: why no more than the head can be read; None once `chunks` has raised it.
        file: the bytes as a file that can seek, its position anywhere; None if they come once.
    """

    path: str
    head: bytes
    _rest: Iterator[bytes] = field(repr=False)
    member: str | None = None
    containers: tuple[str, ...] = ()
    problems: list[Problem] = field(factory=list)
    failure: ReadError | None = None
    file: BinaryIO | None = field(default=None, repr=False)
    _seal: _Seal | None = field(default=None, repr=False)
    _hash: Any = field(factory=sha256, init=False, repr=False)
    size: int = field(default=0, init=False)
    _begun: bool = field(default=False, init=False)

    @property
    def whole(self) -> bool:
        """Whether the head is all there is."""
        return len(self.head) < OPENING and self.failure is None

    @property
    def where(self) -> str:
        """The file, and the member in it, as problems name it."""
        return f"{self.path}:{self.member}" if self.member else self.path

    @property
    def digest(self) -> str:
        """SHA-256 of the ``size`` bytes handed out so far, hexadecimal."""
        return str(self._hash.hexdigest())

    def chunks(self) -> Iterator[bytes]:
        """All bytes, the head first, in pieces of at most 256 KiB.

        Raises:
            ReadError: ``source-changed`` after the last piece, ``unreadable-file``; inside a
                container also ``truncated-stream``, ``damaged-container`` and ``bomb``, each
                after all bytes that could be read.
        """
        if self._begun:
            return
        self._begun = True
        try:
            if self.head:
                yield self._counted(self.head)
            for piece in self._rest:
                yield self._counted(piece)
            if self.failure is not None:
                failure, self.failure = self.failure, None
                raise failure
        except ReadError as error:
            error.at(self.where)
            raise

    def _counted(self, piece: bytes) -> bytes:
        self.size += len(piece)
        self._hash.update(piece)
        return piece

    def read(self, limit: int) -> bytes:
        """All bytes.

        Raises:
            ReadError: ``too-large`` beyond ``limit`` bytes, or as `chunks`.
        """
        pieces, size = [], 0
        for piece in self.chunks():
            size += len(piece)
            if size > limit:
                raise too_large(self.where, limit)
            pieces.append(piece)
        return b"".join(pieces)

    def drain(self, limit: int) -> None:
        """Read on to the end, but not beyond ``limit`` bytes, for the digest of a reject."""
        try:
            for _ in self.chunks():
                if self.size > limit:
                    break
        except ReadError:
            return

    def check_unchanged(self) -> None:
        """For who reads by `file`: it is still the file that was opened.

        Raises:
            ReadError: ``source-changed``, ``unreadable-file``.
        """
        if self._seal is not None:
            self._seal.check()


@frozen
class _Seal:
    """What a file was when it was opened."""

    path: str
    stream: BinaryIO
    location: Path
    before: os.stat_result

    def check(self, size: int | None = None) -> None:
        """The file is still the one that was opened, of the same size and time."""
        before = self.before
        try:
            now, named = os.fstat(self.stream.fileno()), self.location.stat()
        except OSError as error:
            raise as_error(unreadable(self.path, error)) from error
        same = all(
            (found.st_ino, found.st_dev, found.st_size, found.st_mtime_ns)
            == (before.st_ino, before.st_dev, before.st_size, before.st_mtime_ns)
            for found in (now, named)
        )
        if not same or size not in (None, before.st_size):
            raise ReadError(
                "source-changed",
                f"found another size, time or file than the {before.st_size} bytes at its "
                "opening, expected it to stay the same while it is read",
                hint="run again when nothing writes to it",
                where=self.path,
            )


@contextmanager
def open_input(one: Input) -> Iterator[Opened]:
    """Open a file for one reading.

    Raises:
        ReadError: ``unreadable-file``, ``special-file``.
    """
    if one.problem is not None:
        raise as_error(one.problem)
    if one.stream is not None:
        head = _read(one.stream, OPENING, one.path)
        yield Opened(one.path, head, _rest(one.stream, one.path))
        return
    stream = _opened(one)
    with stream:
        assert one.location is not None  # noqa: S101  it was opened
        seal = _Seal(one.path, stream, one.location, os.fstat(stream.fileno()))
        head = _read(stream, OPENING, one.path)
        rest = _rest(stream, one.path, len(head), seal)
        yield Opened(one.path, head, rest, file=stream, seal=seal)


def open_pieces(
    pieces: Iterator[bytes],
    path: str,
    member: str | None,
    containers: tuple[str, ...],
    problems: list[Problem] | None = None,
) -> Opened:
    """What a container holds, opened: its head is read, and no more.

    Args:
        pieces: its bytes; may raise ReadError.
        path: of the file.
        member: name inside an archive.
        containers: outermost first.
        problems: a list that ``pieces`` adds to.
    """
    found: list[bytes] = []
    size, failure = 0, None
    try:
        while size < OPENING:
            piece = next(pieces, None)
            if piece is None:
                break
            found.append(piece)
            size += len(piece)
    except ReadError as error:
        failure = error
    start = b"".join(found)
    rest = chain([start[OPENING:]] if size > OPENING else [], pieces)
    told = [] if problems is None else problems
    return Opened(path, start[:OPENING], rest, member, containers, told, failure)


def _rest(stream: BinaryIO, path: str, size: int = 0, seal: _Seal | None = None) -> Iterator[bytes]:
    """The pieces behind the head."""
    while piece := _read(stream, _CHUNK, path):
        size += len(piece)
        yield piece
    if seal is not None:
        seal.check(size)


def _opened(one: Input) -> BinaryIO:
    """Open without waiting: a pipe may have taken the place of the file since the walk."""
    assert one.location is not None  # noqa: S101  an input is a file or a stream
    try:
        number = os.open(one.location, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except (OSError, ValueError) as error:
        raise as_error(unreadable(one.path, error)) from error
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise as_error(special(one.path))
    return os.fdopen(number, "rb")


_BINARY = getattr(os, "O_BINARY", 0)


def check_kind(head: bytes, path: str) -> None:
    """Refuse what is no text by its first bytes; zero bytes are `check_text`'s matter.

    Raises:
        ReadError: ``unsupported-format`` for containers and documents of other kinds,
            ``binary-file`` for pictures, programs and the like.

    >>> check_kind(b"---\\ntitle: Battle of Safira\\n", "a.txt")
    """
    magic = magic_of(head)
    if magic is None:
        return
    slug = "binary-file" if magic.kind == "binary" else "unsupported-format"
    raise ReadError(
        slug,
        f"found {magic.name} by its first bytes, expected a text",
        hint=magic.advice,
        where=path,
    )


def check_text(head: bytes, encoding: str, path: str) -> None:
    """Refuse what has more zero bytes or controls than a text has.

    Raises:
        ReadError: ``binary-file``.

    >>> check_text(b"---\\ntitle: Battle of Safira\\n", "utf-8", "a.txt")
    """
    if encoding.startswith(("utf-16", "utf-32")) or not looks_binary(head[:HEAD_BYTES]):
        return
    raise ReadError(
        "binary-file",
        "found zero bytes or control characters in plenty, expected a text",
        hint="leave it out, or convert it to text first",
        where=path,
    )


def too_large(path: str, limit: int) -> ReadError:
    """The error of a document beyond the cap."""
    return ReadError(
        "too-large",
        f"found more than {limit} bytes, expected a document of at most limits.document_bytes",
        hint="split the file, or raise limits.document_bytes",
        where=path,
    )


def as_error(problem: Problem) -> ReadError:
    """A problem as the error it stands for."""
    return ReadError(
        problem.slug,
        problem.message,
        hint=problem.hint,
        where=problem.where,
        level=problem.level,
    )


def _read(stream: BinaryIO, size: int, path: str) -> bytes:
    """Up to ``size`` bytes, fewer only at the end."""
    pieces = []
    try:
        while size > 0:
            piece = stream.read(size)
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
    except (OSError, ValueError) as error:
        raise as_error(unreadable(path, error)) from error
    return b"".join(pieces)
