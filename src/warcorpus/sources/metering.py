"""How much comes out of a container for what goes in: the guard against bombs."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from warcorpus.config.settings import LimitsConfig
from warcorpus.sources.refusing import bomb

_BOMBS = 8
"""So many bombs in an archive cost themselves alone; then the others are refused too."""


@define
class Meter:
    """What was taken from a file so far, and what came out of it at each level.

    Containers in a container are measured against the file too, so that two layers of 100:1 are
    not allowed 10,000:1, and very many small bombs are one.

    Args:
        limits: ``container_ratio`` and ``container_free_bytes`` count.
        taken: bytes of the file.
    """

    limits: LimitsConfig
    taken: int = 0
    _given: dict[int, int] = field(factory=dict, init=False)

    def taking(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces, counted as taken from the file."""
        for piece in pieces:
            self.taken += len(piece)
            yield piece

    def gave(self, size: int, depth: int, what: str) -> None:
        """So many bytes more came out of containers so deep.

        Raises:
            ReadError: ``bomb``.
        """
        given = self._given[depth] = self._given.get(depth, 0) + size
        self.check(given, self.taken, what, _BOMBS)

    def check(self, given: int, taken: int, what: str, bombs: int = 1) -> None:
        """Whether so many bytes may come out of so many.

        Args:
            given: bytes that came out.
            taken: bytes that went in.
            what: name of the container.
            bombs: how often ``container_free_bytes`` are free.

        Raises:
            ReadError: ``bomb``.

        >>> Meter(LimitsConfig()).check(10 * 2**20, 1_000, "gz")
        """
        ratio, free = self.limits.container_ratio, self.limits.container_free_bytes * bombs
        if given > free and given > ratio * taken:
            raise bomb(what, f"more than {ratio} bytes for each of {taken}, and more than {free}")


@define
class Flow:
    """One container, or one member of a zip, while it is unpacked.

    Args:
        meter: of its file.
        what: name of the container.
        depth: how many containers stand around it.
        taken: its packed bytes, as far as they are known.
    """

    meter: Meter
    what: str
    depth: int
    taken: int = 0

    def taking(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Its packed bytes, counted."""
        for piece in pieces:
            self.taken += len(piece)
            yield piece

    def giving(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Its content, as long as it is not too much.

        Raises:
            ReadError: ``bomb``.
        """
        given = 0
        for piece in pieces:
            given += len(piece)
            self.meter.check(given, self.taken, self.what)
            self.meter.gave(len(piece), self.depth, self.what)
            yield piece
