"""Undoing one layer of escapes, in strings and in text that knows its offsets."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.entities import html5

from warcorpus.model.prose import UNESCAPE, VERBATIM
from warcorpus.text.mapped import MappedText, Run

_JSON = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^u]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# HTML knows some hundred names without their semicolon, and numbers too.
_BARE_NAMES = "|".join(sorted((n for n in html5 if n[-1] != ";"), key=lambda n: (-len(n), n)))
HTML_ENTITY = re.compile(
    r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};|(?:" + _BARE_NAMES + "))"
)
_MARKDOWN = re.compile(r"\\[!-/:-@\[-`{-~]")
_CSV = re.compile('""')
_run = tuple.__new__  # makes a Run in half of the time
_JSON_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def _json(found: str) -> str:
    if not found.startswith("\\u"):
        return _JSON_LETTERS.get(found[1], found[1])
    if len(found) == 6:
        code = int(found[2:], 16)
        return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
    high, low = int(found[2:6], 16), int(found[8:], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)


def _one(found: str) -> str:
    return found[1]


_LAYERS = {
    "json": (_JSON, _json),
    "html": (HTML_ENTITY, html.unescape),
    "xml": (_ENTITY, html.unescape),
    "markdown": (_MARKDOWN, _one),
    "csv": (_CSV, _one),
}


def unescape(text: str, layer: str) -> str:
    """The text without one layer of escapes.

    Args:
        text: any string.
        layer: ``json``, ``xml``, ``html``, ``markdown`` or ``csv``; another changes nothing.

    >>> unescape('Vaught\\\\u2019s "" Hill', "json")
    'Vaught’s "" Hill'
    """
    if layer not in _LAYERS:
        return text
    pattern, new = _LAYERS[layer]
    return pattern.sub(lambda found: new(found.group()), text)


def unescape_mapped(text: MappedText, layer: str) -> MappedText:
    """The same, every character still tied to its raw ones.

    >>> unescape_mapped(MappedText.of("a &amp; b", 0, 9), "html").text
    'a & b'
    """
    if layer not in _LAYERS:
        return text
    pattern, new = _LAYERS[layer]
    if len(text.runs) == 1 and text.runs[0].method == VERBATIM:
        raw = text.text
        if layer == "json" and "\\u" not in raw and "\\\\" not in raw and raw[-1] != "\\":
            return _of_short_escapes(text)
        return _of_one_run(text, pattern, new)
    parts, position = [], 0
    for found in pattern.finditer(text.text):
        start, end = found.span()
        parts.append(text.slice(position, start))
        char = new(found.group())
        parts.append(MappedText(char, (Run(0, len(char), *text.raw_range(start, end), UNESCAPE),)))
        position = end
    parts.append(text.slice(position, len(text.text)))
    return MappedText.join(parts) if len(parts) > 1 else text


def _of_short_escapes(text: MappedText) -> MappedText:
    """The same of JSON without numbers of characters and without escaped backslashes: then each
    backslash begins an escape of two characters, and no pattern need look for it."""
    first, *others = text.text.split("\\")
    if not others:
        return text
    raw = text.runs[0].raw_start
    at = len(first)
    parts, runs = [first], [_run(Run, (0, at, raw, raw + at, VERBATIM))] if first else []
    raw += at
    for other in others:
        parts.append(_JSON_LETTERS.get(other[0], other[0]))
        parts.append(other[1:])
        runs.append(_run(Run, (at, at + 1, raw, raw + 2, UNESCAPE)))
        size = len(other)  # one for the character that is escaped, the others as they stand
        if size > 1:
            runs.append(_run(Run, (at + 1, at + size, raw + 2, raw + 1 + size, VERBATIM)))
        at, raw = at + size, raw + 1 + size
    return MappedText("".join(parts), tuple(runs))


def _of_one_run(
    text: MappedText, pattern: re.Pattern[str], new: Callable[[str], str]
) -> MappedText:
    """The same where nothing was changed before: nearly always, and many times as quick."""
    raw, shift = text.text, text.runs[0].raw_start
    parts: list[str] = []
    runs: list[Run] = []
    position = length = 0
    for found in pattern.finditer(raw):
        start, end = found.span()
        if start > position:
            parts.append(raw[position:start])
            following = length + start - position
            runs.append(Run(length, following, position + shift, start + shift))
            length = following
        position = end
        char = new(found.group())
        if char:  # some numbers of entities are no character
            parts.append(char)
            runs.append(Run(length, length + len(char), start + shift, end + shift, UNESCAPE))
            length += len(char)
    if not position:
        return text
    if position < len(raw):
        parts.append(raw[position:])
        following = length + len(raw) - position
        runs.append(Run(length, following, position + shift, len(raw) + shift))
    return MappedText("".join(parts), tuple(runs))
