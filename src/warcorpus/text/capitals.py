"""Names that a program wrote in capitals, given back the letters that the text has elsewhere."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset(
    ("of", "the", "and", "in", "on", "at", "for", "to", "de", "la", "al", "von", "van", "der", "du")
)
_ROMAN = frozenset("IVXLC")  # a numeral is nobody's name
_LONGEST_LEAD = 200  # characters; the name of a page stands at the beginning of its lead


def capital_runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of words in capitals, two letters at least: ``SIEGE OF KETTLE``.

    >>> text = "The SIEGE OF KETTLE (1812), or LONG SIEGE, was one."
    >>> [text[slice(*run)] for run in capital_runs(text, 0, len(text))]
    ['SIEGE OF KETTLE', 'LONG SIEGE']
    """
    runs: list[tuple[int, int]] = []
    position = -9
    for word in _WORD.finditer(text, start, min(end, start + _LONGEST_LEAD)):
        letters = word.group()
        if not _in_capitals(letters):
            continue
        between = text[position : word.start()] if runs else "."
        if len(between) <= 2 and not between.strip(" ,-–—"):
            runs[-1] = (runs[-1][0], word.end())
        elif letters[0].isalpha():
            runs.append(word.span())
        else:
            continue
        position = word.end()
    return [run for run in (_named(text, *run) for run in runs) if run is not None]


def _named(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The run without ``A`` before it; None for a numeral, what is too short or full of digits."""
    run = text[start:end]
    article = next((word for word in ("A ", "AN ") if run.startswith(word)), "")
    start += len(article)
    if _ROMAN.issuperset(text[start:end]):
        return None  # `the XVII Corps`
    letters = sum(char.isupper() for char in text[start:end])
    digits = sum(char.isdigit() for char in text[start:end])
    return (start, end) if letters > max(1, digits) else None


def _in_capitals(word: str) -> bool:
    """``1ST`` and ``KETTLE``, also a number or a single letter inside of a run."""
    return word.upper() == word and not (word.lower() == word and word.isalpha())


def restored(name: str, text: str) -> str:
    """A name in capitals as the text writes it elsewhere, else with capitals at its words.

    Args:
        name: in capitals.
        text: where its words may stand as they are usually written.

    >>> restored("SIEGE OF KETTLE", "The Kettle siege; the siege of NATO.")
    'Siege of Kettle'
    >>> restored("NATO", "NATO grew; they joined NATO."), restored("THE LONG DAY", "A long day.")
    ('NATO', 'The Long Day')
    """
    written = _written(name, text)
    if written:
        return written
    usual = _usual({word.upper() for word in _WORD.findall(name)}, text)
    return _WORD.sub(lambda word: _word(word.group(), usual, first=word.start() == 0), name)


def recase(text: str, known: str) -> str:
    """``known``, if it is ``text`` in other letters, else ``text``: the step that a title takes.

    >>> recase("SIEGE OF KETTLE", "Siege of Kettle"), recase("SIEGE", "Siege of Kettle")
    ('Siege of Kettle', 'SIEGE')
    """
    return known if known.casefold() == text.casefold() and len(known) == len(text) else text


def _written(name: str, text: str) -> str | None:
    """The whole name where it stands with a capital and not in capitals."""
    lower, sought = text.lower(), name.lower()
    if len(lower) != len(text):
        return None
    at = lower.find(sought)
    while at >= 0:
        found, end = text[at : at + len(sought)], at + len(sought)
        apart = not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum()
        if apart and found != name and found[0].isupper():
            return found
        at = lower.find(sought, end)
    return None


def _usual(words: set[str], text: str) -> dict[str, str]:
    """How the text writes each word; the form with a capital before the one without.

    A word that stands in capitals among words that do not is written so (``NATO``); the name
    itself, if it is one word, is no proof of that.
    """
    found: dict[str, str] = {}
    alone = dict.fromkeys(words, -1 if len(words) == 1 else 0)
    previous = ""
    matches = _WORD.finditer(text)
    match = next(matches, None)
    while match is not None:
        word, following = match.group(), next(matches, None)
        key = word.upper()
        if key in words and word == key:
            beside = (previous, following.group() if following else "")
            alone[key] += not any(len(other) > 1 and other == other.upper() for other in beside)
        elif key in words and (key not in found or word[0].isupper() > found[key][0].isupper()):
            found[key] = word
        previous, match = word, following
    return {key: key for key, times in alone.items() if times > 0} | found


def _word(word: str, usual: dict[str, str], *, first: bool) -> str:
    lower = word.lower()
    if lower in _SMALL and not first:
        return lower
    known = usual.get(word)
    if known is not None and (known[0].isupper() or lower in _SMALL):
        return known
    return word[:1] + word[1:].lower() if word[0].isalpha() else lower
