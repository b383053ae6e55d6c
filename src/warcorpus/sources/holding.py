"""Containers again, long after they were read: any place in them, in any order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field

from warcorpus.config.settings import LimitsConfig
from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.sources.opening import Opened, open_input
from warcorpus.sources.refusing import Refusal
from warcorpus.sources.unpacking import unpacked
from warcorpus.sources.walking import Input

_DEFAULT = LimitsConfig()
_MOST_FILES = 64
"""Files that are kept open; a process may open 256 on some systems."""

# Who asks for a place names a document that was read before, under limits that are not known
# any more. No more is unpacked than it takes to reach it.
_UNLIMITED = evolve(
    _DEFAULT,
    container_depth=sys.maxsize,
    container_ratio=sys.maxsize,
    members=sys.maxsize,
)

Place = tuple[tuple[str, ...], str | None]
"""The containers, outermost first, and the member."""


@define
class HeldFiles:
    """The members of containers; what was unpacked stays in memory up to a limit.

    Args:
        limit: bytes that are held in all. Within it each file is unpacked once, whatever the
            order of the questions; beyond it, again for each step backwards.
    """

    limit: int = _DEFAULT.member_bytes
    _files: dict[Path, _HeldFile] = field(factory=dict, init=False)

    def read(self, file: Path, place: Place, start: int, end: int | None) -> bytes | None:
        """Bytes of a member.

        Args:
            file: the container.
            place: as a ``Source`` has it.
            start: first byte in the unpacked member.
            end: one past the last; None for the end of the member.

        Returns:
            None if there is no such file or member; fewer bytes if it ends before.
        """
        held = self._files.pop(file, None) or _HeldFile(file, self.limit)
        self._files[file] = held  # the last one used stands last
        data = held.read(place, start, end)
        total = sum(one.size for one in self._files.values())
        while len(self._files) > 1 and (total > self.limit or len(self._files) > _MOST_FILES):
            total -= self._files.pop(next(iter(self._files))).close()
        return data


@define
class _HeldFile:
    """One file, and its members as far as they were passed."""

    file: Path
    limit: int
    size: int = 0
    _coming: Iterator[Opened | Refusal] | None = None
    _held: dict[Place, _Window] = field(factory=dict)
    _current: Place | None = None
    _passed: set[Place] = field(factory=set)
    _complete: bool = False

    def read(self, place: Place, start: int, end: int | None) -> bytes | None:
        window = self._window(place)
        if window is not None and start < window.base:
            self.close()
            window = self._window(place)
        if window is None:
            return None
        before = len(window.data)
        window.reach(end, self.limit, start)
        self.size += len(window.data) - before
        return window.slice(start, end)

    def close(self) -> int:
        """Forget all bytes; how many it was."""
        size, self.size = self.size, 0
        self._held.clear()
        self._coming = self._current = None
        return size

    def _window(self, place: Place) -> _Window | None:
        """The member, if it is held or comes; from the beginning again if it was passed."""
        if place in self._held:
            return self._held[place]
        if place in self._passed:
            self.close()
        elif self._complete:
            return None
        return self._search(place)

    def _search(self, place: Place) -> _Window | None:
        if self._coming is None:
            self._coming = _members(self.file)
        self._finish()
        for opened in self._coming:
            if isinstance(opened, Refusal):
                continue
            self._current = (opened.containers, opened.member)
            self._passed.add(self._current)
            window = self._held[self._current] = _Window(opened.chunks())
            if self._current == place:
                return window
            self._finish()
        self._current, self._complete = None, True
        return None

    def _finish(self) -> None:
        """Hold the rest of the current member, before the next one makes it unreadable."""
        if self._current is None:
            return
        window = self._held[self._current]
        before = len(window.data)
        window.reach(None, self.limit)
        self.size += len(window.data) - before
        if window.base > 0:
            self._forget(self._current)
        while self.size > self.limit and self._held:
            self._forget(next(iter(self._held)))
        self._current = None

    def _forget(self, place: Place) -> None:
        self.size -= len(self._held.pop(place).data)


@define
class _Window:
    """The bytes of a member, as far as they were read; the last ones if there are very many."""

    pieces: Iterator[bytes]
    base: int = 0
    data: bytearray = field(factory=bytearray)

    def reach(self, end: int | None, limit: int, start: int = sys.maxsize) -> None:
        """Read on to ``end``, and drop what is beyond the limit and before ``start``.

        What a damaged file still gives counts.
        """
        try:
            while end is None or self.base + len(self.data) < end:
                piece = next(self.pieces, None)
                if piece is None:
                    return
                self.data += piece
                surplus = max(min(len(self.data) - limit, start - self.base), 0)
                self.base += surplus
                del self.data[:surplus]
        except ReadError:
            return

    def slice(self, start: int, end: int | None) -> bytes:
        """Bytes from ``start`` to ``end``, as far as they are there."""
        stop = len(self.data) if end is None else max(end - self.base, 0)
        return bytes(self.data[max(start - self.base, 0) : stop])


def _members(file: Path) -> Iterator[Opened | Refusal]:
    try:
        with open_input(Input(file.name, file)) as opened:
            yield from unpacked(opened, _UNLIMITED)
    except ReadError:
        return
