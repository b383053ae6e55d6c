"""What a supervisor and its worker say to one another, and how it goes through a pipe."""

from __future__ import annotations

from typing import BinaryIO, Generic, Literal, TypeVar

import msgspec

from warcorpus.config import Config
from warcorpus.model.values import Problem

Verb = Literal["read", "look", "survey"]
Trade = Literal["judge", "merge"]

WHOLE_FILE = -1
"""Ordinal of the opening of a file, before its first document."""

RECORD, REJECT, SURVEY, LOOKED = range(4)
"""Kinds of what comes back."""

Item = tuple[int, bytes]
"""Kind of an outcome and its bytes, see :mod:`warcorpus.model.carrying`."""

HANDSHAKE = b"\0warcorpus worker\n"
"""Written before the first message: whatever a start-up file of Python prints comes before it."""


class Hello(msgspec.Struct, tag=True, array_like=True):
    """The first message to a worker.

    Args:
        config: the settings of the run.
        duty: what it will be asked for, so that it has it at hand before its memory is limited.
    """

    config: Config
    duty: Verb | Trade = "read"


class Task(msgspec.Struct, tag=True, array_like=True):
    """One file.

    Args:
        number: its place in the run.
        verb: what is wanted of it.
        path: as it is recorded.
        location: where it lies, as the system writes it; None for a stream of the supervisor's.
        only: the one document that is wanted.
        member: the one member of an archive that is wanted.
        problem: why it cannot be read.
        before: documents with a smaller ordinal are passed over.
        without: members of an archive that are not opened again.
        part: of several that the documents of the file are dealt out to, see
            :class:`warcorpus.readers.door.Skip`.
        parts: how many there are.
    """

    number: int
    verb: Verb
    path: str
    location: bytes | None
    only: int | None
    member: str | None
    problem: Problem | None
    before: int = 0
    without: tuple[str, ...] = ()
    part: int = 0
    parts: int = 1


class Batch(msgspec.Struct, tag=True, array_like=True):
    """Files to work on, one after the other."""

    tasks: list[Task]


class Chunk(msgspec.Struct, tag=True, array_like=True):
    """Answer to `More`: bytes of a stream, or number and text of the error that it gave."""

    data: bytes
    error: tuple[int | None, str] | None = None


class Work(msgspec.Struct, tag=True, array_like=True):
    """Something to do with documents that were read, see :mod:`warcorpus.engines.desk`.

    Args:
        trade: what is to be done.
        records: number of the open file of records.
        views: number of the open file of views.
        items: bytes of what it is to be done with.
    """

    trade: Trade
    records: int
    views: int
    items: bytes


class Worked(msgspec.Struct, tag=True, array_like=True):
    """What came of each item."""

    results: list[bytes]


class Ready(msgspec.Struct, tag=True, array_like=True):
    """The worker has started."""


class Begun(msgspec.Struct, tag=True, array_like=True):
    """The worker is about to touch a document.

    Args:
        items: all outcomes of the document that it named before.
        ordinal: of the document, or `WHOLE_FILE`.
        source: what is known of it.
    """

    items: list[Item]
    ordinal: int
    source: bytes


class Ended(msgspec.Struct, tag=True, array_like=True):
    """A file is done with.

    Args:
        items: the last outcomes.
        behind: the file is to be read on from this ordinal; None at its end.
        without: a member of the archive that is not to be opened again.
    """

    items: list[Item]
    behind: int | None = None
    without: str | None = None


class More(msgspec.Struct, tag=True, array_like=True):
    """The worker wants up to so many bytes of the stream."""

    size: int


class Alive(msgspec.Struct, tag=True, array_like=True):
    """The worker passes over documents that are not wanted."""


class Refused(msgspec.Struct, tag=True, array_like=True):
    """The run cannot go on: an error that is not of one document."""

    kind: str
    slug: str
    message: str
    hint: str
    where: str


ToWorker = Hello | Batch | Chunk | Work
FromWorker = Ready | Begun | Ended | More | Alive | Refused | Worked

Message = TypeVar("Message")

_LENGTH = 8
"""Bytes of the number that says how long a message is."""


def framed(message: msgspec.Struct) -> bytes:
    """A message as it goes through a pipe: its length, then its bytes."""
    data = msgspec.msgpack.encode(message)
    return len(data).to_bytes(_LENGTH, "little") + data


class Receiver(Generic[Message]):
    """The messages that come out of a pipe.

    Args:
        stream: the end of the pipe to read from.
        kinds: the union of the messages that may come.
        most: longest message in bytes.
    """

    def __init__(self, stream: BinaryIO, kinds: type[Message], most: int) -> None:
        self._stream = stream
        self._decoder = msgspec.msgpack.Decoder(kinds)
        self._most = most

    def receive(self) -> Message | None:
        """The next message; None at the end, also in the middle of a message.

        Raises:
            ValueError: what came is no message.
        """
        head = self._stream.read(_LENGTH)
        if len(head) < _LENGTH:
            return None
        length = int.from_bytes(head, "little")
        if length > self._most:
            raise ValueError(f"a message of {length} bytes")
        data = self._stream.read(length)
        return self._decoder.decode(data) if len(data) == length else None
