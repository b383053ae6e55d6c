"""Pieces of bytes one after the other in a file that nobody else sees; pairs and merged records in
such files."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import overload
from weakref import finalize

from warcorpus.model.carrying import carried, carry
from warcorpus.model.pairs import Pair
from warcorpus.model.record import MergedRecord

IN_MEMORY = 2**24
"""Bytes that are held before a file is made."""

Place = tuple[int, int]
"""Where bytes begin and end in a file."""


class Log:
    """Pieces of bytes by their number.

    >>> log = Log()
    >>> log.put(b"one"), log.put(b"two"), log.read(log.place(1))
    (0, 1, b'two')
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it lives as long as this
        finalize(self, self._file.close)
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def put(self, data: bytes) -> int:
        """Put a piece down; its number."""
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        return len(self._ends) - 2

    def place(self, number: int) -> Place:
        """Where a piece lies."""
        return self._ends[number], self._ends[number + 1]

    def read(self, place: Place) -> bytes:
        """What lies there."""
        start, end = place
        self._file.seek(start)
        return self._file.read(end - start)

    def fileno(self) -> int:
        """The number of the file, which is made if there is none, with all that was put down."""
        number = self._file.fileno()
        self._file.flush()
        return number


class Pairs(Sequence[Pair]):
    """Pairs on disk: of many documents there are many times as many pairs.

    Args:
        found: their bytes, see :mod:`warcorpus.model.carrying`.
        order: which of them is the first, the second and so on; as they come without it.

    >>> from warcorpus.model.carrying import carry
    >>> from warcorpus.model.pairs import Outcome
    >>> pairs = Pairs([carry(Pair("a", "b", Outcome.SAME, 96, -160))])
    >>> pairs[0].bits, len(pairs)
    (-4.0, 1)
    """

    def __init__(self, found: Iterable[bytes], order: Sequence[int] | None = None) -> None:
        self._log, self._order = Log(), order
        for data in found:
            self._log.put(data)

    def __len__(self) -> int:
        return len(self._log)

    @overload
    def __getitem__(self, number: int) -> Pair: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Pair, ...]: ...

    def __getitem__(self, number: int | slice) -> Pair | tuple[Pair, ...]:
        if isinstance(number, slice):
            return tuple(map(self._at, range(*number.indices(len(self)))))
        return self._at(range(len(self))[number])

    def __iter__(self) -> Iterator[Pair]:
        return map(self._at, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented
        return all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def _at(self, number: int) -> Pair:
        place = number if self._order is None else self._order[number]
        return carried(Pair, self._log.read(self._log.place(place)))


class Merged:
    """Merged records on disk by id, so that none is merged twice.

    >>> merged = Merged()
    >>> merged["0"] = MergedRecord("0", text="It fell.")
    >>> merged["0"].text, "1" in merged
    ('It fell.', False)
    """

    def __init__(self) -> None:
        self._log, self._places = Log(), dict[str, int]()

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __getitem__(self, key: str) -> MergedRecord:
        return carried(MergedRecord, self._log.read(self._log.place(self._places[key])))

    def __setitem__(self, key: str, record: MergedRecord) -> None:
        self._places[key] = self._log.put(carry(record))
