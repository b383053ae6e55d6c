"""The one door through which documents are read: paths in, records and rejects out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from attrs import define, field, frozen

from warcorpus.config import DEFAULT, Config
from warcorpus.errors import ConfigError, ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import MergedRecord, Record
from warcorpus.model.source import Source
from warcorpus.model.values import Problem
from warcorpus.readers.base import Reader, Sniff
from warcorpus.readers.documents import Documents, Outcome, head_of, suffix_of
from warcorpus.readers.registry import find_reader
from warcorpus.readers.rejects import Reject, Stage
from warcorpus.readers.sniffing import settle, sniff_text
from warcorpus.readers.torn import check_untorn
from warcorpus.sources import Decoded, Input, Opened, Refusal, open_input, unpacked, walk
from warcorpus.sources.walking import PathLike
from warcorpus.text.crosswalk import check_roles

__all__ = ["Outcome", "Reject", "Skip", "read_documents", "read_file", "read_string", "sniff"]

Announce = Callable[[int, Source], None]
"""Told the number of the next document of a file, and what is known of it, before it is touched;
-1 stands for the file itself while it is opened."""


BLOCK = 32
"""Documents in a row that one of several processes reads of a file."""


@frozen
class Skip:
    """Documents of a file that are not read: those before a number, and those of other parts.

    Who reads a file in a process that may die needs it to go on behind the document that did it,
    or behind the member of an archive that could not even be opened. Where several processes read
    one file, each passes over what the others read.

    Args:
        before: documents with a smaller number are passed over.
        also: numbers of further ones.
        members: members of an archive that are not opened.
        part: blocks of :data:`BLOCK` documents are dealt out to parts in turn; only those of this
            one are read.
        parts: how many there are.

    >>> 3 in Skip(before=4), 4 in Skip(before=4)
    (True, False)
    >>> [BLOCK in Skip(part=part, parts=2) for part in (0, 1)]
    [True, False]
    """

    before: int = 0
    also: frozenset[int] = frozenset()
    members: frozenset[str] = frozenset()
    part: int = 0
    parts: int = 1

    def __contains__(self, ordinal: int) -> bool:
        elsewhere = ordinal // BLOCK % self.parts != self.part
        return elsewhere or ordinal < self.before or ordinal in self.also


def _unheard(_ordinal: int, _source: Source) -> None:
    """Nobody watches."""


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
        ConfigError: an unknown reader, encoding or role of a column, or a text where a path is
            meant.

    >>> from io import BytesIO
    >>> [outcome.problem.slug for outcome in read_documents([BytesIO(b"  ")])]
    ['empty-file']
    """
    if config.read.reader is not None:
        find_reader(config.read.reader)
    check_roles(config.read.columns)
    for is_record, group in groupby(paths, lambda path: isinstance(path, Record)):
        if is_record:
            for record in group:
                yield from _passed(record)  # type: ignore[arg-type]  # grouped by its type
        else:
            for one in walk(group):  # type: ignore[arg-type]
                yield from read_file(one, config)


def read_file(
    one: Input,
    config: Config = DEFAULT,
    *,
    announce: Announce = _unheard,
    skip: Skip = Skip(),
) -> Iterator[Outcome]:
    """The documents of one file.

    Args:
        one: the file.
        config: its ``read`` and ``limits`` count.
        announce: told of each document before it is touched; the outcomes that follow are its.
        skip: numbers of documents that are passed over.
    """
    yield from _Visit(one, config, announce, skip).outcomes()


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
        path: a file or an open binary file; of an archive the first member.

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
        for member in unpacked(opened, DEFAULT.limits):
            if isinstance(member, Refusal):
                raise member.error
            source = Source(member.path, member.member)
            return sniff_text(head_of(member, DEFAULT).text, suffix_of(source))
    return []


@define
class _Visit:
    """One file while it is read: how far it has come, and what is known of it."""

    one: Input
    config: Config
    announce: Announce
    skip: Skip
    stage: Stage = "open"
    source: Source = field(default=Source(""))
    ordinal: int = 0  # documents so far, those of all members of an archive
    index: int = 0  # documents of this member so far
    found: bool = False

    def outcomes(self) -> Iterator[Outcome]:
        """All documents; an error of the file itself is one reject more."""
        self.source = Source(self.one.path)
        self.announce(-1, self.source)
        try:
            with open_input(self.one) as opened:
                for member in unpacked(opened, self.config.limits):
                    yield from self._member(member)
            self._check_found()
        except ReadError as error:
            if self._begin(self.source):
                yield Reject.of(error, self.source, self.stage)

    def _member(self, member: Opened | Refusal) -> Iterator[Outcome]:
        """The documents of the file itself, or of one that stands in it."""
        self.stage, self.index = "open", 0
        if self.one.member not in (None, member.member):
            return
        if member.member in self.skip.members:
            self.found = True  # who watches has told of it
            return
        self.source = Source(self.one.path, member.member, containers=member.containers)
        self.announce(-1, self.source)
        if isinstance(member, Refusal):
            yield from self._rejected(member.error, self.source)
            return
        try:
            yield from self._documents(member)
        except ReadError as error:
            yield from self._rejected(error, self._facts(member))

    def _rejected(self, error: ReadError, source: Source) -> Iterator[Outcome]:
        self.found = True
        if self._begin(source):
            yield Reject.of(error, source, self.stage)

    def _check_found(self) -> None:
        if not self.found:
            self.stage = "read"
            raise ReadError(
                "no-document",
                "found no such document in the file, expected one",
                hint="name another one, or another reader with --reader NAME",
            )

    def _begin(self, source: Source) -> bool:
        """Whether the next document is wanted; who watches is told before it is touched."""
        ordinal, self.ordinal = self.ordinal, self.ordinal + 1
        if ordinal in self.skip:
            return False
        self.announce(ordinal, source)
        return True

    def _documents(self, opened: Opened) -> Iterator[Outcome]:
        self.stage = "decode"
        head = head_of(opened, self.config)
        reader, doubt = self._reader(head)
        if reader.restores and self.one.location is not None and not opened.containers:
            self.stage = "read"
            check_untorn(self.one.location, self.one.path)
        problems = (doubt,) if doubt else ()
        if reader.split is not None:
            documents = Documents(reader, self.config, head, problems, self.skip.parts > 1)
            yield from self._many(opened, head, documents)
        elif self.one.only in (None, 0):
            self.found = True
            yield from self._single(opened, reader, problems)

    def _reader(self, head: Decoded) -> tuple[Reader, Problem | None]:
        self.stage = "sniff"
        if self.config.read.reader is not None:
            return find_reader(self.config.read.reader), None
        name, doubt = settle(sniff_text(head.text, suffix_of(self.source)), self.one.path)
        return find_reader(name), doubt

    def _single(
        self, opened: Opened, reader: Reader, problems: tuple[Problem, ...]
    ) -> Iterator[Outcome]:
        """A file that is one document."""
        self.stage = "read"
        data = opened.read(self.config.limits.document_bytes)
        source = evolve(self.source, sha256=opened.digest, size=len(data), byte_end=len(data))
        found = (*problems, *opened.problems)
        opened.problems.clear()
        if self._begin(source):
            self.index = 1
            yield from Documents(reader, self.config, None, found).whole(data, source)

    def _many(self, opened: Opened, head: Decoded, documents: Documents) -> Iterator[Outcome]:
        """A file of many documents; each is decoded by itself."""
        self.stage = "read"
        for piece in documents.pieces(opened, head):
            index, self.index = self.index, self.index + 1
            if self.one.only in (None, index):
                self.found = True
                source = documents.source_of(piece, self.source, index)
                if self._begin(source):
                    yield from documents.outcomes(piece, source)
                elif self.skip.part:
                    documents.problems = ()  # told by the first document, which is read elsewhere
            else:
                self.announce(-1, self.source)  # looking for the one takes nobody's time

    def _facts(self, opened: Opened) -> Source:
        """What is known of a file that gave no record: the digest of the bytes read."""
        opened.drain(self.config.limits.document_bytes)
        index = self.index if self.index > 1 else 0
        return evolve(self.source, index=index, sha256=opened.digest, size=opened.size)


def _passed(record: Record) -> Iterator[Record]:
    """A record that stands among the paths; a merged one stands for its witnesses."""
    from warcorpus.model.wire import from_wire, to_wire

    if not isinstance(record, MergedRecord):
        yield record
    else:
        yield from record.witnesses or from_wire(to_wire(record))
