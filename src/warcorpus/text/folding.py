"""Folding: what makes two spellings of one word equal when texts are compared, never shown."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_DATA = "warcorpus.text.data"

# Quotes and half rings that stand inside words (`Nu'man`, `Nuʿmān`). They are unified before
# NFKD, which would tear `´` into a blank and an accent.
_APOSTROPHES = dict.fromkeys(map(ord, "’‘‛ʼʻʹʽ`´′＇՚"), "'")
_HALF_RINGS = dict.fromkeys(map(ord, "ʿʾʕʔˁˀ"), "")
_QUOTES = {**_APOSTROPHES, **_HALF_RINGS}

# A tokenised copy writes `Aleppo 's` and `did n't` (001); a plain one `Aleppo's` and `didn't`.
_TORN_ENDING = re.compile(r"(?<=\w)[ \u00a0](?='(?:s|re|ve|ll|d|m)\b|n't\b)")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_WORD = re.compile(r"[^\W_]+")

# Tokenisers of the Penn kind write `can not`.
_JOINED_NEGATION = re.compile(r"\bcannot\b")

# Han, kana, Thai, Lao, Myanmar, Khmer, Tibetan: scripts written without blanks.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+"
)

# what is no word in ASCII, as blanks: for such texts quicker than the pattern
_BLANKED = str.maketrans({c: " " for c in map(chr, range(128)) if not c.isalnum()})

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Marks, and signs that nobody sees: writing direction, joiners, the soft hyphen.
_WITHOUT_BODY = frozenset(("Mn", "Mc", "Me", "Cf"))
_VOWELS = dict.fromkeys(map(ord, "aeiouyh"))
_DOUBLED = re.compile(r"([^\W\d_])\1+")


def fold(text: str) -> str:
    """One form for all spellings of a text that differ in case, marks and inner apostrophes.

    Characters that Unicode 14.0 does not assign are left alone, so that every supported Python
    gives the same form.

    Args:
        text: any string.

    Returns:
        The folded text; ``fold(fold(text)) == fold(text)``.

    >>> fold("Ma‘arrat al-Nu'mān"), fold("Aleppo 's airport")
    ('maarrat al-numan', 'aleppos airport')
    """
    if text.isascii():
        return _without_apostrophes(text.lower())
    if not any(_is_unassigned(c) for c in set(text)):
        return _without_apostrophes(_fold_letters(text))
    left_alone = [*_unassigned().findall(text), ""]
    folded = "".join(
        _fold_letters(piece) + kept
        for piece, kept in zip(_unassigned().split(text), left_alone, strict=True)
    )
    return _without_apostrophes(folded)


def words(text: str) -> list[str]:
    """The match tokens of a text: folded words, split at hyphens, punctuation dropped.

    Runs of scripts without blanks give their pairs of neighbouring characters.

    Args:
        text: any string.

    Returns:
        The tokens in order of the text.

    >>> words("Al-Nusra's 1,600 men"), words("第二次世界")
    (['al', 'nusras', '1', '600', 'men'], ['第二', '二次', '次世', '世界'])
    """
    folded = fold(text)
    if "cannot" in folded:
        folded = _JOINED_NEGATION.sub("can not", folded)
    if folded.isascii():
        return folded.translate(_BLANKED).split()
    if any(_is_unassigned(c) for c in set(folded)):
        folded = _unassigned().sub(" ", folded)
    if not _UNSPACED.search(folded):
        return _WORD.findall(folded)
    tokens: list[str] = []
    for word in _WORD.findall(folded):
        if _UNSPACED.search(word):
            tokens.extend(_bigrams(word))
        else:
            tokens.append(word)
    return tokens


def rejoined(text: str) -> str:
    """A text whose endings a tokeniser tore off, with the endings joined again.

    >>> rejoined("Aleppo 's airport did n't close")
    "Aleppo's airport didn't close"
    """
    return _TORN_ENDING.sub("", text)


def skeleton(name: str) -> str:
    """The consonants of a name: one form for the transliterations of one Arabic name.

    Articles are dropped, ``sh kh gh dh th`` reduced, ``q`` read as ``k``, doubled letters
    written once, vowels, ``y`` and ``h`` dropped.

    Args:
        name: a name without generic words.

    Returns:
        The consonants of each word, joined by a blank; may be empty.

    >>> skeleton("As-Safira"), skeleton("Khan Shaykhun"), skeleton("al-Haffah")
    ('sfr', 'kn skn', 'f')
    """
    return skeleton_of(words(name))


def skeleton_of(tokens: list[str]) -> str:
    """The skeleton of a name that is already split into match tokens."""
    bare = (_consonants(token) for token in tokens if token not in articles())
    return " ".join(consonants for consonants in bare if consonants)


def stop_words(language: str) -> frozenset[str]:
    """Frequent words of a language, folded.

    Args:
        language: BCP 47; only its first part counts.

    Returns:
        The words; empty for a language without a list.

    >>> "the" in stop_words("en-GB"), stop_words("und")
    (True, frozenset())
    """
    return _stop_words(language.split("-")[0].lower())


@cache
def articles() -> frozenset[str]:
    """Articles of Arabic names in their Latin spellings, and European ones in front of names."""
    return frozenset(_lines("articles.txt"))


@cache
def _stop_words(language: str) -> frozenset[str]:
    if f"stopwords_{language}.txt" not in _stop_word_files():
        return frozenset()
    return frozenset(token for line in _lines(f"stopwords_{language}.txt") for token in words(line))


@cache
def _stop_word_files() -> frozenset[str]:
    return frozenset(f.name for f in files(_DATA).iterdir() if f.name.startswith("stopwords_"))


@cache
def _letters() -> dict[int, str]:
    """Letters that NFKD leaves whole though they are variants of a Latin one (``ı``, ``ø``)."""
    return {ord(line[0]): line[1:].strip() for line in _lines("letters.txt")}


@lru_cache(maxsize=65536)
def _is_unassigned(character: str) -> bool:
    return character > "\x7f" and _unassigned().match(character) is not None


@cache
def _unassigned() -> re.Pattern[str]:
    """Runs of what Unicode 14.0 does not assign; later versions of Python assign some of it."""
    ranges = []
    for line in _lines("unassigned.txt"):
        first, _, last = line.partition("..")
        ranges.append(f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}")
    return re.compile(f"[{''.join(ranges)}]+")


def _lines(name: str) -> list[str]:
    """The lines of a data file without comments and empty ones."""
    content = (files(_DATA) / name).read_text(encoding="utf-8")
    rows = (line.partition("#")[0].strip() for line in content.split("\n"))
    return [row for row in rows if row]


def _fold_letters(text: str) -> str:
    """The text with every letter folded; only what is not ASCII costs more than ``lower``."""
    return _NOT_ASCII.sub(_fold_run, text.casefold())


def _fold_run(run: re.Match[str]) -> str:
    return _fold_characters(run.group())


@lru_cache(maxsize=65536)
def _fold_characters(characters: str) -> str:
    # Case folding may compose and NFKD may bring capitals back (`ϒ`): fold on both sides of it.
    spread = unicodedata.normalize("NFKD", characters.translate(_QUOTES).casefold())
    bare = "".join(c for c in spread if unicodedata.category(c) not in _WITHOUT_BODY)
    plain = bare.casefold().translate(_letters())
    return unicodedata.normalize("NFKD", plain).translate(_QUOTES)


def _without_apostrophes(text: str) -> str:
    if "`" in text:
        text = text.replace("`", "'")
    if "'" not in text:
        return text
    return _INNER_APOSTROPHE.sub("", rejoined(text))


def _bigrams(word: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > position:
            tokens.append(word[position : run.start()])
        characters = run.group()
        tokens.extend(characters[i : i + 2] for i in range(max(len(characters) - 1, 1)))
        position = run.end()
    if position < len(word):
        tokens.append(word[position:])
    return tokens


def _consonants(token: str) -> str:
    for digraph in ("sh", "kh", "gh", "dh", "th"):
        token = token.replace(digraph, digraph[0])
    return _DOUBLED.sub(r"\1", token.replace("q", "k")).translate(_VOWELS)
