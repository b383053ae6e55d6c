"""The keys of a record: what candidates are found by, as hashes that are kept when it is not.

Records with a key in common are proposed as a pair; see :mod:`warcorpus.matching.candidates`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import msgspec
import numpy as np
import numpy.typing as npt

from warcorpus.matching.columns import Column, Numbers, Posted, key_hash
from warcorpus.matching.mentions import mentioned
from warcorpus.matching.prose import BEGINNING, MIN_OPENING
from warcorpus.matching.room import Room
from warcorpus.matching.times import month_number
from warcorpus.matching.vetoes import source_of
from warcorpus.matching.view import View
from warcorpus.text.folding import words

POSTED = (
    "text", "name", "time-place", "id", "opening", "dated", "whole", "called", "mentioned",
)  # fmt: skip
"""Kinds of keys: shingles, names, months with a place, strong ids, first words, months with how
a name begins; what it is part of, the names that others may call a whole, and larger events that
its lead names."""

_TEXT = POSTED.index("text")
_YEAR_MONTHS = 24
_OPEN_NAME = b"\xff"
_BEGINS = 4  # letters
_SHORT_PARAGRAPH = 120  # characters; longer ones are never so few words
_CORE, _WORDS, _HASHES = 32, 64, 16
"""Bytes of a name, bytes of a beginning and hashes of a text that large blocks are sorted by."""


class Keys(msgspec.Struct, array_like=True, frozen=True):
    """What one record is found by.

    Args:
        id: of the record.
        posted: hashes of its keys, eight bytes each, in the order of :data:`POSTED`.
        limit: what its text hashes are all below, less one.
        digest: what identical texts share; empty for a short text.
        tells: a digest of all its keys but its ids and those of its text.
        start: first day of its time, 0 if there is none.
        core: core of its title, beginning: its first words, as far as blocks are sorted by them.
        beginning: see ``core``.
        catalogue: number of the source that lists an event once, -1 without.
    """

    id: str
    posted: tuple[bytes, ...]
    limit: int
    digest: bytes
    tells: bytes
    start: int
    core: bytes
    beginning: bytes
    catalogue: int

    @classmethod
    def of(cls, view: View, distinct_within: Sequence[str] = ()) -> Keys:
        """The keys of a view.

        Args:
            view: the record as matching sees it.
            distinct_within: paths of sources that list an event once.
        """
        posted = [*_families(view), view.parts, view.name_keys, mentioned(view)]
        hashed = [_hashes(keys) for keys in posted]
        told = b"\0".join((*hashed[:2], *hashed[4:6]))
        source = source_of(view, distinct_within)
        return cls(
            view.id,
            (view.sketch.hashes.tobytes(), *hashed),
            view.sketch.limit - 1,
            view.prose.digest or b"",
            blake2b(told, digest_size=16).digest(),
            view.time.start if view.time else 0,
            _cut(min((n.core for n in view.names if n.primary), default=None), _CORE),
            _cut(" ".join(view.prose.beginning), _WORDS),
            -1 if source is None else sorted(distinct_within).index(source),
        )


class KeyTable:
    """The keys of all records in columns: some hundred bytes a record, and no object.

    Records are numbered by the order of their ids, whatever order they came in.

    Args:
        room: how much of them is held; the rest lies in files.

    >>> table = KeyTable(Room.of(1))
    >>> for key in ("b", "a"):
    ...     table.add(Keys(key, (b"",) * len(POSTED), 0, b"", b"", 0, b"", b"", -1))
    >>> table.ids
    ['a', 'b']
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self._rows: dict[str, int] = {}
        self._sorted: list[str] = []
        self._posted = tuple(Column(room.keys) for _ in POSTED)
        self._limits, self._catalogues = array("Q"), array("i")
        self._starts = array("q")
        self._cores, self._beginnings = bytearray(), bytearray()
        self._digests = bytearray()
        self._long = array("b")

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def add(self, keys: Keys) -> None:
        """Take the keys of a record; they stand for those that it had before."""
        self._rows[keys.id] = len(self._limits)
        for column, found in zip(self._posted, keys.posted, strict=True):
            column.add(found)
        self._limits.append(keys.limit)
        self._catalogues.append(keys.catalogue)
        self._starts.append(keys.start)
        self._cores += keys.core.ljust(_CORE, b"\0")
        self._beginnings += keys.beginning.ljust(_WORDS, b"\0")
        self._digests += keys.digest[:16].ljust(16, b"\0") + keys.tells
        self._long.append(bool(keys.digest))

    @property
    def height(self) -> int:
        """How many rows there are; a record that came twice has two, of which the last counts."""
        return len(self._limits)

    @property
    def ids(self) -> list[str]:
        """The ids of all records, sorted."""
        if len(self._sorted) != len(self._rows):
            self._sorted = sorted(self._rows)
        return self._sorted

    @property
    def rows(self) -> Numbers:
        """Where the keys of each record stand, in the order of the ids."""
        return np.fromiter((self._rows[key] for key in self.ids), np.int64, len(self._rows))

    def postings(self, kind: str, numbers: Numbers) -> Posted:
        """The keys of a kind with the records that have them.

        Args:
            kind: one of :data:`POSTED`.
            numbers: of the record in each row, -1 for those that are left out.
        """
        column = self._posted[POSTED.index(kind)]
        return Posted(column, numbers.astype(np.int32), self.room.postings)

    def counts(self, kind: str) -> Numbers:
        """How many keys of a kind each row has."""
        return self._posted[POSTED.index(kind)].counts

    @property
    def limits(self) -> npt.NDArray[np.float64]:
        """What the text hashes of each row are below."""
        return np.frombuffer(self._limits, np.uint64).astype(np.float64) + 1

    @property
    def catalogues(self) -> Numbers:
        """The source of each row that lists an event once, -1 for all others."""
        return np.frombuffer(self._catalogues, np.int32).astype(np.int64)

    @property
    def starts(self) -> Numbers:
        """The first day of each row."""
        return np.frombuffer(self._starts, np.int64)

    @property
    def cores(self) -> npt.NDArray[np.bytes_]:
        """The core of the name of each row."""
        return np.frombuffer(self._cores, f"S{_CORE}")

    @property
    def beginnings(self) -> npt.NDArray[np.bytes_]:
        """The first words of each row."""
        return np.frombuffer(self._beginnings, f"S{_WORDS}")

    @property
    def smallest(self) -> list[Numbers]:
        """The smallest text hash of each row, the second smallest and so on."""
        return self._posted[_TEXT].first(_HASHES, self.room.postings)

    @property
    def long(self) -> npt.NDArray[np.bool_]:
        """Whether the text of each row is long enough to be known by its digest."""
        return np.frombuffer(self._long, np.bool_)

    @property
    def digests(self) -> npt.NDArray[np.uint64]:
        """Of the text of each row and of what else it tells: two and two numbers."""
        return np.frombuffer(self._digests, np.uint64).reshape(-1, 4)


def _families(view: View) -> tuple[Iterable[str], ...]:
    said = _name_keys(view), _when_where_keys(view), _id_keys(view), _opening_keys(view)
    return *said, _dated_name_keys(view)


def _hashes(keys: Iterable[str]) -> bytes:
    """The hashes of keys, sorted, each once."""
    found = sorted({key_hash(key) for key in keys})
    return np.array(found, np.uint64).tobytes()


def _cut(words: str | None, most: int) -> bytes:
    return _OPEN_NAME if words is None else words.encode("utf-8", "surrogatepass")[:most]


def _name_keys(view: View) -> Iterator[str]:
    for name in view.names:
        if name.folded:
            yield f"f {name.folded}"
        if name.core:
            yield f"c {name.core.replace(' ', '')}"
        if name.skeleton:
            yield f"s {name.skeleton}"
        for part in name.listed:
            yield f"c {part.replace(' ', '')}"


def _when_where_keys(view: View) -> Iterator[str]:
    """Months of the start, and the most specific place."""
    if view.time is None or view.place is None or not view.place.key:
        return
    if not view.time.closed:
        return
    if view.place.wide and view.time.grain == "day":
        # A whole state sees something every month; two accounts of one event agree in a day.
        for day in (view.time.start, view.time.end):
            yield f"day {day} {view.place.key}"
        return
    start, end = month_number(view.time.start), month_number(view.time.end)
    if view.time.grain == "year":
        months = range(start, min(end, start + _YEAR_MONTHS - 1) + 1)
    else:
        months = range(start - 1, start + 2)
    for month in months:
        yield f"{month} {view.place.key}"


def _dated_name_keys(view: View) -> Iterator[str]:
    """The month with how a name begins: names are spelled in two ways, mostly behind that."""
    if view.time is None or not view.time.closed or view.time.grain == "year":
        return
    month = month_number(view.time.start)
    for name in view.names:
        begins = name.core.replace(" ", "")[:_BEGINS]
        if name.primary and len(begins) == _BEGINS:
            yield f"{month} {begins}"


def _id_keys(view: View) -> Iterator[str]:
    for namespace, value in view.ids:
        yield f"{namespace} {value}"


def _opening_keys(view: View) -> Iterator[str]:
    """The first words: a lead section alone begins like its page.

    One of very few words is the first paragraph of its page; else nothing would be said by them.
    """
    beginning, size = view.prose.beginning, view.prose.size
    if size >= BEGINNING:
        yield " ".join(beginning)
    elif size >= MIN_OPENING:
        yield f"all {' '.join(beginning)}"
    for length in _first_paragraphs(view):
        yield f"all {' '.join(beginning[:length])}"


def _first_paragraphs(view: View) -> Iterator[int]:
    """Words up to the end of each of the first paragraphs, while they are very few."""
    length = 0
    for block in view.prose.blocks:
        if sum(map(len, block)) > _SHORT_PARAGRAPH:
            return
        length += sum(len(words(piece)) for piece in block)
        if length >= BEGINNING:
            return
        if MIN_OPENING <= length < view.prose.size:
            yield length
