"""How alike two names are, level by level; the best agreement first."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from warcorpus.matching.naming import NameView

NEAR_CORES = 9_200
"""Least Jaro-Winkler similarity of cores that count as near, in 1/10,000 (start value)."""

NEAR_WORDS = 8_000
"""The same for each word of such cores."""

LEAST_SPELLED = 4
"""Letters of a word that may be spelled in two ways, one letter apart."""

LEAST_INNER = 4
"""Letters of a name that is looked for inside another one."""

_INSIDE = "during"
"""A name with it tells of a part: `Combat operations in 2013 during the Battle of Aleppo`."""

NameLevel = Literal["equal", "core", "spelling", "listed", "skeleton", "near", "within", "differ"]


def name_level(x: NameView, y: NameView) -> NameLevel | None:
    """The best level that holds for two names; None if they are in different scripts.

    Args:
        x: one name.
        y: the other.

    >>> from warcorpus.matching.naming import read_name
    >>> name_level(read_name("Battle of Safira"), read_name("As-Safira offensive"))
    'skeleton'
    >>> name_level(read_name("Skirmish, Kolb's Farm or Zion Church"), read_name("Kolb's Farm"))
    'listed'
    """
    if x.folded == y.folded:
        return "equal"
    if {_script(x.folded), _script(y.folded)} == {"latin", "other"}:
        return None
    if x.core and x.core == y.core:
        return "core" if _editions_fit(x, y) else "near"
    spoken = bool(x.core and y.core)
    fit = spoken and _editions_fit(x, y)
    if fit and _spelled_alike(x.core, y.core):
        return "spelling"
    if fit and (x.core in y.listed or y.core in x.listed):
        return "listed"
    if x.skeleton and x.skeleton == y.skeleton:
        return "skeleton"
    if spoken and _near(x.core, y.core):
        return "near"
    return "within" if fit and _share_a_name(x, y) else "differ"


def _editions_fit(x: NameView, y: NameView) -> bool:
    """Whether both names may mean one edition; a siege of years is not its last offensive."""
    return x.edition is None or y.edition is None or x.edition.fits(y.edition)


def _spelled_alike(x: str, y: str) -> bool:
    """Whether two cores differ in blanks or order alone, or in one letter of longer words.

    >>> _spelled_alike("peach tree creek", "peachtree creek"), _spelled_alike("camp a", "camp b")
    (True, False)
    """
    told, other = _read(x), _read(y)
    if told.script != other.script or told.numbers != other.numbers:
        return False
    first, second = told.words, other.words
    if len(first) != len(second):
        return x.replace(" ", "") == y.replace(" ", "")
    return sorted(first) == sorted(second) or all(map(_one_word, first, second))


def _one_word(x: str, y: str) -> bool:
    """Whether two words are one, but for a letter."""
    long = min(len(x), len(y)) >= LEAST_SPELLED
    return x == y or (long and OSA.distance(x, y, score_cutoff=1) <= 1)


def _share_a_name(x: NameView, y: NameView) -> bool:
    """Whether one name stands in the other, or both lists have one in common."""
    if _stands_within(x, y) or _stands_within(y, x):
        return True
    if not (x.listed or y.listed):
        return False  # their cores were found unlike before
    left, right = (name.listed or (name.core,) for name in (x, y))
    return any(_spelled_alike(p, q) for p in left for q in right)


def _stands_within(part: NameView, whole: NameView) -> bool:
    """Whether a name stands word for word inside another, whose other words hold no number."""
    words, place = _read(part.core).words, _read(whole.core).words
    if len(words) > len(place) or part.weak or len(part.core) < LEAST_INNER or _INSIDE in place:
        return False
    if _read(part.core).numbers != _read(whole.core).numbers:
        return False
    return any(
        all(map(_one_word, words, place[i : i + len(words)]))
        for i in range(len(place) - len(words) + 1)
    )


def _near(x: str, y: str) -> bool:
    """Whether two cores are spellings of one, word by word.

    Other numbers, letters of another script, and another word beside a long common one (`second
    libyan`, `second yemeni`) are no spelling.
    """
    told, other = _read(x), _read(y)
    if told.script != other.script or told.numbers != other.numbers:
        return False
    first, second = told.words, other.words
    if len(first) == len(second):
        alike = all(_similarity(p, q) >= NEAR_WORDS for p, q in zip(first, second, strict=True))
    else:
        # One writes in two words what the other writes in one; a further word is another name.
        x, y = "".join(first), "".join(second)
        alike = abs(len(x) - len(y)) <= 1
    return alike and _similarity(x, y) >= NEAR_CORES


def _similarity(x: str, y: str) -> int:
    """Jaro-Winkler similarity in 1/10,000."""
    return round(JaroWinkler.similarity(x, y) * 10_000)


class _Core(NamedTuple):
    """What is asked of a core again and again."""

    script: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=4096)
def _read(core: str) -> _Core:
    """A core, read once for the many names that it is compared with."""
    words = tuple(core.split())
    # Most cores have letters and blanks alone, which is quickly seen.
    numbers = tuple(w for w in words if not w.isalpha() and any(map(str.isdigit, w)))
    return _Core(_script(core), words, numbers)


def _script(text: str) -> str:
    """Whether letters are all of ASCII, none of it, or mixed: look-alikes are no near spelling."""
    if text.isascii():
        return "latin"
    letters = [c for c in text if c.isalpha()]
    latin = sum(c.isascii() for c in letters)
    return "latin" if latin == len(letters) else "other" if latin == 0 else "mixed"
