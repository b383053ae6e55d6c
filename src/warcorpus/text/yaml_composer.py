"""YAML headers to a flat list of scalars that know where they stand.

Every scalar stays text: ``yes``, ``012`` and dates come back as written. A header that is no
YAML is not lost: it is cut at its keys, its broken lines are taken for plain text, and what
still cannot be read stays as it is.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from warcorpus.config import DEFAULT, LimitsConfig
from warcorpus.model.values import Problem, Span
from warcorpus.text.document import line_ranges
from warcorpus.text.yaml_events import Events, HeaderError, Scalar

__all__ = ["Composition", "Scalar", "compose"]

Root = Literal["mapping", "other", "empty", "refused"]

_MENDED_LINES = 16  # of one key; every one is another run of the parser
_PLAIN = "x"


@frozen
class Composition:
    """What a header says.

    Args:
        scalars: in the order of the file.
        root: ``mapping``; ``other`` for a list or a scalar; ``empty``; ``refused`` beyond a cap.
        problems: found on the way; ``where`` is empty, ``span`` says the place.
    """

    scalars: tuple[Scalar, ...] = ()
    root: Root = "mapping"
    problems: tuple[Problem, ...] = ()


def compose(
    text: str, start: int = 0, end: int | None = None, limits: LimitsConfig = DEFAULT.limits
) -> Composition:
    """The scalars of the YAML in ``text[start:end]``; offsets are those of ``text``.

    Never raises on content. Nesting, nodes and aliases beyond ``limits`` end it at once
    (``root`` is ``refused``, the problem names the cap); a header that is no YAML is salvaged,
    with the problem ``header-salvaged``. Other problems: ``yaml-duplicate-key``, ``yaml-tag``,
    ``yaml-complex-key``.

    >>> made = compose("title: Battle of X\\nsize: '260'\\nrelief: yes\\n")
    >>> [(scalar.path, scalar.raw) for scalar in made.scalars]
    [('title', 'Battle of X'), ('size', '260'), ('relief', 'yes')]
    >>> made.scalars[1].spans
    (Span(source=0, start=26, end=29),)
    """
    end = len(text) if end is None else end
    events = Events(text, start, end, limits)
    try:
        root = events.run()
    except HeaderError as fault:
        if fault.slug == "yaml-invalid":
            return _salvage(text, start, end, limits)
        return _refused(fault)
    return Composition(tuple(events.scalars), root, tuple(events.problems))


def _refused(fault: HeaderError) -> Composition:
    return Composition((), "refused", (_problem(fault.slug, fault.message, fault.offset),))


def _problem(slug: str, message: str, offset: int) -> Problem:
    return Problem(slug, "warning", message, "", "", Span(0, offset, offset))


def _salvage(text: str, start: int, end: int, limits: LimitsConfig) -> Composition:
    """The header key by key."""
    scalars: list[Scalar] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    nodes, keyed = 0, False
    for first, last, colon in _pieces(text, start, end):
        keyed = keyed or colon >= 0
        try:
            events, faults = _mended(text, first, last, limits, nodes)
        except HeaderError as fault:
            return _refused(fault)
        nodes = events.nodes if events else nodes
        found = tuple(events.scalars) if events else _as_text(text, first, last, colon)
        key = text[first:colon]
        if key in seen and found:
            message = f"found the key {key!r} twice in one mapping; both readings are kept"
            problems.append(_problem("yaml-duplicate-key", message, first))
            found = tuple(scalar._replace(repeated=True) for scalar in found)
        seen.add(key)
        scalars += found
        problems += events.problems if events else ()
        problems += [_salvaged(fault) for fault in faults]
    return Composition(tuple(scalars), "mapping" if keyed else "other", tuple(problems))


def _salvaged(fault: HeaderError) -> Problem:
    message = f"found no YAML ({fault.message}); what stands here was taken as plain text"
    return _problem("header-salvaged", message, fault.offset)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """The header cut at its column-0 keys: start, end and the colon (-1 before the first key)."""
    pieces: list[tuple[int, int, int]] = []
    first, colon = start, -1
    for line, stop, _ in line_ranges(text[start:end]):
        found = _key_end(text, start + line, start + stop)
        if found >= 0:
            pieces.append((first, start + line, colon))
            first, colon = start + line, found
    pieces.append((first, end, colon))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _key_end(text: str, start: int, end: int) -> int:
    """Where the colon of a key at column 0 stands, or -1."""
    if start == end or text[start] in " \t#-]}":
        return -1
    return _colon(text, start, end)


def _colon(text: str, start: int, end: int) -> int:
    """The first colon before a blank or the end of the line, or -1."""
    colon = text.find(":", start, end)
    while 0 <= colon < end - 1 and text[colon + 1] not in " \t":
        colon = text.find(":", colon + 1, end)
    return colon


def _mended(
    text: str, start: int, end: int, limits: LimitsConfig, nodes: int
) -> tuple[Events | None, list[HeaderError]]:
    """A piece read with its broken lines taken for plain text; None where that does not help.

    Raises:
        HeaderError: beyond a cap.
    """
    masked: str | None = None
    faults: list[HeaderError] = []
    while True:
        events = Events(text, start, end, limits, masked, nodes)
        try:
            root = events.run()
        except HeaderError as fault:
            if fault.slug != "yaml-invalid":
                raise
            masked = _without_line(events.masked, fault.offset - start)
            if masked is None or len(faults) == _MENDED_LINES:
                return None, [*faults[:1], *([] if faults else [fault])]
            faults.append(fault)
            continue
        return (events if root in ("mapping", "empty") else None), faults


def _without_line(masked: str, offset: int) -> str | None:
    """The value on the line of ``offset`` made plain, character for character; None if it is."""
    start = max(masked.rfind("\n", 0, offset), masked.rfind("\r", 0, offset)) + 1
    stops = [stop for stop in (masked.find("\n", offset), masked.find("\r", offset)) if stop >= 0]
    end = min(stops, default=len(masked))
    line = masked[start:end]
    content = len(line) - len(line.lstrip(" \t-"))
    colon = _colon(line, content, len(line))
    value = content if colon < 0 else colon + 1
    value += len(line[value:]) - len(line[value:].lstrip(" \t"))
    tail = line[value:].rstrip(" \t")
    plain = line[:value].replace("\t", " ") + _PLAIN * len(tail) + line[value + len(tail) :]
    return None if plain == line else masked[:start] + plain + masked[end:]


def _as_text(text: str, start: int, end: int, colon: int) -> tuple[Scalar, ...]:
    """A piece that cannot be read: what stands behind its key, as one stretch."""
    first = start if colon < 0 else colon + 1
    raw = text[first:end]
    first += len(raw) - len(raw.lstrip())
    last = first + len(raw.strip())
    if first >= last:
        return ()
    path = text[start:colon].strip() if colon >= 0 else "header"
    return (Scalar(path, text[first:last], (Span(0, first, last),)),)
