"""Hiding digits that look like a number of people or things and are none.

Everything here keeps the length of the text: a hidden character becomes another character, so
that offsets into the masked text are offsets into the text. Only the surroundings of digits are
read, because nearly all of a long text has none.
"""

from __future__ import annotations

import re
from functools import cache

from warcorpus.normalizing.quantities.tables import noun_kind, outcomes
from warcorpus.normalizing.tables import rows, words

NAME = "\x00"  # a model, an ordinal, a compound: no number, but part of a name
DATE = "\x01"  # a date or a clock time

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫٪", "01234567890123456789,.%")
_ARABIC = re.compile("[٠-٩۰-۹٪-٬]")
_FOOTNOTE = re.compile(r"\[[^\[\]\n]{0,60}\]")
_BREAK = re.compile(r"<[Bb][Rr]\s{0,3}/?>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
# What tools print for a value they lack: "c. undefined 8,000 fighters".
_UNDEFINED = re.compile(r"\b(?:undefined|NaN)\b")

_RUN = re.compile("[0-9]+")
_HYPHEN = re.compile("[-‑]")
_UNIT = r"(?:[0-9]+(?:[.,'’][0-9]+)*[^\W_]*|[^\W\d_][^\W_]*)"
_CHUNK = re.compile(rf"{_UNIT}(?:[-‑]{_UNIT})*")
_NUMERIC = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*")
# the usual case, told at once: no date begins so
_COUNT = re.compile(r"(?:[0-9]{3,}|[0-9]{1,3}(?:,[0-9]{3})+)(?=\s|\Z)")
_GLUED = re.compile(r"([0-9]+(?:[.,'’][0-9]+)*)([^\W\d_]+)")
_YEAR = re.compile(r"(?:1[0-9]{3}|20[0-9]{2})\Z")
_LAST_LETTERS = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\.?,? \Z")
_LONGEST_MONTH = 14


def fold_digits(text: str) -> str:
    """Arabic-Indic and Persian digits and their separators as ASCII, length kept.

    >>> fold_digits("١٬٦٠٠ ۱۶۰۰")
    '1,600 1600'
    """
    return text.translate(_DIGITS) if _ARABIC.search(text) else text


@cache
def _dates() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Dates that begin with a digit, and those that begin with a month."""
    names = {row[0] for row in rows("month_words")}
    names |= {row[0].upper() for row in rows("month_words")}
    names |= {row[0].lower() for row in rows("month_words") if row[1:] == ("lower",)}
    month = rf"(?:{'|'.join(sorted(names, key=lambda n: (-len(n), n)))})\b\.?"
    day = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
    year = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9])"
    joint = r"(?: ?[-–—−] ?| and | or | to |, and |/)"
    by_digit = (
        rf"(?:{day}, ){{0,2}}(?:{day}{joint}){{0,2}}{day} ?(?:of )?{month}(?:,? {year})?",
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![\w-])",
        r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])(?: ?[ap]\.?m\b\.?)?",
        r"[0-9]{1,2}(?:\.[0-9]{2})? ?(?:[ap]\.m\.|[ap]m\b)",
        r"[0-9]{1,4}/[0-9]{1,2}(?:/[0-9]{2,4})?(?![\w/])",
    )
    by_month = (
        rf"{month} {day}(?!,[0-9]{{3}})(?: ?[-–—−] ?{day})?(?:,? {year})?",
        rf"{month},? {year}",
    )
    return re.compile("|".join(by_digit)), re.compile("|".join(by_month))


@cache
def month_names() -> frozenset[str]:
    """Names and abbreviations of months, case-folded."""
    return frozenset(word.casefold() for word in words("month_words"))


def _hide(pattern: re.Pattern[str], text: str, sign: str) -> str:
    return pattern.sub(lambda found: sign * len(found.group()), text)


def blank_noise(text: str) -> str:
    """Footnote marks, tags and ``undefined`` as blanks, ``<br>`` as a line feed; length kept.

    >>> blank_noise("9 killed[1]<br>c. undefined 8")
    '9 killed   \\n   c.           8'
    """
    text = fold_digits(text)
    if "[" in text:
        text = _hide(_FOOTNOTE, text, " ")
    if "<" in text:
        text = _BREAK.sub(lambda found: "\n".ljust(len(found.group())), text)
        text = _hide(_TAG, text, " ")
    if "undefined" in text or "NaN" in text:
        text = _hide(_UNDEFINED, text, " ")
    return text


def _glued_number(chunk: str) -> int:
    """Length of the number in ``200killed`` or ``3x``, where a blank was lost; else 0."""
    found = _GLUED.fullmatch(chunk)
    if found is None:
        return 0
    word = found.group(2).casefold()
    if word == "x" or outcomes().match([word], 0) or noun_kind(word):
        return len(found.group(1))
    return 0


def _chunk_sign(chunk: str) -> str | None:
    """The sign that hides a chunk of letters, digits and hyphens; None where it stays."""
    units = _HYPHEN.split(chunk)
    if all(map(_NUMERIC.fullmatch, units)):
        return NAME if len(units) > 2 else None
    if len(units) == 2 and units[0].casefold() in words("year_leads") and _YEAR.match(units[1]):
        return DATE  # "mid-2016"
    return None if units[-1].casefold() == "strong" else NAME


def _chunk_start(text: str, at: int, floor: int) -> int:
    """Where the letters and hyphens joined to the digit at ``at`` begin."""
    start = at
    while start > floor:
        char = text[start - 1]
        hyphen = char in "-‑" and start - 1 > floor and text[start - 2].isalnum()
        # "T–72" with a dash: only a short name before it; "fighters–20 of them" is prose.
        if not (char.isalnum() or hyphen):
            break
        start -= 1
    if start == at and _is_dash(text, at - 1):
        name = at - 2
        while name >= max(floor, at - 4) and text[name].isalpha():
            name -= 1
        if name < at - 2 and text[name + 1].isupper() and at - 2 - name <= 3:
            before = text[name] if name >= floor else " "
            return at if before.isalnum() else name + 1
    return start


def _is_dash(text: str, at: int) -> bool:
    """Whether a dash, not a hyphen, stands at ``at``."""
    return at >= 0 and text[at] in "–—−"


def _region(text: str, at: int, run_end: int, floor: int) -> tuple[int, int, str | None]:
    """Start, end and sign of what the digits at ``at`` belong to; no sign: a number."""
    start = _chunk_start(text, at, floor)
    by_digit, by_month = _dates()
    if start < at:
        chunk = _CHUNK.match(text, start)
        if chunk is None or chunk.end() < run_end:
            return start, run_end, NAME
        return start, chunk.end(), _chunk_sign(chunk.group())
    joined = at > floor and text[at - 1] == " "
    before = _LAST_LETTERS.search(text[max(floor, at - _LONGEST_MONTH) : at]) if joined else None
    if before is not None and before.group(1).casefold() in month_names():
        start = at - len(before.group())
        date = by_month.match(text, start)
        if date is not None:
            return start, date.end(), DATE
    count = _COUNT.match(text, at)
    if count is not None:
        return at, count.end(), None
    date = by_digit.match(text, at)
    if date is not None:
        return at, date.end(), DATE
    chunk = _CHUNK.match(text, at)
    end = run_end if chunk is None else chunk.end()
    kept = _glued_number(text[at:end])
    if kept:
        return at + kept, end, NAME
    return at, end, _chunk_sign(text[at:end])


def mask(text: str) -> str:
    """Hide dates, clock times, ordinals, models and compounds; length kept.

    Measures (``17 km``, ``72 hours``), sums of money and years need their neighbours and are
    left to the number scanner.

    Args:
        text: as :func:`blank_noise` gives it.

    >>> mask("2 Su-22 by 12 October at 11:40").replace(NAME, "n").replace(DATE, "d")
    '2 nnnnn by dddddddddd at ddddd'
    """
    pieces: list[str] = []
    done = 0  # what stands before is decided
    copied = 0
    for run in _RUN.finditer(text):
        if run.start() < done:
            continue
        start, done, sign = _region(text, run.start(), run.end(), done)
        if sign is not None:
            pieces += (text[copied:start], sign * (done - start))
            copied = done
    pieces.append(text[copied:])
    return "".join(pieces)
