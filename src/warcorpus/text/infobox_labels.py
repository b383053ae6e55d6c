"""The words that a page shows beside the rows of an infobox, as the parameters behind them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_ONE_A_SIDE = frozenset(
    ("combatant", "commander", "units", "strength", "casualties", "polstrength", "milstrength")
)
_UNFIT = re.compile(r"[.\s]+")
_BLANKS = re.compile(r"\s+")
_LONGEST = 60  # characters; what is longer is no label


def parameter_of(label: str, column: int = 1) -> str:
    """The parameter that a row of an infobox stands for.

    Args:
        label: the words at its left or above it.
        column: which of the columns below it, from 1, where each side has one.

    >>> parameter_of("Belligerents", 2), parameter_of("Location"), parameter_of("Map type")
    ('combatant2', 'place', 'map_type')
    """
    words = _folded(label)
    found = _labels().get(words)
    if found is None:
        return _UNFIT.sub("_", words[:_LONGEST]) or "unnamed"
    return f"{found}{column}" if found in _ONE_A_SIDE else found


def is_label(words: str) -> bool:
    """Whether words are a label that the table knows.

    >>> is_label("Date"), is_label("Battle of the River")
    (True, False)
    """
    return _folded(words) in _labels()


def whole_prefix(words: str) -> int:
    """Length of the words that say that a name of a greater whole follows; 0 if there are none.

    >>> whole_prefix("Part of the River War"), whole_prefix("Partly lost")
    (8, 0)
    """
    folded = words[:_LONGEST].casefold()
    for prefix in _prefixes():
        if folded.startswith(f"{prefix} "):
            return len(prefix) + 1
    return 0


def _folded(label: str) -> str:
    return _BLANKS.sub(" ", label).strip(" :*").casefold()


@cache
def _labels() -> dict[str, str]:
    return {label: what for label, what in _rows() if label != "prefix"}


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(prefix for kind, prefix in _rows() if kind == "prefix")


def _rows() -> list[tuple[str, str]]:
    """The table that the readers of HTML use too."""
    table = files("warcorpus.text").joinpath("data/html_infobox.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.split("\n") if line and line[0] != "#")
    return [(first, second) for first, second in rows]
