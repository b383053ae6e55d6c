"""Hiding what looks like a number of people or things and is none.

Everything here keeps the length of the text: a hidden character becomes another character, so
that offsets into the masked text are offsets into the text.
"""

from __future__ import annotations

import re
from functools import cache

from warcorpus.normalizing.quantity_tables import noun_kind, number_words, outcomes
from warcorpus.normalizing.tables import rows, words

NAME = "\x00"  # a model, an ordinal, a compound: no number, but part of a name
DATE = "\x01"  # a date or a clock time

_DIGITS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫٪",
    "01234567890123456789,.%",
)
_FOOTNOTE = re.compile(r"\[[^\[\]\n]{0,60}\]")
_BREAK = re.compile(r"<[Bb][Rr]\s{0,3}/?>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
# What tools print for a value they lack: "c. undefined 8,000 fighters".
_UNDEFINED = re.compile(r"\b(?:undefined|NaN)\b")

_UNIT = r"(?:[0-9]+(?:[.,'’][0-9]+)*[^\W_]*|[^\W\d_][^\W_]*)"
_CHUNK = re.compile(rf"{_UNIT}(?:[-‑]{_UNIT})*")
_NUMERIC = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*")
_GLUED = re.compile(r"([0-9]+(?:[.,'’][0-9]+)*)([^\W\d_]+)")
# "T–72" with a dash: a short name before a dash and digits without any blank.
_DASHED_MODEL = re.compile(r"(?<![^\W_])[A-Z][A-Za-z]{0,2}[–—−][0-9]+[^\W_]*")
_CLOCK = re.compile(r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])")
_NUMBERED_DATE = re.compile(r"(?<![\w/])[0-9]{1,4}/[0-9]{1,2}(?:/[0-9]{2,4})?(?![\w/])")
_MONEY = re.compile(r"[$€£¥][ \u00a0]?[0-9]+(?:[.,][0-9]+)*")


def fold_digits(text: str) -> str:
    """Arabic-Indic and Persian digits and their separators as ASCII, length kept.

    >>> fold_digits("١٬٦٠٠ ۱۶۰۰")
    '1,600 1600'
    """
    return text.translate(_DIGITS)


@cache
def _dates() -> tuple[re.Pattern[str], ...]:
    names = {row[0] for row in rows("month_words")}
    names |= {row[0].upper() for row in rows("month_words")}
    names |= {row[0].lower() for row in rows("month_words") if row[1:] == ("lower",)}
    month = rf"(?:{'|'.join(sorted(names, key=lambda n: (-len(n), n)))})\b\.?"
    day = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
    year = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9])"
    part = r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ff]all)"
    joint = r"(?: ?[-–—−] ?| and | or | to |, and |/)"
    sources = (
        rf"(?<![\w.,])(?:{day}, ){{0,2}}(?:{day}{joint}){{0,2}}{day} ?(?:of )?{month}"
        rf"(?:,? {year})?",
        rf"\b{month} {day}(?!,[0-9]{{3}})(?: ?[-–—−] ?{day})?(?:,? {year})?",
        rf"\b(?:{month} ?[-–—−] ?)?{month},? {year}",
        rf"\b{part}[- ]{year}",
        r"(?<![\w-])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![\w-])",
        r"(?<![\w.,])[0-9]{1,2}(?:[.:][0-9]{2})? ?(?:[ap]\.m\.|[ap]m\b)",
    )
    return tuple(re.compile(source) for source in sources)


@cache
def month_names() -> frozenset[str]:
    """Names and abbreviations of months, case-folded."""
    return frozenset(word.casefold() for word in words("month_words"))


def _hide(pattern: re.Pattern[str], text: str, sign: str) -> str:
    return pattern.sub(lambda found: sign * len(found.group()), text)


def _glued_number(chunk: str) -> int:
    """Length of the number in ``200killed`` or ``3x``, where a blank was lost; else 0."""
    found = _GLUED.fullmatch(chunk)
    if found is None:
        return 0
    word = found.group(2).casefold()
    if word in ("x", "killed") or outcomes().match([word], 0) or noun_kind(word):
        return len(found.group(1))
    return 0


def _chunk_sign(chunk: str) -> str | None:
    """The sign that hides a chunk of letters, digits and hyphens; None where it stays."""
    units = re.split("[-‑]", chunk)
    numeric = [_NUMERIC.fullmatch(unit) is not None for unit in units]
    if all(numeric):
        return NAME if len(units) > 2 else None
    if any(char.isdigit() for char in chunk):
        return NAME if units[-1].casefold() != "strong" else None
    known = [unit.casefold() in number_words() for unit in units]
    if known[0] and not all(known) and units[-1].casefold() != "strong":
        return NAME  # "two-day", "five-kilometer"
    return None


def _hide_chunks(text: str) -> str:
    def hidden(found: re.Match[str]) -> str:
        chunk = found.group()
        if chunk.isalpha() or (chunk.isascii() and chunk.isdigit()):
            return chunk
        kept = _glued_number(chunk)
        if kept:
            return chunk[:kept] + NAME * (len(chunk) - kept)
        sign = _chunk_sign(chunk)
        return chunk if sign is None else sign * len(chunk)

    return _CHUNK.sub(hidden, text)


def blank_noise(text: str) -> str:
    """Footnote marks, tags and ``undefined`` as blanks, ``<br>`` as a line feed; length kept.

    >>> blank_noise("9 killed[1]<br>c. undefined 8")
    '9 killed   \\n   c.           8'
    """
    text = _hide(_FOOTNOTE, fold_digits(text), " ")
    text = _BREAK.sub(lambda found: "\n".ljust(len(found.group())), text)
    return _hide(_UNDEFINED, _hide(_TAG, text, " "), " ")


def mask(text: str) -> str:
    """Hide dates, clock times, sums of money, ordinals, models and compounds; length kept.

    Measures (``17 km``, ``72 hours``) and years need their neighbours and are left to the
    number scanner.

    Args:
        text: as :func:`blank_noise` gives it.

    >>> mask("2 Su-22 by 12 October at 11:40").replace(NAME, "n").replace(DATE, "d")
    '2 nnnnn by dddddddddd at ddddd'
    """
    for pattern in _dates():
        text = _hide(pattern, text, DATE)
    text = _hide(_CLOCK, text, DATE)
    text = _hide(_NUMBERED_DATE, text, DATE)
    text = _hide(_MONEY, text, NAME)
    return _hide_chunks(_hide(_DASHED_MODEL, text, NAME))
