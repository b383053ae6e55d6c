"""Joining what a corpus tool's tokeniser split; only white space is deleted, nothing inserted.

Each format has its own tokeniser here, so that one law can be checked: the tokens of the joined
text are the tokens of the raw text. A blank whose loss would break the law stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from warcorpus.text.mapped import MappedText

Format = Literal["english-corpora", "wikitext-lm"]

_CHUNK = re.compile(r"\S+")
_BLANKS = re.compile(r"[^\S\n\r]+")
_CLOSERS = frozenset(",.;:!?)]%")
_OPENERS = frozenset("([")
_QUOTES = frozenset("'\"")
_CLITIC = re.compile(r"['’](?:s|t|re|ve|ll|d|m)\Z", re.IGNORECASE)
_CLITIC_WORD = re.compile(r"(?:n?['’]t|['’](?:s|re|ve|ll|d|m))\Z", re.IGNORECASE)
_NOT = frozenset(("'t", "’t", "'T", "’T"))
# WikiText writes the joint of a word or a number as a token of its own: `8 @,@ 600`.
_JOINT = re.compile(r"@([-,.])@\Z")
_INNER_JOINT = re.compile(r"(?<=[^\W_])-(?=[^\W_])|(?<=[0-9])[,.](?=[0-9])")
_LONGEST_CHUNK = 64  # characters of a word that is tried for quotes, so that time stays linear


def detokenize(content: MappedText, format_: Format = "english-corpora") -> MappedText:
    """The text with the tokeniser's blanks deleted.

    >>> detokenize(MappedText.of("Aleppo 's road ( M5 ) , 90 %", 0, 28)).text
    "Aleppo's road (M5), 90%"
    """
    return content.cut(_deletions(content.text, format_))


def detokenize_str(s: str, parameter: str = "english-corpora") -> str:
    """The same for a string: the action ``detokenize`` of a step.

    >>> detokenize_str("8 @,@ 600 men", "wikitext-lm")
    '8,600 men'
    """
    parts, position = [], 0
    for start, end in _deletions(
        s, "wikitext-lm" if parameter == "wikitext-lm" else "english-corpora"
    ):
        parts.append(s[position:start])
        position = end
    return "".join([*parts, s[position:]])


def tokens(s: str, format_: Format = "english-corpora") -> list[str]:
    """The tokens of a text, raw or joined, by the rules of the format's tokeniser.

    >>> tokens("I do n't know , ''yes''") == tokens("I don't know, '' yes ''")
    True
    >>> tokens("(I don't)")
    ['(', 'I', 'do', "n't", ')']
    """
    found: list[str] = []
    for chunk in _CHUNK.finditer(s):
        for token in _split(chunk.group(), format_):
            if token in _NOT and found and found[-1][-1] in "nN":
                # `don 't` and `do n't` are written alike when joined, so they count as one
                word = found.pop()
                found += [word[:-1], word[-1] + token] if len(word) > 1 else [word + token]
            else:
                found.append(token)
    return found


def white_space_tokens(text: str) -> list[tuple[int, int]]:
    """Ranges of the white-space tokens: what the corpora's redaction counts.

    001 hides its tokens 189–198 and 390–399: ten of every two hundred.

    >>> white_space_tokens("arrived @ @ ,")
    [(0, 7), (8, 9), (10, 11), (12, 13)]
    """
    return [found.span() for found in _CHUNK.finditer(text)]


def _split(chunk: str, format_: Format) -> Iterator[str]:
    """The tokens of one white-space token."""
    front: list[str] = []
    back: list[str] = []
    start, end = 0, len(chunk)
    while end > start:
        clitic = _CLITIC.search(chunk, max(start, end - 3), end)
        if clitic:
            back.append(clitic.group())
            end = clitic.start()
        elif chunk[end - 1] in _CLOSERS | _QUOTES:
            back.append(chunk[end - 1])
            end -= 1
        else:
            break
    while start < end and chunk[start] in _OPENERS | _QUOTES:
        front.append(chunk[start])
        start += 1
    yield from front
    if start < end:
        yield from _middle(chunk[start:end], format_)
    yield from reversed(back)


def _middle(word: str, format_: Format) -> Iterator[str]:
    """The tokens of a word without the marks around it."""
    mark = _JOINT.match(word)
    if format_ != "wikitext-lm":
        yield word
    elif mark:
        yield mark.group(1)
    else:
        position = 0
        for found in _INNER_JOINT.finditer(word):
            yield word[position : found.start()]
            yield found.group()
            position = found.end()
        yield word[position:]


class _Chunk:
    """The joined word that is growing; refuses what the tokeniser could not take apart again."""

    def __init__(self, format_: Format) -> None:
        self._format: Format = format_
        self._text = ""

    def begin(self, word: str) -> None:
        """A blank stays before ``word``."""
        self._text = word[-_LONGEST_CHUNK - 1 :]

    def takes(self, word: str, before: str) -> bool:
        """Join ``word``, if that keeps the law."""
        opened = before in _OPENERS and _QUOTES.isdisjoint(self._text + word)
        if not (opened or _closes(word) or self._same_tokens(word, word)):
            return False
        self._text = (self._text + word)[-_LONGEST_CHUNK - 1 :]
        return True

    def takes_joint(self, joint: str, word: str) -> bool:
        """Join ``word`` by a joint (``@,@``), if that keeps the law."""
        inside = joint[1]
        fits = str.isdecimal if inside in ",." else str.isalnum
        if not (fits(self._text[-1:]) and fits(word[0])):
            return False
        if not self._same_tokens(f"{joint} {word}", inside + word):
            return False
        self._text += inside + word
        return True

    def _same_tokens(self, apart: str, joined: str) -> bool:
        return len(self._text) + len(apart) <= _LONGEST_CHUNK and tokens(
            f"{self._text} {apart}", self._format
        ) == tokens(self._text + joined, self._format)


def _deletions(text: str, format_: Format) -> list[tuple[int, int]]:
    """What to delete, in order: blanks between tokens that belong together, and at signs."""
    words = white_space_tokens(text)
    spelled = [text[start:end] for start, end in words]
    glued_by_quotes = _quotation_marks(spelled)
    ranges: list[tuple[int, int]] = []
    chunk = _Chunk(format_)
    joint_until = 0
    for index, (start, end) in enumerate(words):
        word = spelled[index]
        if index < joint_until:
            continue
        if not index or not _only_blanks(text, words[index - 1][1], start):
            chunk.begin(word)
            continue
        before = spelled[index - 1]
        if (
            format_ == "wikitext-lm"
            and _JOINT.match(word)
            and index + 1 < len(words)
            and _only_blanks(text, end, words[index + 1][0])
            and chunk.takes_joint(word, spelled[index + 1])
        ):
            ranges += [(words[index - 1][1], start + 1), (end - 1, words[index + 1][0])]
            joint_until = index + 2
        elif (index in glued_by_quotes or _belongs(before, word)) and chunk.takes(word, before):
            ranges.append((words[index - 1][1], start))
        else:
            chunk.begin(word)
    return ranges


def _belongs(before: str, word: str) -> bool:
    """Whether the tokeniser set the blank between two tokens."""
    if before in _OPENERS or _closes(word):
        return True
    return _CLITIC_WORD.match(word) is not None and (before[-1].isalnum() or before[-1] in ")]>")


def _closes(word: str) -> bool:
    return word[0] in _CLOSERS and _CLOSERS.issuperset(word)


def _only_blanks(text: str, start: int, end: int) -> bool:
    """Whether no line ends between two tokens."""
    return _BLANKS.fullmatch(text, start, end) is not None


def _quotation_marks(words: list[str]) -> set[int]:
    """Tokens that lose the blank before them because of quotation marks.

    Marks come in pairs, ``" x "`` and ``' ' x ' '``; an odd last one is left alone.
    """
    marks: dict[str, list[tuple[int, int]]] = {'"': [], "''": []}
    for index, word in enumerate(words):
        if word in marks:
            marks[word].append((index, index))
        elif word == "'" and words[index + 1 : index + 2] == ["'"]:
            last = marks["''"][-1][1] if marks["''"] else -1
            if last < index:
                marks["''"].append((index, index + 1))
    glued: set[int] = set()
    for found in marks.values():
        for opening, closing in zip(found[::2], found[1::2], strict=False):
            if closing[0] == opening[1] + 1:
                continue
            glued |= {opening[1], opening[1] + 1, *closing} - {opening[0]}
    return glued
