"""Families of events that are easily taken for one: what a matcher must keep apart.

A family is a small set of events of one war with the truth about how they are related. Most
events stand alone; the others are sequels, parts of a campaign, neighbours, or texts made from
one template.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from attrs import evolve, frozen

from warcorpus.evaluation.relations import Relation
from warcorpus.testing.events import Chapter, Event
from warcorpus.testing.exporting import FORMATS
from warcorpus.testing.scenes import Scene, War, make_scene, month_of
from warcorpus.testing.stories import make_event

PROSE_FORMATS = tuple(
    form for form in sorted(FORMATS) if form not in ("csv", "json-array", "jsonl")
)
"""Formats that can tell of a place: the others are rows of events."""

_SECOND_SHARES = 4  # villages that a second battle has from the first
_INSIDE = (0.2, 0.45)  # share of a battle that its campaign repeats
_SAID = 0.7  # share of battles whose lead names the campaign
_TWINS = (3, 6)


@frozen
class Told:
    """One event of a family.

    Args:
        key: names it in the truth.
        event: the clean article.
        names: invented names in it that a transliteration changes.
        forms: formats that can tell it.
    """

    key: str
    event: Event
    names: tuple[str, ...]
    forms: tuple[str, ...] = tuple(sorted(FORMATS))


@frozen
class Family:
    """Events and how they are related; two that are not named together are different."""

    kind: str
    events: tuple[Told, ...]
    relations: tuple[Relation, ...] = ()


def make_family(kind: str, war: War, dice: random.Random, key: str) -> Family:
    """A family of a kind.

    Args:
        kind: one of `KINDS`.
        war: that its events belong to.
        dice: what is thrown for every choice.
        key: prefix of the keys of its events.

    >>> from warcorpus.testing.scenes import dice_of, make_war
    >>> from warcorpus.testing.styles import style
    >>> war = make_war(style("levant"), dice_of("a war"))
    >>> family = make_family("sequels", war, dice_of("a family"), "f")
    >>> len(family.events), family.relations[0].kind
    (2, 'sequel')
    """
    return KINDS[kind](war, dice, key)


def _alone(war: War, dice: random.Random, key: str) -> Family:
    scene = _titled(make_scene(war, dice), dice)
    return Family("alone", (_told(key, scene, make_event(scene, dice)),))


def _titled(scene: Scene, dice: random.Random, section: str = "kind") -> Scene:
    scene.title = scene.sentence(dice, section)
    return scene


def _told(key: str, scene: Scene, event: Event) -> Told:
    return Told(key, event, scene.names)


def _again(scene: Scene, dice: random.Random, first: date) -> Scene:
    """Another fight for the same place, begun on another day."""
    fresh = make_scene(scene.war, dice, scene.region)
    kept = dice.sample(scene.villages, _SECOND_SHARES)
    fresh.town, fresh.district, fresh.river = scene.town, scene.district, scene.river
    fresh.villages = (*kept, *fresh.villages[_SECOND_SHARES:])
    fresh.distance = scene.distance
    fresh.last = first + (fresh.last - fresh.first)
    fresh.first = first
    if dice.random() < 0.5:
        fresh.sides, fresh.leaders = scene.sides, scene.leaders
    return fresh


def _later(scene: Scene, dice: random.Random, years: bool) -> date:
    return scene.last + timedelta(dice.randrange(366, 2_600) if years else dice.randrange(40, 900))


def _two_of(
    kind: str,
    key: str,
    scenes: tuple[Scene, Scene],
    dice: random.Random,
) -> Family:
    """Two fights for one place."""
    first, second = (make_event(scene, dice) for scene in scenes)
    if dice.random() < 0.3:  # the second tells what happened before in the words of the first
        chapter = Chapter(second.chapters[0].heading, first.chapters[0].paragraphs[:1])
        second = evolve(second, chapters=(chapter, *second.chapters))
    events = (_told(f"{key}.1", scenes[0], first), _told(f"{key}.2", scenes[1], second))
    return Family(kind, events, (Relation("sequel", f"{key}.1", f"{key}.2"),))


def _sequels(war: War, dice: random.Random, key: str) -> Family:
    """First and Second Battle of one place; sometimes only the second one is counted."""
    one = _titled(make_scene(war, dice), dice)
    two = _again(one, dice, _later(one, dice, years=False))
    name = one.title
    one.title = name if dice.random() < 0.2 else f"First {name}"
    two.title = f"Second {name}"
    return _two_of("sequels", key, (one, two), dice)


def _years(war: War, dice: random.Random, key: str) -> Family:
    """One name with different years, or months, in brackets."""
    one = _titled(make_scene(war, dice), dice)
    two = _again(one, dice, _later(one, dice, years=dice.random() < 0.7))
    name = one.title
    months = one.first.year == two.first.year
    for scene in (one, two):
        scene.title = f"{name} ({month_of(scene.first) if months else scene.first.year})"
    return _two_of("years", key, (one, two), dice)


def _unnumbered(war: War, dice: random.Random, key: str) -> Family:
    """One name in different years, and nothing in the name that says so."""
    one = _titled(make_scene(war, dice), dice)
    two = _again(one, dice, _later(one, dice, years=True))
    two.title = one.title
    return _two_of("unnumbered", key, (one, two), dice)


def _campaign(war: War, dice: random.Random, key: str) -> Family:
    """A campaign and battles inside it; it repeats passages of theirs."""
    whole = make_scene(war, dice)
    whole.last = whole.first + timedelta(dice.randrange(60, 320))
    whole.title = whole.sentence(dice, "campaign")
    if dice.random() < 0.5:
        years = dict.fromkeys((str(whole.first.year), str(whole.last.year)))
        whole.title = f"{whole.title} ({'–'.join(years)})"
    battles = []
    for number in range(dice.randint(2, 3)):
        scene = _titled(make_scene(war, dice, whole.region), dice)
        length = min(timedelta(14), scene.last - scene.first)
        scene.first = whole.first + timedelta(dice.randrange(5, 45))
        scene.last = scene.first + length
        scene.war = evolve(war, title=whole.title)
        event = make_event(scene, dice)
        if dice.random() < _SAID:
            event = evolve(event, lead=(*event.lead, scene.sentence(dice, "part")))
        battles.append(_told(f"{key}.{number + 1}", scene, event))
    chapters = [_repeated(battle.event, dice) for battle in battles]
    event = make_event(whole, dice, dice.randrange(25, 70), chapters)
    names = {name for battle in battles for name in battle.names}
    campaign = Told(f"{key}.0", event, tuple(sorted(names.union(whole.names))))
    parts = [Relation("part-of", battle.key, campaign.key) for battle in battles]
    return Family("campaign", (campaign, *battles), (*parts, *_siblings(battles)))


def _repeated(battle: Event, dice: random.Random) -> Chapter:
    """A passage of a battle's article as a chapter of its campaign's."""
    told = [one for chapter in battle.chapters for two in chapter.paragraphs for one in two]
    size = max(2, round(len(told) * dice.uniform(*_INSIDE)))
    start = dice.randrange(max(1, len(told) - size))
    return Chapter(battle.title, (tuple(told[start : start + size]),))


def _siblings(events: list[Told]) -> list[Relation]:
    return [
        Relation("sibling", one.key, other.key)
        for number, one in enumerate(events)
        for other in events[number + 1 :]
    ]


def _neighbours(war: War, dice: random.Random, key: str) -> Family:
    """Fights of one week near each other, each known by the name of the next one too."""
    scenes = [_titled(make_scene(war, dice), dice)]
    for _ in range(dice.randint(1, 2)):
        scene = _titled(make_scene(war, dice, scenes[0].region), dice)
        length = min(timedelta(5), scene.last - scene.first)
        scene.first = scenes[-1].first + timedelta(dice.randrange(7))
        scene.last = scene.first + length
        scene.sides, scene.leaders = scenes[0].sides, scenes[0].leaders
        scene.district, scene.river = scenes[0].district, scenes[0].river
        scenes.append(scene)
    for number, scene in enumerate(scenes):
        scene.alias = scenes[(number + 1) % len(scenes)].title
    events = [
        _told(f"{key}.{number + 1}", scene, make_event(scene, dice))
        for number, scene in enumerate(scenes)
    ]
    return Family("neighbours", tuple(events), tuple(_siblings(events)))


def _stubs(war: War, dice: random.Random, key: str) -> Family:
    """Villages of one region, all told by one template with other names and numbers."""
    return _twins("stubs", "village", war, dice, key)


def _raids(war: War, dice: random.Random, key: str) -> Family:
    """Small incidents of one war, all told by one template."""
    return _twins("raids", "raid", war, dice, key)


def _twins(kind: str, section: str, war: War, dice: random.Random, key: str) -> Family:
    template = dice.choice(war.style.sections[section])
    region, sides = dice.choice(war.regions), war.sides
    events = []
    for number in range(dice.randint(*_TWINS)):
        scene = make_scene(war, dice, region)
        scene.sides = sides
        scene.last = scene.first
        events.append(_twin(kind, template, scene, dice, f"{key}.{number + 1}"))
    relations = _siblings(events) if kind == "raids" else []
    return Family(kind, tuple(events), tuple(relations))


def _twin(kind: str, template: str, scene: Scene, dice: random.Random, key: str) -> Told:
    place = kind == "stubs"
    scene.title = scene.town if place else scene.sentence(dice, "raid.title")
    whole = scene.filled(dice, template)
    event = evolve(
        make_event(scene, dice),
        lead=tuple(one if one.endswith(".") else f"{one}." for one in whole.split(". ")),
        chapters=(),
        details=(),
        see_also=(),
        image=None,
        boxed=not place,
    )
    if place:
        about = (scene.district, f"Populated places in the {scene.region}")
        event = evolve(event, war=None, result=None, parties=(), civilians=None, categories=about)
        return Told(key, event, scene.names, PROSE_FORMATS)
    return Told(key, event, scene.names)


KINDS: dict[str, Callable[[War, random.Random, str], Family]] = {
    "alone": _alone,
    "campaign": _campaign,
    "neighbours": _neighbours,
    "raids": _raids,
    "sequels": _sequels,
    "stubs": _stubs,
    "unnumbered": _unnumbered,
    "years": _years,
}
"""The kinds of families."""
