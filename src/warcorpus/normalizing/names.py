"""Names: split by script, their qualifier, script and language."""

from __future__ import annotations

import re
import unicodedata

from warcorpus.model.facts import Name, NameKind
from warcorpus.normalizing.languages import name_language, script_of, script_of_letter

_SEPARATORS = " \t\n,;/|،؛-–—:"
_WORD = re.compile(r"\S+")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def name_of(text: str, kind: NameKind, document_language: str, language: str | None = None) -> Name:
    """A name with its script, language and qualifier.

    Args:
        text: the name.
        kind: where it comes from.
        document_language: of the record.
        language: what the document says of this name itself.

    >>> name_of("Battle of X (2012)", "title", "en").qualifier
    '2012'
    """
    script = script_of(text)
    spoken = language or name_language(text, script, document_language)
    return Name(text, spoken, script, kind, qualifier_of(text))


def qualifier_of(name: str) -> str | None:
    """The content of a final parenthesis; None if the name has none, or is nothing else.

    >>> qualifier_of("Idlib clashes (June 2012–April 2013)"), qualifier_of("(2012)")
    ('June 2012–April 2013', None)
    """
    name = name.rstrip()
    if not name.endswith(")"):
        return None
    depth = 0
    for at in range(len(name) - 1, -1, -1):
        depth += (name[at] == ")") - (name[at] == "(")
        if depth == 0:
            return name[at + 1 : -1].strip() or None if name[:at].strip() else None
    return None


def split_names(text: str) -> list[tuple[int, int]]:
    """Ranges of the names in a value: parted by lines, and where the script changes.

    >>> t = "Battle of al-Haffah, معركة الحفة"
    >>> [t[a:b] for a, b in split_names(t)]
    ['Battle of al-Haffah', 'معركة الحفة']
    """
    ranges: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        ranges += _by_script(text, position, position + len(line))
        position += len(line) + 1
    return ranges


def _by_script(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of a line in one script; a stretch has two letters at least."""
    cuts = [start]
    script: str | None = None
    words = () if text[start:end].isascii() else _WORD.finditer(text, start, end)
    for word in words:
        own = _script_of_word(word.group())
        if own and script and own != script:
            cuts.append(word.start())
        script = own or script
    pieces = (_stripped(text, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True))
    return [(a, b) for a, b in pieces if a < b]


def _script_of_word(word: str) -> str | None:
    letters = [char for char in word if char.isalpha()]
    return script_of_letter(letters[0]) if len(letters) > 1 else None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _SEPARATORS:
        start += 1
    # an opening bracket at the end is that of the native name behind: `Battle of Aleppo (معركة`
    while end > start and text[end - 1] in _SEPARATORS + "(":
        end -= 1
    if text[start : start + 1] == "(" and text.find(")", start, end - 1) < 0:
        start, end = start + 1, end - (text[end - 1 : end] == ")")
    return start, end


def name_problems(name: str) -> list[str]:
    """Slugs of what is odd about a name: ``mixed-script`` inside a word, ``bidi-controls``.

    >>> name_problems("S\\u0430fira"), name_problems("Safira")
    (['mixed-script'], [])
    """
    if name.isascii():
        return []
    slugs = []
    for word in name.split():
        scripts = {script_of_letter(c) for c in word if c.isalpha() and _is_letter(c)} - {None}
        if len(scripts) > 1 and not scripts <= {"Hani", "Jpan", "Kore"}:
            slugs.append("mixed-script")
            break
    if _BIDI.intersection(name):
        slugs.append("bidi-controls")
    return slugs


def _is_letter(char: str) -> bool:
    """Whether a letter is one of a script, not a modifier that many scripts use (``ʿ``)."""
    return unicodedata.category(char) != "Lm"
