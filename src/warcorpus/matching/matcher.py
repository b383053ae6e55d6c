"""One matching of one corpus: records in, pairs and clusters out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from warcorpus.config import Config
from warcorpus.matching.candidates import Candidates, Counts, find_candidates
from warcorpus.matching.cluster import build_clusters
from warcorpus.matching.columns import Numbers
from warcorpus.matching.keys import Keys, KeyTable
from warcorpus.matching.model import model_of
from warcorpus.matching.outcome import judge
from warcorpus.matching.room import Room
from warcorpus.matching.view import View
from warcorpus.model.pairs import Cluster, Pair
from warcorpus.model.record import Record


@frozen
class Proposals:
    """Candidate pairs by the ids of their records, near ones near each other.

    Args:
        ids: of all records, sorted.
        found: the pairs by number.
    """

    ids: Sequence[str]
    found: Candidates

    @property
    def by_id(self) -> Numbers:
        """Their places in the order of ids."""
        return self.found.by_number

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        for c in self.found:
            yield self.ids[c.a], self.ids[c.b], c.families


class Matcher:
    """Takes records one by one and says which of them describe one event.

    Args:
        config: thresholds, caps and the match model.
        fetch: gives the view of a record by its id, if views shall not be held: of each record
            some hundred bytes of keys stay, and its view comes back where two are compared.
    """

    def __init__(self, config: Config, fetch: Callable[[str], View] | None = None) -> None:
        self.counts = Counts()
        self._config = config
        self._model = model_of(config)
        self._table = KeyTable(Room.of(config.run.memory))
        self._views: dict[str, View] = {}
        self._view = fetch or self._views.__getitem__
        self._listed: dict[str, int] = {}

    def add(self, record: Record) -> None:
        """Look at a normalized record; a further copy of its bytes makes no difference."""
        if record.id not in self._table:
            view = self._views[record.id] = View.of(record)
            self.take(Keys.of(view, self._config.match.distinct_within))

    def take(self, keys: Keys) -> None:
        """Take the keys of a record, or those that it has now that a copy of it was found."""
        self._table.add(keys)
        if keys.catalogue >= 0:
            self._listed[keys.id] = keys.catalogue

    def __len__(self) -> int:
        return len(self._table)

    def proposals(self) -> Proposals:
        """The candidate pairs."""
        found = find_candidates(self._table, self._config, self.counts)
        return Proposals(self._table.ids, found)

    def pairs(self) -> Iterator[Pair]:
        """Every candidate pair with its outcome and evidence, sorted by ``(a, b)``."""
        found = self.judged(self.proposals())
        return iter(sorted(found, key=lambda pair: (pair.a, pair.b)))

    def judged(self, proposals: Proposals, slim: bool = False) -> Iterator[Pair]:
        """The same in the order in which they are looked at.

        Args:
            proposals: the candidate pairs.
            slim: make evidence only where it is needed; see :func:`judge`.
        """
        documents = len(self._table)
        for a, b, families in proposals:
            first, second = self._view(a), self._view(b)
            yield judge(first, second, self._model, self._config, documents, families, slim=slim)

    def clusters(self, pairs: Sequence[Pair]) -> list[Cluster]:
        """Put every record into exactly one cluster; sorted by their smallest id."""
        return build_clusters(self._table.ids, pairs, self._config, self._score, self._listed)

    def _score(self, a: str, b: str) -> Pair:
        """Compare two records that were never proposed."""
        known = len(self._table)
        return judge(self._view(a), self._view(b), self._model, self._config, known)
