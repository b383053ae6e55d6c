"""Invented events: what a document would say if nothing were damaged.

Every place, person and sentence is made up from syllables and plain sentence frames, so that no
test text is anybody's wording. The same seed always gives the same event.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen

_ONSETS = ("Br", "D", "G", "K", "L", "M", "N", "R", "S", "T", "V", "Z", "Kr", "Dr", "Sh")
_NUCLEI = ("a", "e", "i", "o", "u", "ar", "el", "or", "un")
_CODAS = ("", "k", "m", "n", "r", "s", "t", "v", "dan", "mir", "vik", "zar")
_KINDS = ("Battle", "Siege", "Raid", "Offensive")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_RANKS = ("Col.", "Gen.", "Maj.", "Capt.")
_UNITS = ("Infantry Brigade", "Artillery Brigade", "Armoured Division", "Infantry Division")
_ORDINALS = ("1st", "2nd", "3rd", "4th", "9th", "12th", "21st")
_HEADINGS = ("Background", "Prelude", "Fighting", "Second assault", "Aftermath", "Losses")
_RESULTS = ("Indecisive", "Ceasefire")
_WHO = ("The garrison", "A column", "The second company", "A patrol", "The relief force")
_DID = (
    "crossed the river at {place}, although the bridge was under fire",
    "held the mill near {place} for {number} days",
    "withdrew from {place}'s upper quarter after dark",
    "lost {number} wagons on the road to {place}",
    "reached the salt works of {place}, where no defender was left",
    "burned the granaries, so that {place} had to be supplied by boat",
    "waited for {number} guns which never came to {place}",
    "took shelter in the quarries (a maze of tunnels below {place})",
)
_WHEN = ("At dawn", "Two days later", "In the meantime", "Before the rain", "Towards evening")


@frozen
class Count:
    """A number of people: exact, or a lower bound (``200+``)."""

    number: int
    open: bool = False
    noun: str | None = None
    outcome: str | None = None

    def __str__(self) -> str:
        parts = [f"{self.number:,}{'+' if self.open else ''}", self.noun, self.outcome]
        return " ".join(part for part in parts if part)


@frozen
class Party:
    """One side: its name, commanders as ``(rank, name)``, units, strength and casualties."""

    name: str
    commanders: tuple[tuple[str, str], ...] = ()
    units: tuple[str, ...] = ()
    strength: tuple[Count, ...] = ()
    casualties: tuple[Count, ...] = ()


@frozen
class Chapter:
    """A heading and its paragraphs, each a tuple of whole sentences."""

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]


@frozen
class Event:
    """All that the generated documents know of one event.

    Args:
        title: its name, without a year.
        first: first day, ISO.
        last: last day, ISO.
        place: names of the place, narrowest first.
        war: the larger event.
        result: the headline.
        details: further lines of the result.
        parties: two sides.
        civilians: civilians killed.
        lead: sentences of the first paragraph; the first one names the event and its month.
        chapters: the sections.
        categories: of the page.
        see_also: pages that the page names at its end.
        image: file name of a picture in the first chapter.
        page: id of the page in its wiki.
        site: host of the wiki.
        boxed: whether the page has an infobox.
    """

    title: str
    first: str
    last: str
    place: tuple[str, ...]
    war: str | None
    result: str | None
    details: tuple[str, ...]
    parties: tuple[Party, ...]
    civilians: Count | None
    lead: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    categories: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    image: str | None = None
    page: int = 71
    site: str = "wiki.example"
    boxed: bool = True

    @property
    def edtf(self) -> str:
        """The date as EDTF."""
        return self.first if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def written_date(self) -> str:
        """The date as an infobox has it.

        >>> generate(1).written_date
        '18 October 1768'
        """
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{end}"
        start = f"{first.day} {_MONTHS[first.month - 1]}"
        return f"{start} – {end}" if first.year == last.year else f"{start} {first.year} – {end}"


def generate(seed: int) -> Event:
    """The event of a seed.

    >>> generate(1) == generate(1), generate(1) == generate(2)
    (True, False)
    """
    return _Maker(random.Random(seed)).event()  # noqa: S311 - the seed makes it repeatable


class _Maker:
    """Makes one event; every choice comes from the same dice."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def event(self) -> Event:
        first = date(1700 + self._dice.randrange(300), 1, 1) + timedelta(self._dice.randrange(365))
        last = first + timedelta(self._dice.choice((0, 3, 12, 40)))
        town, region = self._name(), self._name()
        kind = self._dice.choice(_KINDS)
        title = f"{town} Offensive" if kind == "Offensive" else f"{kind} of {town}"
        war = f"{self._name()} War"
        parties = (self._party(), self._party())
        return Event(
            title=title,
            first=first.isoformat(),
            last=last.isoformat(),
            place=(town, region),
            war=war,
            result=self._dice.choice((*_RESULTS, f"{parties[0].name} victory")),
            details=tuple(self._sentence(town)[:-1] for _ in range(self._dice.randrange(3))),
            parties=parties,
            civilians=self._dice.choice(
                (None, Count(self._dice.randrange(2, 90), noun="civilians", outcome="killed"))
            ),
            lead=self._lead(title, first, town),
            chapters=self._chapters(town),
            categories=(
                f"Battles of the {war}",
                f"Conflicts in {first.year}",
                f"Military operations of the {war} in {first.year}",
            ),
            see_also=tuple(f"Treaty of {self._name()}" for _ in range(self._dice.randrange(3))),
            image=self._dice.choice((None, f"{town} (map {first.year}).svg")),
        )

    def _name(self) -> str:
        parts = self._dice.choice(_ONSETS), self._dice.choice(_NUCLEI), self._dice.choice("klmnrtv")
        return "".join((*parts, self._dice.choice("aeiou"), self._dice.choice(_CODAS)))

    def _party(self) -> Party:
        name = self._name()
        return Party(
            f"{name} Army",
            tuple(
                (self._dice.choice(_RANKS), f"{self._name()} {self._name()}")
                for _ in range(self._dice.randrange(3))
            ),
            tuple(
                f"{ordinal} {self._dice.choice(_UNITS)}"
                for ordinal in self._dice.sample(_ORDINALS, self._dice.randrange(3))
            ),
            (self._count("soldiers"),),
            tuple(
                self._count(None, outcome)
                for outcome in ("killed", "wounded")[: self._dice.randrange(3)]
            ),
        )

    def _count(self, noun: str | None, outcome: str | None = None) -> Count:
        return Count(self._dice.randrange(2, 4_000), self._dice.random() < 0.3, noun, outcome)

    def _lead(self, title: str, first: date, town: str) -> tuple[str, ...]:
        month = f"{_MONTHS[first.month - 1]} {first.year}"
        opening = f"The {title} was fought in {month}, when two armies met at {town}."
        return (opening, self._sentence(town))

    def _chapters(self, town: str) -> tuple[Chapter, ...]:
        count = self._dice.randrange(2, len(_HEADINGS))
        return tuple(
            Chapter(
                heading, tuple(self._paragraph(town) for _ in range(self._dice.randrange(1, 4)))
            )
            for heading in _HEADINGS[:count]
        )

    def _paragraph(self, town: str) -> tuple[str, ...]:
        return tuple(self._sentence(town) for _ in range(self._dice.randrange(1, 5)))

    def _sentence(self, town: str) -> str:
        who = self._dice.choice(_WHO)
        did = self._dice.choice(_DID)
        place = self._dice.choice((town, self._name()))
        number = f"{self._dice.randrange(2, 3_000):,}"
        sentence = f"{who} {did.format(place=place, number=number)}."
        if self._dice.random() < 0.4:
            sentence = f"{self._dice.choice(_WHEN)}, {sentence[0].lower()}{sentence[1:]}"
        return sentence


def sentences(event: Event) -> Sequence[str]:
    """Every sentence of an event's text, in order."""
    return [
        *event.lead,
        *(
            one
            for chapter in event.chapters
            for paragraph in chapter.paragraphs
            for one in paragraph
        ),
    ]
