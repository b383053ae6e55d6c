"""Vetoes: reasons why two records never stand in one cluster, whatever their score."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.matching.compare import COPIES, Comparison
from warcorpus.matching.times import CLOSE_DAYS, Interval
from warcorpus.matching.view import View
from warcorpus.model.pairs import Outcome, Veto

_EVENTS = frozenset({"battle", "operation", "campaign", "war", "event"})
_OTHERS = frozenset({"person", "place", "list"})


def find_vetoes(comparison: Comparison, distinct_within: Sequence[str]) -> list[Veto]:
    """What stands against a merge, apart from PART_OF. One whose outcome is REVIEW only asks.

    Args:
        comparison: the pair.
        distinct_within: paths of sources that list an event once.
    """
    found = [_edition(comparison), _time(comparison), _kind(comparison)]
    found.append(_distinct(comparison, distinct_within))
    return [veto for veto in found if veto is not None]


def binding(vetoes: Sequence[Veto]) -> bool:
    """Whether one of the vetoes forbids a merge."""
    return any(veto.outcome is None for veto in vetoes)


def _edition(comparison: Comparison) -> Veto | None:
    names = comparison.editions
    if names is None:
        return None
    outcome = Outcome.REVIEW if comparison.time == "equal" else None
    return Veto("V1", "edition", names[0].text, names[1].text, outcome)


def _time(comparison: Comparison) -> Veto | None:
    a, b = comparison.a, comparison.b
    if a.time is None or b.time is None or not _far_apart(a.time, b.time):
        return None
    # A later battle of one town is told in the words of the earlier one; copies err in a date.
    if comparison.containment_level in COPIES and comparison.place not in ("differ", "elsewhere"):
        return None
    overlap = comparison.overlap
    # A template filled in again shares most of its words as well, but no name or number.
    most = overlap is not None and overlap.at_least(6, 10) and not comparison.contradicted
    return Veto("V2", "time", _written(a), _written(b), Outcome.REVIEW if most else None)


def _far_apart(a: Interval, b: Interval) -> bool:
    return "year" not in (a.grain, b.grain) and a.gap(b) > CLOSE_DAYS


def _kind(comparison: Comparison) -> Veto | None:
    first, second = comparison.a.kind, comparison.b.kind
    if first == second or not (_is_titled(comparison.a) and _is_titled(comparison.b)):
        # The kind of a document without a title is guessed from its first sentence.
        return None
    if "place" in (first, second) and comparison.time in ("equal", "fits"):
        # A hill is no event, but what happened there on the same day is.
        return None
    if (first in _EVENTS and second in _OTHERS) or (second in _EVENTS and first in _OTHERS):
        return Veto("V4", "kind", first, second)
    return None


def _is_titled(view: View) -> bool:
    return any(name.kind in ("title", "infobox") for name in view.names)


def _distinct(comparison: Comparison, distinct_within: Sequence[str]) -> Veto | None:
    """Two records of one source that lists an event once, or two pages of one dump."""
    if comparison.identical and not _tells_of_another(comparison):
        return None
    a, b = comparison.a, comparison.b
    for path in distinct_within:
        if _under(a, path) and _under(b, path):
            return Veto("V5", "distinct", a.path, b.path)
    if a.path == b.path:
        first, second = dict(a.ids), dict(b.ids)
        for namespace in sorted(first.keys() & second.keys()):
            if namespace.startswith("page:") and first[namespace] != second[namespace]:
                return Veto("V5", "distinct", first[namespace], second[namespace])
    return None


def sources_apart(comparison: Comparison, distinct_within: Sequence[str]) -> tuple[str, str] | None:
    """The two sources that list an event once and hold one of the records each.

    Args:
        comparison: the pair.
        distinct_within: paths of sources that list an event once.
    """
    if not distinct_within:
        return None
    first, second = (source_of(view, distinct_within) for view in (comparison.a, comparison.b))
    return None if first is None or second is None or first == second else (first, second)


def source_of(view: View, distinct_within: Sequence[str]) -> str | None:
    """The source that lists an event once and holds a record; None if there is none.

    Args:
        view: the record.
        distinct_within: paths of such sources.
    """
    return next((path for path in sorted(distinct_within) if _under(view, path)), None)


def _tells_of_another(comparison: Comparison) -> bool:
    """Whether equal texts stand under other names at other times, as lists of units do."""
    match = comparison.names
    named = match is not None and match.level == "differ"
    return named and comparison.time in ("adjacent", "close", "disjoint")


def _under(view: View, path: str) -> bool:
    stem = path.rstrip("/")
    return any(source == stem or source.startswith(f"{stem}/") for source in view.paths)


def _written(view: View) -> str:
    return view.written_date.text if view.written_date else ""
