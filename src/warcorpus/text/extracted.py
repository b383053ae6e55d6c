"""What WikiExtractor makes of a page: lines, some of which were headings, and what it lost.

Its plain output has no marks: a heading is a line with a full stop (``Professional career.``), a
paragraph is a line too, and lists are gone. Nothing but the words tells a heading from a short
sentence, so a line is taken for a heading only if all of this holds: it ends in one full stop, is
at most eight words and 70 characters, begins with a capital, a digit or a letter of a script
without capitals, holds no other end of a sentence, no finite verb and no pronoun that is a
subject, no word in ``-ed`` that governs another (``Adapted from the film``; all of them in
``data/finite_verbs.txt``), and a line follows it. Where it is in doubt the line stays text: no
word is lost either way.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

from warcorpus.text import sentences

MOST_WORDS = 8
"""Words of the longest line that may be a heading; in real dumps nearly none has more."""

LONGEST_HEADING = 70
"""Characters of the longest line that may be a heading."""

_INNER_STOP = re.compile(r"[!?;…]|[.:] ")
_MARKS = "\"'“”‘’()[],:«»"
_LOST = re.compile(r"(?<=[^\W\d_])[ \xa0][.,](?=\s|\Z)")
PLACEHOLDER = re.compile(r"\b(?:formula|codice)_[0-9]{1,9}\b")
"""What WikiExtractor writes for a formula or a piece of code that it left out."""


def is_heading(line: str) -> bool:
    """Whether a line looks like a heading, to be taken for one if another line follows.

    >>> [is_heading(s) for s in ("Professional career.", "He died.", "Adapted from AllMusic.")]
    [True, False, False]
    >>> is_heading("Battle of St. Albans."), is_heading("The larva feeds on grass.")
    (True, False)
    """
    if not 2 <= len(line) <= LONGEST_HEADING or line[-1] != "." or line[-2] in ". \xa0":
        return False
    words = line[:-1].split(None, MOST_WORDS)
    if len(words) > MOST_WORDS or not _begins_like_one(line):
        return False
    if _INNER_STOP.search(line) and len(sentences.split(line)) > 1:
        return False
    return not _has_verb([word.strip(_MARKS) for word in words])


def lost_templates(text: str) -> list[int]:
    """Offsets of stops that stand behind a blank: a template before them left no words.

    >>> lost_templates("The campus covers . It lies at , in the north.")
    [18, 31]
    """
    if " ." not in text and " ," not in text:
        return []
    return [found.start() + 1 for found in _LOST.finditer(text)]


def _begins_like_one(line: str) -> bool:
    first = line.lstrip(_MARKS)[:1]
    return first.isalnum() and not first.islower()


def _has_verb(words: list[str]) -> bool:
    """Whether some word makes the line a sentence."""
    if words[0].casefold() in _table("^") or not _table("").isdisjoint(words[1:]):
        return True
    return any(
        word.endswith("ed") and word.lower() != "red" and following in _table("+")
        for word, following in pairwise(words)
    )


@cache
def _table(mark: str) -> frozenset[str]:
    """The words behind a mark; without one those that count anywhere behind the first word."""
    table = files("warcorpus.text").joinpath("data/finite_verbs.txt").read_text("utf-8")
    words = [line.strip() for line in table.split("\n") if line.strip() and line[0] != "#"]
    if mark:
        return frozenset(word[1:] for word in words if word[0] == mark)
    return frozenset(word.lstrip("^") for word in words if word[0] != "+")
