"""How much the search for candidates holds in memory; what is more waits on disk."""

from __future__ import annotations

from typing import NamedTuple

_A_PAIR_WAITING, _A_PAIR_MADE, _A_POSTING = 96, 80, 48
"""Bytes, with what sorting them takes."""

_LEAST = 64
"""However little memory there is, so many are taken at once."""


class Room(NamedTuple):
    """What may be held at once. It makes a run slower or faster and changes no pair.

    Args:
        keys: bytes of the keys of a kind before they are put down in a file.
        postings: keys with their records that are sorted at once.
        pairs: pairs that are held before they are put down in files.
        made: pairs that are made at once.
    """

    keys: int
    postings: int
    pairs: int
    made: int

    @classmethod
    def of(cls, megabytes: int) -> Room:
        """Half for pairs that wait, an eighth for one kind of keys, what is sorted, what is made.

        Args:
            megabytes: ``run.memory``.

        >>> Room.of(256).pairs, Room.of(1).postings
        (1398101, 2730)
        """
        share = megabytes * 2**20 // 8
        return cls(
            share,
            max(_LEAST, share // _A_POSTING),
            max(_LEAST, 4 * share // _A_PAIR_WAITING),
            max(_LEAST, share // _A_PAIR_MADE),
        )
