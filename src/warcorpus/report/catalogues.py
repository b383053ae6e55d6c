"""Files that seem to list every event once: told, and never assumed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from warcorpus.model.pairs import Cluster
from warcorpus.model.values import Problem

LEAST_DOCUMENTS = 100
"""Fewer documents of a file are different events often enough by chance."""

LEAST_JOINED = 5
"""One in so many must stand with a document of another file: else the files tell of other events,
and nothing is seen from them."""


def seeming_catalogues(
    documents: Iterable[tuple[str, str]], clusters: Sequence[Cluster], declared: Sequence[str]
) -> list[Problem]:
    """A word on each file whose documents were never joined with each other, only with others.

    Args:
        documents: path and id of the record of every document.
        clusters: which records are one event.
        declared: paths that the user has said it of.

    >>> documents = [(path, f"{path}{n}") for path in ("a.csv", "b.csv") for n in range(100)]
    >>> clusters = [Cluster((f"a.csv{n}", f"b.csv{n}")) for n in range(100)]
    >>> [problem.where for problem in seeming_catalogues(documents, clusters, ["b.csv"])]
    ['a.csv']
    """
    home = {key: i for i, cluster in enumerate(clusters) for key in cluster.members}
    events: dict[str, list[int]] = defaultdict(list)
    files: dict[int, set[str]] = defaultdict(set)
    for path, record in documents:
        events[path].append(home[record])
        files[home[record]].add(path)
    found = []
    for path in sorted(events):
        joined = sum(1 for event in events[path] if len(files[event]) > 1)
        count = len(events[path])
        once = max(Counter(events[path]).values()) == 1
        if count >= LEAST_DOCUMENTS and once and joined * LEAST_JOINED >= count:
            found += [] if path in declared else [_told(path, count, joined)]
    return found


def _told(path: str, count: int, joined: int) -> Problem:
    return Problem(
        "seems-distinct",
        "info",
        f"found no event twice among the {count} documents of the file, {joined} of which stand "
        "with documents of other files; nothing follows from that by itself",
        f"if it lists each event once by design, say so: --set match.distinct_within={path}",
        path,
    )
