"""Records on disk: put down as they were read, taken up again when they are needed.

A corpus of a million documents is many times larger in memory than on disk. What a record says is
derived again when it is taken up, since normalizing is the only place that makes typed values.
"""

from __future__ import annotations

from array import array
from tempfile import SpooledTemporaryFile
from weakref import finalize

from warcorpus.config import Config
from warcorpus.engines.looking import Looked
from warcorpus.matching import View
from warcorpus.merging import unfolded
from warcorpus.model.carrying import carried
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.text.remembering import Recent

IN_MEMORY = 2**24
"""Bytes that are held before a file is made."""

_RECENT = 256
"""Records and views that were taken up last and are held."""


class Spool:
    """Records and their views by id, in files that nobody else sees and that go with it.

    Several records of one id are byte-identical documents: they are taken up as one, with all
    their sources. Nothing is put down any more once one was taken up.

    Args:
        config: for normalizing what is taken up.

    Attributes:
        repeated: ids of several records.

    >>> from warcorpus.config import DEFAULT
    >>> from warcorpus.model.source import Source
    >>> spool = Spool(DEFAULT)
    >>> record = Record("0", text="It fell.", sources=(Source("a.txt", sha256="0"),))
    >>> spool.put(Looked.of(record, DEFAULT))
    >>> spool.raw("0").text, len(spool)
    ('It fell.', 1)
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._records, self._views = _Log(), _Log()
        self._places: dict[str, int | list[int]] = {}
        self.repeated: list[str] = []
        self._raw: Recent[str, Record] = Recent(_RECENT)
        self._whole: Recent[str, Record] = Recent(_RECENT)
        self._seen: Recent[str, View] = Recent(_RECENT)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def put(self, looked: Looked) -> None:
        """Put a record down."""
        number = self._records.put(looked.record)
        self._views.put(looked.view)
        known = self._places.setdefault(looked.id, number)
        if isinstance(known, list):
            known.append(number)
        elif known != number:
            self._places[looked.id] = [known, number]
            self.repeated.append(looked.id)

    def raw(self, key: str) -> Record:
        """A record as its reader made it, with all its sources."""
        return self._raw.of(key, self._read)

    def view(self, key: str) -> View:
        """A record as matching sees it."""
        return self._seen.of(key, self._look)

    def __getitem__(self, key: str) -> Record:
        """The record with its typed values."""
        return self._whole.of(key, lambda key: normalize_record(self.raw(key), self._config))

    def _read(self, key: str) -> Record:
        places = self._places[key]
        if isinstance(places, int):
            return carried(Record, self._records[places])
        return unfolded(carried(Record, self._records[place]) for place in places)[0]

    def _look(self, key: str) -> View:
        place = self._places[key]
        return View.of(self[key]) if isinstance(place, list) else carried(View, self._views[place])


class _Log:
    """Pieces of bytes one after the other in a file, by their number."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it lives as long as this
        finalize(self, self._file.close)
        self._ends = array("Q", [0])

    def put(self, data: bytes) -> int:
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        return len(self._ends) - 2

    def __getitem__(self, number: int) -> bytes:
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)
