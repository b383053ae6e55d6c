"""What the items of a ``tags`` list are: infobox values first, then categories (002).

The older exporter wrote the values of an infobox without their names into one list with the
categories of the page: conflict, part of, the combatants, categories; each of them may be
missing. What an item is must be told from its own words and its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from warcorpus.text.folding import fold, stop_words, words

_YEAR = re.compile(
    r"(?<!\d)(?:1\d|20)\d\d(?!\d)|(?<!\d)\d{1,2}(?:st|nd|rd|th)[- ]century|(?<!\d)\d{1,3}0s\b"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_STRONG = re.compile("[\n\r\U0001f1e6-\U0001f1ff]")
_IMAGE = re.compile(r"\.(?i:svg|png|jpe?g|gif)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_UNINFLECTED = frozenset(("people", "personnel", "men", "women", "media"))


@cache
def _listed(name: str) -> frozenset[str]:
    """A list of ``data/tag_words.txt``."""
    table = files("warcorpus.text").joinpath("data/tag_words.txt").read_text(encoding="utf-8")
    head, body = f"[{name}]\n", table.split("\n\n")
    block = next(block for block in body if block.startswith(head))
    return frozenset(
        line for line in block[len(head) :].split("\n") if line and not line.startswith("#")
    )


def assign(items: Sequence[str], names: Iterable[str], has_infobox: bool) -> list[str | None]:
    """What each item is.

    Args:
        items: the values of ``tags`` in order.
        names: names the page is known by (its subject, the bold words of its lead).
        has_infobox: other keys (``date``, ``place``) hold values of an infobox.

    Returns:
        For each item ``conflict``, ``partof``, ``combatant1`` …, ``category``, or None for one
        that fits nothing: what looks like a party among the categories is none of them.

    >>> tags = ["Battle of X", "the Y War", "A\\n* B", "C", "Conflicts in 2013"]
    >>> assign(tags, ["Battle of X"], True)
    ['conflict', 'partof', 'combatant1', 'combatant2', 'category']
    """
    known = [name for name in names if name.strip()]
    boxed = has_infobox or any(is_party(item) for item in items[1:4])
    found: list[str | None] = []
    if boxed and items and _is_conflict(items[0], known):
        found.append("conflict")
    if boxed and _is_part_of(items[len(found) :]):
        found.append("partof")
    boxed, sides = has_infobox or bool(found), 0
    for item in items[len(found) :]:
        party = is_party(item)
        if boxed and (party or not is_category(item, known if sides > 1 else ())):
            sides += 1
            found.append(f"combatant{sides}")
        else:
            boxed = False  # from the first category on, all are categories
            found.append(None if party else "category")
    return found


def is_party(item: str) -> bool:
    """Whether an item has a mark that no category has: lines, a flag, a leaked image name.

    A blank at the start is what a removed flag icon left.

    >>> is_party("🇮🇶 Iraq"), is_party(" Islamic State"), is_party("Conflicts in 2013")
    (True, True, False)
    """
    if item[:1] in (" ", "\t"):
        return True
    return _STRONG.search(item) is not None or _IMAGE.search(item) is not None


def is_category(item: str, names: Iterable[str] = ()) -> bool:
    """Whether an item reads like a category: a plural, a year, an area, an event.

    Args:
        item: without line feeds.
        names: of the page; what only repeats words of them is a category too (``Palmyra``).

    >>> [is_category(t) for t in ("Syrian Armed Forces", "History of Tikrit", "Iraqi generals")]
    [False, True, True]
    """
    plain = _BRACKETED.sub(" ", item)
    found = [fold(word) for word in _WORD.findall(plain)]
    if not found or _YEAR.search(plain) or found[-1] in _listed("area") or _has_head(plain):
        return bool(found)
    if _event(found) and not _listed("party").intersection(found):
        return True
    core = _core(item)
    return any(core <= _core(name) for name in names) if core else False


def _has_head(plain: str) -> bool:
    """Whether the head noun is one that only categories have.

    Names of categories are written like sentences, so their head is in lower case
    (``Iraqi generals``) or the first word (``Conflicts in …``); parties have capitals.
    """
    head, before = _head(plain)
    if before == 0 and head.casefold() in _listed("subject"):
        return True
    plural = _is_plural(head.casefold()) and head.casefold() not in _listed("plural party")
    return plural and (head[0].islower() or before == 0)


def _head(plain: str) -> tuple[str, int]:
    """The head noun: the word before the first preposition, or the last one.

    The number of words before it; -1 where no preposition follows.
    """
    found = _WORD.findall(plain)
    for number, word in enumerate(found[1:]):
        if word in _listed("behind"):
            return found[number], number
    return found[-1], -1


def _is_plural(word: str) -> bool:
    return word in _UNINFLECTED or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def _event(folded: Iterable[str]) -> bool:
    return not _listed("event").isdisjoint(folded)


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


@cache
def _empty_words() -> frozenset[str]:
    return stop_words("en") | _listed("event") | _listed("small")


def _core(name: str) -> frozenset[str]:
    """The words that tell one event of its kind from another.

    >>> sorted(_core("Second Battle of Ras al-Ayn (2019)"))
    ['al', 'ayn', 'ras']
    """
    found = words(_BRACKETED.sub(" ", name))
    return frozenset(word for word in found if not word.isdigit()) - _empty_words()


def _is_conflict(item: str, known: list[str]) -> bool:
    """Whether the first item names the event of the page."""
    line = item.strip().split("\n")[0].strip()
    folded = fold(line)
    if folded in {fold(name) for name in known}:
        return True
    if folded.startswith("the ") or not _event(_words(line)) or _heads_a_phrase(line):
        return False
    core = _core(line)
    latin = frozenset(word for word in core if word.isascii())
    # a native name may follow, but one more word or two make it another event
    return any(
        own and core and (core <= own or (own <= core and len(latin - own) <= 1))
        for own in map(_core, known)
    )


def _heads_a_phrase(line: str) -> bool:
    """Whether a line is like ``Battles of …``: a category, and no name of one event."""
    plain = _BRACKETED.sub(" ", line)
    return _has_head(plain) and _head(plain)[1] >= 0


def _is_part_of(rest: Sequence[str]) -> bool:
    """Whether the next item names the larger event: ``the 2012–13 escalation of the … War``."""
    if not rest or _STRONG.search(rest[0].replace("\n", " ")):
        return False
    lines = [line for line in rest[0].split("\n") if line.strip()]
    start = fold(rest[0].strip())
    if not lines or not _event(_words(rest[0])):
        return False
    if start.startswith("the "):
        return True
    plain = _BRACKETED.sub(" ", rest[0])
    if not all(_event(_words(line)) for line in lines) or _YEAR.search(plain):
        return False
    if len(rest) > 1 and is_party(rest[1]):
        head, before = _head(plain)
        return before != 0 or not _is_plural(head.casefold())  # `Battles of …` is none even here
    if _heads_a_phrase(lines[0]):
        return False
    return " of the " in start or (len(rest) > 1 and not is_category(rest[1]))
