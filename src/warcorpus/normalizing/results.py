"""How it ended: headline, class, winner, details."""

from __future__ import annotations

import re
from functools import cache

from warcorpus.model.facts import Result, ResultClass
from warcorpus.normalizing.states import state_of
from warcorpus.normalizing.tables import mapping, words

_VICTORY = re.compile(r"\bvictor(?:y|ies)\b", re.IGNORECASE)
_BULLETS = "*•·"
_CLAUSE = re.compile(r"[;.:(]")


def parse_result(text: str) -> Result:
    """A result from its lines: the first is the headline, bulleted ones are details.

    Args:
        text: the value after folding; lines parted by line feeds.

    >>> r = parse_result("Decisive Rebel victory\\n* Town taken\\n*Road cut")
    >>> r.class_, r.winner, r.details
    ('victory', 'Rebel', ('Town taken', 'Road cut'))
    """
    state = state_of(text)
    if state != "given":
        return Result(state=state)
    lines = [line.strip() for line in text.split("\n") if line.strip(" \t*•·")]
    if not lines:
        return Result()
    headline = None if lines[0][0] in _BULLETS else " ".join(lines.pop(0).split())
    details = tuple(" ".join(line.lstrip(_BULLETS + " \t").split()) for line in lines)
    return Result(
        state="given",
        headline=headline,
        class_=class_of(headline or details[0]),
        winner=winner_of(headline or ""),
        details=details,
    )


def class_of(headline: str) -> ResultClass:
    """The class of a headline: the class word that stands first in it.

    >>> class_of("Inconclusive; Soviet invasion and subsequent victory"), class_of("Town burnt")
    ('inconclusive', 'other')
    """
    found = _class_words().search(headline.casefold())
    classes: dict[str, ResultClass] = mapping("result_classes")  # type: ignore[assignment]
    return classes[found.group()] if found else "other"


@cache
def _class_words() -> re.Pattern[str]:
    longest_first = sorted(mapping("result_classes"), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def winner_of(headline: str) -> str | None:
    """Who won: what precedes *victory* in its clause, without Decisive, Strategic …

    >>> winner_of("Decisive Syrian Army & Hezbollah victory"), winner_of("Tactical victory")
    ('Syrian Army & Hezbollah', None)
    >>> winner_of("Victory")
    """
    if class_of(headline) != "victory":
        return None
    found = _VICTORY.search(headline)
    if found is None:
        return None
    clauses = list(_CLAUSE.finditer(headline, 0, found.start()))
    before = headline[clauses[-1].end() if clauses else 0 : found.start()].split()
    adjectives = words("victory_adjectives") | {"a", "an", "the", "and"}
    while before and before[0].casefold() in adjectives:
        before.pop(0)
    while before and before[-1].casefold() in adjectives:
        before.pop()
    return " ".join(before) or None
