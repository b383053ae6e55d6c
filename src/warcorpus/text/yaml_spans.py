"""Where the content of a YAML scalar stands: its lines without indentation and marks."""

from __future__ import annotations

import re

from warcorpus.model.values import Span
from warcorpus.text.document import line_ranges

_PROPERTY = re.compile(r"[&!][^ \t\r\n]*|[ \t\r\n]+|#[^\r\n]*")


def after_properties(text: str, start: int, end: int) -> int:
    """Where a node begins behind its tag and anchor (``!name &x value``)."""
    while start < end:
        found = _PROPERTY.match(text, start, end)
        if found is None:
            break
        start = found.end()
    return start


def flow_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Spans of a plain or quoted scalar between its marks: one a line.

    >>> flow_spans("units: Infantry\\n  Brigade", 7, 25)
    (Span(source=0, start=7, end=16), Span(source=0, start=18, end=25))
    """
    if end <= start:
        return ()
    raw = text[start:end]
    if "\n" not in raw and "\r" not in raw:
        return (Span(0, start, end),)
    spans = []
    for first, stop, following in line_ranges(raw):
        if first:  # the indentation of every line but the first stays outside
            first = stop - len(raw[first:stop].lstrip(" \t"))
        if first < following:
            spans.append(Span(0, start + first, start + following))
    return tuple(spans)


def block_spans(text: str, start: int, end: int, value: str) -> tuple[Span, ...]:
    """Spans of a block scalar, whose indicator (``|``, ``>-``) stands at ``start``.

    The value tells what the indicator and the indentation mean: its first line with content
    gives the indentation, its trailing line feeds how many line breaks were kept.
    """
    lines = line_ranges(text[start:end])[1:]
    body = value.rstrip("\n")
    kept = len(value) - len(body)
    if not body:
        return _spans(start, lines[:kept], end - start)  # nothing but line breaks
    leading = len(body) - len(body.lstrip("\n"))
    first_value = body[leading:].split("\n", 1)[0]
    first, stop, _ = lines[leading]
    first_raw = text[start + first : start + stop]
    indent = _blanks(first_raw) - _blanks(first_value)
    last = len(lines) - 1
    while last > leading and lines[last][1] - lines[last][0] <= indent:
        last -= 1
    spans = _spans(start, lines[: last + max(kept, 1)], indent)
    if kept:
        return spans
    return (*spans[:-1], Span(0, spans[-1].start, start + lines[last][1]))


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _spans(start: int, lines: list[tuple[int, int, int]], indent: int) -> tuple[Span, ...]:
    """One span a line: what stands behind the indentation, with the line break."""
    inside = [(min(first + indent, stop), following) for first, stop, following in lines]
    return tuple([Span(0, start + first, start + end) for first, end in inside if first < end])
