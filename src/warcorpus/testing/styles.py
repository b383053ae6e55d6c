"""Styles: vocabularies and grammars that invented texts are made of.

A style is a data file: how places and people are called, which wars there are, which sentences
are said. Styles share nothing, so that what was set on one can be tested on another.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from attrs import frozen

STYLES = ("andean", "carpathian", "levant")
"""The names of the styles: chronicles, regimental histories and newspapers."""

_SLOT = re.compile(r"\{([^{}]+)\}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiouAEIOU])")

Speaker = Callable[[str], str | None]
"""Says what a slot stands for (a town, a day); None if it is a section of the style."""


@frozen
class Style:
    """One vocabulary.

    Args:
        name: of the data file.
        sections: name → entries as written.
        phrases: name → entries in pieces; every second one is a slot.
    """

    name: str
    sections: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]

    @property
    def era(self) -> tuple[int, int]:
        """First and last year of its wars."""
        first, last = self.sections["era"][0].split()
        return int(first), int(last)

    def pairs(self, section: str) -> tuple[tuple[str, str], ...]:
        """A section of ``old=new``.

        >>> style("levant").pairs("spelling")[0]
        ('q', 'k')
        """
        found = (entry.partition("=") for entry in self.sections[section])
        return tuple((old, new) for old, _, new in found)

    def phrase(self, section: str, dice: random.Random, speaker: Speaker) -> str:
        """An entry of a section with all its slots filled."""
        parts: list[str] = []
        self._section(section, dice, speaker, parts)
        return _ARTICLE.sub(r"\1n ", "".join(parts))

    def filled(self, template: str, dice: random.Random, speaker: Speaker) -> str:
        """A template with all its slots filled."""
        parts: list[str] = []
        self._fill(_SLOT.split(template), dice, speaker, parts)
        return _ARTICLE.sub(r"\1n ", "".join(parts))

    def _section(self, name: str, dice: random.Random, speaker: Speaker, parts: list[str]) -> None:
        entries = self.phrases[name]
        self._fill(entries[int(dice.random() * len(entries))], dice, speaker, parts)

    def _fill(
        self, pieces: Sequence[str], dice: random.Random, speaker: Speaker, parts: list[str]
    ) -> None:
        for number, piece in enumerate(pieces):
            if not number % 2:
                parts.append(piece)
                continue
            before = len(parts)
            slot = piece.lower()
            said = speaker(slot)
            if said is None:
                self._section(slot, dice, speaker, parts)
            else:
                parts.append(said)
            if piece[0].isupper():
                first = next(n for n in range(before, len(parts)) if parts[n])
                parts[first] = parts[first][0].upper() + parts[first][1:]


@cache
def style(name: str) -> Style:
    """The style of a name.

    Raises:
        KeyError: there is no such style.

    >>> style("andean").era
    (1809, 1884)
    """
    if name not in STYLES:
        raise KeyError(f"found the style {name!r}, expected one of: {', '.join(STYLES)}")
    content = files("warcorpus.testing").joinpath("data", f"{name}.txt").read_text("utf-8")
    sections: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in content.split("\n"):
        if line.startswith("["):
            section = line.strip("[]")
            sections[section] = ()
        elif line and not line.startswith("#"):
            sections[section] += tuple(line.split(" | "))
    phrases = {
        key: tuple(tuple(_SLOT.split(entry)) for entry in entries)
        for key, entries in sections.items()
    }
    return Style(name, sections, phrases)
