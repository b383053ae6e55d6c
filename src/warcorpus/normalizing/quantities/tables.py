"""Tables of words for quantities, in the forms the scanner asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

import msgspec
from attrs import frozen

from warcorpus.normalizing.tables import mapping, rows, words

NumberKind = Literal["zero", "unit", "ten", "hundred", "scale", "group"]
_NUMBER_KINDS: dict[str, NumberKind] = {
    "zero": "zero",
    "unit": "unit",
    "ten": "ten",
    "hundred": "hundred",
    "scale": "scale",
    "group": "group",
}


class NumberWord(msgspec.Struct, frozen=True, gc=False):
    """What a word adds to a number, and how."""

    value: int
    kind: NumberKind


@frozen
class Phrases:
    """Phrases of whole words with a value each; the longest one wins.

    >>> table = Phrases.of([("shot down", "shot_down"), ("shot", "hit")])
    >>> table.match(["two", "shot", "down"], 1)
    ('shot_down', 2)
    """

    by_first: dict[str, list[tuple[tuple[str, ...], str]]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Phrases:
        """A table of (phrase, value)."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in pairs:
            parts = tuple(phrase.casefold().split())
            found.setdefault(parts[0], []).append((parts, value))
        for entries in found.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
        return cls(found)

    def match(self, tokens: Sequence[str], index: int) -> tuple[str, int] | None:
        """Value and number of words of the phrase that begins at ``index``; None if none does."""
        for parts, value in self.by_first.get(tokens[index], ()):
            if tuple(tokens[index : index + len(parts)]) == parts:
                return value, len(parts)
        return None


@cache
def number_words() -> dict[str, NumberWord]:
    """Number words with their value and kind, plural scales (``millions``) not among them.

    >>> number_words()["dozen"].value
    12
    """
    return {row[0]: NumberWord(int(row[1]), _NUMBER_KINDS[row[2]]) for row in rows("number_words")}


@cache
def bounds() -> dict[str, list[tuple[str, str]]]:
    """Bounding phrases by their last character, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, sense in rows("bounds"):
        found.setdefault(phrase[-1], []).append((phrase, sense))
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    return found


@cache
def outcomes() -> Phrases:
    """Phrases of outcomes.

    >>> outcomes().match(["kia"], 0)
    ('killed', 1)
    """
    return Phrases.of(
        (phrase.strip(), outcome)
        for outcome, phrases in rows("outcomes")
        for phrase in phrases.split(",")
    )


@cache
def vague() -> Phrases:
    """Phrases that stand in place of a number."""
    return Phrases.of((row[0], "vague") for row in rows("vague_words"))


@cache
def states() -> Phrases:
    """Phrases that open an unknown item or make one that says none."""
    return Phrases.of((row[0], row[1]) for row in rows("quantity_states"))


@cache
def scopes() -> Phrases:
    """Phrases that tell a part of the event."""
    return Phrases.of((row[0], "scope") for row in rows("scope_words"))


@cache
def claims(position: str) -> Phrases:
    """Phrases that tell who counted: ``before`` the claimant, ``after`` it, or ``alone``."""
    return Phrases.of((row[0], position) for row in rows("claim_words") if row[1] == position)


def _regular_plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun[:-1] + "ies", noun + "s")
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return (noun + "es",)
    return (noun + "s",)


@cache
def _nouns() -> tuple[dict[str, str], dict[str, str]]:
    kinds: dict[str, str] = {}
    singulars: dict[str, str] = {}
    files = {
        "people_nouns": "people",
        "materiel_nouns": "materiel",
        "civilian_nouns": "civilians",
    }
    for name, kind in files.items():
        for noun in words(name):
            kinds[noun] = kind
            last = noun.split()[-1]
            for plural in _regular_plurals(last):
                singulars.setdefault(plural, last)
    singulars.update(mapping("singulars"))
    return kinds, singulars


def singular(word: str) -> str:
    """A word in the singular, by the table; a word it does not know stays.

    >>> [singular(w) for w in ("fighters", "men", "Hezbollah", "Fighters", "IEDs", "APCs")]
    ['fighter', 'man', 'Hezbollah', 'Fighter', 'IED', 'APC']
    """
    found = _nouns()[1].get(word.casefold())
    if found is None or found == word.casefold():
        return word
    if word.casefold().startswith(found):
        return word[: len(found)]
    return found


def noun_kind(word: str) -> str | None:
    """``people``, ``civilians`` or ``materiel`` if the word, in either number, is in a table.

    >>> noun_kind("tanks"), noun_kind("civilian"), noun_kind("Hezbollah")
    ('materiel', 'civilians', None)
    """
    folded = word.casefold()
    kinds, singulars = _nouns()
    return kinds.get(folded) or kinds.get(singulars.get(folded, ""))
