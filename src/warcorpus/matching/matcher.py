"""One matching of one corpus: records in, pairs and clusters out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from warcorpus.config import Config
from warcorpus.matching.candidates import Counts, find_candidates
from warcorpus.matching.cluster import build_clusters
from warcorpus.matching.model import model_of
from warcorpus.matching.outcome import judge, must_link
from warcorpus.matching.vetoes import source_of
from warcorpus.matching.view import Views
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Cluster, Outcome, Pair
from warcorpus.model.record import Record


def slim(pair: Pair) -> Pair:
    """A pair without its evidence, if it is neither one event nor left to a person.

    Most pairs are neither, and their evidence takes ten times their place.
    """
    kept = pair.outcome in (Outcome.SAME, Outcome.REVIEW) or must_link(pair)
    return pair if kept else evolve(pair, evidence=())


class Matcher:
    """Takes records one by one and says which of them describe one event.

    Args:
        config: thresholds, caps and the match model.
        fetch: gives a record by its id, if neither records nor texts shall be held: of each
            record some kilobytes stay, and its words come back where two are compared.
    """

    def __init__(self, config: Config, fetch: Callable[[str], Record] | None = None) -> None:
        self.counts = Counts()
        self._config = config
        self._model = model_of(config)
        self._views = Views(fetch)
        self._ids: set[str] = set()

    def add(self, record: Record) -> None:
        """Look at a normalized record; a further copy of its bytes makes no difference."""
        if record.id not in self._ids:
            self._ids.add(record.id)
            self._views.of(record)

    def renew(self, record: Record) -> None:
        """Look once more at a record, of which further copies were found."""
        self._views.renew(record)

    def pairs(self) -> Iterator[Pair]:
        """Every candidate pair with its outcome and evidence, sorted by ``(a, b)``."""
        views = self._views.all()
        for c in find_candidates(views, self._config, self.counts):
            yield judge(views[c.a], views[c.b], self._model, self._config, len(views), c.families)

    def clusters(self, pairs: Iterable[Pair]) -> list[Cluster]:
        """Put every record into exactly one cluster; sorted by their smallest id."""
        paths = self._config.match.distinct_within
        homes = {view.id: source_of(view, paths) for view in self._views.all()} if paths else {}
        listed = {key: home for key, home in homes.items() if home is not None}
        return build_clusters(sorted(self._ids), pairs, self._config, self._score, listed)

    def _score(self, a: str, b: str) -> Pair:
        """Compare two records that were never proposed."""
        views, known = self._views, len(self._ids)
        return judge(views.by_id(a), views.by_id(b), self._model, self._config, known)
