"""Witnesses: documents that tell of one event, each in its own format and with its own damage."""

from __future__ import annotations

import random

from attrs import evolve, frozen

from warcorpus.evaluation.relations import Changed, Hidden
from warcorpus.testing import damage
from warcorpus.testing.events import Event
from warcorpus.testing.exporting import FORMATS, english_corpora
from warcorpus.testing.families import Told
from warcorpus.testing.styles import Style

_MIRRORS = 60
_SPARED = ("jsonl", "json-array", "csv")  # rows: their columns are no infobox


@frozen
class Damage:
    """What befell one document.

    Args:
        drift: share of edited words, 0 to 0.2.
        redacted: ten words of every two hundred are hidden; only of ``english-corpora``.
        truncated: share of the text that is left.
        mojibake: UTF-8 was read as Windows-1252.
        unboxed: the infobox is lost.
        lead_only: the chapters are lost.
        respelled: names are spelled by another transliteration.
        conflicts: numbers of the prose that differ from those of the event.
    """

    drift: float = 0.0
    redacted: bool = False
    truncated: float = 1.0
    mojibake: bool = False
    unboxed: bool = False
    lead_only: bool = False
    respelled: bool = False
    conflicts: int = 0

    @property
    def names(self) -> str:
        """What is damaged, drift aside.

        >>> Damage(drift=0.1, mojibake=True, truncated=0.5).names
        'mojibake truncated'
        """
        flags = ("lead_only", "mojibake", "redacted", "respelled", "unboxed")
        named = [flag for flag in flags if getattr(self, flag)]
        named += ["truncated"] if self.truncated < 1 else []
        named += ["conflicts"] if self.conflicts else []
        return " ".join(sorted(named))


@frozen
class Witness:
    """A document and what is true of it.

    Args:
        text: the document.
        form: its format.
        damage: what befell it.
        gaps: words that it hides.
        conflicts: numbers that are its own.
    """

    text: str
    form: str
    damage: Damage
    gaps: tuple[Hidden, ...]
    conflicts: tuple[Changed, ...]


def derive(told: Told, style: Style, form: str, harm: Damage, dice: random.Random) -> Witness:
    """A document of an event.

    Args:
        told: the clean event.
        style: of the event.
        form: a key of `warcorpus.testing.exporting.FORMATS`.
        harm: what befalls it.
        dice: what is thrown for every choice.

    >>> from warcorpus.testing.families import make_family
    >>> from warcorpus.testing.scenes import dice_of, make_war
    >>> from warcorpus.testing.styles import style
    >>> levant = style("levant")
    >>> told = make_family("alone", make_war(levant, dice_of(1)), dice_of(2), "x").events[0]
    >>> made = derive(told, levant, "english-corpora", Damage(redacted=True), dice_of(3))
    >>> [len(gap.words) for gap in made.gaps], made.text[made.gaps[0].start:][:19]
    ([10, 10], '@ @ @ @ @ @ @ @ @ @')
    """
    event, planted = damage.plant(told.event, harm.conflicts, dice)
    event = _harmed(_placed(event, dice), told, style, harm, dice)
    tokenised = form == "english-corpora"
    text = english_corpora(event, event.page) if tokenised else FORMATS[form](event)
    holes: tuple[tuple[str, ...], ...] = ()
    if harm.redacted and tokenised:
        text, holes = damage.redacted(text)
    if harm.mojibake:
        text = damage.mojibake(text)
    text, gaps, conflicts = damage.found(text, planted, holes)
    kept = evolve(
        harm,
        redacted=bool(gaps),
        unboxed=harm.unboxed and form not in _SPARED,
        conflicts=len(conflicts),
    )
    return Witness(text, form, kept, gaps, conflicts)


def _placed(event: Event, dice: random.Random) -> Event:
    """Half of the pages are mirrors: other sites with other ids."""
    if dice.random() < 0.5:
        return event
    site = f"mirror{dice.randrange(_MIRRORS)}.example"
    return evolve(event, site=site, page=dice.randrange(10_000, 80_000_000))


def _harmed(event: Event, told: Told, style: Style, harm: Damage, dice: random.Random) -> Event:
    if harm.lead_only:
        event = damage.lead_only(event)
    event = damage.drift(event, style, harm.drift, dice)
    if harm.truncated < 1:
        event = damage.truncated(event, harm.truncated)
    if harm.respelled:
        event = damage.respelled(event, told.names, style, dice)
    return damage.unboxed(event) if harm.unboxed else event
