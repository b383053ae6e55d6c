"""Records on disk: put down as they were read, taken up again when they are needed.

A corpus of a million documents is many times larger in memory than on disk. What a record says is
derived again when it is taken up, since normalizing is the only place that makes typed values.
"""

from __future__ import annotations

from collections.abc import Iterator

from warcorpus.config import Config
from warcorpus.engines.desk import record_of
from warcorpus.engines.log import Log, Place
from warcorpus.engines.looking import Looked
from warcorpus.matching import View
from warcorpus.model.carrying import carried, carry
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.text.remembering import Recent

_RECENT = 256
"""Records and views that were taken up last and are held."""


class Spool:
    """Records and their views by id, in files that nobody else sees and that go with it.

    Several records of one id are byte-identical documents: they are taken up as one, with all
    their sources. Nothing is put down any more once one was taken up, and `unite` was called.

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
        self._records, self._views = Log(), Log()
        self._places: dict[str, int | list[int]] = {}
        self._united: dict[str, int] = {}
        self.repeated: list[str] = []
        self._raw: Recent[str, Record] = Recent(_RECENT)
        self._whole: Recent[str, Record] = Recent(_RECENT)
        self._seen: Recent[str, View] = Recent(_RECENT)

    @property
    def files(self) -> tuple[int, int]:
        """Numbers of the open files of records and of views, for those who work at a desk."""
        return self._records.fileno(), self._views.fileno()

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

    def unite(self) -> Iterator[View]:
        """Look anew at each record of which several came: it stands in several places."""
        for key in self.repeated:
            view = View.of(self[key])
            self._united[key] = self._views.put(carry(view))
            yield view

    def view_place(self, key: str) -> Place:
        """Where the view of a record lies."""
        place = self._places[key]
        return self._views.place(self._united[key] if isinstance(place, list) else place)

    def record_places(self, key: str) -> tuple[Place, ...]:
        """Where the copies of a record lie."""
        place = self._places[key]
        numbers = place if isinstance(place, list) else [place]
        return tuple(map(self._records.place, numbers))

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
        return record_of([self._records.read(place) for place in self.record_places(key)])

    def _look(self, key: str) -> View:
        return carried(View, self._views.read(self.view_place(key)))
