"""What makes an alignment readable: changes fused, loose words dissolved, sentences kept whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence

Edge = tuple[str, int, int, int, int]
Weak = Callable[[Hashable], bool] | Collection[Hashable]

LOOSE_RUN = 2
"""Longest equal run that may be dissolved (start value)."""

LARGE_CHANGE = 3
"""Tokens that a change must have on its longer side to swallow such a run (start value)."""


def clean_up(
    edges: list[Edge],
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    weak: Weak,
    a_starts: Collection[int],
    b_starts: Collection[int],
) -> list[Edge]:
    """Fuse, dissolve and slide, in this order, until nothing changes.

    Each round but the last lowers the number of runs or puts one more change at a sentence start,
    so the rounds end.
    """
    test = weak if callable(weak) else weak.__contains__
    edges = _fused(edges)
    while True:
        before = edges
        edges = _fused(_dissolved(edges, a, test))
        edges = _fused(_slid(edges, a, b, a_starts, b_starts))
        if edges == before:
            return edges


def _fused(edges: list[Edge]) -> list[Edge]:
    """Neighbours of one kind become one: a deletion beside an insertion is a substitution."""
    fused: list[Edge] = []
    for edge in edges:
        if edge[1] == edge[2] and edge[3] == edge[4]:
            continue
        last = fused[-1] if fused else None
        if last is not None and last[0] == edge[0]:
            fused[-1] = (edge[0], last[1], edge[2], last[3], edge[4])
        else:
            fused.append(edge)
    return fused


def _dissolved(
    edges: list[Edge], a: Sequence[Hashable], weak: Callable[[Hashable], bool]
) -> list[Edge]:
    """A short equal run of weak tokens between two large changes becomes part of the change."""
    result = list(edges)
    for place in range(1, len(edges) - 1):
        kind, a0, a1, b0, b1 = edges[place]
        if kind != "equal" or a1 - a0 > LOOSE_RUN:
            continue
        sides = edges[place - 1], edges[place + 1]
        if all(_is_large(side) for side in sides) and all(weak(a[i]) for i in range(a0, a1)):
            result[place] = ("change", a0, a1, b0, b1)
    return result


def _is_large(edge: Edge) -> bool:
    kind, a0, a1, b0, b1 = edge
    return kind == "change" and max(a1 - a0, b1 - b0) >= LARGE_CHANGE


def _slid(
    edges: list[Edge],
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    a_starts: Collection[int],
    b_starts: Collection[int],
) -> list[Edge]:
    """Each one-sided change begins at a sentence start, where its tokens allow it."""
    result = _padded(edges)
    for place in range(1, len(result), 2):
        kind, a0, a1, b0, b1 = result[place]
        if kind != "change" or (a0 < a1 and b0 < b1):
            continue
        tokens, starts, start, end = (a, a_starts, a0, a1) if a0 < a1 else (b, b_starts, b0, b1)
        if start not in starts:
            shift = _shift(tokens, starts, start, end, _room(result, place))
            if shift:
                _move(result, place, shift)
    return result


def _padded(edges: list[Edge]) -> list[Edge]:
    """The same with an equal run, if only an empty one, on both sides of every change."""
    padded: list[Edge] = []
    for edge in edges:
        if (edge[0] == "equal") != (len(padded) % 2 == 0):
            padded.append(("equal", edge[1], edge[1], edge[3], edge[3]))
        padded.append(edge)
    if len(padded) % 2 == 0 and padded:
        _, _, a1, _, b1 = padded[-1]
        padded.append(("equal", a1, a1, b1, b1))
    return padded


def _room(edges: list[Edge], place: int) -> tuple[int, int]:
    """How far a change may slide left and right without touching another change."""
    left, right = edges[place - 1], edges[place + 1]
    return (
        left[2] - left[1] - (place - 1 > 0),
        right[2] - right[1] - (place + 1 < len(edges) - 1),
    )


def _shift(
    tokens: Sequence[Hashable],
    starts: Collection[int],
    start: int,
    end: int,
    room: tuple[int, int],
) -> int:
    """The smallest slide to a sentence start, to the left if two are equal; 0 if there is none."""
    left = _slide(tokens, starts, start, end, -1, room[0])
    right = _slide(tokens, starts, start, end, 1, min(room[1], left - 1) if left else room[1])
    return right or -left


def _slide(
    tokens: Sequence[Hashable],
    starts: Collection[int],
    start: int,
    end: int,
    way: int,
    room: int,
) -> int:
    """Steps to the next sentence start that way, 0 if the tokens or the room end before it."""
    edge = -1 if way < 0 else 0
    for step in range(1, room + 1):
        moved = way * (step - 1) + edge
        if tokens[start + moved] != tokens[end + moved]:
            return 0
        if start + way * step in starts:
            return step
    return 0


def _move(edges: list[Edge], place: int, shift: int) -> None:
    """Slide a change by ``shift`` tokens; the equal runs beside it grow and shrink."""
    kind, a0, a1, b0, b1 = edges[place]
    edges[place] = (kind, a0 + shift, a1 + shift, b0 + shift, b1 + shift)
    _, x0, _, y0, _ = edges[place - 1]
    edges[place - 1] = ("equal", x0, a0 + shift, y0, b0 + shift)
    _, _, x1, _, y1 = edges[place + 1]
    edges[place + 1] = ("equal", a1 + shift, x1, b1 + shift, y1)
