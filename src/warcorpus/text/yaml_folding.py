"""From the raw lines of a YAML scalar to its value, by the rules of its style.

Raw lines are what a span law leaves of a scalar: the content of every line with its line break,
without indentation and without the marks of the style (quotes, ``>-``). Line breaks that a
chomping indicator drops are not part of it, so the style alone says how to fold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from warcorpus.model.prose import LAYOUT, UNESCAPE, VERBATIM
from warcorpus.model.values import Span
from warcorpus.text.document import line_ranges
from warcorpus.text.mapped import MappedText, Run

STYLES = ("plain", "single", "double", "folded", "literal")
"""The five styles of YAML, as :class:`~warcorpus.model.values.Step` names them."""

_BLANK = " \t"
_SIMPLE_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^xuU]))")
_QUOTE_PAIR = re.compile("''")
_LAST_CODE = 0x10FFFF

Piece = tuple[str, int, int, int]
"""Folded text, the range of raw characters it stands for, and the method of its run."""


def fold(raw: str, style: str) -> str:
    """The value of a scalar.

    Args:
        raw: its lines without indentation and marks.
        style: ``plain``, ``single``, ``double``, ``folded`` or ``literal``.

    Raises:
        ValueError: for another style.

    >>> fold("Independent Infantry\\nBrigade", "plain")
    'Independent Infantry Brigade'
    >>> fold("Indecisive\\n\\n*Rebel forces\\n\\n*Syrian Army", "folded")
    'Indecisive\\n*Rebel forces\\n*Syrian Army'
    """
    return "".join([piece[0] for piece in _pieces(raw, style)])


def fold_mapped(raw: str, spans: Sequence[Span], style: str) -> MappedText:
    """The same value, every character tied to the characters of the document it came from.

    Args:
        raw: the concatenated slices of ``spans``.
        spans: as a field has them.
        style: as in :func:`fold`; ``""`` for a raw that needs no folding.

    Returns:
        The folded text. A blank or line break made from line breaks is a layout run whose raw
        range is what it replaced.

    >>> unit = fold_mapped("Infantry\\nBrigade", [Span(0, 10, 19), Span(0, 27, 34)], "plain")
    >>> unit.text, unit.raw_range(9, 16)
    ('Infantry Brigade', (27, 34))
    """
    if not style and len(spans) == 1 and spans[0].end - spans[0].start == len(raw):
        return MappedText.of(raw, 0, len(raw), spans[0].start)
    pieces = _pieces(raw, style) if style else [(raw, 0, len(raw), VERBATIM)]
    return MappedText.join(_tied(pieces, spans))


def _tied(pieces: Iterable[Piece], spans: Sequence[Span]) -> Iterable[MappedText]:
    """The pieces with offsets of the document; a verbatim one is cut where a span ends."""
    index, before = 0, 0  # ``before``: raw characters in the spans before ``index``
    for text, start, end, method in pieces:
        while index < len(spans) and start >= before + spans[index].end - spans[index].start:
            before += spans[index].end - spans[index].start
            index += 1
        if not text or index >= len(spans):
            continue
        if method != VERBATIM:
            first = spans[index].start + start - before
            run = Run(0, len(text), first, _document_end(spans, index, end - before), method)
            yield MappedText(text, (run,))
            continue
        done = start
        while done < end and index < len(spans):
            span = spans[index]
            stop = min(end, before + span.end - span.start)
            at = span.start + done - before
            run = Run(0, stop - done, at, at + stop - done)
            yield MappedText(text[done - start : stop - start], (run,))
            done = stop
            if done < end:
                before += span.end - span.start
                index += 1


def _document_end(spans: Sequence[Span], index: int, length: int) -> int:
    """The document offset ``length`` raw characters after the start of span ``index``."""
    for span in spans[index:]:
        size = span.end - span.start
        if length <= size:
            return span.start + length
        length -= size
    return spans[-1].end


def _pieces(raw: str, style: str) -> list[Piece]:
    if style not in STYLES:
        raise ValueError(f"found style {style!r}, expected one of {', '.join(STYLES)}")
    if style == "literal":
        return _literal(raw)
    if style == "folded":
        return _folded(raw)
    if "\n" not in raw and "\r" not in raw:
        return _unescaped(raw, 0, len(raw), style)
    return _flow(raw, style)


def _literal(raw: str) -> list[Piece]:
    """Nothing changes but that every line break is one line feed."""
    if "\r" not in raw:
        return [(raw, 0, len(raw), VERBATIM)]
    pieces: list[Piece] = []
    for start, end, following in line_ranges(raw):
        pieces.append((raw[start:end], start, end, VERBATIM))
        if following > end:
            pieces.append(_break("\n", raw, end, following))
    return pieces


def _folded(raw: str) -> list[Piece]:
    """One line break is a blank, n are n - 1, but for lines that begin with a blank."""
    pieces: list[Piece] = []
    breaks, since = 0, 0  # line breaks since the last line with content, and where they begin
    before = ""  # the first character of that line
    for start, end, following in line_ranges(raw):
        if end > start:
            if breaks:
                text = _between(breaks, before, raw[start])
                pieces.append(_break(text, raw, since, start))
                breaks = 0
            pieces.append((raw[start:end], start, end, VERBATIM))
            before, since = raw[start], end
        breaks += following > end
    if breaks:
        pieces.append(_break("\n" * breaks, raw, since, len(raw)))
    return pieces


def _between(breaks: int, before: str, after: str) -> str:
    """What ``breaks`` line breaks between two lines with content become."""
    if not before or before in _BLANK or after in _BLANK:
        return "\n" * breaks
    return " " if breaks == 1 else "\n" * (breaks - 1)


def _flow(raw: str, style: str) -> list[Piece]:
    """Blanks around line breaks go; one line break is a blank, n are n - 1."""
    pieces: list[Piece] = []
    lines = line_ranges(raw)
    if lines[-1][2] > lines[-1][1]:  # a line break at the very end begins one more, empty line
        lines.append((len(raw), len(raw), len(raw)))
    breaks, since, joined = 0, 0, False
    for number, (start, end, _) in enumerate(lines):
        last = number == len(lines) - 1
        first = start if number == 0 else _skip_blanks(raw, start, end)
        stop, continues = (end, False) if last else _line_stop(raw, first, end, style)
        if number == 0 or first < stop or last or continues:
            if number:
                text = " " if breaks == 1 and not joined else "\n" * (breaks - 1)
                pieces.append(_break(text, raw, since, first))
            pieces += _unescaped(raw, first, stop, style)
            breaks, since, joined = 0, stop, continues
        breaks += 1
    return pieces


def _skip_blanks(raw: str, start: int, end: int) -> int:
    while start < end and raw[start] in _BLANK:
        start += 1
    return start


def _line_stop(raw: str, start: int, end: int, style: str) -> tuple[int, bool]:
    """Where the content of a line ends, and whether an escaped break joins it to the next."""
    stop = end
    while stop > start and raw[stop - 1] in _BLANK:
        stop -= 1
    if style != "double":
        return stop, False
    slash = stop
    while slash > start and raw[slash - 1] == "\\":
        slash -= 1
    if (stop - slash) % 2 == 0:
        return stop, False
    # an odd backslash escapes the blank behind it, or else the line break
    return (stop + 1, False) if stop < end else (stop - 1, True)


def _break(text: str, raw: str, start: int, end: int) -> Piece:
    """A piece made from line breaks; verbatim where nothing changed."""
    return text, start, end, VERBATIM if raw[start:end] == text else LAYOUT


def _unescaped(raw: str, start: int, end: int, style: str) -> list[Piece]:
    """One line of content with its escapes undone."""
    if style == "plain":
        return [(raw[start:end], start, end, VERBATIM)]
    pattern = _QUOTE_PAIR if style == "single" else _ESCAPE
    pieces: list[Piece] = []
    position = start
    for found in pattern.finditer(raw, start, end):
        pieces.append((raw[position : found.start()], position, found.start(), VERBATIM))
        text = "'" if style == "single" else _escaped(found)
        pieces.append((text, found.start(), found.end(), UNESCAPE))
        position = found.end()
    pieces.append((raw[position:end], position, end, VERBATIM))
    return pieces


def _escaped(found: re.Match[str]) -> str:
    """The character that an escape of a double-quoted scalar names."""
    digits = found.group(1) or found.group(2) or found.group(3)
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= _LAST_CODE else found.group()
    char = found.group(4)
    return _SIMPLE_ESCAPES.get(char, char)
