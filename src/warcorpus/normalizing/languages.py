"""Language of a text, script and language of a name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import filterfalse

from warcorpus.normalizing.tables import mapping, rows
from warcorpus.text.folding import stop_words

ENGLISH_SHARE = 0.15
"""Share of stop words that makes a text English (start value; the seeds have 29 to 35 %)."""

FEWEST_WORDS = 12
"""Texts with fewer words have no language of their own."""

_SAMPLE = 4_000  # characters; more would not change the answer
_WORD = re.compile(r"[^\W\d_]+")
_FOLDED_LETTERS = bytes(
    code if code >= 0x80 else ord(chr(code).lower()) if chr(code).isalpha() else 0x20
    for code in range(256)
)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?\Z")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+")
_NOT_ARABIC = frozenset("پچژگکیےۓٹڈڑںھہۂۃۀەۆۇۈۋېڕڵێ")


def language_of(text: str) -> str:
    """The language of a record's text, BCP 47: ``en``, ``ar`` or ``und``.

    >>> language_of("The battle of the town was fought in the spring and it was lost in a day.")
    'en'
    >>> language_of("Too short to say")
    'und'
    """
    text = text[:_SAMPLE]
    tokens = _tokens(text)
    known = sum(map(_stop_words().__contains__, tokens))
    odd = 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))
    if _is_surely_english(tokens, known, odd):
        return "en"
    plain, others = _parted(tokens)
    size = len(plain) + len(others)
    if size < FEWEST_WORDS:
        return "und"
    if others:
        arabic = "".join(_ARABIC.findall("".join(others)))
        if 2 * len(arabic) > sum(map(len, plain)) + sum(map(len, others)):
            return "und" if _NOT_ARABIC.intersection(arabic) else "ar"
    known += sum(map(stop_words("en").__contains__, others))
    return "en" if known >= ENGLISH_SHARE * size else "und"


def _is_surely_english(tokens: list[bytes], known: int, odd: int) -> bool:
    """Whether the stop words of plain letters alone make a text English: nearly always.

    All words are counted from above and letters that may be Arabic as if they were, so where it
    says yes, :func:`language_of` would.

    Args:
        tokens: of the text.
        known: how many of them are stop words.
        odd: characters beyond ASCII; each of them may part a token in two.
    """
    most = len(tokens) + odd
    return known >= max(ENGLISH_SHARE * most, FEWEST_WORDS) and 8 * odd < len(tokens)


def _tokens(text: str) -> list[bytes]:
    """A text, folded, in pieces without blanks, signs or digits of ASCII.

    Bytes are parted five times as fast as a pattern finds words.
    """
    return text.encode("utf-8", "surrogatepass").translate(_FOLDED_LETTERS).split()


def _parted(tokens: list[bytes]) -> tuple[list[bytes], list[str]]:
    """The words of plain letters, and those beside other characters."""
    mixed = [*filterfalse(bytes.isascii, tokens)]
    if not mixed:
        return tokens, []
    others = b" ".join(mixed).decode("utf-8", "surrogatepass").casefold()
    return [*filter(bytes.isascii, tokens)], _WORD.findall(others)


@cache
def _stop_words() -> frozenset[bytes]:
    return frozenset(word.encode() for word in stop_words("en"))


def declared_language(told: str) -> str | None:
    """The language that a document names itself: a BCP 47 tag, or the name of a language.

    >>> declared_language("EN-gb"), declared_language("German"), declared_language("all of them")
    ('en-GB', 'de', None)
    """
    tag = _TAG.match(told.strip())
    if tag is None:
        return mapping("languages").get(told.strip().casefold())
    language, region = tag.groups()
    return f"{language.casefold()}-{region.upper()}" if region else language.casefold()


def name_language(name: str, script: str | None, language: str) -> str:
    """The language of a name: its script may settle it, else that of the document.

    Args:
        name: the name.
        script: its script, as :func:`script_of` gives it.
        language: of the document.

    >>> name_language("معركة الحفة", "Arab", "en"), name_language("Battle of X", "Latn", "en")
    ('ar', 'en')
    """
    if script == "Arab":
        return "und" if _NOT_ARABIC.intersection(name) else "ar"
    if script == "Latn":
        return "und" if language == "ar" else language
    return _only_language().get(script or "", "und")


def script_of(text: str) -> str | None:
    """The script of the first letter of a text, ISO 15924; None if it has no letter.

    >>> script_of("2012 Battle"), script_of("معركة"), script_of("2012")
    ('Latn', 'Arab', None)
    """
    for char in text:
        if char.isalpha():
            return script_of_letter(char)
    return None


@lru_cache(4096)
def script_of_letter(char: str) -> str | None:
    """The script of one letter; None for those of no script that the table knows."""
    if char.isascii():
        return "Latn" if char.isalpha() else None
    return _scripts().get(unicodedata.name(char, "").partition(" ")[0])


@cache
def _scripts() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("scripts")}


@cache
def _only_language() -> dict[str, str]:
    return {row[1]: row[2] for row in rows("scripts") if len(row) > 2 and row[2]}
