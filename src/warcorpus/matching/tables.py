"""The words that matching treats in a special way, from data files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from warcorpus.text.folding import fold


@cache
def generic_words() -> frozenset[str]:
    """Words of event names that name no event, in every language that has a file.

    >>> {"battle", "schlacht"} <= generic_words(), "safira" in generic_words()
    (True, False)
    """
    names = (f.name for f in files("warcorpus.matching").joinpath("data").iterdir())
    return frozenset(
        word
        for name in names
        if name.startswith("generic_")
        for line in lines(name)
        for word in line.split()
    )


@cache
def abbreviations() -> dict[str, str]:
    """Words that names write short (``st``), with the whole word.

    >>> abbreviations()["ft"]
    'fort'
    """
    table: dict[str, str] = {}
    for line in lines("abbreviations_en.txt"):
        short, whole = line.split()
        table[short] = whole
    return table


@cache
def administrative_words() -> frozenset[str]:
    """Words that mark an administrative unit (``governorate``)."""
    return frozenset(word for line in lines("administrative.txt") for word in line.split())


@cache
def countries() -> frozenset[tuple[str, ...]]:
    """Countries and their adjectives as token tuples.

    >>> ("syria",) in countries(), ("burkina", "faso") in countries()
    (True, True)
    """
    return frozenset(tuple(n.split()) for line in lines("countries.txt") for n in line.split("|"))


@cache
def regions() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Forms of first-level regions with their full names, as token tuples.

    >>> regions()[("va",)], regions()[("west", "virginia")]
    (('virginia',), ('west', 'virginia'))
    """
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in lines("regions.txt"):
        forms = [tuple(form.split()) for form in line.split("|")]
        table.update(dict.fromkeys(forms, forms[0]))
    return table


@cache
def place_prefixes() -> tuple[tuple[str, ...], ...]:
    """Words in front of a place that do not belong to its name, the longest first."""
    found = {tuple(line.split()) for line in lines("place_prefixes.txt")}
    return tuple(sorted(found, key=lambda prefix: (-len(prefix), prefix)))


@cache
def quantifiers() -> frozenset[str]:
    """Words that count without a number (``all``)."""
    return frozenset(word for line in lines("quantifiers.txt") for word in line.split())


@cache
def mention_words(kind: str) -> frozenset[str]:
    """Words by which a lead names the larger event that its own belongs to.

    Args:
        kind: ``links``, ``into``, ``belongs`` or ``between``.

    >>> "during" in mention_words("into"), "belonged" in mention_words("belongs")
    (True, True)
    """
    rows = (line.split() for line in lines("mentions_en.txt"))
    return frozenset(word for row in rows if row[0] == kind for word in row[1:])


@cache
def ordinals() -> dict[str, int]:
    """Spellings of ordinals.

    >>> ordinals()["second"], ordinals()["ii"]
    (2, 2)
    """
    return _numbered("ordinals.txt")


@cache
def months() -> dict[str, int]:
    """Names of months with their numbers."""
    return _numbered("months.txt")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a data file, folded, without comments."""
    content = files("warcorpus.matching").joinpath(f"data/{name}").read_text("utf-8")
    rows = (fold(row).strip() for row in content.split("\n") if not row.startswith("#"))
    return tuple(row for row in rows if row)


def _numbered(name: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for line in lines(name):
        number, *spellings = line.split()
        table.update(dict.fromkeys(spellings, int(number)))
    return table
