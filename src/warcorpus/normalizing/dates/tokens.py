"""The scanner of dates: text to tokens, in one pass, with the meaning of each word looked up."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from warcorpus.normalizing.tables import rows

# Every alternative starts with another character class or is bounded, so the scan is linear. What
# ignores case says so itself: for the whole pattern that would cost half of the time.
_SCAN = re.compile(
    r"""
    (?P<blank>(?:[^\S\r\n]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufeff]|(?i:&nbsp;)|&\#160;)+)
  | (?P<mangled>[\u00e2\u00c2]\u20ac[\u201c\u201d])
  | (?P<initials>(?=.\.)(?i:[a-z]\.[a-z]\.(?:[a-z]\.)?))
  | (?P<word>[^\W\d_]+)
  | (?P<newline>\r\n|\r|\n)
  | (?P<ymd>(?:(?<![\w.-])-)?(?<!\d)\d{4}(?P<sep>[-/.\u2010\u2011])\d{1,2}(?P=sep)\d{1,2}(?!\d)
      (?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?)
  | (?P<numeric>(?<!\d)\d{1,2}(?P<cut>[-/.\u2010\u2011])\d{1,2}(?P=cut)(?:\d{4}|\d{2})(?!\d))
  | (?P<clock>(?<!\d)\d{1,2}:\d{2}(?!\d))
  | (?P<other>(?<!\d)\d{1,3}(?:[,.'\u066c]\d{3}(?!\d))+|\d+[.\u066b]\d+)
  | (?P<num>\d+(?:(?i:st|nd|rd|th|['\u2019]?s)(?![^\W_]))?)
  | (?P<dash>[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\x96\x97]|-{1,3}
      |&(?i:ndash|mdash|minus|\#8211|\#8212|\#150|\#x2013|\#x2014);)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {
    "(": "open_bracket",
    "[": "open_bracket",
    ")": "close_bracket",
    "]": "close_bracket",
    ",": "comma",
    "\u060c": "comma",
    ".": "dot",
    "/": "slash",
    "?": "question",
    "\u061f": "question",
    "~": "circa",
    "\u2248": "circa",
    "&": "and",
}
_HYPHENS = frozenset("-\u2010\u2011")
_LONGEST_NUMBER = 9
_DECADE_ENDINGS = frozenset({"s", "'s", "\u2019s"})
# Words that turn a number they touch into a part of a name or a measure.
_GLUE = frozenset({"word", "unit", "other", "initials"})


class Token(NamedTuple):
    """A piece of text with the role it can play in a date.

    Args:
        kind: ``num``, ``month``, ``dash`` ...; ``word`` for a word that no date holds.
        start: first character.
        end: one past the last.
        value: number of a ``num``, ``month``, ``season``, ``part``, ``era`` or ``calendar``.
        mark: ``th`` or ``s`` behind a number; ``hyphen`` for a short dash; ``full``, ``short`` or
            ``word`` for a month's name (``word``: the name is a common word too).
        width: number of digits of a ``num``.
        upper: whether a word begins with a capital; letters without case count as such.
    """

    kind: str
    start: int
    end: int
    value: int = 0
    mark: str = ""
    width: int = 0
    upper: bool = False


@cache
def vocabulary() -> dict[str, tuple[str, int, str]]:
    """Casefolded word to kind, value and mark; words of two parts hold a blank."""
    table = {
        word.replace("_", " "): (kind, int(value), "")
        for kind, value, words in rows("date_words")
        for word in words.split()
    }
    for number, full, short, ambiguous in rows("months"):
        for mark, names in (("full", full), ("short", short), ("word", ambiguous)):
            table |= {
                name.replace("_", " "): ("month", int(number), mark)
                for name in names.split()
                if name != "-"
            }
    return table


@cache
def _first_words() -> frozenset[str]:
    """Words that open a name of two words (``old style``)."""
    return frozenset(word.split()[0] for word in vocabulary() if " " in word)


def scan(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """All tokens of ``text[start:end]``, without blanks, and an ``end`` token behind the last.

    >>> [token.kind for token in scan("6–19 Feb. 2013")]
    ['num', 'dash', 'num', 'month', 'dot', 'num', 'end']
    """
    stop = len(text) if end is None else end
    table, openers = vocabulary(), _first_words()
    tokens: list[Token] = []
    before = ""
    for match in _SCAN.finditer(text, start, stop):
        kind = match.lastgroup or "sign"
        if kind == "blank":
            continue
        if kind != "word":
            tokens.append(_token(kind, match))
            before = ""
            continue
        content = match.group()
        folded = content.casefold()
        known = table.get(folded)
        pair = table.get(f"{before} {folded}") if before else None
        if pair is not None:
            tokens[-1] = _word(match, pair, tokens[-1].start)
        elif known is not None:
            tokens.append(_word(match, known, match.start()))
        else:
            upper = not content[0].islower()
            tokens.append(Token("word", match.start(), match.end(), 0, "", 0, upper))
        before = folded if folded in openers else ""
    tokens.append(Token("end", stop, stop))
    _spoil_glued_numbers(tokens)
    return tokens


def _token(kind: str, match: re.Match[str]) -> Token:
    start, end = match.span()
    content = match.group()
    if kind == "num":
        return _number(content, start, end)
    if kind == "initials":
        return _word(match, vocabulary().get(content.casefold().replace(".", "")), start)
    if kind in {"dash", "mangled"}:  # 000 has a dash as "â€“"
        return Token("dash", start, end, mark="hyphen" if content in _HYPHENS else "")
    if kind == "sign":
        return Token(_SIGNS.get(content, "sign"), start, end)
    return Token(kind, start, end)


def _number(content: str, start: int, end: int) -> Token:
    digits = content.rstrip("stndrhSTNDRH'\u2019")
    if len(digits) > _LONGEST_NUMBER:
        return Token("other", start, end)
    suffix = content[len(digits) :].lower()
    mark = "" if not suffix else "s" if suffix in _DECADE_ENDINGS else "th"
    return Token("num", start, end, int(digits), mark, len(digits))


def _word(match: re.Match[str], found: tuple[str, int, str] | None, start: int) -> Token:
    content = match.group()
    upper = not content[0].islower()
    # "os" and "ns" in small letters are no calendars, "ad" is no era.
    small_initials = match.lastgroup == "word" and not upper and len(content) == 2
    if found is None or (small_initials and found[0] in {"calendar", "era"}):
        return Token("word", start, match.end(), upper=upper)
    return Token(found[0], start, match.end(), found[1], found[2], upper=upper)


def _spoil_glued_numbers(tokens: list[Token]) -> None:
    """Numbers that are part of a name or of a measure are none: ``T-72``, ``5km``, ``9-year``."""
    for i, token in enumerate(tokens):
        if token.kind == "num" and (_glued_before(tokens, i) or _glued_after(tokens, i)):
            tokens[i] = token._replace(kind="other")


def _glued_before(tokens: list[Token], i: int) -> bool:
    if i == 0 or tokens[i - 1].end != tokens[i].start:
        return False
    if tokens[i - 1].mark == "hyphen" and i > 1 and tokens[i - 2].end == tokens[i - 1].start:
        return tokens[i - 2].kind in _GLUE
    return tokens[i - 1].kind in _GLUE


def _glued_after(tokens: list[Token], i: int) -> bool:
    after = tokens[i + 1]
    if after.start != tokens[i].end:
        return False
    if after.mark == "hyphen" and tokens[i + 2].start == after.end:
        return tokens[i + 2].kind in _GLUE
    return after.kind in _GLUE
