"""Outcomes of several workers, put down as they come and taken in the order of the files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from threading import Condition, Thread

from attrs import define, field

from warcorpus.config import Config
from warcorpus.engines.messages import Item, Task
from warcorpus.engines.streams import Replayed
from warcorpus.engines.supervising import Found, Supervisor

_HELD = 2**25
"""Bytes of outcomes that wait for those of earlier files, all together."""

_HELD_OF_A_FILE = 2**23
"""Bytes of outcomes of the file whose turn it is, or a part of it, that wait to be taken."""

_HANDFULS = 4
"""Parts that the files of each worker are dealt out in, so that none is idle at the end."""

_LARGEST_HANDFUL = 64

_Place = tuple[int, int]
"""A file and which part of it."""


@define
class Shelf:
    """Outcomes of several workers, put down by file and taken in the order of the files.

    A worker that is far ahead waits: what lies here is bounded, but the file whose turn it is
    always has room.

    Args:
        config: for the workers.
        streams: the open files among the inputs, by number.
    """

    config: Config
    streams: Mapping[int, Replayed]
    _lock: Condition = field(factory=Condition)
    _lying: dict[_Place, deque[Found]] = field(factory=dict)
    _sizes: dict[_Place, int] = field(factory=dict)
    _done: set[_Place] = field(factory=set)
    _parts: dict[int, list[_Place]] = field(factory=dict)
    _turn: int = 0
    _told: set[Item] = field(factory=set)
    _error: BaseException | None = None
    _stopped: bool = False
    _supervisors: list[Supervisor] = field(factory=list)

    def found(self, tasks: Sequence[Task], jobs: int) -> Iterator[Found]:
        """All outcomes: files in their order, the documents of a file in theirs.

        Args:
            tasks: numbered from 0, in order; parts of one file follow each other.
            jobs: how many workers.
        """
        for task in tasks:
            self._parts.setdefault(task.number, []).append((task.number, task.part))
        handfuls = _handfuls(tasks, jobs)
        lanes = [Thread(target=self._lane, args=(handfuls,), daemon=True) for _ in range(jobs)]
        try:
            for lane in lanes:
                lane.start()
            while self._turn in self._parts:
                yield from self._take()
        finally:
            self._stop()
            for lane in lanes:
                lane.join()

    def _lane(self, handfuls: Iterator[Sequence[Task]]) -> None:
        """One worker's thread."""
        supervisor = Supervisor(self.config, self.streams)
        with self._lock:
            self._supervisors.append(supervisor)
        try:
            while True:
                with self._lock:
                    handful = None if self._stopped else next(handfuls, None)
                if handful is None:
                    break
                self._work(supervisor, handful)
        except BaseException as error:  # it is raised where the outcomes are taken
            with self._lock:
                self._error = self._error or error
                self._lock.notify_all()
        finally:
            supervisor.close()

    def _work(self, supervisor: Supervisor, handful: Sequence[Task]) -> None:
        at, part = handful[0].number, handful[0].part
        for found in supervisor.found(handful):
            self._finish(at, found.number, part)
            at = found.number
            if not self._put(found, (at, part)):
                return
        self._finish(at, handful[-1].number + 1, part)

    def _put(self, found: Found, place: _Place) -> bool:
        """Put an outcome down; False if nobody wants it any more."""
        with self._lock:
            self._lock.wait_for(lambda: self._stopped or self._has_room(place))
            self._lying.setdefault(place, deque()).append(found)
            self._sizes[place] = self._sizes.get(place, 0) + len(found.item[1])
            self._lock.notify_all()
            return not self._stopped

    def _has_room(self, place: _Place) -> bool:
        if place[0] == self._turn:
            return self._sizes.get(place, 0) < _HELD_OF_A_FILE
        return sum(self._sizes.values()) < _HELD

    def _finish(self, first: int, behind: int, part: int) -> None:
        """Nothing more comes of these files, or of this part of one."""
        if first < behind:
            with self._lock:
                self._done.update((number, part) for number in range(first, behind))
                self._lock.notify_all()

    def _take(self) -> list[Found]:
        """What lies there of the file whose turn it is; then it is the next one's."""
        with self._lock:
            places = self._parts[self._turn]
            self._lock.wait_for(lambda: self._error or all(map(self._is_known, places)))
            if self._error is not None:
                raise self._error
            taken = list(self._merged(places))
            if self._done.issuperset(places) and not any(map(self._lying.get, places)):
                self._turn_over(places)
            self._lock.notify_all()
            return taken

    def _turn_over(self, places: Sequence[_Place]) -> None:
        """The file is done with."""
        for place in places:
            self._lying.pop(place, None)
            self._sizes.pop(place, None)
        self._done.difference_update(places)
        self._told.clear()
        self._turn += 1

    def _is_known(self, place: _Place) -> bool:
        """Whether the next outcome of a part is there, or that there is none."""
        return bool(self._lying.get(place)) or place in self._done

    def _merged(self, places: Sequence[_Place]) -> Iterator[Found]:
        """Outcomes in the order of the documents, as long as it is known which is the next."""
        while all(map(self._is_known, places)):
            waiting = [place for place in places if self._lying.get(place)]
            if not waiting:
                return
            first = min(waiting, key=lambda place: (self._lying[place][0].ordinal, place))
            found = self._lying[first].popleft()
            self._sizes[first] -= len(found.item[1])
            if not (found.is_whole and found.item in self._told):
                yield found
            if found.is_whole:
                self._told.add(found.item)  # every part meets what is wrong with the whole

    def _stop(self) -> None:
        """No worker goes on."""
        with self._lock:
            self._stopped = True
            self._lock.notify_all()
            supervisors = list(self._supervisors)
        for supervisor in supervisors:
            supervisor.stop()


def _handfuls(tasks: Sequence[Task], jobs: int) -> Iterator[Sequence[Task]]:
    """Tasks that a worker takes at once: some files, or a part of one."""
    size = max(1, min(_LARGEST_HANDFUL, len(tasks) // (jobs * _HANDFULS)))
    at = 0
    while at < len(tasks):
        behind = at + 1
        while behind < min(at + size, len(tasks)) and tasks[at].parts == tasks[behind].parts == 1:
            behind += 1
        yield tasks[at:behind]
        at = behind
