"""Near-duplicates without end: plain rows for measuring speed, made as fast as they are read.

Sentences are put together from pools of short phrases, so that no five words in a row are likely
to stand in two texts that are not copies of each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from warcorpus.testing.scenes import dice_of, stem
from warcorpus.testing.styles import STYLES, Style, style

_POOL = 3_000  # phrases of a kind
_SENTENCES = 40  # about 4.4 thousand characters
_PARAGRAPH = 7  # sentences
_BOILERPLATES = 40
_WITH_BOILERPLATE = 0.3  # share of events whose texts end in one
_EDITS = (0.01, 0.1)


class Row(NamedTuple):
    """One document and the event it tells of."""

    id: str
    title: str
    text: str
    cluster: int


class _Pools(NamedTuple):
    """Phrases that a text is put together from."""

    who: list[str]
    did: list[str]
    where: list[str]
    when: list[str]
    words: list[str]
    boilerplates: list[str]


def near_duplicates(n: int, share: float = 0.3, seed: int = 0) -> Iterator[Row]:
    """Rows of about 4.4 thousand characters, a share of which copy earlier ones.

    A copy has 1 to 10 % of its words replaced, dropped or doubled. Memory does not grow with
    ``n``: a copied text is made once more from the number of its event.

    Args:
        n: how many rows.
        share: of rows that are copies.
        seed: of all dice.

    >>> rows = list(near_duplicates(20, seed=1))
    >>> len(rows), len({row.cluster for row in rows}) < 20
    (20, True)
    """
    pools = _pools(seed)
    dice = dice_of(seed, "rows")
    events = 0
    for number in range(n):
        copied = events and dice.random() < share
        cluster = int(dice.random() * events) if copied else events
        events += not copied
        title, text = _original(cluster, seed, pools)
        if copied:
            text = _edited(text, dice.uniform(*_EDITS), dice, pools.words)
        yield Row(f"d{number:07d}", title, text, cluster)


def _original(cluster: int, seed: int, pools: _Pools) -> tuple[str, str]:
    dice = random.Random(seed << 40 | cluster)  # noqa: S311 - the number makes it repeatable
    count = _SENTENCES + int(dice.random() * 8) - 4
    parts = zip(
        dice.choices(pools.who, k=count),
        dice.choices(pools.did, k=count),
        dice.choices(pools.where, k=count),
        dice.choices(pools.when, k=count),
        strict=True,
    )
    told = list(map(" ".join, parts))
    paragraphs = [" ".join(told[at : at + _PARAGRAPH]) for at in range(0, count, _PARAGRAPH)]
    if dice.random() < _WITH_BOILERPLATE:
        paragraphs.append(dice.choice(pools.boilerplates))
    title = f"Battle of {_place(cluster, dice)} ({1700 + int(dice.random() * 320)})"
    return title, "\n\n".join(paragraphs)


def _place(cluster: int, dice: random.Random) -> str:
    """A double name: there are as many as events, and hardly two of these have the same one."""
    known = style(sorted(STYLES)[cluster % len(STYLES)])
    return f"{stem(known, dice)} {stem(known, dice)}"


def _edited(text: str, rate: float, dice: random.Random, fillers: list[str]) -> str:
    words = text.split(" ")
    for place in dice.sample(range(len(words)), max(1, int(rate * len(words)))):
        fate = dice.random()
        breaks = "\n" in words[place]  # the border of two paragraphs stays
        if fate < 0.6 and not breaks:
            words[place] = dice.choice(fillers)
        elif fate < 0.8 and not breaks:
            words[place] = ""
        else:
            words[place] = f"{words[place]} {dice.choice(fillers)}"
    return " ".join(filter(None, words))


def _pools(seed: int) -> _Pools:
    dice = dice_of(seed, "pools")
    known = [style(name) for name in STYLES]
    levant = style("levant")
    nouns = _short(chain(*(_nouns(one) for one in known)))
    names = [stem(known[number % len(known)], dice) for number in range(_POOL)]
    verbs = _short(levant.sections["verb"])
    adjectives = _short([*levant.sections["adj"], *levant.sections["trait"]])
    return _Pools(
        who=[f"{dice.choice(adjectives).title()} {name} {dice.choice(nouns)}" for name in names],
        did=[f"{dice.choice(verbs)} {dice.choice(nouns)} of {dice.choice(names)}" for _ in names],
        where=[f"near the {dice.choice(adjectives)} {name}" for name in names],
        when=[
            f"before {1 + number % 28} {dice.choice(names)} {number}." for number in range(_POOL)
        ],
        words=[*adjectives, *nouns, *names[:400]],
        boilerplates=[_boilerplate(levant, dice) for _ in range(_BOILERPLATES)],
    )


def _short(words: Iterable[str]) -> list[str]:
    """Single words: no phrase may have five, or it would be a shingle of many texts."""
    return [word for word in words if word.isalpha()]


def _nouns(known: Style) -> tuple[str, ...]:
    sections = {"andean": "site", "carpathian": "work", "levant": "feature"}
    return known.sections[sections[known.name]]


def _boilerplate(known: Style, dice: random.Random) -> str:
    words = [*known.sections["filler"], *known.sections["civilians"], *known.sections["supply"]]
    told = [f"{' '.join(dice.choices(words, k=16)).capitalize()}." for _ in range(4)]
    return " ".join(told)
