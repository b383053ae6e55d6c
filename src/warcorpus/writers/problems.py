"""The problems of a run: one line each, sorted; the file is there even when it is empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from warcorpus.model.values import Problem
from warcorpus.model.wire import encode
from warcorpus.readers.rejects import Reject


def problem_lines(problems: Iterable[Problem], rejects: Iterable[Reject] = ()) -> Iterator[bytes]:
    """Every problem once as a line of JSON.

    All keys are always there; path, member, index, sha256 and stage are null but for a reject,
    a document that became no record. Problems that a reject tells are not told again.

    Args:
        problems: of records and of the run.
        rejects: of documents without a record.

    >>> list(problem_lines([]))
    []
    """
    refused = list(rejects)
    told = {reject.problem for reject in refused}
    rows = [_row(reject.problem, reject) for reject in refused]
    rows += [_row(problem, None) for problem in set(problems) - told]
    rows.sort(key=_order)
    return (encode(row) for row in rows)


def _row(problem: Problem, reject: Reject | None) -> dict[str, Any]:
    span = problem.span
    source = reject.source if reject else None
    return {
        "slug": problem.slug,
        "level": problem.level,
        "message": problem.message,
        "hint": problem.hint,
        "where": problem.where,
        "span": [span.source, span.start, span.end] if span else None,
        "path": source.path if source else None,
        "member": source.member if source else None,
        "index": source.index if source else None,
        "sha256": (source.sha256 or None) if source else None,
        "stage": reject.stage if reject else None,
    }


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    """By place, then by what; numbers in a place count as numbers."""
    path, *numbers = row["where"].rsplit(":", 2)
    place = [int(number) for number in numbers if number.isdecimal() and len(number) < 16]
    rest = tuple(str(value) for value in row.values())
    return (path, place, row["slug"], rest)
