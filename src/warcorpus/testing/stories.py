"""Stories: the event that a scene tells of, with infobox, lead and chapters."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from warcorpus.testing.events import Chapter, Count, Event, Party
from warcorpus.testing.scenes import Scene, formed

_TYPICAL = 22.0  # sentences; about 450 words
_SPREAD = 0.6  # of the logarithm
_SHORTEST = 4
_LONGEST = 88
_PARAGRAPH = (2, 6)  # sentences
_CHAPTER = 9  # sentences, about
_LONG = 60  # days; such a lead names its first and its last month
_BACKGROUND = 0.1  # share of articles that repeat the background of their war


def make_event(
    scene: Scene,
    dice: random.Random,
    length: int | None = None,
    chapters: Sequence[Chapter] = (),
) -> Event:
    """An article about a scene.

    Args:
        scene: what happened; its title must be set.
        dice: what is thrown for the wording.
        length: sentences of the chapters; drawn if not given.
        chapters: further ones, behind those that are made.
    """
    style = scene.war.style
    count = length or _length(dice)
    result = scene.sentence(dice, "result")
    return Event(
        title=scene.title,
        first=scene.first.isoformat(),
        last=scene.last.isoformat(),
        place=(scene.town, *((scene.district,) if scene.distance % 2 else ()), scene.region),
        war=scene.war.title,
        result=result,
        details=tuple(scene.sentence(dice, "detail") for _ in range(dice.randrange(3))),
        parties=_parties(scene, dice),
        civilians=dice.choice((None, Count(dice.randrange(2, 90), False, "civilians", "killed"))),
        lead=_lead(scene, dice),
        chapters=(*_chapters(scene, dice, count), *chapters),
        categories=tuple(_categories(scene, dice)),
        see_also=tuple(formed(style, "war", dice) for _ in range(dice.randrange(3))),
        image=dice.choice((None, f"{scene.town} ({scene.first.year}).svg")),
        page=dice.randrange(10_000, 80_000_000),
    )


def _length(dice: random.Random) -> int:
    drawn = round(_TYPICAL * math.exp(dice.gauss(0.0, _SPREAD)))
    return max(_SHORTEST, min(_LONGEST, drawn))


def _parties(scene: Scene, dice: random.Random) -> tuple[Party, ...]:
    return tuple(_party(scene, dice, number) for number in range(2))


def _party(scene: Scene, dice: random.Random, side: int) -> Party:
    noun = dice.choice(scene.war.style.sections["noun"])
    strength = (_count(scene, dice, noun),) if dice.random() < 0.7 else ()
    losses = tuple(_count(scene, dice, None, word) for word in ("killed", "wounded"))
    return Party(
        scene.sides[side],
        scene.leaders[side::2][: dice.randrange(3)],
        scene.units[side::2][: dice.randrange(3)],
        strength,
        losses[: dice.randrange(3)],
    )


def _count(
    scene: Scene, dice: random.Random, noun: str | None, outcome: str | None = None
) -> Count:
    scene.dice = dice
    return Count(scene.number(), dice.random() < 0.25, noun, outcome)


def _categories(scene: Scene, dice: random.Random) -> list[str]:
    known = scene.war.style.sections["category"]
    numbers = sorted(dice.sample(range(len(known)), dice.randrange(1, len(known))))
    said = {key: scene.say(key) for key in ("war", "year", "region", "party", "foe")}
    return [known[number].format(**said) for number in numbers]


def _lead(scene: Scene, dice: random.Random) -> tuple[str, ...]:
    section = "opening.campaign" if (scene.last - scene.first).days >= _LONG else "opening"
    opening = scene.sentence(dice, "opening.alias" if scene.alias else section)
    return (opening, *(scene.sentence(dice) for _ in range(dice.randrange(1, 4))))


def _chapters(scene: Scene, dice: random.Random, count: int) -> tuple[Chapter, ...]:
    headings = dice.sample(scene.war.style.sections["heading"], max(1, min(8, count // _CHAPTER)))
    made: list[Chapter] = []
    done = 0
    for number, heading in enumerate(headings):
        end = count * (number + 1) // len(headings)
        paragraphs: list[tuple[str, ...]] = []
        if not number and dice.random() < _BACKGROUND:
            paragraphs.append(scene.war.background)
        while done < end:
            size = min(end - done, dice.randint(*_PARAGRAPH))
            scene.told = done / count
            paragraphs.append(tuple(scene.sentence(dice) for _ in range(size)))
            done += size
        made.append(Chapter(heading, tuple(paragraphs)))
    return tuple(made)
