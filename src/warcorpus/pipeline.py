"""The whole path on one screen: raw files in, one clean record per event out."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from os import PathLike
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import define, field

from warcorpus.config import Config, as_config
from warcorpus.engines.against import Standing, members_of_lines, not_a_corpus
from warcorpus.engines.log import Merged, Pairs
from warcorpus.engines.looking import Looked, look, normalized
from warcorpus.engines.spool import Spool
from warcorpus.errors import ConfigError, no_documents
from warcorpus.matching import Keys, Matcher, compare_records, find_pairs
from warcorpus.merging import Corpus, merge_records, unfolded
from warcorpus.model.carrying import carry
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Cluster, Pair
from warcorpus.model.record import MergedRecord, Record
from warcorpus.model.values import Problem
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import Outcome, Reject, read_documents
from warcorpus.report.catalogues import seeming_catalogues
from warcorpus.report.explaining import Explanation
from warcorpus.result import Result, Tally

if TYPE_CHECKING:
    from warcorpus.engines.crew import Crew

Input = str | PathLike[str] | BinaryIO | Record
Against = str | PathLike[str] | Iterable[Record]
"""A corpus that stands already."""
Settings = Config | Mapping[str, Any] | str | PathLike[str] | None
Progress = Callable[[str, int], None]
"""Told the stage and how many documents, pairs or clusters it has done."""


def _silent(_stage: str, _done: int) -> None:
    """Library code never prints."""


def read(
    *paths: Input,
    config: Settings = None,
    problems: list[Problem] | None = None,
    raw: bool = False,
) -> Iterator[Record]:
    """Read documents one by one; a bad one becomes a problem, not an exception.

    They are read in this process, or in workers if ``run.isolate`` is ``"always"``.

    Args:
        paths: files, folders, open binary files, or records, which pass through.
        config: a Config, a mapping or the path of a TOML file.
        problems: problems are appended here; without it they are logged.
        raw: give records as the readers made them, before normalizing.

    Yields:
        records in the order of the paths; lines of a corpus as their witnesses.

    >>> import warcorpus
    >>> [record.date.edtf for record in warcorpus.read("seeds/004_17456dd19e178cae.txt")]
    ['2012-06-05/2012-06-13']
    """
    settings = as_config(config)
    isolated = settings.run.isolate == "always"
    with closing(_outcomes(paths, settings, isolated, raw)) as found:
        for outcome in found:
            if isinstance(outcome, Reject):
                _report((outcome.problem,), problems)
            else:
                _report(outcome.problems, problems)
                yield outcome


def normalize(records: Iterable[Record], config: Settings = None) -> Iterator[Record]:
    """Parse the values of records beside their raw; normalizing twice changes nothing.

    >>> import warcorpus
    >>> raw = warcorpus.read("seeds/004_17456dd19e178cae.txt", raw=True)
    >>> [record.title for record in warcorpus.normalize(raw)]
    ['Battle of al-Haffah']
    """
    settings = as_config(config)
    return (normalize_record(record, settings) for record in _unfolded(records))


def pairs(records: Iterable[Record], config: Settings = None) -> list[Pair]:
    """Candidate pairs with outcome, score and evidence, sorted by their ids.

    >>> import warcorpus
    >>> found = warcorpus.pairs(warcorpus.read("seeds"))
    >>> [str(pair.outcome) for pair in found if pair.outcome in ("SAME", "PART_OF")]
    ['SAME', 'PART_OF']
    """
    settings = as_config(config)
    return find_pairs(unfolded(normalize(records, settings)), settings)


def merge(records: Iterable[Record], config: Settings = None) -> MergedRecord:
    """One record of documents that are already known to describe one event.

    >>> import warcorpus
    >>> merged = warcorpus.merge(warcorpus.read("seeds/000_0d7aad7cfa0080c0.txt",
    ...                                         "seeds/001_7664b4e7f6915ef9.txt"))
    >>> merged
    MergedRecord 601a07e7 "Battle of Safira" from 2 witnesses, 4 sections
    """
    settings = as_config(config)
    witnesses = list(normalize(records, settings))
    if not witnesses:
        raise ConfigError("no-input", "found no record, expected at least one to merge")
    return merge_records(witnesses, settings)


def explain(a: Input, b: Input, config: Settings = None) -> Explanation:
    """Why two documents are one event, or why not; needs no corpus.

    Args:
        a: a path with one document, or a record.
        b: the other.
        config: as for :func:`dedupe`.

    Raises:
        ConfigError: a path holds no document, or several.
        ReadError: a document cannot be read.

    >>> import warcorpus
    >>> warcorpus.explain("seeds/002_475e68448c0becbd.txt",
    ...                   "seeds/003_6862d8f265db2093.txt").outcome
    'PART_OF'
    """
    settings = as_config(config)
    first, second = sorted((_the_only(a, settings), _the_only(b, settings)), key=lambda r: r.id)
    return Explanation(compare_records(first, second, settings), first, second, settings)


def dedupe(
    *paths: Input,
    against: Against | None = None,
    config: Settings = None,
    engine: str = "auto",
    progress: Progress = _silent,
) -> Result:
    """The main job: read, normalize, match and merge; one record per event.

    Args:
        paths: files, folders, open binary files or records, in any order.
        against: a corpus that stands already, the path of a plain file or its records. All is
            matched and merged as if it stood among ``paths``, but the result has only the records
            that must be added to it or replaced in it: those with a new document.
        config: a Config, a mapping (``{"merge": {"fill": "off"}}``) or the path of a TOML file.
        engine: where to run; ``"auto"`` and ``"local"`` are this machine: documents are read
            and normalized in worker processes (unless ``run.isolate`` is ``"never"``), matched and
            merged here, or by workers as well if there are several.
        progress: called with the name of each stage and a count.

    Returns:
        records, clusters, pairs, relations, conflicts and problems.

    Raises:
        ConfigError: a setting is wrong, there is nothing to read, or ``against`` is no corpus.
        EngineError: no worker process can be started.

    >>> import warcorpus
    >>> result = warcorpus.dedupe("seeds")
    >>> [record.title for record in result.records]  # doctest: +NORMALIZE_WHITESPACE
    ['Battle of Safira', 'Idlib Governorate clashes (June 2012–April 2013)',
     'Battle of Maarat al-Numan (2012)', 'Battle of al-Haffah']

    The older revision joins the article that a corpus has:

    >>> corpus = warcorpus.dedupe("seeds/000_0d7aad7cfa0080c0.txt").records
    >>> warcorpus.dedupe("seeds", against=corpus).records[0]
    MergedRecord 601a07e7 "Battle of Safira" from 2 witnesses, 4 sections
    """
    settings = as_config(config)
    if engine not in ("auto", "local"):
        raise ConfigError("bad-value", f"found engine {engine!r}, expected 'auto' or 'local'")
    gathered = _gather(paths, against, settings, progress)
    crew = _crew(gathered, settings)
    found = _judged(gathered.matcher, crew)
    progress("pairs", len(found))
    clusters = gathered.matcher.clusters(found)
    progress("clusters", len(clusters))
    return Result(
        records=Corpus(
            gathered.spool.__getitem__,
            clusters,
            found,
            settings,
            gathered.shown,
            None if crew is None else crew.merged,
            Merged(),
        ),
        clusters=tuple(clusters),
        pairs=found,
        reading=(*gathered.problems, *_seeming_catalogues(gathered, clusters, settings)),
        account=gathered.tally.account(),
        config=settings,
        counts=gathered.matcher.counts,
        documents=gathered.tally.documents,
    )


def _crew(gathered: _Gathered, settings: Config) -> Crew | None:
    """Workers for what is left to do, if there are enough documents to be worth starting them."""
    if settings.run.jobs < 2 or settings.run.isolate == "never" or not hasattr(os, "pread"):
        return None
    from warcorpus.engines.crew import Crew

    return Crew(settings, gathered.spool) if len(gathered.spool) >= FOR_A_CREW else None


def _judged(matcher: Matcher, crew: Crew | None) -> Pairs:
    """Every candidate pair, sorted by ids."""
    proposals = matcher.proposals()
    order = array("q", proposals.by_id.tobytes())
    if crew is not None:
        return Pairs(crew.judged(proposals, len(matcher)), order)
    return Pairs(map(carry, matcher.judged(proposals, slim=True)), order)


FOR_A_CREW = 1_000
"""Documents from which on several workers compare and merge."""


def _seeming_catalogues(
    gathered: _Gathered, clusters: Sequence[Cluster], settings: Config
) -> list[Problem]:
    documents = ((found.path, found.record) for found in gathered.tally.documents)
    return seeming_catalogues(documents, clusters, settings.match.distinct_within)


@define
class _Gathered:
    """What reading left: the records on disk, what matching keeps of them, and the account."""

    spool: Spool
    matcher: Matcher
    standing: Standing | None = None
    problems: list[Problem] = field(factory=list)
    tally: Tally = field(factory=Tally)

    @property
    def shown(self) -> Callable[[tuple[str, ...]], bool] | None:
        """Which records are to be given; all if no corpus stands already."""
        return None if self.standing is None else self.standing.needs

    def take(self, looked: Looked, old: bool = False) -> None:
        """One record; what is wrong with one that a corpus has was told when that was made."""
        self.spool.put(looked)
        new = self.tally.add(looked, old) and not old
        if new or self.standing is None:
            self.problems += looked.problems
        if new and self.standing is not None:
            self.standing.changed.add(looked.id)
        self.matcher.take(looked.keys)


def _gather(
    paths: tuple[Input, ...], against: Against | None, settings: Config, progress: Progress
) -> _Gathered:
    """Every document as a normalized record or a reject; byte-identical ones united."""
    if not paths:
        raise ConfigError("no-input", "found no path, expected files, folders or records")
    spool = Spool(settings)
    gathered = _Gathered(spool, Matcher(settings, spool.view))
    before = 0 if against is None else _stand(gathered, against, settings, progress)
    with closing(_looked(paths, settings)) as found:
        number = before
        for number, outcome in enumerate(found, before + 1):
            if isinstance(outcome, Reject):
                gathered.tally.reject(outcome)
            else:
                gathered.take(outcome)
            progress("documents", number)
    if number == before:
        raise no_documents()
    for view in spool.unite():
        gathered.matcher.take(Keys.of(view, settings.match.distinct_within))
    gathered.problems += [reject.problem for reject in gathered.tally.rejects]
    return gathered


def _stand(gathered: _Gathered, against: Against, settings: Config, progress: Progress) -> int:
    """Take the corpus that stands already; the number of its documents.

    Raises:
        ConfigError: ``not-a-corpus``, if any document of it cannot be had.
    """
    standing = gathered.standing = Standing()
    inputs: tuple[Input, ...]
    if isinstance(against, str | PathLike):
        inputs = (against,)
        for members in members_of_lines(against):
            standing.note(members)
    else:
        inputs = records = tuple(against)
        for record in records:
            standing.note(witness.id for witness in _witnesses(record))
    own = evolve(settings, read=evolve(settings.read, reader="warcorpus"))
    number = 0
    with closing(_looked(inputs, own)) as found:
        for number, outcome in enumerate(found, 1):
            if isinstance(outcome, Reject):
                raise not_a_corpus(
                    f"a line that gives no record ({outcome.problem.message})",
                    outcome.problem.where,
                )
            gathered.take(outcome, old=True)
            progress("documents", number)
    return number


def _witnesses(record: Record) -> Iterator[Record]:
    if not isinstance(record, Record):
        raise ConfigError(
            "bad-value",
            f"found a {type(record).__name__} among the records of against, expected a Record",
            hint="give the path of a corpus or its records: dedupe(..., against=result.records)",
        )
    return (one for one in read_documents((record,)) if isinstance(one, Record))


def _unfolded(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        yield from record.witnesses if isinstance(record, MergedRecord) else (record,)


def _the_only(source: Input, settings: Config) -> Record:
    found = list(_outcomes((source,), settings, settings.run.isolate == "always"))
    if len(found) != 1:
        raise ConfigError(
            "bad-value",
            f"found {len(found)} documents in {source}, expected one",
            hint="name one document, for example FILE#2 for the third one of a file",
        )
    if isinstance(found[0], Reject):
        raise found[0].error()
    return found[0]


def _looked(paths: tuple[Input, ...], settings: Config) -> Generator[Looked | Reject, None, None]:
    """What is kept of every document; closing it ends the workers, if there are any."""
    if settings.run.isolate != "never":
        from warcorpus.engines.looking import look_isolated

        with closing(look_isolated(paths, settings)) as found:
            yield from found
        return
    for outcome in read_documents(paths, settings):
        yield from look(outcome, settings)


def _outcomes(
    paths: tuple[Input, ...], settings: Config, isolated: bool, raw: bool = False
) -> Generator[Outcome, None, None]:
    """Every document, normalized unless ``raw``; closing it ends the workers, if ``isolated``."""
    found: Any = read_documents(paths, settings)
    if isolated:
        from warcorpus.engines.reading import read_isolated

        found = read_isolated(paths, settings)
    with closing(found):
        for outcome in found:
            yield from (outcome,) if raw else normalized(outcome, settings)


def _report(found: Iterable[Problem], problems: list[Problem] | None) -> None:
    if problems is not None:
        problems.extend(found)
        return
    import logging

    log = logging.getLogger("warcorpus")
    for problem in found:
        level = logging.INFO if problem.level == "info" else logging.WARNING
        log.log(level, "%s %s: %s", problem.slug, problem.where, problem.message)
