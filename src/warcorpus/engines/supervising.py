"""Files go to a worker, outcomes come back; what it dies of is tried once more, then rejected."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from attrs import define, field, frozen

from warcorpus.config import Config
from warcorpus.engines.messages import (
    REJECT,
    WHOLE_FILE,
    Alive,
    Batch,
    Begun,
    Chunk,
    Ended,
    FromWorker,
    Item,
    More,
    Task,
)
from warcorpus.engines.process import Died, Worker
from warcorpus.engines.streams import Replayed
from warcorpus.errors import EngineError, ReadError
from warcorpus.model.carrying import carried, carry
from warcorpus.model.source import Source
from warcorpus.readers.rejects import Reject

_BATCH = 32
"""Files that are handed out at once; a round trip is then no cost of a small file."""

_MOST_DEATHS = 1_000
"""Workers that one file may cost; a file that kills each of them must not hold up the others."""

_IDLE_DEATHS = 3
"""Workers in a row that may die without a document in their hands."""


@frozen
class Found:
    """One outcome.

    Args:
        number: of the file.
        item: kind and bytes.
        source: bytes of what is known of the document.
        ordinal: of the document; of the next one if the file itself, or a member of it, failed.
        is_whole: whether that is so.
        in_parts: whether the file is read in parts, of which this is one.
    """

    number: int
    item: Item
    source: bytes
    ordinal: int = 0
    is_whole: bool = False
    in_parts: bool = False


@frozen
class _Touched:
    """The document that the worker has in its hands.

    Args:
        number: of the file.
        ordinal: of the document, or `WHOLE_FILE` while a file or a member is opened.
        source: what is known of it.
        reached: the first document whose outcomes are not known yet.
        in_parts: whether others read other parts of the file.
    """

    number: int
    ordinal: int
    source: bytes
    reached: int
    in_parts: bool

    def gave(self, item: Item) -> Found:
        """An outcome of it."""
        is_whole = self.ordinal == WHOLE_FILE
        ordinal = self.reached if is_whole else self.ordinal
        return Found(self.number, item, self.source, ordinal, is_whole, self.in_parts)


@define
class Supervisor:
    """One worker at a time, and the files that it is to read.

    Args:
        config: its ``read`` and ``limits`` count.
        streams: the open files among them, by number.
    """

    config: Config
    streams: Mapping[int, Replayed]
    _worker: Worker | None = None
    _touched: _Touched | None = None
    _waiting: deque[Task] = field(factory=deque)
    _deaths: Counter[tuple[int, int]] = field(factory=Counter)
    _of_file: Counter[int] = field(factory=Counter)
    _idle: int = 0
    _alone: bool = False
    _stopped: bool = False

    def found(self, tasks: Sequence[Task]) -> Iterator[Found]:
        """The outcomes of files, in their order.

        Raises:
            EngineError: no worker can be had.
            WarcorpusError: the run cannot go on.
        """
        self._waiting.extend(tasks)
        while self._waiting and not self._stopped:
            try:
                yield from self._handed_out()
            except Died as death:
                self.close()
                yield from self._after(death)

    def stop(self) -> None:
        """End the work, from another thread than that which asks for outcomes."""
        self._stopped = True
        if self._worker is not None:
            self._worker.kill()

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def _handed_out(self) -> Iterator[Found]:
        """Give the worker some files, and wait until it is done with them."""
        if self._worker is None:
            self._worker = Worker(self.config, self._waiting[0].verb)
        if self._stopped:
            raise Died("the end of the run", False)
        count = 1 if self._alone else _BATCH
        batch = [self._waiting[at] for at in range(min(count, len(self._waiting)))]
        self._alone, self._touched = False, None
        for task in batch:
            if task.number in self.streams:
                self.streams[task.number].rewind()
        self._worker.send(Batch(batch))
        left = len(batch)
        while left:
            message = self._worker.receive()
            if isinstance(message, More):
                self._worker.send(self._chunk(message.size))
            elif isinstance(message, Ended):
                left = left - 1 if message.behind is None else 0
                yield from self._items(message.items)
                self._ended(message)
            else:
                yield from self._begun(message)

    def _begun(self, message: FromWorker) -> Iterator[Found]:
        if isinstance(message, Alive):
            return
        if not isinstance(message, Begun):
            raise Died("an answer out of place", False)
        yield from self._items(message.items)
        self._idle = 0
        task, before = self._waiting[0], self._touched
        if message.ordinal != WHOLE_FILE:
            reached = message.ordinal
            # It is beyond what it may have died of while it opened the file.
            self._deaths.pop((task.number, WHOLE_FILE), None)
        elif before is None:
            reached = task.before
        else:
            reached = before.reached if before.ordinal == WHOLE_FILE else before.ordinal + 1
        self._touched = _Touched(
            task.number, message.ordinal, message.source, reached, task.parts > 1
        )

    def _items(self, items: Sequence[Item]) -> Iterator[Found]:
        touched = self._touched
        if items and touched is None:
            raise Died("an outcome of no document", False)
        for item in items:
            assert touched is not None  # noqa: S101
            yield touched.gave(item)

    def _ended(self, message: Ended) -> None:
        """The first file is done with, or goes on in another reading of it."""
        self._touched = None
        task = self._waiting.popleft()
        if message.behind is not None:
            self._waiting.appendleft(_rest_of(task, message.behind, message.without))

    def _after(self, death: Died) -> Iterator[Found]:
        """Put the rest in order again; the culprit becomes a reject if it must."""
        touched, self._touched = self._touched, None
        if touched is None:
            self._idle += 1
            if self._idle > _IDLE_DEATHS:
                raise EngineError(
                    "worker-unavailable",
                    f"found workers that die one after the other ({death.how}), expected one that "
                    "waits for documents",
                    hint="look whether something on this machine ends processes",
                )
            return
        self._alone = True
        task = self._waiting.popleft()
        file, ordinal = touched.number, touched.ordinal
        self._deaths[file, ordinal] += 1
        self._of_file[file] += 1
        if not death.slow and self._deaths[file, ordinal] == 1:
            self._waiting.appendleft(_rest_of(task, touched.reached))
            return
        yield self._reject(touched, _too_slow(self.config) if death.slow else _died(death))
        member = carried(Source, touched.source).member
        if ordinal == WHOLE_FILE and member is None:
            return
        if self._of_file[file] >= _MOST_DEATHS:
            yield self._reject(touched, _given_up())
        elif ordinal == WHOLE_FILE:
            del self._deaths[file, ordinal]
            self._waiting.appendleft(_rest_of(task, touched.reached, member))
        else:
            self._waiting.appendleft(_rest_of(task, ordinal + 1))

    def _reject(self, touched: _Touched, error: ReadError) -> Found:
        source = carried(Source, touched.source)
        error.where = source.address
        stage = "open" if touched.ordinal == WHOLE_FILE else "read"
        reject = Reject.of(error, source, stage)  # type: ignore[arg-type]  # one of the stages
        return touched.gave((REJECT, carry(reject)))

    def _chunk(self, size: int) -> Chunk:
        """Bytes of the stream that the worker reads."""
        try:
            return Chunk(self.streams[self._waiting[0].number].read(size))
        except OSError as error:
            return Chunk(b"", (error.errno, error.strerror or str(error)))
        except ValueError as error:  # it was closed
            return Chunk(b"", (None, str(error)))


def _rest_of(task: Task, before: int, without: str | None = None) -> Task:
    """What is still to be read of a file."""
    left_out = (*task.without, without) if without is not None else task.without
    return msgspec.structs.replace(task, before=before, without=left_out)


def _too_slow(config: Config) -> ReadError:
    limits = config.limits
    return ReadError(
        "too-slow",
        f"found no end after {limits.cpu_seconds} s of CPU time or {limits.wall_seconds} s "
        "altogether, expected a document that takes less",
        hint="split the document, or raise limits.cpu_seconds and limits.wall_seconds",
    )


def _died(death: Died) -> ReadError:
    return ReadError(
        "worker-died",
        f"found that reading the document ends the process, twice, with {death.how}, expected a "
        "record",
        hint="please report it with the document; the others are read",
    )


def _given_up() -> ReadError:
    return ReadError(
        "worker-died",
        f"found {_MOST_DEATHS} ends of the process in this file, expected fewer; the rest of it "
        "is not read",
        hint="name another reader with --reader NAME, or leave the file out",
    )
