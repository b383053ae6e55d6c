"""What a comparison saw: the values as the files have them, with their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from warcorpus.matching.compare import MISSING, Comparison
from warcorpus.matching.naming import NameView
from warcorpus.matching.score import Row
from warcorpus.matching.slots import Slots
from warcorpus.matching.view import View
from warcorpus.model.pairs import Evidence, Pair, Seen

_Both = tuple[Seen | None, Seen | None]


def rows(pair: Pair) -> tuple[Evidence, ...]:
    """The whole computation of a pair: the prior and every comparison; the counted bits add up.

    Args:
        pair: a pair that was compared.
    """
    prior = Evidence("PRIOR", "prior", "", pair.prior, pair.prior)
    return (prior, *pair.evidence)


def evidence(comparison: Comparison, counted: Sequence[int]) -> tuple[Evidence, ...]:
    """The rows of a comparison with what was seen.

    Args:
        comparison: two records.
        counted: what of each row counts, in 1/16 bit.
    """
    return tuple(
        Evidence(*row, count, *_SEEN[row.comparison](comparison, row))
        for row, count in zip(comparison.rows, counted, strict=True)
    )


def _names(comparison: Comparison, _row: Row) -> _Both:
    match = comparison.names
    if match is None:
        return _first(comparison.a.names), _first(comparison.b.names)
    return _first((match.a,)), _first((match.b,))


def _first(names: Sequence[NameView]) -> Seen | None:
    return Seen(names[0].text, names[0].spans) if names else None


def _dates(comparison: Comparison, _row: Row) -> _Both:
    return comparison.a.written_date, comparison.b.written_date


def _places(comparison: Comparison, _row: Row) -> _Both:
    return comparison.a.written_place, comparison.b.written_place


def _sizes(comparison: Comparison, _row: Row) -> _Both:
    return _size(comparison.a), _size(comparison.b)


def _size(view: View) -> Seen | None:
    """The length of a text; None if it is too short to be evidence."""
    return Seen(f"{view.prose.size} tokens") if view.prose.length else None


def _facts(comparison: Comparison, row: Row) -> _Both:
    if row.level == MISSING:
        return None, None
    return Seen(str(comparison.a.facts)), Seen(str(comparison.b.facts))


def _slots(comparison: Comparison, _row: Row) -> _Both:
    """The first conflicts of both texts."""
    found: Slots | None = comparison.slots
    if found is None or not found.examples:
        return None, None
    first, second = zip(*found.examples, strict=True)
    return Seen("; ".join(first)), Seen("; ".join(second))


def _ids(comparison: Comparison, _row: Row) -> _Both:
    """The id that both have, else the first one of each."""
    views = comparison.a, comparison.b
    if comparison.common_id is None:
        first, second = (Seen(" ".join(view.ids[0])) if view.ids else None for view in views)
    else:
        _, name = comparison.common_id
        first, second = (Seen(f"{name} {dict(view.ids)[name]}") for view in views)
    return first, second


_SEEN: dict[str, Callable[[Comparison, Row], _Both]] = {
    "name": _names,
    "date": _dates,
    "place": _places,
    "containment": _sizes,
    "facts": _facts,
    "slots": _slots,
    "id": _ids,
}
