"""The process that reads documents for a supervisor, which lives if it dies.

It is started as ``python -P -c "…; from warcorpus.engines.worker import main; main()"`` and speaks
through its standard input and output. Before it touches a document it names it, so that the
supervisor knows what it died of.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import define, field, frozen

from warcorpus.config import Config
from warcorpus.engines.limits import Allowance
from warcorpus.engines.messages import (
    HANDSHAKE,
    LOOKED,
    RECORD,
    REJECT,
    SURVEY,
    WHOLE_FILE,
    Alive,
    Batch,
    Begun,
    Chunk,
    Ended,
    FromWorker,
    Hello,
    Item,
    More,
    Ready,
    Receiver,
    Refused,
    Task,
    ToWorker,
    Trade,
    Verb,
    Work,
    Worked,
    framed,
)
from warcorpus.errors import ReadError, WarcorpusError
from warcorpus.model.carrying import carry
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.readers.door import Skip, read_file
from warcorpus.readers.guarding import too_much_memory
from warcorpus.readers.registry import registered
from warcorpus.readers.rejects import Reject
from warcorpus.readers.surveying import Survey, survey_file
from warcorpus.sources.walking import Input

if TYPE_CHECKING:
    from warcorpus.engines.desk import Desk

_LONGEST_ORDER = 2**30
_STILL_ALIVE = 0.5
_CHUNK = 2**18
_SPENT = "too-much-memory"
"""Slug after which a worker leaves: a fresh one has all its memory."""


def main() -> None:
    """Work until the supervisor closes the pipe."""
    line = _Line(*_taken_streams())
    try:
        hello = line.next()
        if isinstance(hello, Hello):
            registered()
            _prepare(hello.duty)
            _work(line, hello.config)
    except WarcorpusError as error:
        line.say(_refusal(error))
        line.flush()
    os._exit(0)  # nothing here is worth tidying up


def _prepare(duty: Verb | Trade) -> None:
    """Import what only some orders need, while there is memory for it."""
    if duty == "look":
        import warcorpus.engines.looking
    elif duty in ("judge", "merge"):
        import warcorpus.engines.desk  # noqa: F401


def _taken_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes, under numbers of their own: what a reader prints must not get into them."""
    own_in, own_out = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return os.fdopen(own_in, "rb"), os.fdopen(own_out, "wb", buffering=0)


class _Line:
    """The line to the supervisor; the process ends when the supervisor hangs up."""

    def __init__(self, orders: BinaryIO, answers: BinaryIO) -> None:
        self._answers = answers
        self._unsent: list[bytes] = []
        self._orders: SimpleQueue[ToWorker] = SimpleQueue()
        answers.write(HANDSHAKE)
        listener = Thread(target=self._listen, args=(orders,), daemon=True)
        listener.start()

    def _listen(self, stream: BinaryIO) -> None:
        receiver: Receiver[ToWorker] = Receiver(stream, ToWorker, _LONGEST_ORDER)  # type: ignore[arg-type]
        while (message := receiver.receive()) is not None:
            self._orders.put(message)
        os._exit(0)

    def next(self) -> ToWorker:
        """Wait for the next order."""
        return self._orders.get()

    def say(self, message: FromWorker) -> None:
        """Send a message with the next `flush`."""
        self._unsent.append(framed(message))

    def flush(self) -> None:
        """Send what was said; waits while the supervisor is busy."""
        view = memoryview(b"".join(self._unsent))
        self._unsent.clear()
        try:
            while view:
                view = view[self._answers.write(view) or 0 :]
        except OSError:
            os._exit(1)  # the supervisor is gone


def _work(line: _Line, config: Config) -> None:
    allowance = Allowance(config.limits)
    allowance.fix()
    line.say(Ready())
    line.flush()
    desk: Desk | None = None
    while True:
        order = line.next()
        if isinstance(order, Work):
            from warcorpus.engines.desk import Desk

            desk = desk or Desk(config, order.records, order.views)
            _at_desk(line, desk, order, allowance)
        elif isinstance(order, Batch):
            for task in order.tasks:
                if not _File(task, config, line, allowance).work():
                    break
        line.flush()


def _at_desk(line: _Line, desk: Desk, work: Work, allowance: Allowance) -> None:
    """Do what is to be done with documents that were read; each item has the time of one."""
    results = []
    allowance.renew()
    for result in desk.results(work.trade, work.items):
        results.append(result)
        allowance.renew()
    allowance.pause()
    line.say(Worked(results))


@define
class _File:
    """One file on its way through the worker."""

    task: Task
    config: Config
    line: _Line
    allowance: Allowance
    ordinal: int = WHOLE_FILE
    source: Source = field(default=Source(""))
    items: list[Item] = field(factory=list)
    told: float = 0.0
    reached: int = 0

    def work(self) -> bool:
        """All its outcomes, or one reject and the word to go on behind it; then False."""
        failure = self._tried()
        if failure is None:
            self.line.say(Ended(self.items))
            return True
        opening = self.ordinal == WHOLE_FILE
        reject = Reject.of(failure, self.source, "open" if opening else "read")
        member = self.source.member if opening else None
        ends = opening and member is None
        behind = None if ends else self.reached if opening else self.ordinal + 1
        self.line.say(Ended([(REJECT, carry(reject))], behind, member))
        if failure.slug == _SPENT:
            self.line.flush()
            os._exit(0)
        return ends

    def _tried(self) -> ReadError | None:
        """What the current document failed of; the error itself holds on to its memory."""
        try:
            for outcome in self._outcomes():
                self.items.append(_item(outcome))
                if isinstance(outcome, Reject) and outcome.problem.slug == _SPENT:
                    return outcome.error()
        except MemoryError:
            pass
        except WarcorpusError:
            raise
        except Exception as error:  # a defect, ours or a plug-in's: it costs this document
            return _failed(f"{type(error).__name__}: {error}")
        else:
            return None
        return too_much_memory()

    def _outcomes(self) -> Iterator[Any]:
        one = self._input()
        if self.task.verb == "survey":
            self.announce(WHOLE_FILE, Source(one.path))
            yield from survey_file(one, self.config)
            return
        self.reached = self.task.before
        task = self.task
        members = frozenset(task.without)
        skip = _Passing(task.before, frozenset(), members, task.part, task.parts, self._passed)
        found = read_file(one, self.config, announce=self.announce, skip=skip)
        if self.task.verb == "look":
            from warcorpus.engines.looking import look

            for outcome in found:
                yield from look(outcome, self.config)
        else:
            yield from found

    def announce(self, ordinal: int, source: Source) -> None:
        """Send what was found, and the name of the document that is touched next."""
        if ordinal == self.ordinal == WHOLE_FILE and source == self.source and self.told:
            self._passed()
            return
        items, self.items = self.items, []
        self.reached = self.reached if ordinal == WHOLE_FILE else ordinal + 1
        self.ordinal, self.source, self.told = ordinal, source, time.monotonic()
        self.line.say(Begun(items, ordinal, carry(source)))
        self._waiting(self.line.flush)

    def _passed(self) -> None:
        """A document is passed over: that takes time, but none of any document."""
        self.allowance.renew()
        now = time.monotonic()
        if now - self.told > _STILL_ALIVE:
            self.told = now
            self.line.say(Alive())
            self._waiting(self.line.flush)

    def _waiting(self, for_supervisor: Callable[[], None]) -> None:
        self.allowance.pause()
        for_supervisor()
        self.allowance.renew()

    def _input(self) -> Input:
        task = self.task
        location, stream = None, None
        if task.location is not None:
            location = Path(os.fsdecode(task.location))
        else:
            stream = io.BufferedReader(_Asked(self), _CHUNK)
        return Input(task.path, location, stream, task.only, task.member, task.problem)

    def ask(self, size: int) -> bytes:
        """Bytes of a stream that the supervisor holds."""
        self.line.say(More(size))
        self._waiting(self.line.flush)
        answer = self.line.next()
        assert isinstance(answer, Chunk)  # noqa: S101  no other order comes now
        if answer.error is not None:
            raise OSError(*answer.error)
        return answer.data


@frozen
class _Passing(Skip):
    """Tells of every document that is passed over."""

    tell: Callable[[], None] = field(default=lambda: None, eq=False)

    def __contains__(self, ordinal: int) -> bool:
        if not super().__contains__(ordinal):
            return False
        self.tell()
        return True


class _Asked(io.RawIOBase):
    """A stream of the supervisor's, read through the line."""

    def __init__(self, file: _File) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.ask(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _item(outcome: Any) -> Item:
    kinds = {Record: RECORD, Reject: REJECT, Survey: SURVEY}
    return next((kinds[kind] for kind in kinds if isinstance(outcome, kind)), LOOKED), carry(
        outcome
    )


def _failed(what: str) -> ReadError:
    return ReadError(
        "reader-failed",
        f"found {what[:200]} while it was read, expected a record",
        hint="please report it with the document",
    )


def _refusal(error: WarcorpusError) -> Refused:
    kind = type(error).__name__
    return Refused(kind, error.slug, error.message, error.hint, error.where)
