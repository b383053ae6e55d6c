"""What a comparison saw: the values as the files have them, with their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from warcorpus.matching.facts import Facts
from warcorpus.matching.naming import NameView
from warcorpus.matching.slots import Slots
from warcorpus.model.pairs import Evidence, Pair, Seen

if TYPE_CHECKING:
    from warcorpus.matching.view import View


def rows(pair: Pair) -> tuple[Evidence, ...]:
    """The whole computation of a pair: the prior and every comparison; the counted bits add up.

    Args:
        pair: a pair that was compared.
    """
    prior = Evidence("PRIOR", "prior", "", pair.prior, pair.prior)
    return (prior, *pair.evidence)


def plain(text: str) -> Seen:
    """A value without a place of its own."""
    return Seen(text)


def name(names: Sequence[NameView]) -> Seen | None:
    """The first name, None if there is none."""
    return Seen(names[0].text, names[0].spans) if names else None


def size(view: View) -> Seen | None:
    """The length of the text; None if it is too short to be evidence."""
    return Seen(f"{view.prose.size} tokens") if view.prose.length else None


def facts(found: Facts) -> Seen:
    """How many days and numbers a text has."""
    return Seen(str(found))


def slots(found: Slots) -> tuple[Seen | None, Seen | None]:
    """The first conflicts of both texts."""
    if not found.examples:
        return None, None
    first, second = zip(*found.examples, strict=True)
    return Seen("; ".join(first)), Seen("; ".join(second))


def ids(view: View) -> Seen | None:
    """The first id of a document."""
    return Seen(" ".join(view.ids[0])) if view.ids else None


def share(part: int, whole: int) -> str:
    """A fraction with three decimals, rounded half up in whole numbers.

    >>> share(300, 363), share(5, 5), share(0, 0)
    ('.826', '1', '.000')
    """
    if whole and part >= whole:
        return "1"
    thousandths = (2000 * part + whole) // (2 * whole) if whole else 0
    return "1" if thousandths == 1000 else f".{thousandths:03d}"
