"""Scenes: the wars, places and people that invented events of one style share."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from attrs import field, frozen, mutable

from warcorpus.testing.styles import Style

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_FEW = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_LEADERS = 12
_REGIONS = 4
_UNITS = 7
_VILLAGES = 7
_KNOWN_NUMBERS = 5
_LONGEST_WAR = 9  # years


def dice_of(*key: object) -> random.Random:
    """Dice that always fall alike for one key, whatever was thrown before.

    >>> dice_of("x", 1).random() == dice_of("x", 1).random() != dice_of("x", 2).random()
    True
    """
    return random.Random("/".join(map(str, key)))  # noqa: S311 - the key makes it repeatable


def month_of(day: date) -> str:
    """``March 2012``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


@frozen
class War:
    """What the events of one war have in common.

    Args:
        style: its vocabulary.
        title: its name.
        first: first year.
        last: last year.
        regions: where it is fought.
        sides: the two main belligerents.
        leaders: ``(rank, name)``.
        units: of both armies.
        background: sentences that several articles on the war repeat.
    """

    style: Style
    title: str
    first: int
    last: int
    regions: tuple[str, ...]
    sides: tuple[str, str]
    leaders: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    background: tuple[str, ...] = ()


def stem(style: Style, dice: random.Random) -> str:
    """A name of two to four syllables."""
    middle = style.sections["place.middle"]
    inner = "".join(dice.choice(middle) for _ in range(dice.choice((0, 1, 1, 1, 2))))
    start, end = style.sections["place.start"], style.sections["place.end"]
    return f"{dice.choice(start)}{inner}{dice.choice(end)}"


def formed(style: Style, section: str, dice: random.Random) -> str:
    """An entry of a section (``place.form``, ``party``) about a new name."""
    return style.phrase(section, dice, lambda slot: stem(style, dice) if slot == "name" else None)


def make_war(style: Style, dice: random.Random) -> War:
    """A war of a style."""
    era = style.era
    first = dice.randint(era[0], era[1] - 2)
    last = min(era[1], first + dice.randint(2, _LONGEST_WAR))
    one, other = formed(style, "party", dice), formed(style, "party", dice)
    war = War(
        style=style,
        title=formed(style, "war", dice),
        first=first,
        last=last,
        regions=tuple(formed(style, "region.form", dice) for _ in range(_REGIONS)),
        sides=(one, other),
        leaders=tuple(_leader(style, dice) for _ in range(_LEADERS)),
        units=tuple(formed(style, "unit", dice) for _ in range(_UNITS)),
    )
    scene = make_scene(war, dice)
    told = tuple(scene.sentence(dice) for _ in range(4))
    return War(**{name: getattr(war, name) for name in _KEPT}, background=told)


_KEPT = ("style", "title", "first", "last", "regions", "sides", "leaders", "units")


def _leader(style: Style, dice: random.Random) -> tuple[str, str]:
    rank, first = dice.choice(style.sections["rank"]), dice.choice(style.sections["person.first"])
    return rank, f"{first} {stem(style, dice)}"


@mutable
class Scene:
    """Where and when one event happened, and what every account of it would name.

    Args:
        war: the larger event.
        town: what it is named after.
        district: around the town.
        region: around the district.
        river: near by.
        villages: near by.
        first: first day.
        last: last day.
        sides: attacker and defender.
        leaders: who commanded.
        units: who fought.
        numbers: that several sentences repeat.
        distance: from the town to the next, in kilometres.
        title: of the event.
        alias: another name, empty without one.
        told: share of the event that is told so far; days are drawn near it.
        dice: of the sentence that is being made.
    """

    war: War
    town: str
    district: str
    region: str
    river: str
    villages: tuple[str, ...]
    first: date
    last: date
    sides: tuple[str, str]
    leaders: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    numbers: tuple[int, ...]
    distance: int
    title: str = ""
    alias: str = ""
    told: float = 0.5
    dice: random.Random = field(factory=lambda: dice_of("nobody"))

    @property
    def names(self) -> tuple[str, ...]:
        """The invented names that a transliteration changes."""
        people = (part for _, name in self.leaders for part in name.split())
        return tuple(sorted({self.town, *self.villages, *people}))

    def sentence(self, dice: random.Random, section: str = "sentence") -> str:
        """A sentence about the scene."""
        self.dice = dice
        return self.war.style.phrase(section, dice, self.say)

    def filled(self, dice: random.Random, template: str) -> str:
        """A template about the scene."""
        self.dice = dice
        return self.war.style.filled(template, dice, self.say)

    def say(self, slot: str) -> str | None:
        """What a slot stands for here; None if the scene does not know it."""
        saying = _SAYINGS.get(slot)
        return saying(self) if saying else None

    def day(self) -> date:
        """A day of the event near what is told."""
        length = (self.last - self.first).days
        place = min(1.0, max(0.0, self.told + self.dice.uniform(-0.2, 0.2)))
        return self.first + timedelta(round(place * length))

    def number(self) -> int:
        """A number of people or things, half the time one that was told before."""
        if self.dice.random() < 0.5:
            return self.dice.choice(self.numbers)
        return _round(self.dice.randrange(14, 4_000), self.dice)


def _round(number: int, dice: random.Random) -> int:
    return number if number < 100 or dice.random() < 0.5 else number // 50 * 50


def _few(scene: Scene) -> str:
    if scene.dice.random() < 0.4:
        return scene.dice.choice(_FEW)
    return str(scene.dice.randrange(2, 95))


def _leader_said(scene: Scene) -> str:
    rank, name = scene.dice.choice(scene.leaders)
    return f"{rank} {name}" if scene.dice.random() < 0.4 else name.split()[-1]


def _day_said(scene: Scene) -> str:
    day = scene.day()
    return f"{day.day} {MONTHS[day.month - 1]}"


_SAYINGS: dict[str, Callable[[Scene], str]] = {
    "town": lambda scene: scene.town,
    "village": lambda scene: scene.dice.choice(scene.villages),
    "district": lambda scene: scene.district,
    "region": lambda scene: scene.region,
    "river": lambda scene: scene.river,
    "war": lambda scene: scene.war.title,
    "title": lambda scene: scene.title,
    "alias": lambda scene: scene.alias,
    "party": lambda scene: scene.sides[0],
    "foe": lambda scene: scene.sides[1],
    "leader": _leader_said,
    "unit": lambda scene: scene.dice.choice(scene.units),
    "day": _day_said,
    "month": lambda scene: month_of(scene.first),
    "end": lambda scene: month_of(scene.last),
    "year": lambda scene: str(scene.first.year),
    "number": lambda scene: f"{scene.number():,}",
    "few": _few,
    "distance": lambda scene: str(scene.distance),
    "name": lambda scene: stem(scene.war.style, scene.dice),
}


def make_scene(war: War, dice: random.Random, region: str | None = None) -> Scene:
    """A place and a time in a war.

    Args:
        war: the larger event.
        dice: what is thrown for every choice.
        region: one of the war's; any if not given.
    """
    style = war.style
    first = date(dice.randint(war.first, war.last), 1, 1) + timedelta(dice.randrange(365))
    last = first + timedelta(dice.choice((0, 0, 1, 2, 3, 5, 8, 13, 21, 40, 75)))
    attacker, defender = war.sides if dice.random() < 0.6 else war.sides[::-1]
    return Scene(
        war=war,
        town=formed(style, "place.form", dice),
        district=formed(style, "district.form", dice),
        region=region or dice.choice(war.regions),
        river=formed(style, "river.form", dice),
        villages=tuple(formed(style, "place.form", dice) for _ in range(_VILLAGES)),
        first=first,
        last=last,
        sides=(attacker, defender),
        leaders=tuple(dice.sample(war.leaders, 4)),
        units=tuple(dice.sample(war.units, 3)),
        numbers=tuple(_round(dice.randrange(14, 4_000), dice) for _ in range(_KNOWN_NUMBERS)),
        distance=dice.randrange(2, 60),
    )
