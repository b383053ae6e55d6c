"""Joining what a corpus tool's tokeniser split; only white space is deleted, nothing inserted.

Each format has its own tokeniser here, so that one law can be checked: the tokens of the joined
text are the tokens of the raw text. A blank whose loss would break the law stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from warcorpus.text.mapped import MappedText

Format = Literal["english-corpora", "wikitext-lm"]

_CHUNK = re.compile(r"\S+")
_CLOSERS = ",.;:!?)]%"
_OPENERS = "(["
_QUOTES = "'\""
_CLITIC = re.compile(r"['’](?:s|t|re|ve|ll|d|m)\Z", re.IGNORECASE)
_NEGATION = re.compile(r"n['’]t", re.IGNORECASE)
# WikiText writes a joining mark inside a word or number between two at signs.
_JOINT = re.compile(r"@([-,.])@")
_INNER_JOINT = re.compile(r"(?<=[^\W_])[-](?=[^\W_])|(?<=[0-9])[,.](?=[0-9])")
_LONGEST_CHUNK = 64  # characters; longer words are left as they are, so that time stays linear
_GAP = re.compile(r"\[…\]")


@frozen
class _Token:
    """A white-space token of the raw text."""

    start: int
    end: int
    text: str


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
    for start, end in _deletions(s, "wikitext-lm" if parameter == "wikitext-lm" else "english-corpora"):
        parts.append(s[position:start])
        position = end
    return "".join([*parts, s[position:]])


def tokens(s: str, format_: Format = "english-corpora") -> list[str]:
    """The tokens of a text, raw or joined, by the rules of the format's tokeniser.

    >>> tokens("I do n't know , ''yes''") == tokens("I don't know, '' yes ''")
    True
    >>> tokens("I don't")
    ['I', 'do', "n't"]
    """
    found: list[str] = []
    for chunk in _CHUNK.finditer(s):
        for token in _split(chunk.group(), format_):
            previous = found[-1] if found else ""
            if token.lower() in ("'t", "’t") and len(previous) > 1 and previous[-1] in "nN":
                found[-1] = previous[:-1]
                token = previous[-1] + token
            elif token.lower() in ("'t", "’t") and previous in ("n", "N"):
                token = found.pop() + token
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
        elif chunk[end - 1] in _CLOSERS + _QUOTES:
            back.append(chunk[end - 1])
            end -= 1
        else:
            break
    while start < end and chunk[start] in _OPENERS + _QUOTES:
        front.append(chunk[start])
        start += 1
    yield from front
    if start < end:
        yield from _middle(chunk[start:end], format_)
    yield from reversed(back)


def _middle(word: str, format_: Format) -> Iterator[str]:
    if format_ != "wikitext-lm":
        yield word
        return
    mark = _JOINT.fullmatch(word)
    if mark:
        yield mark.group(1)
        return
    position = 0
    for found in _INNER_JOINT.finditer(word):
        yield word[position : found.start()]
        yield found.group()
        position = found.end()
    yield word[position:]
