"""What kind of thing a record is about, and how wide an event is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from warcorpus.model.record import Kind
from warcorpus.normalizing.tables import rows, words

WIDTH = {"battle": 1, "operation": 2, "event": 2, "campaign": 3, "war": 4}
"""How wide a kind of event is: ``battle < operation < campaign < war``."""

_PARENTHESIS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@cache
def _kinds() -> dict[str, Kind]:
    return {row[0]: row[1] for row in rows("kind_nouns")}  # type: ignore[misc]


def kind_of_name(name: str) -> Kind | None:
    """The kind that the head noun of a name tells; None if no noun of the table is its head.

    The head stands before the first ``of``, ``in``, ``during`` …; ``Operation X`` begins with it.

    >>> [kind_of_name(n) for n in ("Battle of X", "2012 Hama offensive (map)", "Operation Serval")]
    ['battle', 'operation', 'operation']
    >>> kind_of_name("List of battles of the war"), kind_of_name("Safira")
    ('list', None)
    """
    tokens = [word.casefold() for word in _WORD.findall(_PARENTHESIS.sub(" ", name))]
    if not tokens:
        return None
    kinds = _kinds()
    stop = next((i for i, t in enumerate(tokens) if i and t in words("head_ends")), len(tokens))
    while stop > 1 and tokens[stop - 1].isdigit():
        stop -= 1
    head = tokens[stop - 1]
    if tokens[0] in ("operation", "list", "timeline") and tokens[0] in kinds:
        return kinds[tokens[0]]
    return kinds.get(head)


def is_event_name(name: str) -> bool:
    """Whether a name has a noun of war anywhere: ``Syrian Civil War``, ``siege of Darayya``.

    >>> is_event_name("siege of Darayya"), is_event_name("Muadamiyat")
    (True, False)
    """
    return not _event_nouns().isdisjoint(map(str.casefold, _WORD.findall(name)))


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(noun for noun, kind in _kinds().items() if kind in WIDTH)


def kind_of_parameters(parameters: Iterable[str]) -> Kind | None:
    """The kind that the parameters of an infobox tell."""
    given = frozenset(parameters)
    return next(
        (row[1] for row in rows("kind_parameters") if row[0] in given),  # type: ignore[misc]
        None,
    )


def kind_of_categories(categories: Iterable[str]) -> Kind | None:
    """The kind that most categories tell; of equal counts the first that was met.

    >>> kind_of_categories(["2012 in Syria", "Battles of the Syrian civil war"])
    'battle'
    """
    votes: dict[str, int] = {}
    for category in categories:
        folded = category.casefold()
        told = next((row[1] for row in rows("category_kinds") if _fits(folded, row[0])), None)
        if told:
            votes[told] = votes.get(told, 0) + 1
    most: Any = max(votes, key=votes.__getitem__, default=None)
    kind: Kind | None = most
    return kind


def _fits(category: str, pattern: str) -> bool:
    if pattern.startswith("… "):
        return category.endswith(pattern[2:].lstrip())
    return category == pattern or category.startswith(pattern + " ")


def kind_of(title: str, parameters: Iterable[str], categories: Iterable[str]) -> Kind:
    """The kind of a record: by its title, else by its infobox, else by its categories.

    >>> kind_of("Safira", ["conflict", "combatant1"], [])
    'event'
    """
    return (
        kind_of_name(title)
        or kind_of_parameters(parameters)
        or kind_of_categories(categories)
        or "unknown"
    )
