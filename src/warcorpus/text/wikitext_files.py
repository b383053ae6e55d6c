"""Pictures whose ``]]`` is missing: one line is all that is surely their own."""

from __future__ import annotations

import re
from bisect import bisect_right

from warcorpus.text.wikitext_elements import Element
from warcorpus.text.wikitext_scan import Scan
from warcorpus.text.wikitext_words import namespace_of

_LONGEST_PREFIX = 40  # characters of a namespace before its colon
_BREAK = re.compile(r"[\r\n]")


def close_files(raw: str, found: Scan) -> tuple[Scan, list[int]]:
    """The scan with an element for each ``[[File:`` that was left open, and where they begin.

    Args:
        raw: the whole text that was scanned.
        found: its elements and the places of links that nothing closes.

    A file that stands inside of another element, as in an argument, is only told: the element
    bounds it already.

    >>> from warcorpus.text.wikitext_scan import scan
    >>> page = "[[File:a.svg|thumb|The [[wall]]" + chr(10) + "It began."
    >>> made, places = close_files(page, scan(page, 0, len(page)))
    >>> [(e.kind, e.end, e.closed) for e in made.elements], places
    ([('link', 31, False)], [0])
    """
    places = [start for start in sorted(found.open_links) if _is_file(raw, start)]
    if not places:
        return found, []
    kept: list[Element] = []
    told: list[int] = []
    position = 0
    for start in places:
        stop = bisect_right(found.elements, start, position, key=_start)
        kept += found.elements[position:stop]
        position = stop
        inside = bool(kept) and start < kept[-1].end
        if not inside or kept[-1].start not in told[-1:]:  # one problem a line
            told.append(start)
        if not inside:
            made = _one_line(raw, start, found.elements, position)
            position += len(made.children)
            kept.append(made)
    kept += found.elements[position:]
    return found._replace(elements=kept), told


def _is_file(raw: str, start: int) -> bool:
    inner = start + 2
    colon = raw.find(":", inner, inner + _LONGEST_PREFIX)
    return colon >= 0 and namespace_of(raw[inner:colon]) == "file"


def _one_line(raw: str, start: int, elements: list[Element], position: int) -> Element:
    """The file up to the end of its line; what begins on the line and ends on another is its too.

    A part of a template is no text, so a line may not end inside of one.
    """
    first, end = position, _line_end(raw, start)
    while position < len(elements) and elements[position].start < end:
        inside = elements[position].end
        end = end if inside <= end else _line_end(raw, inside)
        position += 1
    inner = start + 2
    children = elements[first:position]
    bars = tuple(at for at in range(inner, end) if raw[at] == "|" and not _is_in(children, at))
    return Element("link", start, end, "", inner, end, bars, closed=False, children=children)


def _is_in(elements: list[Element], at: int) -> bool:
    number = bisect_right(elements, at, key=_start) - 1
    return number >= 0 and at < elements[number].end


def _line_end(raw: str, start: int) -> int:
    """Where the line of ``start`` ends: before its break, whichever it is."""
    found = _BREAK.search(raw, start)
    return found.start() if found else len(raw)


def _start(element: Element) -> int:
    return element.start
