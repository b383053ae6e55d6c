"""What wikitext is made of: links, templates, tags and the like, inside of one another."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

from attrs import define, field

Kind = Literal["template", "argument", "link", "external", "comment", "opaque", "tag", "table"]


@define(eq=False)
class Element:
    """A piece of markup with what stands inside.

    Args:
        kind: what it is; ``opaque`` has content in which no marks count, ``tag`` is one mark.
        start: its first character.
        end: one past its last.
        name: of a template, as names are compared, or of a tag.
        inner_start: first character between its marks.
        inner_end: one past them.
        bars: where ``|`` parts its content.
        closed: False where the text ends, or a section, before it does.
        children: the elements inside, by start.
    """

    kind: Kind
    start: int
    end: int
    name: str
    inner_start: int
    inner_end: int
    bars: tuple[int, ...] = ()
    closed: bool = True
    children: list[Element] = field(factory=list)

    def parts(self) -> list[tuple[int, int]]:
        """The ranges between its bars."""
        starts = [self.inner_start, *(bar + 1 for bar in self.bars)]
        return list(zip(starts, [*self.bars, self.inner_end], strict=True))

    def inside(self, start: int, end: int) -> list[Element]:
        """Its children in a range."""
        return between(self.children, start, end)


def between(elements: list[Element], start: int, end: int) -> list[Element]:
    """Those of some elements, ordered by start, that begin in a range."""
    first = bisect_left(elements, start, key=_start)
    return elements[first : bisect_left(elements, end, first, key=_start)]


def _start(element: Element) -> int:
    return element.start


def nested(found: list[Element]) -> tuple[list[Element], int]:
    """Elements with those inside of them, and how deep they nest."""
    found.sort(key=lambda element: (element.start, -element.end))
    roots: list[Element] = []
    above: list[Element] = []
    depth = 0
    for element in found:
        while above and above[-1].end <= element.start:
            above.pop()
        if above and element.end > above[-1].end:
            continue  # reaches out of an element that was cut short
        (above[-1].children if above else roots).append(element)
        above.append(element)
        depth = max(depth, len(above))
    return roots, depth
