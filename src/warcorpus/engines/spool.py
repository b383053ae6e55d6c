"""Records on disk: put down as their readers made them, taken up again when they are needed.

A corpus of a million documents is many times larger in memory than on disk. What a record says is
derived again when it is taken up, since normalizing is the only place that makes typed values.
"""

from __future__ import annotations

from array import array
from tempfile import SpooledTemporaryFile
from weakref import finalize

from warcorpus.config import Config
from warcorpus.merging import unfolded
from warcorpus.model.carrying import carried, carry
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.text.remembering import Recent

IN_MEMORY = 2**25
"""Bytes that are held before a file is made."""

_RECENT = 256
"""Records that were taken up last and are held."""


class Spool:
    """Records by their id, in a file that nobody else sees and that goes with it.

    Several records of one id are byte-identical documents: they are taken up as one, with all
    their sources.

    Nothing is put down any more once a record was taken up.

    Args:
        config: for normalizing what is taken up.

    Attributes:
        repeated: ids of several records.

    >>> from warcorpus.config import DEFAULT
    >>> from warcorpus.model.source import Source
    >>> spool = Spool(DEFAULT)
    >>> spool.put(Record("0", text="It fell.", sources=(Source("a.txt", sha256="0"),)))
    >>> spool.raw("0").text, len(spool)
    ('It fell.', 1)
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it lives as long as this
        finalize(self, self._file.close)
        self._end = 0
        self._starts = array("Q")
        self._places: dict[str, int | list[int]] = {}
        self.repeated: list[str] = []
        self._raw: Recent[str, Record] = Recent(_RECENT)
        self._whole: Recent[str, Record] = Recent(_RECENT)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def put(self, record: Record) -> None:
        """Put a record down."""
        data = carry(record)
        self._file.seek(self._end)
        self._file.write(data)
        number = len(self._starts)
        self._starts.append(self._end)
        self._end += len(data)
        known = self._places.setdefault(record.id, number)
        if isinstance(known, list):
            known.append(number)
        elif known != number:
            self._places[record.id] = [known, number]
            self.repeated.append(record.id)

    def raw(self, key: str) -> Record:
        """A record as its reader made it, with all its sources."""
        return self._raw.of(key, self._read)

    def __getitem__(self, key: str) -> Record:
        """The same with its typed values."""
        return self._whole.of(key, lambda key: normalize_record(self.raw(key), self._config))

    def _read(self, key: str) -> Record:
        places = self._places[key]
        if isinstance(places, int):
            return self._at(places)
        return unfolded(map(self._at, places))[0]

    def _at(self, number: int) -> Record:
        start = self._starts[number]
        behind = self._starts[number + 1] if number + 1 < len(self._starts) else self._end
        self._file.seek(start)
        return carried(Record, self._file.read(behind - start))
