"""Strings that a regular expression may choke on, built from its own characters.

Where backtracking costs more than linear time, the string holds many copies of what a repeat takes
and then fails, or many places where the pattern begins and never ends. Both are made of examples:
of the repeats, of what stands before them, of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from attrs import frozen

LONG_REPEAT = 16
"""A repeat of fewer is bounded well enough."""

MOST_STRINGS = 48
VARIANTS = 3
_KILLERS = ("\x00", "\n")
_PROBED = "ax7 .\n\t-,'\"=|<>[]{}()*#:;&/!?_~\\\réß中\x00"
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "7",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: " ",
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)

Nodes = Sequence[tuple[Any, Any]]


@frozen
class Attack:
    """A string of any length: a beginning, a unit again and again, an end."""

    begin: str
    unit: str
    end: str

    def of_length(self, size: int) -> str:
        """About ``size`` characters."""
        return self.begin + self.unit * max(size // len(self.unit), 1) + self.end


def attacks(pattern: re.Pattern[Any]) -> list[Attack]:
    """The strings for a pattern, the same ones every time."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    tree = parser.parse(
        text, pattern.flags & ~re.UNICODE if isinstance(source, bytes) else pattern.flags
    )
    found = dict.fromkeys(one for one in _attacks(tree) if one.unit)
    if isinstance(source, bytes):
        found = {one: None for one in found if _is_latin(one)}
    return list(found)[:MOST_STRINGS]


def _is_latin(attack: Attack) -> bool:
    return all(ord(letter) < 256 for letter in attack.begin + attack.unit + attack.end)


def _attacks(tree: Nodes) -> Iterator[Attack]:
    repeats = list(_repeats(tree, ""))
    for before, unit in repeats:
        yield from (Attack(before, unit, end) for end in _KILLERS)
    for before, unit in repeats:
        yield Attack("", before + unit, "\x00")
        yield Attack("", before + unit * 3, "")
    for variant in range(VARIANTS):
        whole = example(tree, variant)
        yield Attack("", whole, "")
        yield Attack("", whole[:-1], "\x00")
        yield Attack("", whole[:-1] + "\x00", "")
        yield Attack(whole[:1], whole[1:], "\x00")
    for (_, one), (_, other) in pairwise(repeats):
        yield Attack("", one + other, "\x00")
    for letter in dict.fromkeys(_letters(tree)):
        yield Attack("", letter, "\x00")


def example(tree: Nodes, variant: int = 0) -> str:
    """A string that the pattern takes, more or less: lookarounds are not obeyed.

    >>> import re
    >>> example(parser.parse("(a|b)[0-9]+c{2}"), 1)
    'b9cc'
    """
    return "".join(_example(node, variant) for node in tree)


def _example(node: tuple[Any, Any], variant: int) -> str:
    kind, held = node
    if kind is sre.LITERAL:
        return chr(held)
    if kind is sre.NOT_LITERAL:
        return _pick([letter for letter in _PROBED if ord(letter) != held], variant)
    if kind is sre.ANY:
        return _pick("a .", variant)
    if kind is sre.IN:
        return _pick(_class(held), variant)
    if kind in _REPEATS:
        return example(held[2], variant) * max(held[0], 1)
    if kind is sre.BRANCH:
        return example(_pick(held[1], variant), variant)
    if kind is sre.SUBPATTERN:
        return example(held[3], variant)
    if kind is sre.ATOMIC_GROUP:
        return example(held, variant)
    return "="[: kind is sre.GROUPREF]


def _pick(choices: Sequence[Any], variant: int) -> Any:
    return choices[variant % len(choices)] if choices else ""


def _class(items: Nodes) -> str:
    """Letters of a class, those that its author names first."""
    if items[0][0] is sre.NEGATE:
        return "".join(letter for letter in _PROBED if not _holds(items[1:], letter))
    named = []
    for kind, held in items:
        if kind is sre.LITERAL:
            named.append(chr(held))
        elif kind is sre.RANGE:
            named += [chr(held[0]), chr(held[1])]
        else:
            named.append(_CATEGORIES[held])
    return "".join(named)


def _holds(items: Nodes, letter: str) -> bool:
    return any(
        (kind is sre.LITERAL and held == ord(letter))
        or (kind is sre.RANGE and held[0] <= ord(letter) <= held[1])
        or (kind is sre.CATEGORY and _in_category(held, letter))
        for kind, held in items
    )


def _in_category(category: Any, letter: str) -> bool:
    digit, space = letter.isdecimal(), letter.isspace()
    word = letter.isalnum() or letter == "_"
    return {
        sre.CATEGORY_DIGIT: digit,
        sre.CATEGORY_NOT_DIGIT: not digit,
        sre.CATEGORY_SPACE: space,
        sre.CATEGORY_NOT_SPACE: not space,
        sre.CATEGORY_WORD: word,
        sre.CATEGORY_NOT_WORD: not word,
    }[category]


def _repeats(tree: Nodes, before: str) -> Iterator[tuple[str, str]]:
    """What stands before each long repeat, and what it repeats, in several variants."""
    for node in tree:
        kind, held = node
        if kind in _REPEATS and held[1] >= LONG_REPEAT:
            for variant in range(VARIANTS):
                yield before, example(held[2], variant)
        for inner in _inside(kind, held):
            yield from _repeats(inner, before)
        before += _example(node, 0)


def _inside(kind: Any, held: Any) -> list[Nodes]:
    """The patterns that stand in a node."""
    if kind in _REPEATS:
        return [held[2]]
    if kind is sre.BRANCH:
        return list(held[1])
    if kind is sre.SUBPATTERN:
        return [held[3]]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [held[1]]
    if kind is sre.ATOMIC_GROUP:
        return [held]
    return []


def _letters(tree: Nodes) -> Iterator[str]:
    """Letters that a pattern names."""
    for kind, held in tree:
        if kind is sre.LITERAL:
            yield chr(held)
        elif kind is sre.IN:
            yield from _class(held)[:4]
        for inner in _inside(kind, held):
            yield from _letters(inner)
